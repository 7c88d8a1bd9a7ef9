"""Which documents a list shows: what is asked for, as conditions on the entries of the list, and how many they leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from db.asking.finding import are_common, query_of, through_index
from db.asking.ordering import E, Key
from db.models.review import Correction
from tasks.domain.search_words import Query

DOUBTS = ("open", "none")
STATES = ("loaded", "waiting", "quarantined", "unpacked")
MOST_COUNTED = 10_000
"""So many documents are counted where several filters meet; that there are more is said without their number."""
LOOKED_AT = 2000
"""Entries that are looked along for a word that many hold, some 50 microseconds each; one that 1 of 40 holds fills a page of 50."""


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
        after: place in the order behind which the page begins (``db.asking.ordering``), so that nothing before it is passed over again;
            None: ``page`` tells where.
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
    after: Key | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return replace(self, sort="newest", page=1, size=50, after=None) != Wanted()


def conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What entries of the list answer to that match.

    Raises:
        SearchError: the words are no search.
    """
    query = query_of(wanted.words)
    return [*filters_of(wanted), *([] if query is None else [through_index(session, query, wanted.words)])]


def filters_of(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What the filters leave, the words aside."""
    found: list[ColumnElement[bool]] = []
    if wanted.issuer:
        found.append(E.issuer == wanted.issuer)
    if wanted.type:
        found.append(E.type == wanted.type)
    if wanted.state:
        found.append(E.state == wanted.state)
    if wanted.doubts:
        found.append(E.doubts > 0 if wanted.doubts == "open" else and_(E.revision_id.is_not(None), E.doubts == 0))
    if wanted.begun_by:
        found.append(E.document_id.in_(select(Correction.document_id).where(Correction.actor == wanted.begun_by)))
    if wanted.since:
        found.append(E.newest >= wanted.since.toordinal())
    if wanted.until:
        found.append(E.newest.between(1, wanted.until.toordinal()))
    return found


def is_held_by_many(session: Session, sought: Query) -> bool:
    """Whether so many documents hold words that these are looked for along the list, and neither sorted nor counted."""
    return not sought.excluded and are_common(session, sought)


def counted_up_to(session: Session, narrowed: Sequence[ColumnElement[bool]]) -> int | None:
    """How many documents conditions leave, None where these are more than ``MOST_COUNTED``."""
    some = select(E.document_id).where(*narrowed).limit(MOST_COUNTED + 1).subquery()
    number = session.scalar(select(func.count()).select_from(some)) or 0
    return number if number <= MOST_COUNTED else None
