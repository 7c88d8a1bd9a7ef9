"""Filters that people keep."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, UtcDateTime


class SavedFilter(Base):
    """A filter of a page that an account kept under a name."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account", "page", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(Text, doc="Name of the account; empty where nobody signs in")
    page: Mapped[str] = mapped_column(Text, doc="Page it belongs to: board")
    name: Mapped[str] = mapped_column(Text, doc="As the person called it")
    query: Mapped[str] = mapped_column(Text, doc="What stands behind the question mark of the page's address")
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
