"""Tasks of a revision, and how far the work on them is, which outlives every revision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Json, UtcDateTime, one_of
from tasks.domain.choices import Recurrence, TaskState


class FollowUp(Base):
    """How far the work on a task is; made when somebody first says so, and tied to the directive that is its first step."""

    __tablename__ = "follow_up"
    __table_args__ = (CheckConstraint(one_of("state", TaskState), name="state"), CheckConstraint("steps > 0", name="steps"))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(Text, unique=True, doc="Name in spreadsheets and calendars; stays when words are corrected")
    state: Mapped[str] = mapped_column(Text, index=True, doc="not_started, in_progress, done or cancelled")
    owner: Mapped[str | None] = mapped_column(Text, doc="Person or unit that works on it")
    note: Mapped[str | None] = mapped_column(Text)
    completion_symbol: Mapped[str | None] = mapped_column(Text, doc="Symbol of the document that reports completion")
    completed_on: Mapped[date | None] = mapped_column()
    steps: Mapped[int] = mapped_column(
        doc="Steps that the task had when this was last said; 1 for what was said of single directives before 0009"
    )
    section_path: Mapped[str] = mapped_column(Text, doc="As in correction")
    quote: Mapped[str] = mapped_column(Text, doc="As in correction")
    words: Mapped[str] = mapped_column(Text, doc="As in correction")
    places: Mapped[list[Any]] = mapped_column(Json, doc="As in correction")


class FollowUpChange(Base):
    """One change of how far a task is; the log is only added to."""

    __tablename__ = "follow_up_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text, doc="Name of the person")
    source: Mapped[str] = mapped_column(
        Text, doc="page, command, sheet:NAME of a spreadsheet that came back, or undo:ID of its first change"
    )
    before: Mapped[dict[str, Any]] = mapped_column(Json, doc="Fields that were changed, as they stood")
    after: Mapped[dict[str, Any]] = mapped_column(Json, doc="The same fields from then on")


class Task(Base):
    """What one party has to do in one item: the directives that point at it are its steps. Made anew whenever they change."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("revision_id", "position"),
        Index("ix_task_board", "revision_id", "deadline_on", "follow_up_id", "position"),
        CheckConstraint(one_of("deadline_recurs", Recurrence), name="recurs"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    position: Mapped[int] = mapped_column(doc="1-based, by the first step in reading order")
    deadline_raw: Mapped[str | None] = mapped_column(Text, doc="As in the step it is printed in")
    deadline_on: Mapped[date | None] = mapped_column(index=True, doc="Last permitted day")
    deadline_recurs: Mapped[str | None] = mapped_column(Text, doc="weekly, monthly, quarterly, yearly")
    deadline_step: Mapped[int | None] = mapped_column(doc="Step the deadline is printed in, 1-based; null: it has none")
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey("follow_up.id"), index=True, doc="How far it is; null: nobody has said yet")
