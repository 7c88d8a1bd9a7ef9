"""Documents that are copies of one paper: what people said, what comparing them gave, and which of them counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Json, UtcDateTime


class DocumentCopy(Base):
    """A document whose rows do not count, since another copy of the same paper leads; made anew whenever one of them changes."""

    __tablename__ = "document_copy"
    __table_args__ = (CheckConstraint("document_id <> leading_id", name="leads"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    leading_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True, doc="The copy that counts")


class CopyLikeness(Base):
    """What two documents are to each other by head and text; made anew when one of them is read or its head corrected."""

    __tablename__ = "copy_likeness"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="order"),
        CheckConstraint("verdict IN ('same', 'perhaps', 'other')", name="verdict"),
        CheckConstraint("reason IN ('', 'symbol', 'issuer', 'day', 'text')", name="reason"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, doc="The one that came first")
    second_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, index=True)
    verdict: Mapped[str] = mapped_column(Text, doc="same, perhaps, or other (another text of that number)")
    reason: Mapped[str] = mapped_column(Text, doc="Of perhaps: symbol, issuer, day or text, whichever is not the same for sure")
    share: Mapped[float] = mapped_column(doc="Of the words that both have, 0 to 1")
    differences: Mapped[list[Any]] = mapped_column(Json, doc="[words of the first, words of the second], the plainest first, three at most")


class CopyDecision(Base):
    """One thing a person said of two documents; the log is only added to and goes when one of them is gone."""

    __tablename__ = "copy_decision"
    __table_args__ = (
        CheckConstraint("action IN ('join', 'part', 'lead', 'undo')", name="action"),
        CheckConstraint("(action = 'undo') = (undoes_id IS NOT NULL)", name="undo"),
        CheckConstraint("document_id <> other_id", name="two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True, doc="The one it is said of")
    other_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True, doc="The one it is or is no copy of")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text, doc="Name of the person")
    action: Mapped[str] = mapped_column(Text, doc="join, part, lead or undo")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("copy_decision.id"), unique=True, doc="Entry that an undo takes back")
