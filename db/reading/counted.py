"""Which readings count: the current one of each document, and of several copies of one paper only that of the one that leads."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from db.models.copy import DocumentCopy
from db.models.document import Revision

COUNTED = "r.is_current AND r.document_id NOT IN (SELECT document_id FROM document_copy)"
"""The same in statements written out, which call the revision ``r``; the views ``current_*`` have it too (migration 0011)."""


def counts() -> ColumnElement[bool]:
    """A revision that lists, counts, calendars and charts hold; what shows or finds one document asks whether it is current alone."""
    return and_(Revision.is_current, Revision.document_id.not_in(select(DocumentCopy.document_id)))
