"""How far a task is on a day: told from what people said of it, the deadline in force and the day; nobody types it.

The states are those that reports on assigned tasks count: done in time or late, under way in time or overdue, extended, cancelled or
replaced. A query computes the same as SQL (``db.asking.standing_sql``); a test holds one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.domain.choices import Standing, TaskState


@dataclass(frozen=True, slots=True)
class Extension:
    """A deadline that was put off.

    Attributes:
        symbol: of the document that did so.
        issued_on: its day.
        deadline_on: last day from then on.
    """

    symbol: str
    issued_on: date
    deadline_on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """What people said of a task.

    Attributes:
        state: of ``TaskState``.
        completed_on: day of completion; None where nobody said it.
        ended_on: day from which it is cancelled or replaced; None: from the beginning.
        extensions: in the order in which they were said.
    """

    state: str = TaskState.NOT_STARTED
    completed_on: date | None = None
    ended_on: date | None = None
    extensions: Sequence[Extension] = ()


OPEN = (Standing.NOT_STARTED, Standing.IN_PROGRESS, Standing.EXTENDED, Standing.OVERDUE)
"""States in which something is still awaited."""
DONE = (Standing.DONE_IN_TIME, Standing.DONE_LATE, Standing.DONE_UNDATED)
ENDED = (Standing.CANCELLED, Standing.REPLACED)


def extended_to(extensions: Iterable[Extension], day: date | None = None) -> date | None:
    """The deadline that the extensions put in force: that of the latest document, of several of one day the one said last.

    Args:
        extensions: in the order in which they were said.
        day: only documents issued until then count; None: all.
    """
    latest: Extension | None = None
    for one in extensions:
        if (day is None or one.issued_on <= day) and (latest is None or one.issued_on >= latest.issued_on):
            latest = one
    return latest.deadline_on if latest else None


def standing_on(day: date, deadline: date | None, said: Progress) -> Standing:
    """How far a task is on a day.

    What came to be later than ``day`` (a completion, an end, an extension) does not count. A task without a deadline is never late. A
    task that is done on a day that nobody stated, as those of earlier versions may be, is neither in time nor late.

    Args:
        day: on which it is asked.
        deadline: as the document sets it; None without one.
        said: what people said.
    """
    put_off = extended_to(said.extensions, day)
    due = put_off or deadline
    state = said.state
    if state in (TaskState.CANCELLED, TaskState.REPLACED):
        if said.ended_on is None or said.ended_on <= day:
            return Standing(state)
        state = TaskState.IN_PROGRESS
    if state == TaskState.DONE:
        if said.completed_on is None:
            return Standing.DONE_UNDATED
        if said.completed_on <= day:
            return Standing.DONE_LATE if due is not None and said.completed_on > due else Standing.DONE_IN_TIME
        state = TaskState.IN_PROGRESS
    if due is not None and due < day:
        return Standing.OVERDUE
    return Standing.EXTENDED if put_off else Standing(state)


def lasting_standing(deadline: date | None, said: Progress) -> Standing:
    """How far a task is as long as nobody says more and its deadline is not past; what was said with a day to come holds already.

    So it does not depend on a day, and can be kept: a task that is open is overdue from the day behind its deadline on.

    Args:
        deadline: as the document sets it; None without one.
        said: what people said.
    """
    found = standing_on(date.max, deadline, said)
    if found is not Standing.OVERDUE:
        return found
    return Standing.EXTENDED if said.extensions else Standing(said.state)
