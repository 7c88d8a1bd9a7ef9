"""How far tasks are on a day, as SQL: the same as :mod:`tasks.domain.standing` tells of one, so that the database counts them.

Tasks are called ``t`` and what was said of them ``f`` (LEFT JOIN). Nothing typed goes into the statements.
"""

from __future__ import annotations

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
