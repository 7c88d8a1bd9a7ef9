"""The tables of a document as the document page shows them: laid out as printed, every cell with its place and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from db.models.printed import PrintedTable, TableCell
from flows.review.findings import Reader, entries_of, values_of
from flows.review.language import Wording
from flows.review.rows import Entry, Row
from flows.takeaway.table_rows import heads_of_table
from tasks.domain.anchor import PageBox
from tasks.domain.cell_heads import Heads
from tasks.domain.choices import path_words


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell.

    Attributes:
        id: of the row in the database.
        text: "" for an empty one.
        printed: what was read, None where nobody changed it.
        review: confirmed, corrected or None.
        confidence: lowest word confidence in percent, None where unknown.
        is_doubted: its words were not read surely and nobody looked at it.
        is_head: it names columns.
        place: row and column, from 1, with the words that name them.
        row_span: rows it reaches over.
        column_span: columns it reaches over.
        boxes: where it stands.
        led_to: the rows that were read from it.
        entries: what a form to correct it asks for.
    """

    id: int
    text: str
    printed: str | None
    review: str | None
    confidence: int | None
    is_doubted: bool
    is_head: bool
    place: str
    row_span: int
    column_span: int
    boxes: tuple[PageBox, ...]
    led_to: tuple[Row, ...]
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        """Its place in the page's address."""
        return f"cell-{self.id}"


@dataclass(frozen=True, slots=True)
class TableView:
    """One table.

    Attributes:
        number: its place among the tables of the document, from 1.
        title: "" where none was read.
        kind: tasks, figures or other.
        section: path of its section.
        page: it begins on, None without a picture.
        size: numbers of rows and columns.
        rows: cells by the row they begin in; a row that only cells from above reach into is empty.
        doubted: number of cells that were not read surely.
    """

    number: int
    title: str
    kind: str
    section: str
    page: int | None
    size: tuple[int, int]
    rows: tuple[tuple[CellView, ...], ...]
    doubted: int

    @property
    def anchor(self) -> str:
        """Its place in the page's address."""
        return f"table-{self.number}"

    def cell(self, anchor: str) -> CellView | None:
        """The cell of an anchor, None where it is of another table."""
        return next((cell for row in self.rows for cell in row if cell.anchor == anchor), None)


def view_of(table: PrintedTable, reader: Reader, rows: list[Row]) -> TableView:
    """A table for the page.

    Args:
        table: with its cells.
        reader: of the document.
        rows: of the page; those that were read from a cell are named at it.
    """
    led: dict[int, list[Row]] = {}
    for row in rows:
        if row.cell:
            led.setdefault(row.cell, []).append(row)
    cells = {
        cell.id: _cell(cell, heads, reader, tuple(led.get(cell.id, ())), is_head=cell.first_row <= table.head_rows)
        for cell, heads in zip(table.cells, heads_of_table(table), strict=True)
    }
    by_row = {row: tuple(cells[cell.id] for cell in found) for row, found in groupby(table.cells, key=lambda cell: cell.first_row)}
    boxes = reader.boxes(table.evidence)
    return TableView(
        table.position,
        table.title,
        table.kind,
        path_words(table.path, reader.t.language),
        boxes[0].page if boxes else None,
        (table.row_count, table.column_count),
        tuple(by_row.get(row, ()) for row in range(1, table.row_count + 1)),
        sum(cell.is_doubted for cell in cells.values()),
    )


def _cell(cell: TableCell, heads: Heads, reader: Reader, led: tuple[Row, ...], *, is_head: bool) -> CellView:
    sure = cell.evidence.confidence
    return CellView(
        cell.id,
        cell.text or "",
        (cell.printed or "") if "text" in (cell.machine or {}) else None,
        cell.review,
        None if sure is None else round(sure),
        cell.is_doubted,
        is_head,
        place_of(cell, heads, reader.t),
        cell.last_row - cell.first_row + 1,
        cell.last_column - cell.first_column + 1,
        reader.boxes(cell.evidence),
        led,
        entries_of("cell", values_of("cell", cell), reader.t),
    )


def place_of(cell: TableCell, heads: Heads, t: Wording) -> str:
    """Where in its table a cell stands, in words."""
    named = " · ".join(filter(None, (heads.row, heads.column)))
    place = t("document.cell", row=cell.first_row, column=cell.first_column)
    return f"{place}: {named}" if named else place
