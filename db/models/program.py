"""What other programs do here: the tokens they show, what they ask to have read again, and the order in which deeds took effect."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Json, UtcDateTime


class ApiToken(Base):
    """What a program shows to be let in at the interface for programs; only a hash of it is kept, and no row ever goes."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("per_minute > 0", name="per_minute"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True, doc="What deeds done with it are signed with, behind 'api:'; never given again")
    hash: Mapped[str] = mapped_column(Text, unique=True, doc="SHA-256 of the token, lower-case hex")
    scopes: Mapped[list[Any]] = mapped_column(Json, doc="What it may: read, follow-up, upload, reprocess, all")
    per_minute: Mapped[int] = mapped_column(doc="Requests a minute that it may make")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(Text, doc="Account that made it")
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="From when on it opens nothing; null: it does not end by itself")
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="When it was withdrawn; null: it was not")
    withdrawn_by: Mapped[str | None] = mapped_column(Text, doc="Account that withdrew it")


class ReadingRequest(Base):
    """Somebody asked through the interface for programs that a file be read again; the server does one after the other."""

    __tablename__ = "reading_request"
    __table_args__ = (
        Index(
            "ix_reading_request_open",
            "id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True, doc="Part 1 of the file")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text, doc="Who asked")
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="When the server last began it")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="When it ended, well or not; the run tells more")
    exit_code: Mapped[int | None] = mapped_column(doc="As `thongbao reprocess` has them; null until it ended")


class Event(Base):
    """The order in which deeds of the audit trail took effect: who has seen one number finds everything later above it.

    The database itself fills it, at the end of the transaction of the deed, one transaction after the other.
    """

    __tablename__ = "event"

    number: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), unique=True)
