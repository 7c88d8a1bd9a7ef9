"""The report on assigned tasks: numbers by agency or issuer, and the tasks behind them, for any span of days.

In a span are the tasks of documents issued in it, and those issued before that were open when it began. All are counted as they were on
its last day, or today where that is still to come: what was completed or extended later does not count yet. A document without a day of
issue is in no span. What was done, cancelled or replaced without a day is counted where its document was issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from db.asking.board import tasks_at
from db.asking.board_page import SOON_DAYS, BoardTask
from db.asking.entries import entries_for
from db.asking.standing_sql import DUE_ON, ENTRY_PLACE, ENTRY_STANDING, PLACE_ON, STANDING_ON, standing_as_of
from db.asking.whose_tasks import bound, concerned
from db.engine import transaction
from db.limited import Limited
from db.models.kept import NO_DAY
from tasks.domain.choices import ReportColumn, Standing
from tasks.domain.membership import Whose
from tasks.domain.standing import ENDED, OPEN

COLUMN_OF: Mapping[Standing, ReportColumn] = {
    Standing.NOT_STARTED: ReportColumn.IN_TIME,
    Standing.IN_PROGRESS: ReportColumn.IN_TIME,
    Standing.EXTENDED: ReportColumn.IN_TIME,
    Standing.OVERDUE: ReportColumn.OVERDUE,
    Standing.DONE_IN_TIME: ReportColumn.DONE_IN_TIME,
    Standing.DONE_LATE: ReportColumn.DONE_LATE,
    Standing.DONE_UNDATED: ReportColumn.DONE_UNDATED,
    **dict.fromkeys(ENDED, ReportColumn.ENDED),
}
"""The column that counts a task of each state."""
PARTS = tuple(column for column in ReportColumn if column is not ReportColumn.ASSIGNED)
"""Columns whose sum is what was assigned."""
LIST_ORDER = (ReportColumn.OVERDUE, ReportColumn.DONE_LATE, ReportColumn.IN_TIME, ReportColumn.DONE_IN_TIME, *PARTS)
_CHUNK = 500  # tasks whose words are asked for at once


class By(StrEnum):
    """What the numbers are told by."""

    AGENCY = "agency"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class ReportWanted:
    """Which report.

    Attributes:
        since: first day of the span.
        until: last day of it.
        by: what the numbers are told by: who leads, or who issued the document.
        whose: only tasks that concern this agency.
        issuers: only of documents of these bodies, exactly as kept; none: of all.
    """

    since: date
    until: date
    by: By = By.AGENCY
    whose: Whose | None = None
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers of tasks.

    Attributes:
        name: of the agency or issuer; None for tasks of nobody in particular, and for the total.
        numbers: by column, the sum among them.
    """

    name: str | None
    numbers: Mapping[ReportColumn, int]


@dataclass(frozen=True, slots=True)
class Report:
    """The report.

    Attributes:
        wanted: which it is.
        day: on which the states are those that it counts.
        lines: by what was asked for, the most tasks first, nobody in particular last. A task that several lead counts for each.
        total: every task once.
        tasks: the first of the list: overdue, done late, under way, done in time, the rest; in each the earliest deadline first.
    """

    wanted: ReportWanted
    day: date
    lines: Sequence[Line]
    total: Line
    tasks: Sequence[BoardTask]

    @property
    def columns(self) -> Sequence[ReportColumn]:
        """The columns to be shown: those that every report has, and others where they count anything."""
        rare = (ReportColumn.DONE_UNDATED, ReportColumn.ENDED)
        return [column for column in ReportColumn if column not in rare or self.total.numbers[column]]

    def of(self, column: ReportColumn) -> list[BoardTask]:
        """The tasks of the list that a column counts."""
        return [task for task in self.tasks if COLUMN_OF[task.standing] == column]


_STANDING_BEFORE = standing_as_of(":before")
_OPEN = ", ".join(f"'{name}'" for name in OPEN)
_IN_SPAN = "FROM {entries} {joined}WHERE {which} AND e.newest >= :newest AND e.newest < 0{chosen}"
# How far most tasks are follows from their entry on every day, and they were open before.
_PLAIN = f"e.state IN ('{Standing.NOT_STARTED}', '{Standing.IN_PROGRESS}')"
_SAID = f"NOT {_PLAIN} AND (e.newest <= :oldest OR {_STANDING_BEFORE} IN ({_OPEN}))"
_FOLLOWED = "JOIN task t ON t.id = e.task_id JOIN follow_up f ON f.id = t.follow_up_id "
# What was issued before and closed before is in no span. Found by indexes: a month's report does not read the tasks of all years.
_POSSIBLE = """ AND e.task_id IN (
    SELECT e.task_id FROM board_entry e WHERE e.newest BETWEEN :newest AND :oldest
    UNION SELECT e.task_id FROM board_entry e WHERE e.closed = false
    UNION SELECT c.id FROM follow_up g JOIN task c ON c.follow_up_id = g.id WHERE g.completed_on >= :since
    UNION SELECT c.id FROM follow_up g JOIN task c ON c.follow_up_id = g.id WHERE g.ended_on >= :since)"""
_ANOTHER = "SELECT 1 FROM {entries} LIMIT 1 OFFSET :number"
_BY: Mapping[By, tuple[str, str]] = {
    # The steps of a task have one lead, so that the first tells who leads it.
    By.AGENCY: (
        "coalesce(a.label, p.printed)",
        "JOIN directive d ON d.task_id = t.id AND d.step = 1 "
        "LEFT JOIN directive_party p ON p.directive_id = d.id AND p.role = 'lead' LEFT JOIN agency a ON a.id = p.agency_id",
    ),
    By.ISSUER: ("t.issuer", ""),
}
_RANKS = " ".join(f"WHEN '{state}' THEN {LIST_ORDER.index(column)}" for state, column in COLUMN_OF.items())
# How far each task was is told once, for the total, the lines and the list.
_REPORT_BY = """WITH found AS MATERIALIZED (
        SELECT e.task_id AS id, e.revision_id, e.position, -e.newest AS issued, e.issuer,
            {entry_standing} AS standing, {entry_place} AS place, nullif(e.due_on, :never) AS due_on {{plain}}
        UNION ALL SELECT e.task_id, e.revision_id, e.position, -e.newest, e.issuer, {standing}, {place}, {due} {{said}})
    SELECT 'task' AS part, NULL AS name, t.standing, row_number() OVER () AS number, t.id, t.place, t.due_on FROM (
        SELECT * FROM found ORDER BY CASE standing {ranks} END, due_on NULLS LAST, issued, revision_id, position LIMIT :limit) t
    UNION ALL SELECT 'line', {{name}}, t.standing, count(DISTINCT t.id), NULL, NULL, NULL FROM found t {{joined}} GROUP BY 2, 3
    UNION ALL SELECT 'total', NULL, t.standing, count(*), NULL, NULL, NULL FROM found t GROUP BY t.standing"""
_REPORT = _REPORT_BY.format(
    entry_standing=ENTRY_STANDING, entry_place=ENTRY_PLACE, standing=STANDING_ON, place=PLACE_ON, due=DUE_ON, ranks=_RANKS
)


def has_more_tasks_than(url: str, number: int) -> bool:
    """Whether the board has more tasks than so many; no more of them are looked at."""
    with transaction(url, read_only=True) as session:
        query = _ANOTHER.format(entries=entries_for(url, session.get_bind().dialect.name))
        values = _used(query, {"number": number, "never": NO_DAY})
        return session.execute(bound(query, values), values).first() is not None


def task_report(url: str, wanted: ReportWanted, today: date, *, most: int) -> Report:
    """The report for a span of days; the database counts.

    Args:
        url: the database.
        wanted: which report.
        today: nothing behind this day counts.
        most: tasks of the list; the numbers are of all.
    """
    day = min(wanted.until, today)
    values: dict[str, Any] = {"day": day, "since": wanted.since, "before": wanted.since - timedelta(days=1)}
    values |= {"newest": -wanted.until.toordinal(), "oldest": -wanted.since.toordinal(), "never": NO_DAY}
    # Of limited sight nothing is kept, and somebody's tasks are found by themselves.
    possible = "" if wanted.whose or isinstance(url, Limited) else _POSSIBLE
    with transaction(url, read_only=True) as session:
        theirs = concerned(session, wanted.whose, kept=not isinstance(url, Limited))
        values |= theirs.values
        entries, asked = theirs.among(entries_for(url, session.get_bind().dialect.name))
        chosen = f" AND {asked}" if asked else ""
        if wanted.issuers:
            chosen += " AND e.issuer IN :issuers"
            values["issuers"] = list(wanted.issuers)
        rows = {
            "plain": _IN_SPAN.format(entries=entries, joined="", which=_PLAIN, chosen=chosen),
            "said": _IN_SPAN.format(entries=entries, joined=_FOLLOWED, which=_SAID, chosen=possible + chosen),
        }
        name, joined = _BY[wanted.by]
        values |= {"limit": most, "soon": day + timedelta(days=SOON_DAYS)}
        query = _REPORT.format(**rows, name=name, joined=joined)
        told: dict[str, list[Any]] = {"total": [], "line": [], "task": []}
        for row in session.execute(bound(query, values), _used(query, values)):
            told[row.part].append(row)
        placed = sorted(told["task"], key=lambda row: row.number)
        tasks = [task for at in range(0, len(placed), _CHUNK) for task in tasks_at(session, placed[at : at + _CHUNK], theirs)]
    by_name: dict[str | None, list[tuple[str, int]]] = {}
    for row in told["line"]:
        by_name.setdefault(row.name, []).append((row.standing, row.number))
    made = [_line(name, counted) for name, counted in by_name.items()]
    made.sort(key=lambda line: (line.name is None, -line.numbers[ReportColumn.ASSIGNED], line.name or ""))
    return Report(wanted, day, made, _line(None, [(row.standing, row.number) for row in told["total"]]), tasks)


def _used(query: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a query has parameters for."""
    return {name: value for name, value in values.items() if f":{name}" in query}


def _line(name: str | None, counted: Iterable[tuple[str, int]]) -> Line:
    numbers = dict.fromkeys(ReportColumn, 0)
    for standing, number in counted:
        numbers[COLUMN_OF[Standing(standing)]] += number
        numbers[ReportColumn.ASSIGNED] += number
    return Line(name, numbers)
