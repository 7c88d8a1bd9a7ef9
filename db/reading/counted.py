"""Which readings count: the current one of each document, and of several copies of one paper only that of the one that leads."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists

from db.models.copy import DocumentCopy
from db.models.document import Revision

# Not NOT IN: behind that PostgreSQL takes every reading that it finds by its key for dear, and reads all readings instead (measured).
COUNTED = "r.is_current AND NOT EXISTS (SELECT 1 FROM document_copy copied WHERE copied.document_id = r.document_id)"
"""The same in statements written out, which call the revision ``r``; the views ``current_*`` say it with NOT IN (migration 0011)."""


def counts() -> ColumnElement[bool]:
    """A revision that lists, counts, calendars and charts hold; what shows or finds one document asks whether it is current alone."""
    return and_(Revision.is_current, ~exists().where(DocumentCopy.document_id == Revision.document_id))
