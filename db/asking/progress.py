"""How far a file is: where its document stands, and who asked for it last."""

from __future__ import annotations

from sqlalchemy import select

from db.engine import transaction
from db.models.document import Delivery, Document
from db.models.program import ReadingRequest
from db.models.run import Run


def last_request(url: str, document_id: int) -> ReadingRequest | None:
    """The last request to read a file again; None where there was none."""
    query = select(ReadingRequest).where(ReadingRequest.document_id == document_id).order_by(ReadingRequest.id.desc())
    with transaction(url, read_only=True) as session:
        return session.scalar(query.limit(1))


def last_run(url: str, document_id: int) -> Run | None:
    """The last run about a file; None where there was none."""
    query = select(Run).where(Run.document_id == document_id).order_by(Run.started_at.desc())
    with transaction(url, read_only=True) as session:
        return session.scalar(query.limit(1))


def sent_by(url: str, short_id: str, sender: str) -> bool:
    """Whether somebody sent a file, of which they need not be able to see anything yet.

    Args:
        url: the database.
        short_id: of the document.
        sender: what the sources of their deliveries begin with, before a slash.
    """
    query = select(Delivery.id).join(Document, Document.id == Delivery.document_id)
    query = query.where(Document.short_id == short_id, Delivery.source.startswith(f"{sender}/", autoescape=True))
    with transaction(url, read_only=True) as session:
        return session.scalar(query.limit(1)) is not None
