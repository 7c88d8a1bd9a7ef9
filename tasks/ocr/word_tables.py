"""Tables seen by their words: columns that keep apart over several rows, between rules across the page or without any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Grid, Line, Word
from tasks.ocr.gutters import Columns
from tasks.ocr.head_levels import Heading, read_head
from tasks.ocr.printed_rows import PrintedRow, is_mark, printed_rows
from tasks.ocr.table_rows import is_group
from tasks.ocr.table_search import Body, between_rules, without_rules

_INCH_MM = 25.4


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table and the lines in its cells, cell by cell from left to right and from top to bottom."""

    grid: Grid
    lines: tuple[Line, ...]


def built(body: Body, dpi: int) -> WordTable:
    """The cells of a table, empty ones too, with the words in them."""
    columns = body.columns
    levels, headings = read_head(body.head, columns, dpi) if body.head else (0, ())
    cells = {(h.row, h.column): h for h in headings}
    for number, rows in enumerate(body.rows, levels):
        for heading in _row_cells(rows, columns, number):
            cells[(heading.row, heading.column)] = heading
    taken = {(r, c) for h in cells.values() for r in range(h.row, h.last_row + 1) for c in range(h.column, h.column + h.width)}
    count = levels + len(body.rows)
    for place in ((r, c) for r in range(count) for c in range(columns.count)):
        if place not in taken:
            cells[place] = Heading(*place, place[0], 1, ())
    tops = _tops(body, cells.values(), levels, dpi)
    placed, lines = [], []
    for place in sorted(cells):
        found = cells[place]
        cell = Cell(0, found.row, found.column, found.last_row, found.width)
        edges = columns.edges[found.column], columns.edges[found.column + found.width]
        placed.append((cell, BBox(edges[0], tops[found.row], edges[1], max(tops[found.row] + 1, tops[found.last_row + 1]))))
        lines += [Line(row.words, Column.CELL, cell) for row in printed_rows(found.words, dpi)]
    box = BBox(columns.edges[0], tops[0], columns.edges[-1], tops[-1])
    return WordTable(Grid(box, tuple(placed)), tuple(lines))


def _row_cells(rows: Sequence[PrintedRow], columns: Columns, number: int) -> Iterable[Heading]:
    words: dict[int, list[Word]] = {}
    if len(rows) == 1 and is_group(rows[0], columns):
        # The text of a group reaches to the end of the table.
        wide = min(first for first, last in map(columns.reach, rows[0].pieces) if last > first)
        for piece in rows[0].pieces:
            words.setdefault(columns.reach(piece)[0], []).extend(piece.words)
        for column, own in words.items():
            yield Heading(number, column, number, columns.count - column if column == wide else 1, tuple(own))
        return
    for row in rows:
        for piece in row.pieces:
            first, last = columns.reach(piece)
            for word in piece.words:
                column = first if first == last else columns.at(word.bbox.center[0])
                words.setdefault(column, []).append(word)
    for column, own in words.items():
        yield Heading(number, column, number, 1, tuple(own))


def _tops(body: Body, cells: Iterable[Heading], levels: int, dpi: int) -> list[int]:
    """The top of each row, and the bottom of the last: half way between the words."""
    reach: dict[int, tuple[int, int]] = {}
    for cell in cells:
        if cell.words and cell.last_row == cell.row:
            top, bottom = min(w.bbox.top for w in cell.words), max(w.bbox.bottom for w in cell.words)
            before = reach.get(cell.row, (top, bottom))
            reach[cell.row] = min(before[0], top), max(before[1], bottom)
    printed = [row for rows in (body.head, *body.rows) for row in rows]
    tops = [min(row.box.top for row in printed)]
    for number in range(1, levels + len(body.rows)):
        above, below = reach.get(number - 1), reach.get(number)
        middle = (above[1] + below[0]) // 2 if above and below else below[0] if below else above[1] if above else tops[-1] + 1
        tops.append(max(tops[-1] + 1, middle))
    rim = round(dpi / _INCH_MM)
    return [max(0, tops[0] - rim), *tops[1:], max(tops[-1] + 1, max(row.box.bottom for row in printed) + rim)]


def find_word_tables(lines: Sequence[Line], rules: Sequence[BBox], dpi: int) -> tuple[WordTable, ...]:
    """Tables among lines that stand in no cell, from top to bottom.

    Args:
        lines: of the page.
        rules: that run across it outside of any table found so far.
        dpi: of the boxes.
    """
    rows = printed_rows((word for line in lines if line.cell is None for word in line.words if is_mark(word)), dpi)
    found: list[Body] = []
    for body in (*between_rules(rows, rules, dpi), *without_rules(rows, dpi)):
        if not any(_overlap(body, other) for other in found):
            found.append(body)
    return tuple(sorted((built(body, dpi) for body in found), key=lambda table: table.grid.box.top))


def _overlap(body: Body, other: Body) -> bool:
    mine = {id(row) for rows in (body.head, *body.rows) for row in rows}
    return any(id(row) in mine for rows in (other.head, *other.rows) for row in rows)


def with_tables(lines: Sequence[Line], grids: Sequence[Grid], tables: Sequence[WordTable]) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """The lines with those of tables put in place, and all tables of the page from top to bottom, numbered so.

    Each table stands where the first of its words was read.
    """
    order = sorted((*grids, *(table.grid for table in tables)), key=lambda grid: grid.box.top)
    numbers = {id(grid): number for number, grid in enumerate(order)}
    old = {grid.cells[0][0].table: numbers[id(grid)] for grid in grids if grid.cells}
    owner = {id(word): index for index, table in enumerate(tables) for line in table.lines for word in line.words}
    out: list[Line] = []
    placed: set[int] = set()
    for line in lines:
        if line.cell is not None:
            out.append(replace(line, cell=replace(line.cell, table=old[line.cell.table])))
            continue
        for index in dict.fromkeys(owner[id(word)] for word in line.words if id(word) in owner):
            if index not in placed:
                placed.add(index)
                number = numbers[id(tables[index].grid)]
                out += [replace(own, cell=replace(own.cell, table=number)) for own in tables[index].lines if own.cell is not None]
        left = tuple(word for word in line.words if id(word) not in owner)
        if left:
            out.append(replace(line, words=left))
    return tuple(out), tuple(_numbered(grid, number) for number, grid in enumerate(order))


def _numbered(grid: Grid, number: int) -> Grid:
    return replace(grid, cells=tuple((replace(cell, table=number), box) for cell, box in grid.cells))
