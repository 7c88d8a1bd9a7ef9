"""Who did what to which document, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, UtcDateTime

ACTIONS = "'ingest', 'load', 'reprocess', 'quarantine', 'reopen', 'purge', 'correct', 'undo', 'follow-up', 'restore'"


class AuditEntry(Base):
    """One deed; the database refuses to change or remove a row, and rows outlive the document they are about."""

    __tablename__ = "audit_entry"
    __table_args__ = (CheckConstraint(f"action IN ({ACTIONS})", name="action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, doc="When it took effect")
    actor: Mapped[str] = mapped_column(Text, doc="Account that ran the program; of a correction, an undo or a follow-up the person")
    host: Mapped[str] = mapped_column(Text, doc="Machine it ran on")
    action: Mapped[str] = mapped_column(Text, doc="ingest, load, reprocess, quarantine, reopen, purge, correct, undo, follow-up or restore")
    sha256: Mapped[str | None] = mapped_column(
        Text, index=True, doc="Document; null where it was about none or about all (old runs, restores)"
    )
    file_name: Mapped[str | None] = mapped_column(Text, doc="Name of the document's file")
    detail: Mapped[str] = mapped_column(Text, doc="What exactly, for a person")
