"""The tables of a reading as rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from db.models.finding import Evidence
from db.models.printed import PrintedTable, TableCell
from tasks.domain import finding as found
from tasks.domain import table as read
from tasks.domain.cell_heads import Placed, heads_of, known_by
from tasks.domain.legible import storable
from tasks.domain.reading import Reading
from tasks.domain.span import Span

CellKey = tuple[int, int, int]
"""Table, row and column of a cell, all from 0, as findings name it."""
Maker = Callable[[found.Evidence], Evidence]


def write_tables(session: Session, revision_id: int, reading: Reading, sections: Mapping[str, int], evidence: Maker) -> dict[CellKey, int]:
    """Add the tables of a reading with all their cells.

    Args:
        session: an open transaction.
        revision_id: of the reading.
        reading: with its tables.
        sections: row by path.
        evidence: makes a row of a piece of evidence.

    Returns:
        The rows of the cells.
    """
    made: dict[CellKey, TableCell] = {}
    for number, table in enumerate(reading.extraction.findings.tables):
        row = PrintedTable(
            revision_id=revision_id,
            section_id=sections.get(table.section),
            section_path=table.section,
            position=number + 1,
            kind=table.kind,
            title=storable(table.title),
            row_count=table.row_count,
            column_count=table.column_count,
            head_rows=table.head_rows,
            evidence=evidence(found.Evidence(table.span, table.span.of(reading.clean.text), table.regions)),
        )
        for cell, words in zip(table.cells, _known_by(table), strict=True):
            made[number, cell.row, cell.column] = TableCell(
                revision_id=revision_id,
                table=row,
                position=len(made) + 1,
                first_row=cell.row + 1,
                last_row=cell.last_row + 1,
                first_column=cell.column + 1,
                last_column=cell.last_column + 1,
                text=storable(cell.text) or None,
                known_by=storable(words),
                evidence=evidence(_place(reading, table, cell)),
            )
        session.add(row)
    session.flush()
    return {key: cell.id for key, cell in made.items()}


def _known_by(table: read.PrintedTable) -> list[str]:
    placed = [Placed(cell.row, cell.column, cell.last_row, cell.last_column, cell.text) for cell in table.cells]
    return known_by(table.title, placed, heads_of(placed, table.head_rows))


def _place(reading: Reading, table: read.PrintedTable, cell: read.PrintedCell) -> found.Evidence:
    """The words of a cell that a page break cuts are those before it; an empty one has none."""
    span = cell.spans[0] if cell.spans else Span(table.span.start, table.span.start)
    return found.Evidence(span, span.of(reading.clean.text), cell.regions, cell.confidence)
