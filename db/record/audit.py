"""The audit trail: written in the transaction of the deed itself, so that neither stands without the other."""

from __future__ import annotations

import os
import pwd
import socket
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.engine import transaction
from db.limited import Limited
from db.models.audit import AuditEntry
from db.models.document import Document
from db.record.history import now


@cache
def actor() -> str:
    """The account this program runs under; asked of the system, since the environment says what one likes."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number that has no name
        return f"uid {os.getuid()}"


def record(session: Session, action: str, document: Document | None, detail: str = "", person: str | None = None) -> None:
    """Add a deed to an open transaction, of a person where one is named, else of the account."""
    session.add(
        AuditEntry(
            at=now(),
            actor=person or actor(),
            host=socket.gethostname(),
            action=action,
            sha256=document.sha256 if document else None,
            file_name=document.file_name if document else None,
            detail=detail,
        )
    )


def record_reprocess(url: str, document_id: int, run_id: str) -> None:
    """Record that somebody asked for a document to be read again."""
    with transaction(url) as session:
        record(session, "reprocess", session.get_one(Document, document_id), f"run {run_id[:8]}")


def record_restore(url: str, detail: str) -> None:
    """Record that a backup took the place of what the database held; what was done between the two stands in the database set aside."""
    with transaction(url) as session:
        record(session, "restore", None, detail)


def last_deed(url: str) -> int:
    """Number of the last deed of the whole audit trail, 0 for none: while it stays, nothing that somebody may ask for has changed."""
    whole = url.whole if isinstance(url, Limited) else url
    with transaction(whole, read_only=True) as session:
        return session.scalar(select(func.max(AuditEntry.id))) or 0


def list_entries(url: str, name: str | None = None, limit: int = 100) -> list[AuditEntry]:
    """The newest deeds, newest first.

    Args:
        url: the database.
        name: only of documents by this hash, beginning of a hash, or file name; documents that were purged are found too.
        limit: how many.
    """
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if name:
        query = query.where(AuditEntry.sha256.startswith(name.lower(), autoescape=True) | (AuditEntry.file_name == name))
    with transaction(url, read_only=True) as session:
        return list(session.scalars(query))


def purged_hashes(url: str) -> set[str]:
    """Documents whose last deed was a purge of the whole document and that have no row any more."""
    query = select(AuditEntry.sha256).where(
        AuditEntry.action == "purge", AuditEntry.sha256.is_not(None), AuditEntry.sha256.not_in(select(Document.sha256))
    )
    with transaction(url, read_only=True) as session:
        return {found for found in session.scalars(query) if found}
