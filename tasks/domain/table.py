"""Tables as they stand in a notice: rows, columns and cells, each with its place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tasks.domain.geometry import Region
from tasks.domain.span import Span

DOUBTED_CELL = 60.0
"""Confidence below which words of a cell are shown as doubted, as those of the head and of symbols are (``tasks/findings``)."""


class TableKind(StrEnum):
    """What a table is read as."""

    TASKS = "tasks"
    FIGURES = "figures"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Which cell of a notice a finding was read from.

    Attributes:
        table: its place among the notice's tables, from 0.
        row: first row of the cell, from 0.
        column: first column of the cell, from 0.
    """

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell; one that spans rows or columns stands at the first of them.

    Attributes:
        row: from 0.
        column: from 0.
        last_row: the last row it reaches into.
        last_column: the last column it reaches into.
        text: lines joined by spaces, as printed; "" for an empty cell.
        spans: in the clean text, ascending; more than one where a page break cuts the cell, none for an empty one.
        regions: around the cell, one a page; around its words where the table has no rules; none for text without geometry.
        confidence: lowest of its words, 0 to 100; None for an empty cell and for text without geometry.
    """

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    spans: tuple[Span, ...] = ()
    regions: tuple[Region, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table of a notice; put together again where page breaks cut it.

    Attributes:
        section: path of the section it stands in.
        kind: what it was read as.
        span: from its first word to its last in the clean text.
        title: the line above it that names it, "" where none does.
        row_count: number of rows.
        column_count: number of columns.
        head_rows: rows at its top that name its columns; 0 where none is known.
        cells: by row, then by column; together they cover each place of the table once.
        regions: around it, one a page; none for text without geometry.
    """

    section: str
    kind: TableKind
    span: Span
    title: str
    row_count: int
    column_count: int
    head_rows: int
    cells: tuple[PrintedCell, ...]
    regions: tuple[Region, ...] = ()
