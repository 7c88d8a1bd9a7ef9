"""Work that looks at several documents at once is done by one transaction after another."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_KEY = 701_117  # any number that no other lock of the database goes by; migrations have one of their own


def take_turn(session: Session) -> None:
    """Wait until no other transaction settles which copies count, and let no other begin until this one ends.

    It is the first thing a transaction does that may settle, before it holds any document: two that load copies of one paper would else
    each not see the other's, or each wait for the other. On SQLite every transaction that writes waits for the one before anyway. A client
    that went away without a word holds the others up for a minute at most (``db.patience``).
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
