"""Entries and numbers of the list and the board, kept true in the transaction that changes what they follow from.

Whatever a session writes of a document through the models marks it by itself; where rows are changed by a statement, ``touch`` does. Before
the transaction is committed, the entries of marked documents are made anew and the numbers take the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from sqlalchemy import Date, and_, delete, event, exists, func, insert, literal, or_, select, text, tuple_, union_all
from sqlalchemy.orm import Session

from db.engine import OurSession, transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, DirectiveParty, Metric
from db.models.kept import NO_DAY, BoardCount, BoardEntry, BoardParty, LeadCount, ListCount, ListEntry
from db.models.run import Issue
from db.models.task import FollowUp, FollowUpExtension, Task
from db.reading.entries import ALL, Entries, Numbers, columns_of, document_of, entries_as_counted, entries_as_kept, numbers_in
from db.record.turn import take_turn
from tasks.domain.choices import Role
from tasks.domain.counted import Told, untold

_MARKED = "documents whose entries are to be made anew"
_AT_ONCE = 500  # documents; a database takes so many numbers in one statement
_ALL_NUMBERS: Sequence[tuple[Any, Any]] = (
    (
        ListCount,
        union_all(
            *(
                select(literal(name), column, func.count()).where(column.is_not(None)).group_by(column)
                for name, column in (("state", ListEntry.state), ("issuer", ListEntry.issuer), ("type", ListEntry.type))
            )
        ),
    ),
    (
        BoardCount,
        union_all(
            select(literal(ALL), literal(""), BoardEntry.state, BoardEntry.due_on, func.count()).group_by(
                BoardEntry.state, BoardEntry.due_on
            ),
            *(
                select(literal(name), column, BoardEntry.state, literal(NO_DAY, Date()), func.count())
                .where(column.is_not(None))
                .group_by(column, BoardEntry.state)
                for name, column in (("issuer", BoardEntry.issuer), ("owner", BoardEntry.owner))
            ),
        ),
    ),
    (
        LeadCount,
        select(BoardParty.agency_id, func.count()).where(BoardParty.role == Role.LEAD, ~BoardParty.closed).group_by(BoardParty.agency_id),
    ),
)
"""Each table of numbers with what it holds, counted over all entries."""
_OF_READING = (Page, Task, Directive, Metric, Citation, Issue)


@dataclass(slots=True)
class _Marked:
    documents: set[int] = field(default_factory=set)
    revisions: set[int] = field(default_factory=set)
    directives: set[int] = field(default_factory=set)
    follow_ups: set[int] = field(default_factory=set)


def touch(session: Session, *documents: int) -> None:
    """Make the entries of documents anew when the transaction is committed; for what a statement changes past the models."""
    _marked(session).documents.update(documents)


def _marked(session: Session) -> _Marked:
    marked: _Marked = session.info.setdefault(_MARKED, _Marked())
    return marked


@event.listens_for(OurSession, "after_flush")
def _mark(session: Session, _context: Any) -> None:
    marked = _marked(session)
    for row in (*session.new, *session.dirty, *session.deleted):
        has = vars(row)  # only what is loaded: within a flush nothing is asked of the database
        for kind, key, numbers in (
            (Document, "id", marked.documents),
            (Revision, "document_id", marked.documents),
            (_OF_READING, "revision_id", marked.revisions),
            (DirectiveParty, "directive_id", marked.directives),
            (FollowUp, "id", marked.follow_ups),
            (FollowUpExtension, "follow_up_id", marked.follow_ups),
        ):
            if isinstance(row, kind) and has.get(key) is not None:
                numbers.add(has[key])


@event.listens_for(OurSession, "before_commit")
def _keep_marked(session: Session) -> None:
    session.flush()
    marked: _Marked | None = session.info.pop(_MARKED, None)
    if marked is not None:
        keep(session, _documents_of(session, marked))


def _documents_of(session: Session, marked: _Marked) -> set[int]:
    by_directive = select(Directive.revision_id).where(Directive.id.in_(marked.directives))
    by_task = select(Task.revision_id).where(Task.follow_up_id.in_(marked.follow_ups))
    revisions = set(marked.revisions)
    revisions |= set(session.scalars(by_directive)) if marked.directives else set()
    revisions |= set(session.scalars(by_task)) if marked.follow_ups else set()
    owners = select(Revision.document_id).where(Revision.id.in_(revisions)).distinct()
    return marked.documents | (set(session.scalars(owners)) if revisions else set())


def forget(session: Session, document_id: int) -> None:
    """Take a document out of list, board and numbers, before its row is deleted."""
    session.flush()
    _replace(session, entries_as_kept(session, [document_id]), Entries())


def keep(session: Session, documents: Iterable[int]) -> None:
    """Make the entries of some documents what their rows make them, and let the numbers follow; doing it twice changes nothing."""
    in_order = sorted(documents)
    for first in range(0, len(in_order), _AT_ONCE):
        some = in_order[first : first + _AT_ONCE]
        _replace(session, entries_as_kept(session, some), entries_as_counted(session, some))


def keep_what_is_not(url: str, told: Told = untold) -> None:
    """Make the entries of a database that has none yet: one from before they were kept; all of them or none."""
    missing = select(exists().where(Document.id.is_not(None)) & ~exists().where(ListEntry.document_id.is_not(None)))
    with transaction(url, read_only=True) as session:
        if not session.scalar(missing):
            return
    with transaction(url) as session:
        take_turn(session)
        if session.scalar(missing):
            documents = session.scalars(select(Document.id).order_by(Document.id)).all()
            parts = [documents[first : first + _AT_ONCE] for first in range(0, len(documents), _AT_ONCE)]
            for part in told(parts, "entries of earlier readings"):
                _write_entries(session, Entries(), entries_as_counted(session, part))
            for table, query in _ALL_NUMBERS:
                session.execute(insert(table.__table__).from_select([column.name for column in table.__table__.columns], query))
            if session.get_bind().dialect.name == "postgresql":  # which else takes the tables for empty until it looks by itself
                session.execute(text("ANALYZE list_entry, list_count, board_entry, board_party, board_count, lead_count"))


def _replace(session: Session, before: Entries, now: Entries) -> None:
    _write_entries(session, before, now)
    gone, come = numbers_in(before), numbers_in(now)
    # In one order, so that two transactions wait for each other at most, and never in a circle.
    _add(session, ListCount, ("field", "value"), _difference(gone.listed, come.listed))
    _add(session, BoardCount, ("field", "value", "state", "due_on"), _difference(gone.boarded, come.boarded))
    _add(session, LeadCount, ("agency_id",), {(agency,): number for agency, number in _difference(gone.led, come.led).items()})


def _write_entries(session: Session, before: Entries, now: Entries) -> None:
    for table, old, new in (
        (ListEntry, before.listed, now.listed),
        (BoardEntry, before.boarded, now.boarded),
        (BoardParty, before.named, now.named),
    ):
        _write(session, table, old, new)


def _write(session: Session, table: Any, before: Mapping[Any, Any], now: Mapping[Any, Any]) -> None:
    """Only rows that changed."""
    gone = [key for key, row in before.items() if now.get(key) != row]
    come = [columns_of(row) for key, row in now.items() if before.get(key) != row]
    columns = list(table.__table__.primary_key)
    for first in range(0, len(gone), _AT_ONCE):
        keys = gone[first : first + _AT_ONCE]
        chosen = columns[0].in_(keys) if len(columns) == 1 else tuple_(*columns).in_(keys)
        session.execute(delete(table.__table__).where(chosen))
    if come:
        session.execute(insert(table.__table__), come)


def _difference(gone: Counter[Any], come: Counter[Any]) -> dict[Any, int]:
    return {key: come[key] - gone[key] for key in sorted(gone.keys() | come.keys()) if come[key] != gone[key]}


def _add(session: Session, table: Any, names: Sequence[str], changes: Mapping[Any, int]) -> None:
    if not changes:
        return
    # Each is imported with its database alone, since it takes a while.
    dialect = import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}")
    to = table.__table__
    rows = [{**dict(zip(names, key, strict=True)), "number": number} for key, number in changes.items()]
    for first in range(0, len(rows), _AT_ONCE):
        new = dialect.insert(to).values(rows[first : first + _AT_ONCE])
        session.execute(new.on_conflict_do_update(index_elements=list(names), set_={"number": to.c.number + new.excluded.number}))
    if lost := [key for key, number in changes.items() if number < 0]:
        for first in range(0, len(lost), _AT_ONCE):
            some = or_(*(and_(*(to.c[n] == v for n, v in zip(names, key, strict=True))) for key in lost[first : first + _AT_ONCE]))
            session.execute(delete(to).where(to.c.number == 0, some))


def kept_wrong(session: Session) -> Iterator[tuple[int | None, str]]:
    """Documents whose entries are not what their rows make them, and numbers that are not those of the entries, in words.

    It makes everything anew to compare, some documents at a time.
    """
    sums = Numbers(Counter(), Counter(), Counter())
    documents = session.scalars(select(Document.id).order_by(Document.id)).all()
    for first in range(0, len(documents), _AT_ONCE):
        some = documents[first : first + _AT_ONCE]
        kept, counted = entries_as_kept(session, some), entries_as_counted(session, some)
        for name in ("listed", "boarded", "named"):
            old, new = getattr(kept, name), getattr(counted, name)
            for key in sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)):
                yield document_of(old.get(key) or new[key]), f"{old.get(key)} is kept, {new.get(key)} is so"
        numbers = numbers_in(kept)
        for name in ("listed", "boarded", "led"):
            getattr(sums, name).update(getattr(numbers, name))
    for table, wanted in ((ListCount, sums.listed), (BoardCount, sums.boarded), (LeadCount, {(a,): n for a, n in sums.led.items()})):
        rows = session.execute(select(table.__table__))
        there = {tuple(key): number for *key, number in rows}
        for found in sorted(there.keys() | wanted.keys(), key=str):
            if there.get(found, 0) != wanted.get(found, 0):
                yield None, f"{table.__tablename__} {found}: {there.get(found, 0)} is kept, {wanted.get(found, 0)} is so"
