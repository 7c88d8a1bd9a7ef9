"""Ruled tables of a notice as rows of cells, put together again where a page break cut them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.notice import CleanText, TextLine
from tasks.domain.span import Span


@dataclass(frozen=True, slots=True)
class TableCell:
    """The text of one cell.

    Attributes:
        text: lines joined by spaces, as printed.
        span: in the clean text.
        row: first row, from 0 within the table.
        last_row: last row it reaches into.
    """

    text: str
    span: Span
    row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        span: from its first cell to its last in the clean text.
        columns: cells by column, from 0, each from top to bottom; empty cells are missing.
        row_count: number of rows.
        width: number of columns.
    """

    span: Span
    columns: dict[int, tuple[TableCell, ...]]
    row_count: int
    width: int

    def cell(self, row: int, column: int) -> TableCell | None:
        """The cell that stands at, or reaches into, a place."""
        return next((c for c in self.columns.get(column, ()) if c.row <= row <= c.last_row), None)

    def starts(self, row: int) -> tuple[tuple[int, TableCell], ...]:
        """Columns and cells that begin in ``row``, from left to right."""
        return tuple((column, c) for column in sorted(self.columns) for c in self.columns[column] if c.row == row)


def read_tables(clean: CleanText) -> tuple[Table, ...]:
    """The tables of a notice in reading order; one that goes on at the top of the next page with as many columns is one table."""
    pieces: list[list[TextLine]] = []
    for line in clean.lines:
        if line.cell is None:
            continue
        last = pieces[-1][-1] if pieces else None
        if last is not None and last.cell is not None and (last.page, last.cell.table) == (line.page, line.cell.table):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    tables: list[Table] = []
    for number, piece in enumerate(pieces):
        table = _table(clean, piece)
        before = pieces[number - 1] if number else None
        if before and tables and table.width == tables[-1].width and _goes_on(clean, before[-1], piece[0]):
            tables[-1] = _joined(tables[-1], table)
        else:
            tables.append(table)
    return tuple(tables)


def _goes_on(clean: CleanText, before: TextLine, line: TextLine) -> bool:
    """Whether nothing but a page break stands between two lines."""
    return line.page == before.page + 1 and not clean.text[before.span.end : line.span.start].strip()


def _table(clean: CleanText, lines: Sequence[TextLine]) -> Table:
    by_place: dict[tuple[int, int, int], list[TextLine]] = {}
    for line in lines:
        if line.cell is not None:
            by_place.setdefault((line.cell.row, line.cell.column, line.cell.last_row), []).append(line)
    columns: dict[int, list[TableCell]] = {}
    for (row, column, last), own in sorted(by_place.items()):
        text = " ".join(" ".join(line.span.of(clean.text) for line in own).split())
        columns.setdefault(column, []).append(TableCell(text, Span(own[0].span.start, own[-1].span.end), row, last))
    span = Span(min(line.span.start for line in lines), max(line.span.end for line in lines))
    rows = max(last for _, _, last in by_place) + 1
    return Table(span, {c: tuple(cells) for c, cells in columns.items()}, rows, max(columns) + 1)


def _joined(first: Table, second: Table) -> Table:
    shift = first.row_count
    columns = {c: list(cells) for c, cells in first.columns.items()}
    for column, cells in second.columns.items():
        moved = [TableCell(c.text, c.span, c.row + shift, c.last_row + shift) for c in cells]
        columns.setdefault(column, []).extend(moved)
    span = Span(first.span.start, second.span.end)
    return Table(span, {c: tuple(cells) for c, cells in columns.items()}, shift + second.row_count, max(first.width, second.width))
