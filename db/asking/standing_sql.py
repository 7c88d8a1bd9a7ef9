"""How far tasks are on a day, as SQL: the same as :mod:`tasks.domain.standing` tells of one, so that the database counts them.

Tasks are called ``t`` and what was said of them ``f`` (LEFT JOIN). Nothing typed goes into the statements. Entries of the board, called
``e``, hold what does not depend on the day, for days from the last on which something was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tasks.domain.choices import CLOSED, Standing, TaskState
from tasks.domain.standing import ENDED, OPEN

_PUT_OFF = """CASE WHEN f.extended_to IS NULL THEN NULL ELSE (
    SELECT e.deadline_on FROM follow_up_extension e WHERE e.follow_up_id = f.id AND e.issued_on <= {day}
    ORDER BY e.issued_on DESC, e.position DESC LIMIT 1) END"""


def standing_told(*, due: str, put_off: str, day: str = "") -> str:
    """How far a task is, a value of ``Standing``: decided in the order of ``tasks.domain.standing.standing_on``.

    Args:
        due: the deadline in force.
        put_off: the deadline that extensions set, null without one.
        day: the value on which it is asked, as ":day"; "": as ``lasting_standing`` tells it, for which all that was said holds already
            and no deadline is past.
    """
    done, ended = done_by, ended_by = f"f.state = '{TaskState.DONE}'", f"f.state IN ({_quoted(ENDED)})"
    if day:
        done_by, ended_by = f"{done} AND f.completed_on <= {day}", f"{ended} AND (f.ended_on IS NULL OR f.ended_on <= {day})"
    told = [
        (ended_by, "f.state"),
        (f"{done} AND f.completed_on IS NULL", f"'{Standing.DONE_UNDATED}'"),
        (f"{done_by} AND f.completed_on > {due}", f"'{Standing.DONE_LATE}'"),
        (done_by, f"'{Standing.DONE_IN_TIME}'"),
        *([(f"{due} < {day}", f"'{Standing.OVERDUE}'")] if day else []),
        (f"{put_off} IS NOT NULL", f"'{Standing.EXTENDED}'"),
        # What is said to be closed by a later day is under way until then.
        *([(f"f.state IN ({_quoted(sorted(CLOSED))})", f"'{Standing.IN_PROGRESS}'")] if day else []),
    ]
    return f"CASE{_cases(told)} ELSE coalesce(f.state, '{Standing.NOT_STARTED}') END"


def standing_as_of(day: str) -> str:
    """How far a task is on a day, the value ``day`` of the statement (":day")."""
    due, put_off = _in_force_on(day)
    # Of most tasks nobody said anything: they are told by two comparisons (a third less time for the board's counts, measured).
    unsaid = [(f"f.id IS NULL AND t.deadline_on < {day}", f"'{Standing.OVERDUE}'"), ("f.id IS NULL", f"'{Standing.NOT_STARTED}'")]
    return f"CASE{_cases(unsaid)} ELSE {standing_told(due=due, put_off=put_off, day=day)} END"


def _in_force_on(day: str) -> tuple[str, str]:
    """The deadline in force on a day, and the one that extensions set. Few tasks are extended: the others do not ask for theirs."""
    put_off = _PUT_OFF.format(day=day)
    return f"CASE WHEN f.extended_to IS NULL THEN t.deadline_on ELSE coalesce({put_off}, t.deadline_on) END", put_off


def _cases(told: Sequence[tuple[str, str]]) -> str:
    return "".join(f"\n    WHEN {condition} THEN {value}" for condition, value in told)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


DUE_ON, _ = _in_force_on(":day")
"""The deadline in force on ``:day``."""
STANDING_ON = standing_as_of(":day")
"""How far a task is on ``:day``: a value of ``Standing``."""
LASTING_DUE = "coalesce(f.extended_to, t.deadline_on)"
"""The deadline in force as soon as all that was said holds."""
LASTING_STANDING = standing_told(due=LASTING_DUE, put_off="f.extended_to")
"""How far a task is as long as its deadline is not past, as ``tasks.domain.standing.lasting_standing`` tells it."""

OPEN_NAMES = _quoted(OPEN)
"""States in which something is still awaited, for a list of a statement."""
PLACE_ON = f"""CASE WHEN f.id IS NOT NULL AND {STANDING_ON} NOT IN ({OPEN_NAMES}) THEN 4 WHEN {DUE_ON} IS NULL THEN 3
          WHEN {DUE_ON} < :day THEN 0 WHEN {DUE_ON} <= :soon THEN 1 ELSE 2 END"""
"""Place of a task among the groups of the board on ``:day``; ``:soon`` is the last day that is soon."""
ENTRY_STANDING = f"CASE WHEN e.closed = false AND e.due_on < :day THEN '{Standing.OVERDUE}' ELSE e.state END"
"""The same as ``STANDING_ON`` by an entry of the board."""
ENTRY_PLACE = """CASE WHEN e.closed THEN 4 WHEN e.due_on = :never THEN 3
          WHEN e.due_on < :day THEN 0 WHEN e.due_on <= :soon THEN 1 ELSE 2 END"""
"""The same as ``PLACE_ON`` by an entry; ``:never`` is the day that stands for none."""


def entry_is(*wanted: Standing) -> str:
    """The condition that a task is in one of these states on ``:day``, in a form that an index of the entries answers."""
    if set(wanted) == set(OPEN):
        return "e.closed = false"
    parts = [] if Standing.OVERDUE not in wanted else ["e.closed = false AND e.due_on < :day"]
    if still := [name for name in wanted if name in OPEN and name is not Standing.OVERDUE]:
        parts.append(f"e.state IN ({_quoted(still)}) AND e.due_on >= :day")
    if ended := [name for name in wanted if name not in OPEN]:
        parts.append(f"e.state IN ({_quoted(ended)})")
    return parts[0] if len(parts) == 1 else f"({' OR '.join(f'({part})' for part in parts)})"
