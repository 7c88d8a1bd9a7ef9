"""Lists of tasks and directives for programs, by deadline: page by page from the last one seen on.

Tasks are found in the entries of the board, so that deadline and state are those of the board: the deadline in force, and how far a task is
on a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, text
from sqlalchemy.orm import Session

from db.asking.board_wanted import STATE_GROUPS
from db.asking.entries import entries_of
from db.asking.keyed import START, Found, FoundTask, Place, Wanted, found_rows, found_tasks, of_document
from db.asking.standing_sql import entry_is
from db.asking.whose_tasks import bound, concerned
from db.engine import transaction
from db.limited import Limited
from db.models.document import Document, Revision
from db.models.finding import Directive, DirectiveParty
from db.models.kept import NO_DAY
from db.reading.agencies import meant_in, unknown_names
from db.reading.conditions import is_kept
from db.reading.counted import counts
from tasks.domain.choices import Role, Standing
from tasks.domain.membership import Whose


def list_tasks(url: str, wanted: Wanted, after: Place, limit: int) -> list[tuple[FoundTask, Place]]:
    """Tasks of readings that count, the earliest deadline in force first, those without a day last; each with the place to go on from.

    Args:
        url: the database.
        wanted: which.
        after: place of the last one seen; ``START``: from the first on.
        limit: most tasks given.
    """
    with transaction(url, read_only=True) as session:
        e = entries_of(url, session.get_bind().dialect.name).c
        query: Any = select(e.task_id.label("id"), e.due_on.label("day")).where(*_by_day(e.due_on, wanted))
        if wanted.document is not None:
            query = query.where(e.document_id.in_(select(Document.id).where(Document.short_id == wanted.document)))
        if wanted.agency is not None:
            theirs = concerned(session, Whose(wanted.agency, frozenset({Role.LEAD})), kept=not isinstance(url, Limited))
            query = query.where(bound(theirs.are("e.task_id"), theirs.values).bindparams(**theirs.values))
        if wanted.state is not None:
            query = query.where(_in_state(wanted))
        places = _in_order(session, query, (e.due_on, e.task_id), after, limit, never=NO_DAY)
        found = found_tasks(session, list(places))
    return [(found[number], place) for number, place in places.items() if number in found]


def list_directives(url: str, wanted: Wanted, after: Place, limit: int) -> list[tuple[Found[Directive], Place]]:
    """Directives of readings that count that nobody rejected, by the deadline that each prints, in the order of :func:`list_tasks`."""
    query: Any = select(Directive.id, Directive.deadline_on.label("day")).join(Revision, Revision.id == Directive.revision_id)
    with transaction(url, read_only=True) as session:
        query = query.where(counts(), is_kept(Directive), *of_document(wanted), *_by_day(Directive.deadline_on, wanted))
        if wanted.agency is not None:
            query = query.where(Directive.id.in_(_led_by(session, wanted.agency)))
        if wanted.state is not None:
            entries = entries_of(url, session.get_bind().dialect.name)
            query = query.join(entries, entries.c.task_id == Directive.task_id).where(_in_state(wanted))
        places = _in_order(session, query, (Directive.deadline_on, Directive.id), after, limit, never=None)
        found = found_rows(session, Directive, Directive.id.in_(places))
    return [(found[number], place) for number, place in places.items() if number in found]


def _in_order(
    session: Session, query: Select[Any], columns: tuple[Any, Any], after: Place, limit: int, *, never: date | None
) -> dict[int, Place]:
    """Ids in order with their places: rows with a day by the day, then those without; each half goes along an index.

    Args:
        session: an open transaction.
        query: of ``id`` and ``day``.
        columns: of the day, and of the id.
        after: as in :func:`list_tasks`.
        limit: most ids given.
        never: the day of rows that have none; None: none.
    """
    on, ids = columns
    day, number = after
    found: dict[int, Place] = {}
    is_undated = on.is_(None) if never is None else on == never
    if day is not None:
        behind = on.is_not(None) if never is None else on < never
        if after != START:
            last = date.fromordinal(min(max(day, 1), date.max.toordinal()))
            behind = and_(behind, or_(on > last, and_(on == last, ids > number)))
        dated = query.where(behind).order_by(on, ids).limit(limit)
        found = {row.id: (row.day.toordinal(), row.id) for row in session.execute(dated)}
        number = 0
    if len(found) < limit:
        undated = query.where(is_undated, ids > number).order_by(ids).limit(limit - len(found))
        found |= {row.id: (None, row.id) for row in session.execute(undated)}
    return found


def _by_day(on: Any, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    found = [] if wanted.due_from is None else [on >= wanted.due_from, on < NO_DAY]
    return found if wanted.due_until is None else [*found, on <= min(wanted.due_until, date.fromordinal(NO_DAY.toordinal() - 1))]


def _in_state(wanted: Wanted) -> ColumnElement[bool]:
    """The condition that a task of the board's entries ``e`` is in the state that is asked for."""
    name = wanted.state or ""
    condition = text(entry_is(*map(Standing, STATE_GROUPS.get(name, (name,)))))
    asks = ":day" in condition.text
    return and_(condition.bindparams(bindparam("day", wanted.today)) if asks else condition)


def _led_by(session: Session, agency: str) -> Select[Any]:
    """Directives that an agency or a forerunner of it leads; words of a name mean what no agency is known for too."""
    meant = meant_in(session, agency)
    named = or_(
        DirectiveParty.agency_id.in_(list(meant.ids.values())),
        and_(DirectiveParty.agency_id.is_(None), DirectiveParty.printed.in_(unknown_names(session, meant))),
    )
    return select(DirectiveParty.directive_id).where(DirectiveParty.role == "lead", named)
