"""What was said of tasks on the board, task by task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.engine import transaction
from db.models.finding import Directive
from db.models.task import FollowUpChange, Task


@dataclass(frozen=True, slots=True)
class Told:
    """One change of a task.

    Attributes:
        at: when.
        actor: who.
        source: page, command, or sheet:NAME.
        before: changed fields as they stood, days in ISO form.
        after: the same fields from then on.
    """

    at: datetime
    actor: str
    source: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def changes_of(url: str, directives: Sequence[int]) -> dict[int, list[Told]]:
    """The changes of the tasks that some directives are steps of, by the directive's id, the newest first."""
    query = (
        select(Directive.id, FollowUpChange)
        .join(Task, Task.id == Directive.task_id)
        .join(FollowUpChange, FollowUpChange.follow_up_id == Task.follow_up_id)
        .where(Directive.id.in_(directives))
        .order_by(FollowUpChange.id.desc())
    )
    found: dict[int, list[Told]] = {}
    with transaction(url, read_only=True) as session:
        for directive_id, change in session.execute(query):
            found.setdefault(directive_id, []).append(Told(change.at, change.actor, change.source, change.before, change.after))
    return found
