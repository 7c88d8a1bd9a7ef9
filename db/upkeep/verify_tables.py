"""Are the tables of each reading whole: every place in one cell, and nothing of another reading in them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models.finding import Directive, Evidence, Metric
from db.models.printed import PrintedTable, TableCell
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Fault

_MEND = "`thongbao reprocess` reads it again."


def check_tables(session: Session) -> Iterator[Fault]:
    """Faults of tables, of their cells, and of rows that were read from them."""
    covered = func.sum((TableCell.last_row - TableCell.first_row + 1) * (TableCell.last_column - TableCell.first_column + 1))
    places = PrintedTable.row_count * PrintedTable.column_count
    beyond = or_(func.max(TableCell.last_row) > PrintedTable.row_count, func.max(TableCell.last_column) > PrintedTable.column_count)
    size = select(PrintedTable.id).outerjoin(TableCell).group_by(PrintedTable.id)
    broken = size.having(or_(func.coalesce(covered, 0) != places, beyond))
    for number in session.scalars(broken.order_by(PrintedTable.id)):
        yield Fault("table-not-whole", Severity.ERROR, f"table {number}", f"Its cells do not cover it once. {_MEND}")
    foreign = select(TableCell.id).join(PrintedTable).where(TableCell.revision_id != PrintedTable.revision_id)
    for number in session.scalars(foreign):
        yield Fault("foreign-cell", Severity.ERROR, f"cell {number}", f"Its table belongs to another revision. {_MEND}")
    for row in (Directive, Metric):
        led = select(row.id).join(TableCell, TableCell.id == row.cell_id).where(TableCell.revision_id != row.revision_id)
        for number in session.scalars(led):
            name = row.__tablename__
            yield Fault("foreign-cell", Severity.ERROR, f"{name} {number}", f"Its cell belongs to another revision. {_MEND}")
    for kept in (PrintedTable, TableCell):
        elsewhere = select(kept.id).join(Evidence, Evidence.id == kept.evidence_id).where(Evidence.revision_id != kept.revision_id)
        for number in session.scalars(elsewhere):
            yield Fault("foreign-evidence", Severity.ERROR, f"{kept.__tablename__} {number}", "Its evidence belongs to another revision.")
