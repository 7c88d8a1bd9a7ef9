"""Entries of the list and of the board as the rows of documents make them, and as they are kept; and the numbers that follow from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.document import Document, Revision
from db.models.finding import Directive, DirectiveParty
from db.models.kept import NO_DAY, BoardEntry, BoardParty, ListEntry
from db.models.task import FollowUp, Task
from db.reading.counted import counts
from db.reading.standing import COUNTED, numbers_of
from tasks.domain.choices import Role
from tasks.domain.standing import OPEN, Progress, extended_to, lasting_standing

NO_NUMBER = 9_999_999  # behind every day; that of the year 9999 is 3,652,059
ALL = "all"


class Listed(NamedTuple):
    """A row of ``list_entry``."""

    document_id: int
    revision_id: int | None
    state: str
    issuer: str | None
    type: str | None
    newest: int
    oldest: int
    symbol_key: str
    no_symbol: int
    pages: int
    tasks: int
    directives: int
    metrics: int
    citations: int
    doubts: int


class Boarded(NamedTuple):
    """A row of ``board_entry``."""

    task_id: int
    document_id: int
    revision_id: int
    position: int
    state: str
    closed: bool
    due_on: date
    issuer: str | None
    newest: int
    symbol_key: str
    no_symbol: int
    owner: str
    no_owner: int


class Named(NamedTuple):
    """A row of ``board_party``: a task of the board, and a body with its role in it."""

    agency_id: int
    role: str
    task: Boarded


@dataclass(frozen=True, slots=True)
class Entries:
    """All entries of some documents, by what each is known by."""

    listed: Mapping[int, Listed] = field(default_factory=dict)
    boarded: Mapping[int, Boarded] = field(default_factory=dict)
    named: Mapping[tuple[int, int, str], Named] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many there are: of documents by field and value, of tasks by field, value, state and day, of open tasks by agency."""

    listed: Counter[tuple[str, str]]
    boarded: Counter[tuple[str, str, str, date]]
    led: Counter[int]


def entries_as_kept(session: Session, documents: Sequence[int]) -> Entries:
    """The entries of some documents that the database holds."""

    def held(table: Any, *names: str) -> Sequence[Any]:
        columns = (getattr(table, name) for name in names)
        return session.execute(select(*columns).where(table.document_id.in_(documents))).all()

    return Entries(
        {row.document_id: Listed(*row) for row in held(ListEntry, *Listed._fields)},
        {row.task_id: Boarded(*row) for row in held(BoardEntry, *Boarded._fields)},
        {
            (row.task_id, row.agency_id, row.role): Named(row.agency_id, row.role, Boarded(*row[2:]))
            for row in held(BoardParty, "agency_id", "role", *Boarded._fields)
        },
    )


def columns_of(row: Listed | Boarded | Named) -> dict[str, Any]:
    """An entry as the columns of its table."""
    return {"agency_id": row.agency_id, "role": row.role} | row.task._asdict() if isinstance(row, Named) else row._asdict()


def document_of(row: Listed | Boarded | Named) -> int:
    """Row of the document that an entry is of."""
    return row.task.document_id if isinstance(row, Named) else row.document_id


def entries_as_counted(session: Session, documents: Sequence[int]) -> Entries:
    """The entries of some documents as their rows make them; a document that is gone has none."""
    boarded = _boarded(session, documents)
    return Entries(_listed(session, documents), boarded, _named(session, boarded))


def numbers_in(entries: Entries) -> Numbers:
    """What some entries add to the numbers."""
    listed: Counter[tuple[str, str]] = Counter()
    for row in entries.listed.values():
        for name, value in (("state", row.state), ("issuer", row.issuer), ("type", row.type)):
            if value is not None:
                listed[name, value] += 1
    boarded: Counter[tuple[str, str, str, date]] = Counter()
    for task in entries.boarded.values():
        for name, value, day in ((ALL, "", task.due_on), ("issuer", task.issuer, NO_DAY), ("owner", task.owner, NO_DAY)):
            if value is not None:
                boarded[name, value, task.state, day] += 1
    led: Counter[int] = Counter()
    for party in entries.named.values():
        if party.role == Role.LEAD:
            led[party.agency_id] += not party.task.closed
    return Numbers(listed, boarded, led)


def _listed(session: Session, documents: Sequence[int]) -> dict[int, Listed]:
    query = (
        select(Document.id, Revision.id, Document.state, Revision.issuer, Revision.type, Revision.issued_on, Revision.symbol_key)
        .outerjoin(Revision, (Revision.document_id == Document.id) & Revision.is_current)
        .where(Document.id.in_(documents))
    )
    rows = session.execute(query).all()
    numbers = numbers_of(session, [row[1] for row in rows if row[1] is not None])
    found = {}
    for document_id, revision_id, state, issuer, kind, issued_on, symbol in rows:
        day = issued_on.toordinal() if issued_on else None
        order = (day or 0, day or NO_NUMBER, symbol or "", int(not symbol))
        of_reading = numbers.get(revision_id, (0,) * len(COUNTED))
        found[document_id] = Listed(document_id, revision_id, state, issuer, kind, *order, *of_reading)
    return found


def _boarded(session: Session, documents: Sequence[int]) -> dict[int, Boarded]:
    head = (Revision.issuer, Revision.issued_on, Revision.symbol_key)
    query = (
        select(Task.id, Revision.document_id, Revision.id, Task.position, Task.deadline_on, FollowUp, *head)
        .join(Revision, Revision.id == Task.revision_id)
        .outerjoin(FollowUp, FollowUp.id == Task.follow_up_id)
        .where(Revision.document_id.in_(documents), counts())
    )
    found = {}
    for task_id, document_id, revision_id, position, deadline_on, said, issuer, issued_on, symbol in session.execute(query):
        progress, owner = (said.progress, said.owner or "") if said else (Progress(), "")
        state = lasting_standing(deadline_on, progress)
        due_on = extended_to(progress.extensions) or deadline_on or NO_DAY
        order = (-issued_on.toordinal() if issued_on else 0, symbol or "", int(not symbol), owner, int(not owner))
        found[task_id] = Boarded(task_id, document_id, revision_id, position, state.value, state not in OPEN, due_on, issuer, *order)
    return found


def _named(session: Session, boarded: Mapping[int, Boarded]) -> dict[tuple[int, int, str], Named]:
    """Known bodies that lead tasks or help with them, each once in each role."""
    query = (
        select(Directive.task_id, DirectiveParty.agency_id, DirectiveParty.role)
        .join(DirectiveParty, DirectiveParty.directive_id == Directive.id)
        .where(Directive.task_id.in_(boarded), DirectiveParty.agency_id.is_not(None))
        .distinct()
    )
    found = {}
    for task_id, agency_id, role in session.execute(query):
        if task_id is not None and agency_id is not None:
            found[task_id, agency_id, role] = Named(agency_id, role, boarded[task_id])
    return found
