"""What lists and the board look through instead of everything there is: made from the other tables, and kept true as these change.

Nothing stands here alone: `db.reading.kept` makes it anew from the rows, in the transaction that changes them.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

NO_DAY = date.max
"""Stands for the day of a task that has none, behind all others."""


class ListEntry(Base):
    """A document as the list sorts and filters it, with the numbers of its current reading; made anew whenever one of them changes."""

    __tablename__ = "list_entry"
    __table_args__ = (
        Index("ix_list_entry_newest", "newest", "document_id"),
        Index("ix_list_entry_oldest", "oldest", "document_id"),
        Index("ix_list_entry_symbol", "no_symbol", "symbol_key", "document_id"),
        Index("ix_list_entry_doubts", "doubts", "newest", "document_id"),
        Index("ix_list_entry_issuer", "issuer", "newest", "document_id"),
        Index("ix_list_entry_type", "type", "newest", "document_id"),
        Index("ix_list_entry_state", "state", "newest", "document_id"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True, autoincrement=False)
    revision_id: Mapped[int | None] = mapped_column(index=True, doc="Its current reading; null where there is none")
    state: Mapped[str] = mapped_column(Text, doc="As in document")
    issuer: Mapped[str | None] = mapped_column(Text, doc="As in the reading")
    type: Mapped[str | None] = mapped_column(Text, doc="As in the reading")
    newest: Mapped[int] = mapped_column(doc="Day of issue, counted from 1 January of the year 1; 0 without one, behind all others")
    oldest: Mapped[int] = mapped_column(doc="The same, 9999999 without one")
    symbol_key: Mapped[str] = mapped_column(Text, doc="As in the reading; empty without a symbol")
    no_symbol: Mapped[int] = mapped_column(doc="1 without a symbol, else 0")
    pages: Mapped[int] = mapped_column(doc="Of the reading, as all that follow")
    tasks: Mapped[int] = mapped_column()
    directives: Mapped[int] = mapped_column(doc="That nobody rejected, as metrics and citations")
    metrics: Mapped[int] = mapped_column()
    citations: Mapped[int] = mapped_column()
    doubts: Mapped[int] = mapped_column(doc="That somebody has to look at still")


class ListCount(Base):
    """How many documents have a state, an issuer or a type."""

    __tablename__ = "list_count"

    field: Mapped[str] = mapped_column(Text, primary_key=True, doc="state, issuer or type")
    value: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column()


class _Boarded:
    """What the board sorts and filters a task by."""

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    revision_id: Mapped[int] = mapped_column(doc="Its current reading")
    position: Mapped[int] = mapped_column(doc="As in task")
    state: Mapped[str] = mapped_column(
        Text, doc="How far it is, as long as its deadline is not past: a task that is not closed is overdue then"
    )
    closed: Mapped[bool] = mapped_column(doc="Done, cancelled or replaced")
    due_on: Mapped[date] = mapped_column(doc="Last permitted day by the deadline in force; 9999-12-31 without one")
    issuer: Mapped[str | None] = mapped_column(Text, doc="Of the document, as in the reading")
    newest: Mapped[int] = mapped_column(
        doc="Day of issue before 1 January of the year 1, so that the last comes first; 0 without one, behind all others"
    )
    symbol_key: Mapped[str] = mapped_column(Text, doc="As in the reading; empty without a symbol")
    no_symbol: Mapped[int] = mapped_column(doc="1 without a symbol, else 0")
    owner: Mapped[str] = mapped_column(Text, doc="Who works on it; empty where nobody does")
    no_owner: Mapped[int] = mapped_column(doc="1 where nobody does, else 0")


class BoardEntry(_Boarded, Base):
    """A task of a reading that counts, as the board sorts and filters it."""

    __tablename__ = "board_entry"
    __table_args__ = (
        Index("ix_board_entry_day", "due_on", "task_id"),
        Index("ix_board_entry_due", "closed", "due_on", "revision_id", "position", "task_id"),
        Index("ix_board_entry_state", "state", "due_on", "revision_id", "position", "task_id"),
        Index("ix_board_entry_issuer", "issuer", "closed", "due_on", "revision_id", "position", "task_id"),
        Index("ix_board_entry_owner", "no_owner", "owner", "closed", "due_on", "revision_id", "position", "task_id"),
        Index("ix_board_entry_newest", "newest", "revision_id", "position", "task_id"),
        Index("ix_board_entry_symbol", "no_symbol", "symbol_key", "revision_id", "position", "task_id"),
    )

    task_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1, doc="Row of task")


class BoardParty(_Boarded, Base):
    """A task of the board once more for each known body that leads it or helps with it, so that a body's are read in one go."""

    __tablename__ = "board_party"
    __table_args__ = (Index("ix_board_party_agency", "agency_id", "role", "newest", "task_id"),)

    task_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-3, doc="Row of task")
    agency_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2, doc="Row of agency")
    role: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-1, doc="As in directive_party")


class BoardCount(Base):
    """How many tasks of the board there are by how far they are: of all by their day, of an issuer's and somebody's without it."""

    __tablename__ = "board_count"

    field: Mapped[str] = mapped_column(Text, primary_key=True, doc="all, issuer or owner")
    value: Mapped[str] = mapped_column(Text, primary_key=True, doc="Issuer or owner; empty for all, and where nobody works on it")
    state: Mapped[str] = mapped_column(Text, primary_key=True, doc="As in board_entry")
    due_on: Mapped[date] = mapped_column(primary_key=True, doc="As in board_entry; 9999-12-31 for those of an issuer or owner")
    number: Mapped[int] = mapped_column()


class LeadCount(Base):
    """How many tasks of the board that are not closed an agency leads."""

    __tablename__ = "lead_count"

    agency_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, doc="Row of agency")
    number: Mapped[int] = mapped_column()
