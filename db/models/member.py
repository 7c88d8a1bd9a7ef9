"""Files inside other files: of an archive, or attached to a PDF."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class FileMember(Base):
    """A file inside another, and what became of it; written anew each time the other is taken apart."""

    __tablename__ = "file_member"
    __table_args__ = (UniqueConstraint("container_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    container_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), doc="Part 1 of the file that holds it")
    position: Mapped[int] = mapped_column(doc="1-based order inside")
    path: Mapped[str] = mapped_column(Text, doc="Inside, with / between folders")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("document.id", ondelete="SET NULL"), index=True, doc="Part 1 of the file it became; null where it was set aside"
    )
    reason_code: Mapped[str | None] = mapped_column(Text, doc="Code of the error that set it aside")
    reason: Mapped[str | None] = mapped_column(Text, doc="Why it was set aside, for a person")
