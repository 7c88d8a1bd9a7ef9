"""Ruled tables whose rows no rule parts: the rows within one cell of the rules are told by the figures that stand beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Grid, Line
from tasks.ocr.printed_rows import Piece, PrintedRow, printed_rows
from tasks.ocr.table_rows import grouped

# Fewer lines of figures in one cell are a period or a sum on two lines.
_LEAST_ROWS = 3
# So many lines of a column are figures, and so many of its rows have figures in two columns at least.
_FIGURES, _SHARED = 0.7, 0.6


def part_rows(lines: Sequence[Line], grids: Sequence[Grid], dpi: int) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """The lines and tables with such rows parted; all others as they are.

    Args:
        lines: of the page.
        grids: its tables.
        dpi: of all boxes.
    """
    out, parted = list(lines), []
    for whole in grids:
        grid = whole
        for row in sorted({cell.row for cell, _ in whole.cells}, reverse=True):
            own = [line for line in out if line.cell is not None and line.cell.row == row and any(line.cell == c for c, _ in grid.cells)]
            groups = _groups(grid, row, own, dpi)
            if len(groups) >= _LEAST_ROWS:
                grid, moved = _parted(grid, row, groups)
                out = [_moved(line, moved, own, groups) for line in out]
                out = in_cells(out, [line for line in out if line.cell is not None])
        parted.append(grid)
    return tuple(out), tuple(parted)


def _groups(grid: Grid, row: int, lines: Sequence[Line], dpi: int) -> tuple[tuple[PrintedRow, ...], ...]:
    """The printed rows within one row of the rules as rows of the table; none where they are not parted."""
    if any(cell.row <= row <= cell.last_row and cell.row != cell.last_row for cell, _ in grid.cells):
        return ()
    columns: dict[int, list[Line]] = {}
    for line in lines:
        if line.cell is not None and line.cell.width == 1:
            columns.setdefault(line.cell.column, []).append(line)
    figures = {
        column: own
        for column, own in columns.items()
        if len(own) >= _LEAST_ROWS and sum(Piece(line.words).is_figure for line in own) >= _FIGURES * len(own)
    }
    printed = printed_rows((word for line in lines for word in line.words), dpi)
    words = {column: {id(word) for line in own for word in line.words} for column, own in figures.items()}
    shared = [sum(any(id(word) in own for word in row.words) for own in words.values()) for row in printed]
    anchors = [count for count in shared if count]
    beside = sum(count >= 2 for count in anchors)
    if len(anchors) < _LEAST_ROWS or not (beside >= _SHARED * len(anchors) or _counts_on(columns.get(0, ()))):
        return ()
    at = {id(row): count > 0 for row, count in zip(printed, shared, strict=True)}
    return grouped(printed, lambda row: at[id(row)])


def _counts_on(lines: Sequence[Line]) -> bool:
    """Whether the lines of a first column are numbers that rise by one; where one was not read, its row could not be told."""
    numbers = [line.text.strip(" .") for line in lines]
    if len(numbers) < _LEAST_ROWS or not all(n.isascii() and n.isdigit() for n in numbers):
        return False
    return all(int(b) - int(a) == 1 for a, b in pairwise(numbers))


def _parted(grid: Grid, row: int, groups: Sequence[Sequence[PrintedRow]]) -> tuple[Grid, dict[int, dict[int, Cell]]]:
    """The table with its row parted, and its new cells by column and row within it."""
    more = len(groups) - 1
    spans = [(min(r.box.top for r in own), max(r.box.bottom for r in own)) for own in groups]
    middles = [(a[1] + b[0]) // 2 for a, b in pairwise(spans)]
    cells: list[tuple[Cell, BBox]] = []
    new: dict[int, dict[int, Cell]] = {}
    for cell, box in grid.cells:
        if cell.row != row:
            later = cell.row > row
            cells.append((replace(cell, row=cell.row + more, last_row=cell.last_row + more) if later else cell, box))
            continue
        edges = [box.top, *(min(max(m, box.top + 1), box.bottom - 1) for m in middles), box.bottom]
        for number, (top, bottom) in enumerate(pairwise(edges)):
            part = replace(cell, row=row + number, last_row=row + number)
            new.setdefault(cell.column, {})[number] = part
            cells.append((part, BBox(box.left, top, box.right, max(top + 1, bottom))))
    cells.sort(key=lambda pair: (pair[0].row, pair[0].column))
    return Grid(grid.box, tuple(cells)), new


def _moved(line: Line, new: dict[int, dict[int, Cell]], own: Sequence[Line], groups: Sequence[Sequence[PrintedRow]]) -> Line:
    """The line in its new cell."""
    if line.cell is None or not own or own[0].cell is None or line.cell.table != own[0].cell.table:
        return line
    row, more = own[0].cell.row, len(groups) - 1
    if line.cell.row != row:
        later = line.cell.row > row
        return replace(line, cell=replace(line.cell, row=line.cell.row + more, last_row=line.cell.last_row + more)) if later else line
    middle = median(word.bbox.center[1] for word in line.words)
    number = min(range(len(groups)), key=lambda n: min(abs(r.middle - middle) for r in groups[n]))
    return replace(line, cell=new[line.cell.column][number])


def in_cells(lines: Sequence[Line], own: Sequence[Line]) -> list[Line]:
    """The lines that stand in no cell, with ``own``, those of tables, cell by cell; each table where its first line stood before."""
    out: list[Line] = []
    placed: set[int] = set()
    for line in lines:
        if line.cell is None:
            out.append(line)
        elif line.cell.table not in placed:
            placed.add(line.cell.table)
            table = line.cell.table
            of_table = [(other.cell.row, other.cell.column, other) for other in own if other.cell and other.cell.table == table]
            out += [other for _, _, other in sorted(of_table, key=lambda place: place[:2])]
    return out
