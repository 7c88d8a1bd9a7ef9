"""Letters of a mailbox and the files they brought."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, UtcDateTime


class LetterFile(Base):
    """A file that a letter brought; a letter without files has one row with position 0, so that it is not fetched again."""

    __tablename__ = "letter_file"
    __table_args__ = (UniqueConstraint("mailbox", "uid", "position"), Index("ix_letter_file_document_id", "document_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox: Mapped[str] = mapped_column(Text, doc="Account, server and folder it lay in")
    uid: Mapped[str] = mapped_column(Text, doc="Its number there, behind the validity of the folder's numbers (RFC 3501)")
    position: Mapped[int] = mapped_column(doc="1-based order of the file in the letter; 0: the letter brought none")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), doc="Part 1 of the file; null where the letter brought none"
    )
    name: Mapped[str] = mapped_column(Text, doc="Of the file, as the sender's program gave it")
    sender: Mapped[str] = mapped_column(Text, doc="Name and address that the letter says it is from; nobody proved it")
    subject: Mapped[str] = mapped_column(Text, doc="Of the letter")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="When the letter says it was sent")
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="When the store had all it brought")
