"""Where a document stands among those of a list: the one before, the one behind, and how many are left to look at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import and_, case, func, or_, select, true

from db.asking.listing import Wanted, conditions, grave_doubts, ordered
from db.engine import transaction
from db.models.document import Document, Revision
from tasks.domain.outcome import DocumentState

_CURRENT = (Revision.document_id == Document.id) & Revision.is_current


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a document stands in a list.

    Attributes:
        previous: short id of the document before it, "" for the first.
        following: short id of the one behind it, "" for the last.
        number: its place, 1-based.
        total: documents of the list, this one included.
    """

    previous: str
    following: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a list is.

    Attributes:
        left: documents with doubts that somebody has to look at.
        all: documents that were read.
    """

    left: int
    all: int


def place_in(url: str, wanted: Wanted, short_id: str) -> QueuePlace | None:
    """Where a document stands among all that match, on whatever page; None where there is no such document.

    It keeps its place also when it does not match any more, since its last doubt was settled while somebody looked at it.
    """
    with transaction(url, read_only=True) as session:
        query = select(Document.short_id).select_from(Document).outerjoin(Revision, _CURRENT)
        query = query.where(or_(Document.short_id == short_id, and_(true(), *conditions(session, wanted))))
        ids = list(session.scalars(ordered(wanted, query)))
    if short_id not in ids:
        return None
    at = ids.index(short_id)
    return QueuePlace(ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "", at + 1, len(ids))


def progress_of(url: str, wanted: Wanted) -> Progress:
    """How many documents of a list were read, and how many of these have doubts left, whatever else the list asks of doubts."""
    with transaction(url, read_only=True) as session:
        only = conditions(session, replace(wanted, doubts=None, state=DocumentState.LOADED))
        left = func.coalesce(func.sum(case((Revision.id.in_(grave_doubts()), 1), else_=0)), 0)
        query = select(left, func.count()).select_from(Document).outerjoin(Revision, _CURRENT).where(*only)
        found = session.execute(query).one()
        return Progress(int(found[0]), int(found[1]))


def first_of(url: str, wanted: Wanted) -> str | None:
    """Short id of the first document of a list, None where it is empty."""
    with transaction(url, read_only=True) as session:
        query = select(Document.short_id).select_from(Document).outerjoin(Revision, _CURRENT).where(*conditions(session, wanted))
        found: str | None = session.scalar(ordered(wanted, query).limit(1))
        return found
