"""Full-text search over documents and findings: the best or the newest first, a page at a time, with the places where the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.asking.listing import list_page
from db.asking.matching import rows_found
from db.asking.narrowing import Wanted, is_held_by_many
from db.asking.passages import Passage, passages_of
from db.base import symbol_key
from db.engine import transaction
from db.models.copy import DocumentCopy
from db.models.document import Document, Revision
from tasks.domain.search_words import Query, Sought, Term, read_query

BEST, NEWEST = "best", "newest"
ORDERS = (BEST, NEWEST)
SIZE = 20
MOST_PAGES = 100_000
_WEIGHED = 200  # documents whose heads are looked at, so that the order of the first pages costs the same however many are found
_MOST_TRIES = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found.

    Attributes:
        document: short id.
        symbol: None where none was read.
        type: abbreviation of the kind of document.
        issuer: of the document.
        issued_on: day of issue.
        subject: of the document.
        file_name: of its file.
        copy_of: short id of the copy that counts instead of the document, None where it counts itself.
        revision: number of the reading.
        passages: where the words stand, the fullest places, in reading order; rows that people corrected or added behind them.
    """

    document: str
    symbol: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    file_name: str
    copy_of: str | None
    revision: int
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found.

    Attributes:
        query: as it was understood.
        hits: of this page.
        total: documents in all; where it is not exact, there are more than so many.
        page: shown, 1-based; the first where one behind the last was asked for.
        pages: at least 1; where ``total`` is not exact, up to the next one.
        exact: whether ``total`` is all of them. Very many are not counted, and come the newest first in any order.
    """

    query: Query
    hits: Sequence[Hit]
    total: int
    page: int
    pages: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Tries:
    """What can be tried where nothing was found.

    Attributes:
        alone: each term that was wanted, with the number of documents that have it.
        others: kind (no-accents, no-quotes, fewer) and number of documents of searches that find something.
    """

    alone: Sequence[tuple[Term, int]]
    others: Sequence[tuple[str, Query, int]]


def search(url: str, typed: str, *, order: str = BEST, page: int = 1, size: int = SIZE, boxes: bool = False) -> Found:
    """Documents whose current reading has what is wanted, in its text or in one of its rows.

    The best are, one behind the other: the document of that symbol; those whose head has all the words; those in which most tasks and
    figures have them; the newest.

    Args:
        url: the database.
        typed: a search (``tasks.domain.search_words``).
        order: one of ``ORDERS``.
        page: 1-based.
        size: documents on a page.
        boxes: passages have their boxes on the page too.

    Raises:
        SearchError: what was typed is no search.
    """
    query = read_query(typed)
    with transaction(url, read_only=True) as session:
        if not is_held_by_many(session, query):
            found, total = _page(session, query, order, page, size)
            if not found and page > 1:
                page = 1
                found, total = _page(session, query, order, page, size)
            return Found(query, _hits(session, found, query, boxes=boxes), total, page, max(1, -(-total // size)))
    listed = list_page(url, Wanted(words=typed, page=page, size=size))
    with transaction(url, read_only=True) as session:
        by_id = {row.id: row for row in session.execute(_shown().where(Document.id.in_([one.id for one in listed.rows])))}
        hits = _hits(session, [by_id[one.id] for one in listed.rows if one.id in by_id], query, boxes=boxes)
    pages = listed.pages if listed.exact else listed.page + bool(listed.following)
    return Found(query, hits, listed.total, listed.page, pages, listed.exact)


def _hits(session: Session, found: Sequence[Any], query: Query, *, boxes: bool) -> list[Hit]:
    passages = passages_of(session, [row.revision_id for row in found], query, boxes=boxes)
    names = ("document", "symbol", "type", "issuer", "issued_on", "subject", "file_name", "copy_of")
    return [Hit(**{name: getattr(row, name) for name in names}, revision=row.number, passages=passages[row.revision_id]) for row in found]


def _page(session: Session, query: Query, order: str, page: int, size: int) -> tuple[Sequence[Any], int]:
    """Rows of a page, and how many there are on all pages; (nothing, 0) behind the last."""
    statement = _statement(session, query, best=order == BEST)
    first = (page - 1) * size
    if order == BEST and first + size <= _WEIGHED:
        rows: Sequence[Any] = session.execute(statement.limit(_WEIGHED)).all()
        total = rows[0].total if rows else 0
        key = symbol_key(query.wanted[0].typed) if len(query.wanted) == 1 else None
        weighed = sorted(rows, key=lambda row: (row.symbol_key != key or key is None, not _in_head(query, row)))
        return weighed[first : first + size], total
    rows = session.execute(statement.limit(size).offset(first)).all()
    return rows, rows[0].total if rows else 0


def _in_head(query: Query, row: Any) -> bool:
    head = Sought.of(" ".join(filter(None, (row.symbol, row.issuer, row.subject))))
    return all(term.stands_in(head) for term in query.wanted)


def _shown(*more: Any) -> Any:
    """What is shown of documents, of their current reading, and ``more``."""
    leading = aliased(Document)
    return (
        select(
            Document.id,
            Revision.id.label("revision_id"),
            Revision.number,
            Document.short_id.label("document"),
            Document.file_name,
            leading.short_id.label("copy_of"),
            *(Revision.symbol, Revision.symbol_key, Revision.type, Revision.issuer, Revision.issued_on, Revision.subject),
            *more,
        )
        .select_from(Document)
        .join(Revision, (Revision.document_id == Document.id) & Revision.is_current)
        .outerjoin(DocumentCopy, DocumentCopy.document_id == Document.id)
        .outerjoin(leading, leading.id == DocumentCopy.leading_id)
    )


def _statement(session: Session, query: Query, *, best: bool) -> Any:
    found = rows_found(session, query).subquery()
    statement = _shown(func.count().over().label("total")).join(found, found.c.revision_id == Revision.id)
    by_day = (Revision.issued_on.is_(None), Revision.issued_on.desc(), Document.id.desc())
    if not best:
        return statement.order_by(*by_day)
    exact = Revision.symbol_key == symbol_key(query.wanted[0].typed) if len(query.wanted) == 1 else None
    first = () if exact is None else (func.coalesce(exact, False).desc(),)
    return statement.order_by(*first, found.c.rows.desc(), *by_day)


def tries(url: str, query: Query) -> Tries:
    """What finds something where a search finds nothing: other accents, no quotes, one term less; only what does is given."""
    with transaction(url, read_only=True) as session:
        alone = [(term, _number(session, Query((term,)))) for term in query.wanted]
        kinds: list[tuple[str, Query]] = []
        if query.has_accents:
            kinds.append(("no-accents", query.without_accents()))
        if query.has_phrases:
            kinds.append(("no-quotes", query.without_quotes()))
        known = tuple(term for term, number in alone if number)
        if 0 < len(known) < len(alone):
            kinds.append(("fewer", Query(known, query.excluded)))
        elif len(known) == len(alone) > 1:
            kinds += [("fewer", Query(known[:i] + known[i + 1 :], query.excluded)) for i in range(min(len(known), _MOST_TRIES))]
        counted = [(kind, other, _number(session, other)) for kind, other in kinds]
    return Tries(alone, [one for one in counted if one[2]][:_MOST_TRIES])


def _number(session: Session, query: Query) -> int:
    found = rows_found(session, query).subquery()
    joined = select(func.count()).select_from(found).join(Revision, (Revision.id == found.c.revision_id) & Revision.is_current)
    return session.scalar(joined) or 0
