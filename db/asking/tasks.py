"""Tasks with their steps and how far they are, as outputs show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.finding import Directive
from db.models.task import FollowUp, Task
from tasks.domain.choices import Standing
from tasks.domain.standing import Progress, standing_on


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a revision.

    Attributes:
        key: lasting name (``db.reading.identity``): that of its follow-up, else of its first step.
        steps: its directives in order, never empty; with their parties and evidence.
        keys: the names of all its steps, by which it is known too.
        deadline_raw: as printed, None without a deadline.
        deadline_on: last permitted day.
        deadline_recurs: weekly, monthly, quarterly, yearly.
        deadline_step: the step the deadline is printed in, 1-based.
        follow_up: how far it is, None where nobody has said.
    """

    key: str
    steps: tuple[Directive, ...]
    keys: tuple[str, ...]
    deadline_raw: str | None
    deadline_on: date | None
    deadline_recurs: str | None
    deadline_step: int | None
    follow_up: FollowUp | None

    @property
    def first(self) -> Directive:
        """Its first step, by whose id it is followed up."""
        return self.steps[0]

    @property
    def state(self) -> str:
        """How far it is; not started where nobody said so."""
        return self.follow_up.state if self.follow_up else "not_started"

    def standing(self, day: date) -> Standing:
        """How far it is on a day, by the deadline in force."""
        return standing_on(day, self.deadline_on, self.follow_up.progress if self.follow_up else Progress())

    @property
    def in_force(self) -> date | None:
        """Last permitted day by all extensions that were said."""
        return (self.follow_up.extended_to if self.follow_up else None) or self.deadline_on

    @property
    def text(self) -> str:
        """What is to be done, in one line."""
        return " ".join(step.text for step in self.steps)

    @property
    def is_sure(self) -> bool:
        """Whether it may be presented as certain: every step may."""
        return all(step.is_sure for step in self.steps)

    @property
    def product(self) -> str | None:
        """The documents that its steps ask for, each once."""
        return "; ".join(dict.fromkeys(step.product for step in self.steps if step.product)) or None

    @property
    def due(self) -> date | str | None:
        """By when in the plainest form there is: the day in force, weekly, monthly ..., else as printed."""
        return self.in_force or self.deadline_recurs or self.deadline_raw

    def parties(self, role: str) -> list[str]:
        """Who leads or helps with any of its steps, each once, as printed."""
        return list(dict.fromkeys(p.printed for step in self.steps for p in step.parties if p.role == role))


def tasks_of_revisions(
    session: Session, by_revision: Mapping[int, Sequence[Directive]], keys: Mapping[int, str]
) -> dict[int, list[TaskRow]]:
    """The tasks of some revisions in order, in three queries.

    Args:
        session: an open transaction.
        by_revision: the directives of each revision, their parties loaded.
        keys: lasting name of each directive.
    """
    query = select(Task).where(Task.revision_id.in_(by_revision)).order_by(Task.position)
    rows = session.scalars(query).all()
    told = [row.follow_up_id for row in rows if row.follow_up_id is not None]
    follow_ups = {f.id: f for f in session.scalars(select(FollowUp).where(FollowUp.id.in_(told)))}
    steps: dict[int | None, list[Directive]] = {}
    for directives in by_revision.values():
        for d in directives:
            steps.setdefault(d.task_id, []).append(d)
    found: dict[int, list[TaskRow]] = {revision_id: [] for revision_id in by_revision}
    for row in rows:
        own = sorted(steps.get(row.id, ()), key=lambda d: d.step or 0)
        follow_up = follow_ups.get(row.follow_up_id or 0)
        if not own:
            continue
        found[row.revision_id].append(
            TaskRow(
                key=follow_up.key if follow_up else keys[own[0].id],
                steps=tuple(own),
                keys=tuple(keys[d.id] for d in own),
                deadline_raw=row.deadline_raw,
                deadline_on=row.deadline_on,
                deadline_recurs=row.deadline_recurs,
                deadline_step=row.deadline_step,
                follow_up=follow_up,
            )
        )
    return found
