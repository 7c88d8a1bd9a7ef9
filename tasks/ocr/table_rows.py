"""Rows of a table whose rows no rule parts: each has one line of figures, and the lines of its texts stand around that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from tasks.ocr.gutters import Columns
from tasks.ocr.printed_rows import PrintedRow


def anchors_in(columns: Columns, figures: Sequence[int]) -> Callable[[PrintedRow], bool]:
    """Whether a printed row begins a row of the table: something stands in one of the columns of figures, or it is a row by itself."""

    def is_anchor(row: PrintedRow) -> bool:
        reaches = [columns.reach(piece) for piece in row.pieces]
        return any(first == last and first in figures for first, last in reaches) or is_group(row, columns)

    return is_anchor


def is_group(row: PrintedRow, columns: Columns) -> bool:
    """Whether one text stands alone over a gutter, behind a label at most: it names the rows below."""
    reaches = [columns.reach(piece) for piece in row.pieces]
    wide = [first for first, last in reaches if last > first]
    return len(wide) == 1 and all(first <= wide[0] for first, _ in reaches) and len(reaches) <= 2


def grouped(rows: Sequence[PrintedRow], is_anchor: Callable[[PrintedRow], bool]) -> tuple[tuple[PrintedRow, ...], ...]:
    """Printed rows as rows of the table, one anchor each; lines between two anchors are parted at the widest gap, below it where equal."""
    at = [i for i, row in enumerate(rows) if is_anchor(row)]
    if not at:
        return (tuple(rows),) if rows else ()
    starts = [0]
    for before, following in pairwise(at):
        gaps = [(rows[i].middle - rows[i - 1].middle, i) for i in range(before + 1, following + 1)]
        widest = max(gap for gap, _ in gaps)
        # Lines are measured to a fraction of their distance only; a cell's text goes on below its first line rather than above it.
        starts.append(max(i for gap, i in gaps if gap >= 0.93 * widest))
    ends = [*starts[1:], len(rows)]
    return tuple(tuple(rows[a:b]) for a, b in zip(starts, ends, strict=True))
