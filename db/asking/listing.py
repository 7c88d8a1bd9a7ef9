"""The list of documents that people page through: found by words, filtered, sorted; the same few queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from db.asking.matching import rows_found
from db.engine import transaction
from db.models.copy import DocumentCopy
from db.models.document import Document, Revision
from db.models.review import Correction
from db.models.run import Issue
from db.reading.conditions import is_left
from db.reading.standing import COUNTED, numbers_of
from tasks.domain.search_words import read_query

SORTS = ("newest", "oldest", "doubts", "arrived", "waiting", "symbol")
DOUBTS = ("open", "none")
STATES = ("loaded", "waiting", "quarantined", "unpacked")
_COPY = DocumentCopy.document_id == Document.id


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to list, and how; what is None or empty leaves nothing out.

    Attributes:
        words: a search as it is typed (``tasks.domain.search_words``), a document's id, or the name of a file.
        issuer: the issuing body exactly as kept.
        type: abbreviation of the kind of document.
        state: loaded, waiting, quarantined or unpacked.
        doubts: "open": some are left; "none": none is.
        since: first day of issue.
        until: last day of issue.
        begun_by: a person who said something of the document.
        sort: one of ``SORTS``.
        page: 1-based.
        size: documents on a page.
    """

    words: str = ""
    issuer: str | None = None
    type: str | None = None
    state: str | None = None
    doubts: str | None = None
    since: date | None = None
    until: date | None = None
    begun_by: str | None = None
    sort: str = "newest"
    page: int = 1
    size: int = 50

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return replace(self, sort="newest", page=1, size=50) != Wanted()


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
        total: documents that match in all.
        page: shown, 1-based; the first where one behind the last was asked for.
        pages: at least 1.
        issuers: all issuing bodies with their number of documents, the most frequent first.
        types: all kinds of documents with their number.
        states: all states with their number.
    """

    rows: Sequence[Listed]
    total: int
    page: int
    pages: int
    issuers: Sequence[tuple[str, int]]
    types: Sequence[tuple[str, int]]
    states: dict[str, int]


def _matching(session: Session, words: str) -> ColumnElement[bool] | None:
    if not words.strip():
        return None
    found = rows_found(session, read_query(words)).subquery()
    typed = words.strip().strip('"')
    return or_(Revision.id.in_(select(found.c.revision_id)), Document.short_id == typed.lower(), Document.file_name == typed)


def grave_doubts() -> Select[Any]:
    """Rows of doubts that are left, with their revision."""
    return select(Issue.revision_id).where(is_left())


def conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What a document and its current revision answer to that match."""
    found: list[ColumnElement[bool]] = []
    matching = _matching(session, wanted.words)
    if matching is not None:
        found.append(matching)
    if wanted.issuer:
        found.append(Revision.issuer == wanted.issuer)
    if wanted.type:
        found.append(Revision.type == wanted.type)
    if wanted.state:
        found.append(Document.state == wanted.state)
    if wanted.doubts:
        left = Revision.id.in_(grave_doubts())
        found.append(left if wanted.doubts == "open" else and_(Revision.id.is_not(None), ~left))
    if wanted.begun_by:
        found.append(Document.id.in_(select(Correction.document_id).where(Correction.actor == wanted.begun_by)))
    if wanted.since:
        found.append(Revision.issued_on >= wanted.since)
    if wanted.until:
        found.append(Revision.issued_on <= wanted.until)
    return found


def ordered(wanted: Wanted, query: Any) -> Any:
    """A query of documents and their current revisions, in the order of the list."""
    by_date = (Revision.issued_on.is_(None), Revision.issued_on.desc(), Document.id.desc())
    if wanted.sort == "oldest":
        return query.order_by(Revision.issued_on.is_(None), Revision.issued_on, Document.id)
    if wanted.sort == "waiting":
        return query.order_by(Document.id)
    if wanted.sort == "arrived":
        return query.order_by(Document.id.desc())
    if wanted.sort == "symbol":
        return query.order_by(Revision.symbol_key.is_(None), Revision.symbol_key, Document.id)
    if wanted.sort == "doubts":
        doubts = grave_doubts().with_only_columns(Issue.revision_id, func.count().label("number")).group_by(Issue.revision_id).subquery()
        query = query.outerjoin(doubts, doubts.c.revision_id == Revision.id)
        return query.order_by(func.coalesce(doubts.c.number, 0).desc(), *by_date)
    return query.order_by(*by_date)


def list_page(url: str, wanted: Wanted) -> Listing:
    """A page of the documents that match, with what stands in each, and what there is to filter by.

    Raises:
        SearchError: the words are no search.
    """
    current = (Revision.document_id == Document.id) & Revision.is_current
    leading = aliased(Document)
    columns = (
        Document.id,
        Document.short_id,
        Document.state,
        Document.file_name,
        Document.registered_at,
        Document.reason,
        Document.reason_code,
        Revision.symbol,
        Revision.type,
        Revision.issuer,
        Revision.issued_on,
        Revision.subject,
        leading.short_id,
        Revision.id.label("revision_id"),
        func.count().over().label("total"),
    )
    with transaction(url, read_only=True) as session:
        matching = conditions(session, wanted)
        query = select(*columns).select_from(Document).outerjoin(Revision, current)
        query = query.outerjoin(DocumentCopy, _COPY).outerjoin(leading, leading.id == DocumentCopy.leading_id)
        query = ordered(wanted, query.where(*matching)).limit(wanted.size)
        page = max(1, wanted.page)
        rows = session.execute(query.offset((page - 1) * wanted.size)).all()
        if not rows and page > 1:  # a page that was there before a filter or a purge made the list shorter
            page = 1
            rows = session.execute(query).all()
        total = rows[0].total if rows else 0
        numbers = numbers_of(session, [row.revision_id for row in rows if row.revision_id])
        states = {state: int(number) for state, number in session.execute(select(Document.state, func.count()).group_by(Document.state))}
        issuers, types = _choices(session)
    listed = [Listed(*row[:-2], *numbers.get(row.revision_id, (0,) * len(COUNTED))) for row in rows]
    return Listing(listed, total, page, max(1, -(-total // wanted.size)), issuers, types, states)


def _choices(session: Session) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Issuing bodies and kinds of documents with their numbers, the most frequent first."""
    grouped = [
        select(literal(name).label("name"), column.label("value"), func.count().label("number"))
        .where(Revision.is_current, column.is_not(None))
        .group_by(column)
        for name, column in (("issuer", Revision.issuer), ("type", Revision.type))
    ]
    found: dict[str, list[tuple[str, int]]] = {"issuer": [], "type": []}
    for name, value, number in session.execute(union_all(*grouped)):
        found[name].append((str(value), number))
    by_number = {name: sorted(rows, key=lambda row: (-row[1], row[0])) for name, rows in found.items()}
    return by_number["issuer"], by_number["type"]


def matching_ids(url: str, wanted: Wanted) -> list[int]:
    """Ids of all loaded documents that match, on whatever page, in the order of the list; for a copy stands the one that leads it.

    Raises:
        SearchError: the words are no search.
    """
    with transaction(url, read_only=True) as session:
        matching = conditions(session, replace(wanted, state="loaded"))
        current = (Revision.document_id == Document.id) & Revision.is_current
        leading = func.coalesce(DocumentCopy.leading_id, Document.id)
        query = select(leading).select_from(Document).join(Revision, current).outerjoin(DocumentCopy, _COPY).where(*matching)
        return list(dict.fromkeys(session.scalars(ordered(wanted, query))))
