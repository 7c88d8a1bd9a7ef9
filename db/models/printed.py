"""Tables as they stand in a notice, cell by cell."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload
from sqlalchemy.sql.base import ExecutableOption

from db.base import Base
from db.models.finding import REVIEWS, Evidence, Looked, Section
from tasks.domain.table import DOUBTED_CELL


class PrintedTable(Base):
    """One table of a notice; put together again where page breaks cut it. Its cells cover each of its places once."""

    __tablename__ = "printed_table"
    __table_args__ = (
        UniqueConstraint("revision_id", "position"),
        CheckConstraint("kind IN ('tasks', 'figures', 'other')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    section_path: Mapped[str] = mapped_column(Text, doc="As read")
    position: Mapped[int] = mapped_column(doc="1-based reading order")
    kind: Mapped[str] = mapped_column(Text, doc="What it was read as: tasks, figures or other")
    title: Mapped[str] = mapped_column(Text, doc="The line above it that names it; empty where none does")
    row_count: Mapped[int] = mapped_column()
    column_count: Mapped[int] = mapped_column()
    head_rows: Mapped[int] = mapped_column(doc="Rows at its top that name its columns; 0 where none is known")
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    evidence: Mapped[Evidence] = relationship()
    section: Mapped[Section | None] = relationship()
    cells: Mapped[list[TableCell]] = relationship(back_populates="table", order_by="TableCell.position")

    @property
    def path(self) -> str:
        """Path of its section as it is right by now."""
        return self.section.path if self.section is not None else self.section_path


class TableCell(Looked, Base):
    """One cell, an empty one too; one that spans rows or columns has its first place and its last."""

    __tablename__ = "table_cell"
    __table_args__ = (
        UniqueConstraint("revision_id", "position"),
        UniqueConstraint("table_id", "first_row", "first_column"),
        CheckConstraint("first_row > 0 AND last_row >= first_row AND first_column > 0 AND last_column >= first_column", name="place"),
        CheckConstraint(REVIEWS, name="review"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    table_id: Mapped[int] = mapped_column(ForeignKey("printed_table.id"))
    position: Mapped[int] = mapped_column(doc="1-based, through all tables of the notice, by row, then by column")
    first_row: Mapped[int] = mapped_column(doc="1-based")
    last_row: Mapped[int] = mapped_column(doc="The last row it reaches into")
    first_column: Mapped[int] = mapped_column(doc="1-based")
    last_column: Mapped[int] = mapped_column(doc="The last column it reaches into")
    text: Mapped[str | None] = mapped_column(Text, doc="As printed, lines joined; null: it is empty")
    known_by: Mapped[str] = mapped_column(Text, doc="Title, head of the row and heads of the column as read; it is found again by them")
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence.id"), index=True, doc="Its words on its first page, none for an empty one; boxes around the cell, one a page"
    )
    evidence: Mapped[Evidence] = relationship()
    table: Mapped[PrintedTable] = relationship(back_populates="cells")

    @property
    def added_by(self) -> None:
        """Nobody adds cells."""
        return

    @property
    def section_path(self) -> str:
        """Path of the section its table stands in, as read."""
        return self.table.section_path

    @property
    def printed(self) -> str | None:
        """What was read, whatever a person said since."""
        return (self.machine or {}).get("text", self.text)

    @property
    def is_doubted(self) -> bool:
        """Whether its words were not read surely and nobody looked at it since."""
        sure = self.evidence.confidence
        return self.review is None and sure is not None and sure < DOUBTED_CELL


def with_cells() -> tuple[ExecutableOption, ...]:
    """Loads tables with section and cells, and the cells with their places, in as many queries as for one."""
    cells = selectinload(PrintedTable.cells)
    return selectinload(PrintedTable.section), cells.joinedload(TableCell.evidence, innerjoin=True).selectinload(Evidence.regions)
