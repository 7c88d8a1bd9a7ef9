"""Where on a page words stand as a table: rows with figures under one another, or rows between rules across the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tasks.domain.geometry import BBox
from tasks.ocr.gutters import Columns, figure_columns, find_columns
from tasks.ocr.head_levels import read_head
from tasks.ocr.printed_rows import PrintedRow
from tasks.ocr.table_rows import anchors_in, grouped

_INCH_MM = 25.4
# Without rules, a table has three columns and three rows; fewer stand side by side in heads, feet and lists too.
_LEAST_PIECES, _LEAST_ROWS = 3, 3
# Columns of figures beside the first, which may hold numbers of a list; with one alone, more rows and a head must speak for a table.
_LEAST_FIGURES, _MORE_ROWS = 2, 4
# Between two rows of figures stand at most so many lines of text, and not two in a row over most of the width.
_MOST_BETWEEN, _MOST_PROSE, _PROSE_SHARE = 6, 1, 0.62
_MOST_HEAD_ROWS, _PROSE_WORDS = 9, 12
_OUTSIDE_MM, _COLUMN_MM = 5.0, 40.0
# In distances of rows, and in heights of a word: how far a head stands above the figures, and a cell's next line below its first.
_HEAD_GAP, _LINE_GAP = 1.9, 1.7
# Rules of one table begin and end at one place, and are longer than a line under a heading or above footnotes.
_RULE_MM, _SAME_MM, _LEVEL_MM = 80.0, 6.0, 1.2
_LABEL = re.compile(r"(?:[A-ZĐ]|[IVX]{1,5}|\d{1,2})[.)]?")
_CAPTION = re.compile(r"\(?\s*(?:đơn vị(?: tính)?|đvt|đv tính)\b\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """What was found of a table: its columns, the printed rows of its head, and those of each of its rows."""

    columns: Columns
    head: tuple[PrintedRow, ...]
    rows: tuple[tuple[PrintedRow, ...], ...]


def without_rules(rows: Sequence[PrintedRow], dpi: int) -> Iterator[Body]:
    """Tables by their figures alone."""
    for first, last in _blocks(rows):
        own = [row for row in rows[first : last + 1] if _is_tabular(row)]
        columns = find_columns(own, dpi)
        if columns is None or columns.count < _LEAST_PIECES:
            continue
        begin, head = _head(rows, first, last, columns, dpi)
        columns = find_columns(own, dpi, head) or columns
        figures = figure_columns(own, columns)
        beside = [column for column in figures if column]
        enough = len(beside) >= _LEAST_FIGURES or (len(beside) == 1 and len(own) >= _MORE_ROWS and len(head) > 0)
        if enough:
            body = rows[begin : _tail(rows, last, columns, figures) + 1]
            found = grouped(body, anchors_in(columns, figures))
            if len(found) >= _LEAST_ROWS:
                yield Body(columns, head, found)


def between_rules(rows: Sequence[PrintedRow], rules: Sequence[BBox], dpi: int) -> Iterator[Body]:
    """Tables with rules across only: above and below the head and at the end at least."""
    for group in rule_groups(rules, dpi):
        levels = [round(rule.center[1]) for rule in group]
        bands = [[row for row in rows if top < row.middle < bottom] for top, bottom in pairwise(levels)]
        bands = [band for band in bands if band]
        printed = [row for band in bands[1:] for row in band if not row.has_leader]
        own = [row for row in printed if len(row.pieces) >= _LEAST_PIECES]
        if len(own) < 2:
            own = [row for row in printed if len(row.pieces) >= 2]
        columns = find_columns(own, dpi, bands[0]) if len(bands) >= 2 else None
        if columns is None:
            continue
        figures = figure_columns(own, columns)
        if columns.count < _LEAST_PIECES and not figures:
            continue
        is_anchor = anchors_in(columns, figures)
        found: list[tuple[PrintedRow, ...]] = []
        for band in bands[1:]:
            figured = [row for row in band if _figures_in(row, columns, figures) >= min(2, len(figures))] if figures else []
            found += grouped(band, is_anchor) if len(figured) > 1 else [tuple(band)]
        goes_on = len(figures) > 1 and any(_figures_in(row, columns, figures) > 1 for row in bands[0])
        if goes_on:
            yield Body(columns, (), (*grouped(bands[0], is_anchor), *found))
        elif len(found) >= 2:
            yield Body(columns, tuple(bands[0]), tuple(found))


def _is_tabular(row: PrintedRow) -> bool:
    return len(row.pieces) >= _LEAST_PIECES and not row.has_leader and any(piece.is_figure for piece in row.pieces)


def _blocks(rows: Sequence[PrintedRow]) -> Iterator[tuple[int, int]]:
    """First and last row with figures of what may be a table."""
    at = [i for i, row in enumerate(rows) if _is_tabular(row)]
    start = 0
    for number in range(1, len(at) + 1):
        if number == len(at) or not _goes_on(rows, at[number - 1], at[number]):
            if number - start >= _LEAST_ROWS:
                yield at[start], at[number - 1]
            start = number


def _goes_on(rows: Sequence[PrintedRow], before: int, following: int) -> bool:
    between = rows[before + 1 : following]
    width = max(rows[i].box.right for i in (before, following)) - min(rows[i].box.left for i in (before, following))
    return len(between) <= _MOST_BETWEEN and sum(_is_prose(row, width) for row in between) <= _MOST_PROSE


def _is_prose(row: PrintedRow, width: int) -> bool:
    """Whether a piece reaches over most of a table's width, or has as many words as a sentence."""
    return any(piece.right - piece.left > _PROSE_SHARE * width or len(piece.words) >= _PROSE_WORDS for piece in row.pieces)


def _head(rows: Sequence[PrintedRow], first: int, last: int, columns: Columns, dpi: int) -> tuple[int, tuple[PrintedRow, ...]]:
    """The first row of the body, and the printed rows above it that name the columns."""
    left, right, room = columns.edges[0], columns.edges[-1], _OUTSIDE_MM * dpi / _INCH_MM
    steps = [b.middle - a.middle for a, b in zip(rows[first:last], rows[first + 1 : last + 1], strict=True)]
    start = first
    # A row that bears a label and no figures yet names a group of rows.
    while start and _is_label(rows[start - 1], columns):
        start -= 1
        first = start
    while start and first - start < _MOST_HEAD_ROWS:
        row = rows[start - 1]
        apart = rows[start].middle - row.middle > _HEAD_GAP * max(median(steps), row.box.height)
        # A column that is empty in most rows has its name beyond the others.
        beyond = room if len(row.pieces) < _LEAST_PIECES else _COLUMN_MM * dpi / _INCH_MM
        outside = row.box.left < left - beyond or row.box.right > right + beyond
        if apart or outside or row.has_leader or _is_prose(row, right - left) or _CAPTION.match(row.pieces[0].text):
            break
        start -= 1
    # What stands over all columns is the title of the table.
    while start < first:
        head = tuple(rows[start:first])
        _, headings = read_head(head, columns, dpi)
        named = {c for h in headings for c in range(h.column, h.column + h.width)}
        over_all = any(h.width == columns.count for h in headings)
        if not (over_all and len(rows[start].pieces) == 1):
            return first, head if len(named) >= 2 else ()
        start += 1
    return first, ()


def _is_label(row: PrintedRow, columns: Columns) -> bool:
    """Whether a row begins with a letter, a Roman numeral or a number in the first column and has one text beside it."""
    if len(row.pieces) != 2 or row.has_leader:
        return False
    label = row.pieces[0]
    return columns.reach(label) == (0, 0) and label.right < columns.gutters[0][1] and _LABEL.fullmatch(label.text) is not None


def _tail(rows: Sequence[PrintedRow], last: int, columns: Columns, figures: Sequence[int]) -> int:
    """The last row of the table: lines in one column of texts go on with the cell above them."""
    while last + 1 < len(rows):
        row, above = rows[last + 1], rows[last]
        reaches = [columns.reach(piece) for piece in row.pieces]
        inside = row.box.right <= columns.edges[-1] + row.box.height and row.box.left >= columns.edges[0] - row.box.height
        texts = all(a == b and a not in figures for a, b in reaches)
        if not (inside and texts and row.middle - above.middle <= _LINE_GAP * median(w.bbox.height for w in above.words)):
            break
        last += 1
    return last


def _figures_in(row: PrintedRow, columns: Columns, figures: Sequence[int]) -> int:
    """How many columns of figures hold one in a printed row."""
    reaches = {columns.reach(piece) for piece in row.pieces if piece.is_figure}
    return sum((column, column) in reaches for column in figures)


def rule_groups(rules: Sequence[BBox], dpi: int) -> Iterator[tuple[BBox, ...]]:
    """Rules that begin and end at one place, three at least, each group's from top to bottom."""
    mm = dpi / _INCH_MM
    whole: list[BBox] = []
    for rule in sorted(rules, key=lambda r: r.center[1]):
        if whole and rule.center[1] - whole[-1].center[1] <= _LEVEL_MM * mm:
            whole[-1] = BBox.union((whole[-1], rule))
        else:
            whole.append(rule)
    groups: list[list[BBox]] = []
    for rule in whole:
        if rule.width < _RULE_MM * mm:
            continue
        for group in groups:
            if abs(group[0].left - rule.left) <= _SAME_MM * mm and abs(group[0].right - rule.right) <= _SAME_MM * mm:
                group.append(rule)
                break
        else:
            groups.append([rule])
    for group in groups:
        if len(group) >= _LEAST_ROWS:
            yield tuple(group)
