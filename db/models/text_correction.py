"""What people said of the text of printed lines, and what became of it in each reading."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Json, UtcDateTime, one_of
from tasks.domain.text_corrections import LineState


class TextCorrection(Base):
    """A line as a person says it is, laid over every reading of the file; the log is only added to and goes with its document alone."""

    __tablename__ = "text_correction"
    __table_args__ = (
        CheckConstraint("action IN ('change', 'undo')", name="action"),
        CheckConstraint("(action = 'undo') = (undoes_id IS NOT NULL)", name="undo"),
        CheckConstraint("nth > 0", name="nth"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True, doc="Part 1 of the file")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text, doc="Name of the person")
    action: Mapped[str] = mapped_column(Text, doc="change (also: right as it was read), or undo")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("text_correction.id"), unique=True, doc="Entry that an undo takes back")
    page: Mapped[int] = mapped_column(doc="Of the file, 1-based")
    before: Mapped[str] = mapped_column(Text, doc="The line as the machine read it")
    after: Mapped[str] = mapped_column(Text, doc="The line as it is right; empty where no text of the notice stands there")
    nth: Mapped[int] = mapped_column(doc="1-based, among the lines of the page that were read alike")
    places: Mapped[list[Any]] = mapped_column(Json, doc="[page, left, top, right, bottom] of the line, fractions of the page; or empty")


class TextCorrectionResult(Base):
    """What became of a correction of the text in one reading of a notice."""

    __tablename__ = "text_correction_result"
    __table_args__ = (CheckConstraint(one_of("state", LineState), name="state"),)

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    correction_id: Mapped[int] = mapped_column(ForeignKey("text_correction.id", ondelete="CASCADE"), primary_key=True, index=True)
    state: Mapped[str] = mapped_column(
        Text, doc="applied; conflict (applied, the machine reads a third text); unplaced (no such line); replaced (a later one counts)"
    )
    read: Mapped[str] = mapped_column(Text, doc="What the machine reads there in this reading")
    span_start: Mapped[int | None] = mapped_column(doc="Of the line in the clean text; null where it is unplaced or replaced")
    span_end: Mapped[int | None] = mapped_column(doc="Equal to span_start where the line was left out")
