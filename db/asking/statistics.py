"""Counts that are looked at as a chart: tasks by agency or month, doubts and confidence over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from db.asking.selection import Party
from db.asking.tasks import TaskRow
from db.engine import transaction
from db.models.document import Page, Revision
from db.models.run import Issue
from db.reading.counted import counts
from tasks.domain.choices import Standing
from tasks.domain.doubt import GRAVE
from tasks.domain.standing import ENDED
from tasks.domain.standing import OPEN as OPEN_STATES

LATE, AHEAD, RECURRING, OPEN = "late", "ahead", "recurring", "open"
"""The deadline of a task that is under way has passed, is to come, recurs, or is no day."""
DONE, CANCELLED = "done", "cancelled"
"""The task is done, or is not to be done any more (cancelled, replaced); the deadline does not count then."""


@dataclass(frozen=True, slots=True)
class TaskCount:
    """Tasks of one group by what their deadline is.

    Attributes:
        name: of the group; None for tasks that nobody is named for.
        by_deadline: number of tasks of each kind that occurs.
    """

    name: str | None
    by_deadline: dict[str, int]

    @property
    def total(self) -> int:
        """All tasks of the group."""
        return sum(self.by_deadline.values())


@dataclass(frozen=True, slots=True)
class Quality:
    """How well the documents of one month were read.

    Attributes:
        month: "2026-06", of issue.
        documents: number of documents.
        doubts: number of doubts by severity.
        confidence: mean confidence of all words read by OCR, 0 to 100; None where there are none.
    """

    month: str
    documents: int
    doubts: dict[str, int]
    confidence: float | None


def deadline_kind(task: TaskRow, today: date) -> str:
    """What a task is on a day: by its deadline, or done or cancelled."""
    standing = task.standing(today)
    if standing not in OPEN_STATES:
        return CANCELLED if standing in ENDED else DONE
    if task.in_force is not None:
        return LATE if standing == Standing.OVERDUE else AHEAD
    return RECURRING if task.deadline_recurs else OPEN


def tasks_by_agency(tasks: Sequence[TaskRow], parties: Iterable[Party], today: date) -> list[TaskCount]:
    """Tasks by the agency that leads, the most first; a task that several lead counts for each.

    Args:
        tasks: of current revisions.
        parties: who has a part in their steps.
        today: the day to count from.
    """
    leads: dict[int, list[str]] = {}
    for party in parties:
        if party.role == "lead" and party.name not in leads.setdefault(party.task_id, []):
            leads[party.task_id].append(party.name)
    counts: dict[str | None, Counter[str]] = {}
    for task in tasks:
        names: list[str | None] = [*leads.get(task.first.task_id or 0, ())]
        for name in names or [None]:
            counts.setdefault(name, Counter())[deadline_kind(task, today)] += 1
    found = [TaskCount(name, dict(by)) for name, by in counts.items()]
    return sorted(found, key=lambda c: (c.name is None, -c.total, c.name or ""))


def tasks_by_month(tasks: Sequence[TaskRow], today: date) -> list[TaskCount]:
    """Tasks by the month they are due, the earliest first; those due on no day are in none."""
    counts: dict[str, Counter[str]] = {}
    for task in tasks:
        if task.in_force is not None:
            counts.setdefault(f"{task.in_force:%Y-%m}", Counter())[deadline_kind(task, today)] += 1
    return [TaskCount(name, dict(by)) for name, by in sorted(counts.items())]


def quality_by_month(url: str) -> list[Quality]:
    """Doubts and confidence of current revisions by month of issue; documents without a date are in none.

    Doubts that people settled count as well: it is told how well the machine reads.
    """
    current = (counts(), Revision.issued_on.is_not(None))
    with transaction(url, read_only=True) as session:
        documents = session.execute(select(Revision.issued_on, Revision.id).where(*current).order_by(Revision.issued_on)).all()
        grave = select(Issue.revision_id, Issue.severity, func.count()).where(Issue.severity.in_(GRAVE))
        doubts = session.execute(grave.group_by(Issue.revision_id, Issue.severity)).all()
        read = session.execute(
            select(Page.revision_id, func.sum(Page.word_count), func.sum(Page.mean_confidence * Page.word_count))
            .where(Page.source == "ocr", Page.word_count > 0)
            .group_by(Page.revision_id)
        ).all()
    month_of = {revision: f"{issued_on:%Y-%m}" for issued_on, revision in documents}
    numbers = Counter(month_of.values())
    severities: dict[str, Counter[str]] = {month: Counter() for month in numbers}
    for revision, severity, number in doubts:
        if revision in month_of:
            severities[month_of[revision]][severity] += number
    totals: dict[str, tuple[int, float]] = dict.fromkeys(numbers, (0, 0.0))
    for revision, number, score in read:
        if revision in month_of:
            words, scores = totals[month_of[revision]]
            totals[month_of[revision]] = words + number, scores + score
    return [
        Quality(month, number, dict(severities[month]), totals[month][1] / totals[month][0] if totals[month][0] else None)
        for month, number in numbers.items()
    ]
