"""What people said of the rows; it outlives every revision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Json, UtcDateTime, one_of
from tasks.domain.choices import Action, RowKind


class Correction(Base):
    """One thing a person said of a row; the log is only added to and goes with its document alone."""

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint(one_of("kind", RowKind), name="kind"),
        CheckConstraint(one_of("action", (*Action, "undo")), name="action"),
        CheckConstraint("(action = 'undo') = (undoes_id IS NOT NULL)", name="undo"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text, doc="Name of the person")
    kind: Mapped[str] = mapped_column(Text, doc="directive, metric, citation, section, head, doubt or cell")
    action: Mapped[str] = mapped_column(Text, doc="confirm, change, reject, add or undo")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("correction.id"), unique=True, doc="Correction that an undo takes back")
    before: Mapped[dict[str, Any]] = mapped_column(Json, doc="Fields that were changed, as they stood")
    after: Mapped[dict[str, Any]] = mapped_column(Json, doc="The same fields as they are right")
    machine: Mapped[dict[str, Any]] = mapped_column(Json, doc="What had been read: of the changed fields, or of all that were confirmed")
    agencies: Mapped[dict[str, Any]] = mapped_column(Json, doc="Party as typed to the code of its agency, where that is known")
    revision_number: Mapped[int] = mapped_column(doc="Revision of the document in which the person saw the row")
    row_id: Mapped[int | None] = mapped_column(doc="The row, or doubt, in that revision; null for one that was added, and for the head")
    section_path: Mapped[str] = mapped_column(Text, doc="Section the row stands in, as read")
    quote: Mapped[str] = mapped_column(Text, doc="Exact characters of the place")
    words: Mapped[str] = mapped_column(Text, doc="What the row said as read, to tell rows of one place apart")
    places: Mapped[list[Any]] = mapped_column(Json, doc="[page, left, top, right, bottom]: page 1-based, the rest as fractions of the page")


class CorrectionResult(Base):
    """What became of a live correction in the document's current revision; made anew whenever corrections are applied."""

    __tablename__ = "correction_result"
    __table_args__ = (CheckConstraint("state IN ('applied', 'conflict', 'unplaced')", name="state"),)

    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(Text, index=True, doc="applied, conflict (the machine now reads a third value), unplaced (no row)")
    row_kind: Mapped[str] = mapped_column(Text, doc="As in the correction")
    row_id: Mapped[int | None] = mapped_column(doc="Row, or doubt, of the current revision; null for the head and where there is none")
    detail: Mapped[str] = mapped_column(Text, doc="What the machine reads now, or why there is no row")
