"""How far tasks are on a day, as SQL: the same as :mod:`tasks.domain.standing` tells of one, so that the database counts them.

Tasks are called ``t`` and what was said of them ``f`` (LEFT JOIN). Nothing typed goes into the statements. Entries of the board, called
``e``, hold what does not depend on the day, for days from the last on which something was said.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.domain.choices import Standing
from tasks.domain.standing import OPEN

# Few tasks are extended: the others do not ask for their extensions.
PUT_OFF_ON = """CASE WHEN f.extended_to IS NULL THEN NULL ELSE (
    SELECT e.deadline_on FROM follow_up_extension e WHERE e.follow_up_id = f.id AND e.issued_on <= :day
    ORDER BY e.issued_on DESC, e.position DESC LIMIT 1) END"""
DUE_ON = f"CASE WHEN f.extended_to IS NULL THEN t.deadline_on ELSE coalesce({PUT_OFF_ON}, t.deadline_on) END"
"""The deadline in force on ``:day``."""
# Of most tasks nobody said anything: they are told by two comparisons (a third less time for the board's counts, measured).
STANDING_ON = f"""CASE
    WHEN f.id IS NULL AND t.deadline_on < :day THEN 'overdue'
    WHEN f.id IS NULL THEN 'not_started'
    WHEN f.state IN ('cancelled', 'replaced') AND (f.ended_on IS NULL OR f.ended_on <= :day) THEN f.state
    WHEN f.state = 'done' AND f.completed_on IS NULL THEN 'done_undated'
    WHEN f.state = 'done' AND f.completed_on <= :day AND f.completed_on > {DUE_ON} THEN 'done_late'
    WHEN f.state = 'done' AND f.completed_on <= :day THEN 'done_in_time'
    WHEN {DUE_ON} < :day THEN 'overdue'
    WHEN {PUT_OFF_ON} IS NOT NULL THEN 'extended'
    WHEN f.state IN ('done', 'cancelled', 'replaced') THEN 'in_progress'
    ELSE coalesce(f.state, 'not_started') END"""
"""How far a task is on ``:day``: a value of ``Standing``."""

OPEN_NAMES = ", ".join(f"'{name.value}'" for name in OPEN)
"""States in which something is still awaited, for a list of a statement."""
PLACE_ON = f"""CASE WHEN f.id IS NOT NULL AND {STANDING_ON} NOT IN ({OPEN_NAMES}) THEN 4 WHEN {DUE_ON} IS NULL THEN 3
          WHEN {DUE_ON} < :day THEN 0 WHEN {DUE_ON} <= :soon THEN 1 ELSE 2 END"""
"""Place of a task among the groups of the board on ``:day``; ``:soon`` is the last day that is soon."""
ENTRY_STANDING = "CASE WHEN e.closed = false AND e.due_on < :day THEN 'overdue' ELSE e.state END"
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


def _quoted(names: Sequence[Standing]) -> str:
    return ", ".join(f"'{name.value}'" for name in names)
