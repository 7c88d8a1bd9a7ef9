"""Lasting names of rows: given once, and handed on to the row that another reading of the document has in its place.

A name is never given to another row: where no row of an earlier reading is the same for sure, the row gets a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session, selectinload

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, DirectiveParty, Evidence, Metric, Section
from db.models.task import FollowUp
from db.reading.identity import free_name, name_of_added, name_of_words
from db.reading.placing import anchor_of, pages_of, words_of
from tasks.domain.anchor import Anchor, find, same_place
from tasks.domain.counted import Told, untold

NamedRow = Section | Directive | Metric | Citation
NAMED: Mapping[str, type[NamedRow]] = {"directive": Directive, "metric": Metric, "citation": Citation, "section": Section}
# What a row may have moved in the order of a text without places, and how far back a row is looked for that was not read in between.
_NEAR, _MOST_READINGS = 30, 10
_FIELDS = {
    "metric": ("name", "comparator", "value", "unit", "total", "role", "period"),
    "citation": ("symbol",),
    "section": ("path", "heading", "starts"),
}


@dataclass(eq=False)
class _Known:
    """A row, what it is called by its words, and its anchor."""

    kind: str
    row: NamedRow
    name: str
    anchor: Anchor
    pages: frozenset[int] = field(default_factory=frozenset)


def name_rows(session: Session, document: Document, revision: Revision) -> None:
    """Give every row of a revision that has none its name; doing it twice changes nothing.

    It goes by what was read, whatever people corrected. The caller holds the document's row.
    """
    session.flush()
    mine = _rows(session, revision)
    waiting = [known for known in mine if known.row.key is None]
    taken = {known.row.key for known in mine if known.row.key is not None}
    for known in waiting:
        if known.row.added_by is not None:
            _give(known, free_name(f"{document.short_id}-{name_of_added(known.row.added_by)}", taken), taken)
    query = select(Revision).where(Revision.document_id == document.id, Revision.id != revision.id)
    others = session.scalars(query.order_by(Revision.is_current.desc(), Revision.number.desc()).limit(_MOST_READINGS)).all()
    for other in others:
        waiting = [known for known in waiting if known.row.key is None]
        if not waiting:
            break
        there = [known for known in _rows(session, other) if known.row.key is not None and known.row.key not in taken]
        for known, same in _pairs(waiting, there):
            _give(known, str(same.row.key), taken)
    waiting = [known for known in waiting if known.row.key is None]
    if waiting:
        taken |= _names_of(session, document) if others else set()
        followed = _followed(session, document, waiting)
        for known in waiting:
            wanted = followed.get(known.row.id) or f"{document.short_id}-{known.name}"
            _give(known, free_name(wanted, taken), taken)
    session.flush()


def _give(known: _Known, key: str, taken: set[str]) -> None:
    known.row.key = key
    taken.add(key)


def _names_of(session: Session, document: Document) -> set[str]:
    """All names that rows of a document ever had, as far as the readings are kept."""
    revisions = select(Revision.id).where(Revision.document_id == document.id)
    parts = [select(table.key).where(table.revision_id.in_(revisions), table.key.is_not(None)) for table in NAMED.values()]
    return {str(key) for (key,) in session.execute(union_all(*parts))}


def _followed(session: Session, document: Document, waiting: Sequence[_Known]) -> dict[int, str]:
    """The names under which directives are followed up already: those of a database from before rows had any."""
    tied = {known.row.follow_up_id: known.row.id for known in waiting if isinstance(known.row, Directive) and known.row.follow_up_id}
    if not tied:
        return {}
    query = select(FollowUp.id, FollowUp.key).where(FollowUp.id.in_(tied), FollowUp.document_id == document.id)
    return {tied[number]: key for number, key in session.execute(query)}


def _rows(session: Session, revision: Revision) -> list[_Known]:
    """All rows of a revision that have names, in reading order."""
    pages = pages_of(session, revision.id)
    leads: dict[int, list[str]] = {}
    parties = select(DirectiveParty).join(Directive).where(Directive.revision_id == revision.id, DirectiveParty.role == "lead")
    for party in session.scalars(parties.order_by(DirectiveParty.position)):
        leads.setdefault(party.directive_id, []).append(party.printed)
    found = []
    for kind, table in NAMED.items():
        query: Any = select(table).where(table.revision_id == revision.id).order_by(table.position)
        for row in session.scalars(query.options(selectinload(table.evidence).selectinload(Evidence.regions))):
            found.append(_known(kind, row, leads.get(row.id, []), pages))
    return found


def _known(kind: str, row: NamedRow, leads: list[str], pages: Mapping[int, Page]) -> _Known:
    read = row.machine or {}
    if kind == "directive":
        values: dict[str, Any] = {"lead": read.get("lead", leads), "text": read["text"] if "text" in read else getattr(row, "text", "")}
    else:
        values = {name: read[name] if name in read else getattr(row, name) for name in _FIELDS[kind]}
    anchor = anchor_of(row, words_of(kind, values), pages)
    return _Known(kind, row, name_of_words(kind, values), anchor, frozenset(box.page for box in anchor.boxes))


def _pairs(ours: Sequence[_Known], theirs: Sequence[_Known]) -> list[tuple[_Known, _Known]]:
    """Rows of two readings that are the same: they say the same, else each is the only one that the other's anchor finds."""
    found: list[tuple[_Known, _Known]] = []
    for kind in NAMED:
        mine, other = ([known for known in rows if known.kind == kind and known.row.added_by is None] for rows in (ours, theirs))
        by_name = _by_name(other)
        for name, same in _by_name(mine).items():
            if len(same) == len(by_name.get(name, ())):
                found += zip(same, by_name[name], strict=True)
        paired = {known for pair in found for known in pair}
        found += _by_anchor([known for known in mine if known not in paired], [known for known in other if known not in paired])
    return found


def _by_name(rows: Iterable[_Known]) -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = {}
    for known in rows:
        found.setdefault(known.name, []).append(known)
    return found


def _by_anchor(mine: Sequence[_Known], other: Sequence[_Known]) -> list[tuple[_Known, _Known]]:
    found = []
    for known in mine:
        same = _found(known, other)
        if same is not None and _found(same, mine) is known:
            found.append((known, same))
    return found


def _found(known: _Known, among: Sequence[_Known]) -> _Known | None:
    near = [one for one in among if _is_near(known, one)]
    place = find(known.anchor, [one.anchor for one in near]) if near else None
    return None if place is None else near[place]


def _is_near(one: _Known, other: _Known) -> bool:
    """Whether two rows may be one by where they stand, which is soon told."""
    if one.pages and other.pages:
        return bool(one.pages & other.pages) and bool(same_place(one.anchor, other.anchor))
    return abs(one.row.position - other.row.position) <= _NEAR


def name_what_is_not(url: str, told: Told = untold) -> None:
    """Name the rows of all readings that have rows without: those of a database from before rows had names, document by document.

    The current reading comes first: its rows keep the names under which they stand in spreadsheets by now.
    """
    unnamed = [
        select(Revision.document_id).join(table, table.revision_id == Revision.id).where(table.key.is_(None)) for table in NAMED.values()
    ]
    with transaction(url, read_only=True) as session:
        documents = sorted({number for (number,) in session.execute(union_all(*unnamed))})
    for document_id in told(documents, "names of earlier rows"):
        with transaction(url) as session:
            document = session.scalars(select(Document).where(Document.id == document_id).with_for_update()).one_or_none()
            if document is not None:
                query = select(Revision).where(Revision.document_id == document_id)
                for revision in session.scalars(query.order_by(Revision.is_current.desc(), Revision.number.desc())).all():
                    name_rows(session, document, revision)
