"""Tables of a notice as rows of cells, put together again where a page break cut them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from tasks.domain.notice import CleanText, TextLine
from tasks.domain.span import Span

_LONGEST_SPECK = 3
_MOST_SPECKS = 2
"""Between the halves of a table may stand a page number and a speck that were not known as such."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in one cell.

    Attributes:
        text: lines joined by spaces, as printed.
        spans: in the clean text, ascending; more than one where a page break cuts the cell.
        row: first row, from 0 within the table.
        last_row: last row it reaches into.
        width: number of columns it reaches over.
    """

    text: str
    spans: tuple[Span, ...]
    row: int
    last_row: int
    width: int = 1

    @property
    def has_words(self) -> bool:
        """Whether it holds more than a stroke or a speck that was read as a letter."""
        return len(self.text) > 1 and any(c.isalnum() for c in self.text)


@dataclass(frozen=True, slots=True)
class TablePiece:
    """What of a table stands on one page.

    Attributes:
        page: 1-based.
        table: number of the table on that page, from 0.
        first_row: row of the whole table that is its first.
        columns: column of the whole table by its own; a column that is not named here keeps its number.
    """

    page: int
    table: int
    first_row: int = 0
    columns: tuple[tuple[int, int], ...] = ()

    def column(self, own: int) -> int:
        """The column of the whole table for a column of the piece."""
        return dict(self.columns).get(own, own)


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        span: from its first cell to its last in the clean text.
        columns: cells by column, from 0, each from top to bottom; empty cells are missing.
        row_count: number of rows.
        width: number of columns, those empty to the last row not counted behind the last one that is not.
        breaks: rows that begin a page.
        pieces: what of it stands on each page.
        drawn: whether its cells were found on a page; False for a text without geometry, where a cell over several rows stands in the
            first of them and leaves the others empty.
    """

    span: Span
    columns: Mapping[int, tuple[TableCell, ...]]
    row_count: int
    width: int
    breaks: frozenset[int] = field(default=frozenset())
    pieces: tuple[TablePiece, ...] = ()
    drawn: bool = True

    @cached_property
    def _places(self) -> dict[tuple[int, int], TableCell]:
        # Where cells overlap, the narrower one wins, and of these the upper one.
        placed = [(column, c) for column, cells in self.columns.items() for c in cells]
        placed.sort(key=lambda pair: (-pair[1].width, -pair[1].row))
        return {(row, at): c for column, c in placed for row in range(c.row, c.last_row + 1) for at in range(column, column + c.width)}

    @cached_property
    def _of_columns(self) -> dict[tuple[int, int], TableCell]:
        return {(row, column): c for column, cells in self.columns.items() for c in reversed(cells) for row in range(c.row, c.last_row + 1)}

    @cached_property
    def _starts(self) -> dict[int, list[tuple[int, TableCell]]]:
        starts: dict[int, list[tuple[int, TableCell]]] = {}
        for column in sorted(self.columns):
            for cell in self.columns[column]:
                starts.setdefault(cell.row, []).append((column, cell))
        return starts

    def cell(self, row: int, column: int) -> TableCell | None:
        """The cell that stands at, or reaches into, a place."""
        return self._places.get((row, column))

    def of_column(self, row: int, column: int) -> TableCell | None:
        """The cell of a column that stands at, or reaches down into, a row; a cell over several columns is of the first of them."""
        return self._of_columns.get((row, column))

    def starts(self, row: int) -> tuple[tuple[int, TableCell], ...]:
        """Columns and cells that begin in ``row``, from left to right."""
        return tuple(self._starts.get(row, ()))


def read_tables(clean: CleanText) -> tuple[Table, ...]:
    """The tables of a notice in reading order; one that goes on at the top of the next page is one table. Linear in the text's length."""
    parts: list[list[Table]] = []
    before: list[TextLine] = []
    for piece in _pieces(clean.lines):
        table = _table(clean, piece)
        if before and _goes_on(clean, before[-1], piece[0]):
            table = _in_columns_of(table, before, piece) if parts[-1][-1].width != table.width else table
            if table.width <= max(part.width for part in parts[-1][:2]):
                parts[-1].append(table)
                before = piece
                continue
        parts.append([table])
        before = piece
    return tuple(_joined(tables) for tables in parts)


def _pieces(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    """Lines of one table on one page together."""
    pieces: list[list[TextLine]] = []
    for line in lines:
        if line.cell is None:
            continue
        last = pieces[-1][-1] if pieces else None
        if last is not None and last.cell is not None and (last.page, last.cell.table) == (line.page, line.cell.table):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return pieces


def _goes_on(clean: CleanText, before: TextLine, line: TextLine) -> bool:
    """Whether nothing but a page break and what stands at the edge of pages lies between two lines."""
    between = clean.text[before.span.end : line.span.start].split()
    return line.page == before.page + 1 and len(between) <= _MOST_SPECKS and all(len(w) <= _LONGEST_SPECK for w in between)


def _table(clean: CleanText, lines: Sequence[TextLine]) -> Table:
    by_place: dict[tuple[int, int, int, int], list[TextLine]] = {}
    for line in lines:
        if line.cell is not None:
            by_place.setdefault((line.cell.row, line.cell.column, line.cell.last_row, line.cell.width), []).append(line)
    columns: dict[int, list[TableCell]] = {}
    for (row, column, last, width), own in sorted(by_place.items()):
        text = " ".join(" ".join(line.span.of(clean.text) for line in own).split())
        columns.setdefault(column, []).append(TableCell(text, (Span(own[0].span.start, own[-1].span.end),), row, last, width))
    span = Span(min(line.span.start for line in lines), max(line.span.end for line in lines))
    rows = max(last for _, _, last, _ in by_place) + 1
    drawn = any(line.bbox is not None for line in lines)
    number = next(line.cell.table for line in lines if line.cell is not None)
    pieces = (TablePiece(lines[0].page, number),)
    return Table(span, {c: tuple(cells) for c, cells in columns.items()}, rows, max(columns) + 1, frozenset({0}), pieces, drawn)


def _in_columns_of(table: Table, before: Sequence[TextLine], lines: Sequence[TextLine]) -> Table:
    """The table with its columns numbered as those of the piece before that stand above them; as it is where that is not clear."""
    above, own = _reach(before), _reach(lines)
    place: dict[int, int] = {}
    for column, (left, right) in own.items():
        shared = {c: min(right, r) - max(left, a) for c, (a, r) in above.items()}
        best = max(shared, key=lambda c: shared[c], default=None)
        if best is None or shared[best] <= 0 or best in place.values():
            return table
        place[column] = best
    if set(place) != set(table.columns):
        return table
    columns = {place[column]: cells for column, cells in table.columns.items()}
    pieces = tuple(replace(piece, columns=tuple(sorted(place.items()))) for piece in table.pieces)
    return replace(table, columns=columns, width=max(columns) + 1, pieces=pieces)


def _reach(lines: Iterable[TextLine]) -> dict[int, tuple[int, int]]:
    """How far to the left and right the words of each column stand."""
    reach: dict[int, tuple[int, int]] = {}
    for line in lines:
        if line.cell is not None and line.bbox is not None:
            left, right = reach.get(line.cell.column, (line.bbox.left, line.bbox.right))
            reach[line.cell.column] = min(left, line.bbox.left), max(right, line.bbox.right)
    return reach


def _joined(parts: Sequence[Table]) -> Table:
    if len(parts) == 1:
        return parts[0]
    columns: dict[int, list[TableCell]] = {}
    breaks, shift = [], 0
    pieces: list[TablePiece] = []
    for part in parts:
        for column, cells in part.columns.items():
            columns.setdefault(column, []).extend(replace(c, row=c.row + shift, last_row=c.last_row + shift) for c in cells)
        breaks.append(shift)
        pieces += (replace(piece, first_row=shift) for piece in part.pieces)
        shift += part.row_count
    return Table(
        Span(parts[0].span.start, parts[-1].span.end),
        {c: tuple(cells) for c, cells in columns.items()},
        shift,
        max(part.width for part in parts),
        frozenset(breaks),
        tuple(pieces),
        any(part.drawn for part in parts),
    )
