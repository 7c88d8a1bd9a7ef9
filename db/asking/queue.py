"""Where a document stands among those of a list: the one before, the one behind, and how many are left to look at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import case, func, select

from db.asking.listing import Wanted, conditions
from db.asking.ordering import ORDERS, E
from db.engine import transaction
from db.models.document import Document
from db.models.kept import ListEntry
from tasks.domain.outcome import DocumentState


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
    order = ORDERS[wanted.sort]
    with transaction(url, read_only=True) as session:
        here = session.execute(
            select(*order.columns, E.document_id).join(Document, Document.id == E.document_id).where(Document.short_id == short_id)
        ).first()
        if here is None:
            return None
        key, document_id = tuple(here[:-1]), here[-1]
        others = [*conditions(session, wanted), E.document_id != document_id]
        before = case((order.before(key), 1), else_=0)
        number, total = session.execute(
            select(func.coalesce(func.sum(before), 0), func.count()).select_from(ListEntry).where(*others)
        ).one()
        beside = select(Document.short_id).join(ListEntry, E.document_id == Document.id).where(*others).limit(1)
        previous = session.scalar(beside.where(order.before(key)).order_by(*order.backwards()))
        following = session.scalar(beside.where(order.behind(key)).order_by(*order.by()))
    return QueuePlace(previous or "", following or "", int(number) + 1, int(total) + 1)


def progress_of(url: str, wanted: Wanted) -> Progress:
    """How many documents of a list were read, and how many of these have doubts left, whatever else the list asks of doubts."""
    with transaction(url, read_only=True) as session:
        only = conditions(session, replace(wanted, doubts=None, state=DocumentState.LOADED))
        left = func.coalesce(func.sum(case((E.doubts > 0, 1), else_=0)), 0)
        found = session.execute(select(left, func.count()).select_from(ListEntry).where(*only)).one()
        return Progress(int(found[0]), int(found[1]))


def first_of(url: str, wanted: Wanted) -> str | None:
    """Short id of the first document of a list, None where it is empty."""
    with transaction(url, read_only=True) as session:
        query = select(Document.short_id).join(ListEntry, E.document_id == Document.id).where(*conditions(session, wanted))
        found: str | None = session.scalar(query.order_by(*ORDERS[wanted.sort].by()).limit(1))
        return found
