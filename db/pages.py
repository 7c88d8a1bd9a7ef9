"""One page of a document as it stands now."""

from __future__ import annotations

from sqlalchemy import select

from db.engine import transaction
from db.models.document import Document, Page, Revision


def current_page(url: str, short_id: str, number: int) -> tuple[Document, str, Page] | None:
    """A page of the current revision with its document and the revision's fingerprint; None where there is none.

    Args:
        url: the database.
        short_id: of the document.
        number: 1-based.
    """
    query = (
        select(Document, Revision.fingerprint, Page)
        .join(Revision, (Revision.document_id == Document.id) & Revision.is_current)
        .join(Page, Page.revision_id == Revision.id)
        .where(Document.short_id == short_id, Page.number == number)
    )
    with transaction(url, read_only=True) as session:
        found = session.execute(query).one_or_none()
    return (found[0], found[1], found[2]) if found else None
