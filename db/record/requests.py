"""Files that somebody asked to have read again: kept until a process has done it, whatever ends meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from db.engine import transaction
from db.models.document import Document
from db.models.program import ReadingRequest
from db.record.audit import record
from db.record.history import now


@dataclass(frozen=True, slots=True)
class Asked:
    """A request.

    Attributes:
        id: of its row.
        short_id: of the file's first notice.
    """

    id: int
    short_id: str


def ask_again(url: str, document_id: int, person: str) -> int:
    """Ask that a file be read again; where it is asked for already and nobody has begun, that request stands for both.

    Args:
        url: the database.
        document_id: row of the file's first notice.
        person: who asks, for the audit trail.

    Returns:
        The number of the request.
    """
    with transaction(url) as session:
        document = session.scalars(select(Document).where(Document.id == document_id).with_for_update()).one()
        waiting = select(ReadingRequest.id).where(ReadingRequest.document_id == document_id, ReadingRequest.begun_at.is_(None))
        known = session.scalar(waiting.limit(1))
        if known is not None:
            return known
        row = ReadingRequest(document_id=document_id, asked_at=now(), actor=person)
        session.add(row)
        session.flush()
        record(session, "reprocess", document, f"request {row.id}", person)
        return row.id


def next_request(url: str) -> Asked | None:
    """The oldest request that has not ended, which is begun now; one that a process began that died is begun again."""
    query = (
        select(ReadingRequest.id, Document.short_id)
        .join(Document, Document.id == ReadingRequest.document_id)
        .where(ReadingRequest.ended_at.is_(None))
        .order_by(ReadingRequest.id)
        .limit(1)
    )
    with transaction(url, read_only=True) as session:
        found = session.execute(query).one_or_none()
    if found is None:
        return None
    with transaction(url) as session:
        session.execute(update(ReadingRequest).where(ReadingRequest.id == found.id).values(begun_at=now()))
    return Asked(found.id, found.short_id)


def end_request(url: str, request_id: int, exit_code: int) -> None:
    """Record that a request was worked on to its end."""
    with transaction(url) as session:
        session.execute(update(ReadingRequest).where(ReadingRequest.id == request_id).values(ended_at=now(), exit_code=exit_code))
