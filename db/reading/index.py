"""The index that documents and findings are searched by: which words each row is found by, on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import text
from sqlalchemy.orm import Session

from tasks.domain.letters import fold
from tasks.domain.search_words import words_of

# SQLite finds a row of its index fast by the index's own number alone; migration 0004 counts the same way.
_INSERT = {
    "sqlite": text(
        "INSERT INTO search_index (rowid, revision_id, kind, row_id, body, words, folded) "
        "VALUES (:number, :revision_id, :kind, :row_id, :body, :words, :folded)"
    ),
    "postgresql": text(
        "INSERT INTO search_index (revision_id, kind, row_id, body, words, folded) "
        "VALUES (:revision_id, :kind, :row_id, :body, :words, :folded)"
    ),
}
_DELETE = {
    "sqlite": text("DELETE FROM search_index WHERE rowid = :number"),
    "postgresql": text("DELETE FROM search_index WHERE revision_id = :revision_id AND kind = :kind AND row_id = :row_id"),
}
_PLACE = {"document": 0, "directive": 1, "metric": 2}


def document_entry(symbol: str | None, issuer: str | None, subject: str | None, text: str = "") -> str:
    """What a document is found by: its head and its text."""
    return " ".join(filter(None, (symbol, issuer, subject, text)))


def metric_entry(name: str, text: str) -> str:
    """What a figure is found by."""
    return f"{name} {text}"


def index_rows(session: Session, revision_id: int, entries: Iterable[tuple[str, int, str]]) -> None:
    """Make rows of a revision findable; ``entries`` are (kind, row, text)."""
    rows = []
    for kind, row_id, body in entries:
        # Words alone: PostgreSQL would take "12/qđ-ubnd" for the name of a file, and find none of its parts.
        words = " ".join(words_of(body))
        shown = " ".join(body.split())
        row = {"revision_id": revision_id, "kind": kind, "row_id": row_id, "body": shown, "words": words, "folded": fold(words)}
        rows.append(row | {"number": _number(kind, row_id)})
    if rows:
        session.execute(_INSERT[session.get_bind().dialect.name], rows)


def _number(kind: str, row_id: int) -> int:
    return row_id * 4 + _PLACE[kind]


def reindex(session: Session, revision_id: int, changed: Mapping[tuple[str, int], str | None]) -> None:
    """Make rows of a revision findable by other words, or, where there are none, not at all."""
    if not changed:
        return
    gone = [{"revision_id": revision_id, "kind": kind, "row_id": row, "number": _number(kind, row)} for kind, row in changed]
    session.execute(_DELETE[session.get_bind().dialect.name], gone)
    index_rows(session, revision_id, ((kind, row, words) for (kind, row), words in changed.items() if words is not None))
