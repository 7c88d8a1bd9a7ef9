"""Where a document stands among those of a list: the one before, the one behind, and how many are left to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.asking.finding import by_looking, query_of
from db.asking.listing import list_page
from db.asking.narrowing import LOOKED_AT, MOST_COUNTED, Wanted, conditions, counted_up_to, filters_of, is_held_by_many
from db.asking.ordering import ORDERS, E
from db.engine import transaction
from db.limited import Limited
from db.models.document import Document
from db.models.kept import ListCount, ListEntry
from tasks.domain.outcome import DocumentState
from tasks.domain.search_words import Query


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a document stands in a list.

    Attributes:
        previous: short id of the document before it, "" for the first.
        following: short id of the one behind it, "" for the last.
        number: its place, 1-based; None in a list of very many.
        total: documents of the list, this one included; None where ``number`` is.
    """

    previous: str
    following: str
    number: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a list is.

    Attributes:
        left: documents with doubts that somebody has to look at.
        all: documents that were read; None where they are very many.
        more: there are more left than ``left``.
    """

    left: int
    all: int | None
    more: bool = False


def place_in(url: str, wanted: Wanted, short_id: str) -> QueuePlace | None:
    """Where a document stands among all that match, on whatever page; None where there is no such document.

    It keeps its place also when it does not match any more, since its last doubt was settled while somebody looked at it. Its neighbours by
    words that very many documents hold are those among the next ``LOOKED_AT`` of the list.
    """
    order = ORDERS[wanted.sort]
    with transaction(url, read_only=True) as session:
        here = session.execute(
            select(*order.columns, E.document_id).join(Document, Document.id == E.document_id).where(Document.short_id == short_id)
        ).first()
        if here is None:
            return None
        key, own = tuple(here[:-1]), E.document_id != here[-1]
        sought = query_of(wanted.words)
        if sought is not None and is_held_by_many(session, sought):
            others = [*filters_of(wanted), own]
            number = total = None
        else:
            others, sought = [*conditions(session, wanted), own], None
            number, total = counted_up_to(session, [*others, order.before(key)]), counted_up_to(session, others)
        previous = _next(session, [*others, order.before(key)], order.backwards(), sought)
        following = _next(session, [*others, order.behind(key)], order.by(), sought)
    if number is None or total is None:
        return QueuePlace(previous, following, None, None)
    return QueuePlace(previous, following, number + 1, total + 1)


def _next(session: Session, others: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]], sought: Query | None) -> str:
    """Short id of the first of some documents that has what is wanted, "" where none has."""
    query = select(Document.short_id).join(ListEntry, E.document_id == Document.id)
    if sought is None:
        query = query.where(*others)
    else:
        some = select(ListEntry.__table__).where(*others).order_by(*order).limit(LOOKED_AT).subquery("looked_at")
        query = query.where(E.document_id.in_(select(some.c.document_id).where(by_looking(session, sought, some.c))))
    return session.scalar(query.order_by(*order).limit(1)) or ""


def progress_of(url: str, wanted: Wanted) -> Progress | None:
    """How many documents of a list were read, and how many of these have doubts left, whatever else the list asks of doubts.

    None for words that so many documents hold that nobody counts them.
    """
    wanted = replace(wanted, doubts=None, state=DocumentState.LOADED)
    with transaction(url, read_only=True) as session:
        sought = query_of(wanted.words)
        if sought is not None and is_held_by_many(session, sought):
            return None
        only = conditions(session, wanted)
        left, read = counted_up_to(session, [*only, E.doubts > 0]), counted_up_to(session, only)
        if read is None and len(only) == 1 and not isinstance(url, Limited):
            read = session.scalar(select(ListCount.number).where(ListCount.field == "state", ListCount.value == wanted.state))
    return Progress(MOST_COUNTED, None, more=True) if left is None else Progress(left, read)


def first_of(url: str, wanted: Wanted) -> str | None:
    """Short id of the first document of a list, None where it is empty."""
    rows = list_page(url, replace(wanted, page=1, size=1, after=None)).rows
    return rows[0].short_id if rows else None
