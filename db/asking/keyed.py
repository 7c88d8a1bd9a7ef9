"""Rows for programs: found by their lasting names, and listed page by page from the last one seen on, never by counting from the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from db.base import symbol_key
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Citation, Directive, DirectiveCitation, Evidence, Metric, with_parts
from db.models.run import Issue
from db.models.task import FollowUp, Task
from db.reading.conditions import is_kept, is_settled
from db.reading.counted import counts
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
        state: of the task, as the board has them (``db.asking.board_wanted.STATES``).
        today: the day by which states are told; needed with one.
        due_from: first last day: of tasks by the deadline in force, of directives as it is printed.
        due_until: last one; rows without a day are left out where either is given.
        code: of an indicator.
        period: of a figure, as it is kept.
        symbol: of a cited document.
    """

    document: str | None = None
    agency: str | None = None
    state: str | None = None
    today: date | None = None
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
        found = found_rows(session, table, table.key == key)
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
        found = found_tasks(session, [number]) if number else {}
    for one in found.values():
        return one
    raise UnknownDocumentError("There is no such task.", "Another reading of its document may not have it.")


def _listed(
    url: str, table: type[Row], wanted: Wanted, more: Sequence[ColumnElement[bool]], *, after: Place, limit: int
) -> list[tuple[Found[Row], Place]]:
    query = select(table.id).join(Revision, Revision.id == table.revision_id).where(counts(), is_kept(table), table.id > after[1])
    query = query.where(*of_document(wanted), *more).order_by(table.id).limit(limit)
    with transaction(url, read_only=True) as session:
        found = found_rows(session, table, table.id.in_(list(session.scalars(query))))
    return [(found[number], (None, number)) for number in sorted(found)]


def of_document(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The condition that a row stands in the document that is asked for."""
    if wanted.document is None:
        return []
    return [Revision.document_id.in_(select(Document.id).where(Document.short_id == wanted.document))]


def found_rows(session: Session, table: type[Row], *conditions: ColumnElement[bool]) -> dict[int, Found[Row]]:
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


def found_tasks(session: Session, ids: Sequence[int]) -> dict[int, FoundTask]:
    """Tasks with their steps, by id."""
    steps: dict[int | None, list[Found[Directive]]] = {}
    for found in found_rows(session, Directive, Directive.task_id.in_(ids)).values():
        steps.setdefault(found.row.task_id, []).append(found)
    tasks = session.scalars(select(Task).where(Task.id.in_(ids)))
    return {
        task.id: FoundTask(task, tuple(sorted(steps[task.id], key=lambda one: one.row.step or 0)), steps[task.id][0].follow_up)
        for task in tasks
        if task.id in steps
    }
