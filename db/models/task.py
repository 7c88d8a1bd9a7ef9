"""Tasks of a revision, and how far the work on them is, which outlives every revision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Json, OptionalJson, UtcDateTime, one_of
from tasks.domain.choices import Recurrence, TaskState
from tasks.domain.standing import Extension, Progress


class FollowUp(Base):
    """How far the work on a task is; made when somebody first says so, and tied to the directive that is its first step."""

    __tablename__ = "follow_up"
    __table_args__ = (CheckConstraint(one_of("state", TaskState), name="state"), CheckConstraint("steps > 0", name="steps"))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(Text, unique=True, doc="Name in spreadsheets and calendars; stays when words are corrected")
    state: Mapped[str] = mapped_column(Text, index=True, doc="not_started, in_progress, done, cancelled or replaced")
    owner: Mapped[str | None] = mapped_column(Text, doc="Person or unit that works on it")
    note: Mapped[str | None] = mapped_column(Text)
    completion_symbol: Mapped[str | None] = mapped_column(Text, doc="Symbol of the document that reports completion")
    completed_on: Mapped[date | None] = mapped_column(
        index=True, doc="Day of completion; null in a task that is done: said before 0020 asked for it"
    )
    ending_symbol: Mapped[str | None] = mapped_column(Text, doc="Symbol of the document that cancels or replaces it")
    ended_on: Mapped[date | None] = mapped_column(index=True, doc="Since when it is cancelled or replaced; null: from the beginning")
    extended_to: Mapped[date | None] = mapped_column(doc="Deadline in force by its extensions; null: none was granted")
    dismissed: Mapped[list[Any] | None] = mapped_column(
        OptionalJson, doc="Documents that report no completion of it, though offered: document (short id), symbol, issued_on; null: none"
    )
    steps: Mapped[int] = mapped_column(
        doc="Steps that the task had when this was last said; 1 for what was said of single directives before 0009"
    )
    section_path: Mapped[str] = mapped_column(Text, doc="As in correction")
    quote: Mapped[str] = mapped_column(Text, doc="As in correction")
    words: Mapped[str] = mapped_column(Text, doc="As in correction")
    places: Mapped[list[Any]] = mapped_column(Json, doc="As in correction")
    extensions: Mapped[list[FollowUpExtension]] = relationship(
        order_by=lambda: FollowUpExtension.position, cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )

    @property
    def progress(self) -> Progress:
        """What people said, as states are computed from it."""
        given = tuple(Extension(e.symbol, e.issued_on, e.deadline_on) for e in self.extensions)
        return Progress(self.state, self.completed_on, self.ended_on, given)


class FollowUpExtension(Base):
    """A deadline that a document put off; the one in force is that of the latest document, of several of one day the last."""

    __tablename__ = "follow_up_extension"
    __table_args__ = (UniqueConstraint("follow_up_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(doc="1-based, in the order in which they were said")
    symbol: Mapped[str] = mapped_column(Text, doc="Symbol of the document that put it off")
    issued_on: Mapped[date] = mapped_column(doc="Day of that document")
    deadline_on: Mapped[date] = mapped_column(doc="Last permitted day from then on")


class FollowUpChange(Base):
    """One change of how far a task is; the log is only added to."""

    __tablename__ = "follow_up_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_up.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text, doc="Name of the person")
    source: Mapped[str] = mapped_column(Text, doc="page, command, sheet:NAME of a spreadsheet that came back, or undo")
    before: Mapped[dict[str, Any]] = mapped_column(Json, doc="Fields that were changed, as they stood")
    after: Mapped[dict[str, Any]] = mapped_column(Json, doc="The same fields from then on")
    batch: Mapped[str | None] = mapped_column(Text, index=True, doc="Shared by changes that were made at once; null before 0020")


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
