"""Documents for programs, in the order in which they came in, from the last one seen on."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from db.asking.details import DocumentRow, document_row
from db.asking.listing import Wanted, conditions
from db.engine import transaction
from db.models.copy import DocumentCopy
from db.models.document import Document, Page, Revision
from db.models.kept import ListEntry
from db.reading.standing import COUNTED, numbers_of


def documents_after(url: str, wanted: Wanted, after: int, limit: int) -> list[tuple[int, str | None, DocumentRow]]:
    """The next documents that match, each as ``list_documents`` gives it, with its row's number and who issued it.

    Args:
        url: the database.
        wanted: which; order and page are passed over.
        after: number of the last one seen; 0: from the first on.
        limit: most documents given.
    """
    current = (Revision.document_id == Document.id) & Revision.is_current
    leading = aliased(Document)
    query = select(Document, Revision, leading.short_id).join(ListEntry, ListEntry.document_id == Document.id).outerjoin(Revision, current)
    query = query.outerjoin(DocumentCopy, DocumentCopy.document_id == Document.id).outerjoin(leading, leading.id == DocumentCopy.leading_id)
    with transaction(url, read_only=True) as session:
        query = query.where(Document.id > after, *conditions(session, wanted)).order_by(Document.id).limit(limit)
        rows = session.execute(query).all()
        revisions = [revision.id for _, revision, _ in rows if revision is not None]
        numbers = numbers_of(session, revisions)
        extents = select(Page.revision_id, func.min(Page.number), func.max(Page.number)).where(Page.revision_id.in_(revisions))
        ends = {number: (first, last) for number, first, last in session.execute(extents.group_by(Page.revision_id))}
    nothing = (0,) * len(COUNTED)
    return [
        (
            d.id,
            r.issuer if r else None,
            document_row(d, r, copy_of, numbers.get(r.id, nothing) if r else nothing, ends.get(r.id) if r else None),
        )
        for d, r, copy_of in rows
    ]
