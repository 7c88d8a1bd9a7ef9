"""Rows for programs: found by their lasting names, and listed page by page from the last one seen on, never by counting from the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from db.base import symbol_key
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Citation, Directive, DirectiveCitation, DirectiveParty, Evidence, Metric, with_parts
from db.models.run import Issue
from db.models.task import FollowUp, Task
from db.reading.agencies import meant_in, unknown_names
from db.reading.conditions import is_kept, is_settled
from db.reading.counted import counts
from tasks.domain.choices import TaskState
from tasks.domain.errors import UnknownDocumentError

Row = TypeVar("Row", Directive, Metric, Citation)
Place = tuple[int | None, int]
"""Where a list goes on: a day (``date.toordinal``), None for rows without one and lists not by day; and the row behind which it does."""
START: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows to list; what is None leaves nothing out.

    Attributes:
        document: short id.
        agency: code of an agency that leads, or words of its name; what its forerunners led too.
        state: of the task.
        due_from: first last day.
        due_until: last one; rows without a day are left out where either is given.
        code: of an indicator.
        period: of a figure, as it is kept.
        symbol: of a cited document.
    """

    document: str | None = None
    agency: str | None = None
    state: str | None = None
    due_from: date | None = None
    due_until: date | None = None
    code: str | None = None
    period: str | None = None
    symbol: str | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """A row with what is told beside it.

    Attributes:
        row: with its evidence, and the parties and parts of a directive.
        document: it stands in.
        revision: it was read in.
        doubts: about it that nobody settled.
        cited: symbols that a directive cites.
        follow_up: how far the task of a directive is; None where nobody has said.
    """

    row: Row
    document: Document
    revision: Revision
    doubts: Sequence[Issue] = ()
    cited: Sequence[str] = ()
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task with its steps in order."""

    task: Task
    steps: tuple[Found[Directive], ...]
    follow_up: FollowUp | None

    @property
    def key(self) -> str:
        """Its lasting name: that under which it is followed up, else of its first step."""
        return self.follow_up.key if self.follow_up else str(self.steps[0].row.key)


def list_tasks(url: str, wanted: Wanted, after: Place, limit: int) -> list[tuple[FoundTask, Place]]:
    """Tasks of readings that count, the earliest deadline first, those without a day last; each with the place to go on from.

    Args:
        url: the database.
        wanted: which.
        after: place of the last one seen; ``START``: from the first on.
        limit: most tasks given.
    """
    query: Any = select(Task.id, Task.deadline_on).join(Revision, Revision.id == Task.revision_id).where(counts())
    with transaction(url, read_only=True) as session:
        query = query.where(*_of_document(wanted), *_by_day(Task, wanted))
        if wanted.agency is not None:
            steps = select(Directive.task_id).where(Directive.id.in_(_led_by(session, wanted.agency)), Directive.task_id.is_not(None))
            query = query.where(Task.id.in_(steps))
        if wanted.state is not None:
            query = query.outerjoin(FollowUp, FollowUp.id == Task.follow_up_id).where(_in_state(wanted.state))
        places = _in_order(session, query, Task, after, limit)
        found = _tasks(session, list(places))
    return [(found[number], place) for number, place in places.items() if number in found]


def list_directives(url: str, wanted: Wanted, after: Place, limit: int) -> list[tuple[Found[Directive], Place]]:
    """Directives of readings that count that nobody rejected, in the order of :func:`list_tasks`."""
    query: Any = select(Directive.id, Directive.deadline_on).join(Revision, Revision.id == Directive.revision_id)
    with transaction(url, read_only=True) as session:
        query = query.where(counts(), is_kept(Directive), *_of_document(wanted), *_by_day(Directive, wanted))
        if wanted.agency is not None:
            query = query.where(Directive.id.in_(_led_by(session, wanted.agency)))
        if wanted.state is not None:
            query = query.outerjoin(Task, Task.id == Directive.task_id).outerjoin(FollowUp, FollowUp.id == Task.follow_up_id)
            query = query.where(_in_state(wanted.state))
        places = _in_order(session, query, Directive, after, limit)
        found = _found(session, Directive, Directive.id.in_(places))
    return [(found[number], place) for number, place in places.items() if number in found]


def list_metrics(url: str, wanted: Wanted, after: Place, limit: int) -> list[tuple[Found[Metric], Place]]:
    """Figures of readings that count that nobody rejected, in the order in which they were written."""
    more: list[ColumnElement[bool]] = []
    if wanted.code is not None:
        more.append(Metric.code == wanted.code)
    if wanted.period is not None:
        more.append(Metric.period == wanted.period)
    return _listed(url, Metric, wanted, more, after=after, limit=limit)


def list_citations(url: str, wanted: Wanted, after: Place, limit: int) -> list[tuple[Found[Citation], Place]]:
    """Citations of readings that count that nobody rejected, in the order in which they were written."""
    more = [] if wanted.symbol is None else [Citation.symbol_key == symbol_key(wanted.symbol)]
    return _listed(url, Citation, wanted, more, after=after, limit=limit)


def find_row(url: str, table: type[Row], key: str) -> Found[Row]:
    """The row of a current reading that goes by a lasting name.

    Raises:
        UnknownDocumentError: there is none, by now or at all.
    """
    with transaction(url, read_only=True) as session:
        found = _found(session, table, table.key == key)
    for one in found.values():
        return one
    raise UnknownDocumentError("There is no such row.", "Another reading of its document may not have it.")


def find_task(url: str, key: str) -> FoundTask:
    """The task of a current reading that is followed up under a name, or a step of which goes by it.

    Raises:
        UnknownDocumentError: there is none, by now or at all.
    """
    current = select(Task.id).join(Revision, Revision.id == Task.revision_id).where(Revision.is_current)
    told = current.join(FollowUp, FollowUp.id == Task.follow_up_id).where(FollowUp.key == key).order_by(~counts(), Task.id)
    step = current.join(Directive, Directive.task_id == Task.id).where(Directive.key == key)
    with transaction(url, read_only=True) as session:
        number = session.scalar(told.limit(1)) or session.scalar(step.limit(1))
        found = _tasks(session, [number]) if number else {}
    for one in found.values():
        return one
    raise UnknownDocumentError("There is no such task.", "Another reading of its document may not have it.")


def _listed(
    url: str, table: type[Row], wanted: Wanted, more: Sequence[ColumnElement[bool]], *, after: Place, limit: int
) -> list[tuple[Found[Row], Place]]:
    query = select(table.id).join(Revision, Revision.id == table.revision_id).where(counts(), is_kept(table), table.id > after[1])
    query = query.where(*_of_document(wanted), *more).order_by(table.id).limit(limit)
    with transaction(url, read_only=True) as session:
        found = _found(session, table, table.id.in_(list(session.scalars(query))))
    return [(found[number], (None, number)) for number in sorted(found)]


def _in_order(session: Session, query: Select[Any], table: Any, after: Place, limit: int) -> dict[int, Place]:
    """Ids in order with their places: rows with a day by the day, then those without; each half goes along an index."""
    day, number = after
    found: dict[int, Place] = {}
    if day is not None:
        behind = table.deadline_on.is_not(None)
        if after != START:
            last = date.fromordinal(min(max(day, 1), date.max.toordinal()))
            behind = or_(table.deadline_on > last, and_(table.deadline_on == last, table.id > number))
        dated = query.where(behind).order_by(table.deadline_on, table.id).limit(limit)
        found = {row.id: (row.deadline_on.toordinal(), row.id) for row in session.execute(dated)}
        number = 0
    if len(found) < limit:
        undated = query.where(table.deadline_on.is_(None), table.id > number).order_by(table.id).limit(limit - len(found))
        found |= {row.id: (None, row.id) for row in session.execute(undated)}
    return found


def _of_document(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.document is None:
        return []
    return [Revision.document_id.in_(select(Document.id).where(Document.short_id == wanted.document))]


def _by_day(table: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [] if wanted.due_from is None else [table.deadline_on >= wanted.due_from]
    return found if wanted.due_until is None else [*found, table.deadline_on <= wanted.due_until]


def _in_state(state: str) -> ColumnElement[bool]:
    told: ColumnElement[bool] = FollowUp.state == state
    return or_(told, FollowUp.id.is_(None)) if state == TaskState.NOT_STARTED else told


def _led_by(session: Session, agency: str) -> Select[Any]:
    """Directives that an agency or a forerunner of it leads; words of a name mean what no agency is known for too."""
    meant = meant_in(session, agency)
    named = or_(
        DirectiveParty.agency_id.in_(list(meant.ids.values())),
        and_(DirectiveParty.agency_id.is_(None), DirectiveParty.printed.in_(unknown_names(session, meant))),
    )
    return select(DirectiveParty.directive_id).where(DirectiveParty.role == "lead", named)


def _found(session: Session, table: type[Row], *conditions: ColumnElement[bool]) -> dict[int, Found[Row]]:
    """Rows of current readings with all that is told beside them, by id; the number of queries does not depend on how many they are."""
    query = select(table, Document, Revision).join(Revision, Revision.id == table.revision_id)
    query = query.join(Document, Document.id == Revision.document_id).where(Revision.is_current, *conditions)
    query = query.options(selectinload(table.evidence).selectinload(Evidence.regions))
    if issubclass(table, Directive):
        query = query.options(selectinload(Directive.parties), with_parts())
    rows: list[Any] = [tuple(found) for found in session.execute(query)]
    ids, revisions = [row.id for row, _, _ in rows], {revision.id for _, _, revision in rows}
    kind = table.__tablename__
    about = select(Issue).where(Issue.revision_id.in_(revisions), Issue.subject_kind == kind, Issue.subject_id.in_(ids), ~is_settled())
    doubts: dict[int | None, list[Issue]] = {}
    for issue in session.scalars(about.options(selectinload(Issue.evidence).selectinload(Evidence.regions)).order_by(Issue.id)):
        doubts.setdefault(issue.subject_id, []).append(issue)
    cited: Mapping[int, list[str]] = _cited(session, ids) if issubclass(table, Directive) else {}
    told: Mapping[int, FollowUp] = _told(session, ids) if issubclass(table, Directive) else {}
    return {
        row.id: Found(row, document, revision, doubts.get(row.id, ()), cited.get(row.id, ()), told.get(row.id))
        for row, document, revision in rows
    }


def _cited(session: Session, ids: Sequence[int]) -> Mapping[int, list[str]]:
    query = select(DirectiveCitation.directive_id, Citation.symbol).join(Citation, Citation.id == DirectiveCitation.citation_id)
    found: dict[int, list[str]] = {}
    for directive_id, symbol in session.execute(
        query.where(DirectiveCitation.directive_id.in_(ids), is_kept(Citation)).order_by(Citation.position)
    ):
        found.setdefault(directive_id, []).append(symbol)
    return found


def _told(session: Session, ids: Sequence[int]) -> Mapping[int, FollowUp]:
    """How far the tasks of directives are."""
    query = select(Directive.id, FollowUp).join(Task, Task.id == Directive.task_id).join(FollowUp, FollowUp.id == Task.follow_up_id)
    return dict(session.execute(query.where(Directive.id.in_(ids))).all())


def _tasks(session: Session, ids: Sequence[int]) -> dict[int, FoundTask]:
    steps: dict[int | None, list[Found[Directive]]] = {}
    for found in _found(session, Directive, Directive.task_id.in_(ids)).values():
        steps.setdefault(found.row.task_id, []).append(found)
    tasks = session.scalars(select(Task).where(Task.id.in_(ids)))
    return {
        task.id: FoundTask(task, tuple(sorted(steps[task.id], key=lambda one: one.row.step or 0)), steps[task.id][0].follow_up)
        for task in tasks
        if task.id in steps
    }
