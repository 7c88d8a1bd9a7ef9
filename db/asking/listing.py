"""The list of documents that people page through: found by words, filtered, sorted; the same few queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from db.asking.finding import by_looking, query_of, through_index
from db.asking.narrowing import DOUBTS, LOOKED_AT, MOST_COUNTED, STATES, Wanted, conditions, counted_up_to, filters_of, is_held_by_many
from db.asking.ordering import ORDERS, SORTS, E, Key, written
from db.engine import transaction
from db.limited import Limited
from db.models.copy import DocumentCopy
from db.models.document import Document, Revision
from db.models.kept import ListCount, ListEntry
from tasks.domain.search_words import Query

__all__ = ["DOUBTS", "SORTS", "STATES", "Listed", "Listing", "Wanted", "conditions", "list_page", "matching_ids"]
_FIELDS = {"state": E.state, "issuer": E.issuer, "type": E.type}
_COPY = DocumentCopy.document_id == Document.id


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of the list; the head's fields are None where nothing was read.

    ``copy_of`` is the short id of the copy that counts instead of it, None where it counts itself.
    """

    id: int
    short_id: str
    state: str
    file_name: str
    registered_at: datetime
    reason: str | None
    reason_code: str | None
    symbol: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    copy_of: str | None
    pages: int
    tasks: int
    directives: int
    metrics: int
    citations: int
    doubts: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list.

    Attributes:
        rows: of this page.
        total: documents that match in all; where it is not exact, there are more than so many.
        exact: whether ``total`` is all of them.
        page: shown, 1-based; the first where one behind the last was asked for.
        pages: at least 1; where ``total`` is not exact, 0.
        following: place behind the last row, from which the next page goes on; "" on the last page.
        issuers: all issuing bodies with their number of documents, the most frequent first.
        types: all kinds of documents with their number.
        states: all states with their number.
    """

    rows: Sequence[Listed]
    total: int
    exact: bool
    page: int
    pages: int
    following: str
    issuers: Sequence[tuple[str, int]]
    types: Sequence[tuple[str, int]]
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """Places of a page in the order, one more than it shows where others follow.

    ``total`` is None where nobody counted all; ``least`` is how many there are at least.
    """

    keys: Sequence[Key]
    page: int
    total: int | None
    least: int = 0


def list_page(url: str, wanted: Wanted) -> Listing:
    """A page of the documents that match, with what stands in each, and what there is to filter by.

    How long it takes does not depend on how many documents there are, except for words that many documents hold and hardly any of the first
    of the list.

    Raises:
        SearchError: the words are no search.
    """
    with transaction(url, read_only=True) as session:
        counted = _counted(session, limited=isinstance(url, Limited))
        found = _page(session, wanted, counted)
        rows = _rows(session, [int(key[-1]) for key in found.keys[: wanted.size]])
    total = found.least if found.total is None else found.total
    pages = 0 if found.total is None else max(1, -(-total // wanted.size))
    following = written(found.keys[wanted.size - 1]) if len(found.keys) > wanted.size else ""
    issuers, types = (sorted(counted[name].items(), key=lambda row: (-row[1], row[0])) for name in ("issuer", "type"))
    return Listing(rows, total, found.total is not None, found.page, pages, following, issuers, types, counted["state"])


def _counted(session: Session, *, limited: bool) -> dict[str, dict[str, int]]:
    """How many documents there are by field and value: kept for all of them, counted for whoever sees only some."""
    found: dict[str, dict[str, int]] = {name: {} for name in _FIELDS}
    if not limited:
        for name, value, number in session.execute(select(ListCount.field, ListCount.value, ListCount.number)):
            found[name][value] = number
        return found
    for name, column in _FIELDS.items():
        grouped = select(column, func.count()).where(column.is_not(None)).group_by(column)
        found[name] = {str(value): int(number) for value, number in session.execute(grouped)}
    return found


def _page(session: Session, wanted: Wanted, counted: dict[str, dict[str, int]]) -> _Found:
    filters, sought = filters_of(wanted), query_of(wanted.words)
    number = max(1, wanted.page)
    if sought is not None and is_held_by_many(session, sought):
        looked = _looked(session, wanted, sought, filters)
        if looked is not None:
            return looked
    matching = None if sought is None else through_index(session, sought, wanted.words)
    if matching is not None:
        filters.append(matching)
    total = _total(session, wanted, filters, counted)
    order = ORDERS[wanted.sort]
    query = select(*order.columns).where(*filters).order_by(*(order.by() if matching is None else order.by_sorting()))
    query = query.limit(wanted.size + 1)
    keys = session.execute(_from_place(query, wanted)).all()
    if not keys and number > 1:  # a page that was there before a filter or a purge made the list shorter
        number, keys = 1, session.execute(query).all()
    return _Found([tuple(key) for key in keys], number, total, MOST_COUNTED)


def _from_place(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.after is not None:
        return query.where(ORDERS[wanted.sort].behind(wanted.after))
    return query.offset((max(1, wanted.page) - 1) * wanted.size)


def _looked(session: Session, wanted: Wanted, sought: Query, filters: Sequence[ColumnElement[bool]]) -> _Found | None:
    """A page of documents with words that many hold, found by looking along the list; None where they are too far apart for that."""
    order, number = ORDERS[wanted.sort], max(1, wanted.page)
    first = select(ListEntry.__table__).where(*filters).order_by(*order.by()).limit(LOOKED_AT)
    if wanted.after is not None:
        first = first.where(order.behind(wanted.after))
    some = first.subquery("looked_at")
    columns = [some.c[str(column.key)] for column in order.columns]
    query = select(*columns).where(by_looking(session, sought, some.c))
    query = query.order_by(*(column.desc() if order.falls else column for column in columns)).limit(wanted.size + 1)
    passed = (number - 1) * wanted.size
    keys = [tuple(key) for key in session.execute(query if wanted.after is not None else query.offset(passed))]
    if len(keys) > wanted.size:
        return _Found(keys, number, None, passed + wanted.size)
    if (session.scalar(select(func.count()).select_from(some)) or 0) == LOOKED_AT or (not keys and number > 1):
        return None
    return _Found(keys, number, passed + len(keys))


def _total(session: Session, wanted: Wanted, filters: Sequence[ColumnElement[bool]], counted: dict[str, dict[str, int]]) -> int | None:
    """How many match: kept where nothing or one field is asked for, else counted up to a bound; None beyond it."""
    if not filters:
        return sum(counted["state"].values())
    for name in _FIELDS:
        value = getattr(wanted, name)
        if value and len(filters) == 1:
            return counted[name].get(value, 0)
    return counted_up_to(session, filters)


def _rows(session: Session, ids: Sequence[int]) -> list[Listed]:
    """What the list shows of some documents, in their order."""
    leading = aliased(Document)
    columns = (
        *(
            Document.id,
            Document.short_id,
            Document.state,
            Document.file_name,
            Document.registered_at,
            Document.reason,
            Document.reason_code,
        ),
        *(Revision.symbol, Revision.type, Revision.issuer, Revision.issued_on, Revision.subject, leading.short_id),
        *(E.pages, E.tasks, E.directives, E.metrics, E.citations, E.doubts),
    )
    query = select(*columns).select_from(Document).join(ListEntry, E.document_id == Document.id)
    query = query.where(Document.id.in_(ids), E.document_id.in_(ids))
    query = query.outerjoin(Revision, Revision.id == E.revision_id)
    query = query.outerjoin(DocumentCopy, _COPY).outerjoin(leading, leading.id == DocumentCopy.leading_id)
    found = {row[0]: Listed(*row) for row in session.execute(query)}
    return [found[number] for number in ids]


def matching_ids(url: str, wanted: Wanted) -> list[int]:
    """Ids of all loaded documents that match, on whatever page, in the order of the list; for a copy stands the one that leads it.

    Raises:
        SearchError: the words are no search.
    """
    wanted = replace(wanted, state="loaded")
    with transaction(url, read_only=True) as session:
        leading = func.coalesce(DocumentCopy.leading_id, E.document_id)
        query = select(leading).select_from(ListEntry).outerjoin(DocumentCopy, DocumentCopy.document_id == E.document_id)
        return list(dict.fromkeys(session.scalars(query.where(*conditions(session, wanted)).order_by(*ORDERS[wanted.sort].by()))))
