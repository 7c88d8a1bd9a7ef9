"""The board of tasks: those of current revisions by agency and deadline, with how far each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Row, TextClause, bindparam, text

from db.engine import transaction
from db.limited import Limited
from db.models.kept import NO_DAY
from db.reading.agencies import Forerunner, meant_in, unknown_names
from tasks.domain.choices import TaskState
from tasks.domain.typed import read_day

OVERDUE, SOON, LATER, UNDATED, FINISHED = "overdue", "soon", "later", "undated", "closed"
GROUPS = (OVERDUE, SOON, LATER, UNDATED, FINISHED)
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class BoardStep:
    """A sentence of a task: its directive, its words, its own deadline as printed, and whether it may be presented as certain."""

    directive_id: int
    text: str
    deadline_raw: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class BoardTask:
    """A task on the board.

    Attributes:
        directive_id: its first step.
        document: short id.
        symbol: of the document.
        steps: what is to be done, in order.
        deadline_step: the step its deadline is printed in, 1-based; None without one.
        lead: names of the agencies that must act, the agency's own where it is known.
        agencies: their codes, where known.
        coordinating: names of those who help.
        deadline_on: last day.
        deadline_raw: as printed.
        deadline_recurs: weekly, monthly, quarterly, yearly.
        state: not_started, in_progress, done or cancelled.
        owner: who works on it.
        note: what was noted.
        completion_symbol: document that reports completion.
        completed_on: day of completion.
        group: overdue, soon, later, undated or closed.
    """

    directive_id: int
    document: str
    symbol: str | None
    steps: tuple[BoardStep, ...]
    deadline_step: int | None
    lead: tuple[str, ...]
    agencies: tuple[str, ...]
    coordinating: tuple[str, ...]
    deadline_on: date | None
    deadline_raw: str | None
    deadline_recurs: str | None
    state: str
    owner: str | None
    note: str | None
    completion_symbol: str | None
    completed_on: date | None
    group: str

    @property
    def sure(self) -> bool:
        """Whether it may be presented as certain: every step may."""
        return all(step.sure for step in self.steps)

    @property
    def text(self) -> str:
        """What is to be done, in one line."""
        return " ".join(step.text for step in self.steps)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A part of the board.

    Attributes:
        tasks: of this page: overdue first, then soon, later, undated, closed; in each the earliest first.
        total: number of tasks that the filters leave.
        states: number of tasks of each state, the filter by state aside.
        groups: number of tasks of each group, as filtered.
        agencies: code and name of each leading agency with its number of tasks that are not closed, the most first; the filters aside.
        forerunners: bodies whose tasks the chosen agency took over; their tasks are shown with its own.
    """

    tasks: tuple[BoardTask, ...]
    total: int
    states: Mapping[str, int]
    groups: Mapping[str, int]
    agencies: tuple[tuple[str, str, int], ...]
    forerunners: tuple[Forerunner, ...] = ()


# Which tasks a page shows is found in the entries of the board (`db.models.kept`), which are in its order: closed ones last, in both parts
# the earliest first and those without a day behind them. Their words are read of those alone that the page shows.
_DUE = """CASE WHEN state IN ('done', 'cancelled') THEN 4 WHEN due_on = :never THEN 3
          WHEN due_on < :today THEN 0 WHEN due_on <= :soon THEN 1 ELSE 2 END"""  # places in GROUPS
_ORDER = "closed, due_on, revision_id, position, task_id"
_COUNTS = "SELECT state, {due} AS due, sum(number) AS number FROM ({numbers}) kept GROUP BY state, due"
_ALL_NUMBERS = "SELECT state, due_on, number FROM board_count WHERE agency_id = 0"
# A task that several of the chosen lead counts once.
_LED_NUMBERS = """
    SELECT state, due_on, number FROM board_count WHERE agency_id IN :agencies
    UNION ALL SELECT state, due_on, 1 FROM board_lead WHERE agency_id IS NULL AND printed IN :printed
    UNION ALL SELECT state, due_on, 1 - count(*) FROM (
        SELECT task_id, state, due_on FROM board_lead WHERE shared AND agency_id IN :agencies
        UNION ALL SELECT task_id, state, due_on FROM board_lead WHERE shared AND agency_id IS NULL AND printed IN :printed) several
        GROUP BY task_id, state, due_on HAVING count(*) > 1"""
_COUNTED_NUMBERS = "SELECT state, due_on, 1 AS number FROM board_entry"
_COUNTED_LED = """
    SELECT DISTINCT task_id, state, due_on, 1 AS number FROM board_lead
    WHERE agency_id IN :agencies OR agency_id IS NULL AND printed IN :printed"""
_PAGE = "SELECT task_id AS id, {due} AS due FROM ({entries}) found ORDER BY {order} LIMIT :limit OFFSET :offset"
_COLUMNS = "task_id, state, closed, due_on, revision_id, position"
_ALL_ENTRIES = "SELECT {columns} FROM board_entry {only}"
# Of each agency as many as the page may need, in the order that the index has them; together they are few.
_ENTRIES_OF_ONE = "SELECT * FROM (SELECT {columns} FROM board_lead WHERE {lead} {only} ORDER BY {order} LIMIT :reach) of_{place}"
_LED_ENTRIES = "SELECT {columns} FROM board_lead WHERE {lead} {only}"
_MOST_AGENCIES = 40  # asked one by one; by a word that many more have in their names, all their tasks are sorted
_TASKS = """
    SELECT t.id, doc.short_id AS document, r.symbol, t.deadline_on, t.deadline_raw, t.deadline_recurs, t.deadline_step,
           coalesce(f.state, 'not_started') AS state, f.owner, f.note, f.completion_symbol, f.completed_on
    FROM task t JOIN revision r ON r.id = t.revision_id JOIN document doc ON doc.id = r.document_id
         LEFT JOIN follow_up f ON f.id = t.follow_up_id
    WHERE t.id IN :ids"""
_STEPS = """
    SELECT d.task_id, d.id, d.text, d.deadline_raw, (d.review IS NOT NULL OR coalesce(d.sure, false)) AS sure
    FROM directive d WHERE d.task_id IN :ids ORDER BY d.task_id, d.step"""
_PARTIES = """
    SELECT d.task_id, p.role, coalesce(a.label, p.printed) AS name, a.code AS agency
    FROM directive d CROSS JOIN directive_party p LEFT JOIN agency a ON a.id = p.agency_id
    WHERE d.task_id IN :ids AND p.directive_id = d.id ORDER BY d.task_id, d.step, p.role, p.position"""
_AGENCIES = """
    SELECT a.code, a.label, led.number FROM lead_count led JOIN agency a ON a.id = led.agency_id
    WHERE led.number > 0 ORDER BY led.number DESC, a.label"""
_COUNTED_AGENCIES = """
    SELECT a.code, a.label, led.number
    FROM agency a JOIN (
        SELECT agency_id, count(*) AS number FROM board_lead WHERE NOT closed AND agency_id IS NOT NULL GROUP BY agency_id) led
         ON led.agency_id = a.id
    ORDER BY led.number DESC, a.label"""


def board(url: str, *, agency: str | None = None, state: str | None = None, today: date, limit: int = 200, offset: int = 0) -> BoardPage:
    """The tasks of readings that count by deadline, with how far each is; the number of queries does not depend on what there is.

    Args:
        url: the database.
        agency: code of an agency, or words of a party's name, accents and case aside; only what it or a forerunner of it leads.
        state: only tasks of this state.
        today: the day to count from.
        limit: most tasks given.
        offset: how many to pass over.
    """
    values: dict[str, Any] = {"today": today, "soon": today + timedelta(days=SOON_DAYS), "never": NO_DAY, "state": state}
    values |= {"limit": limit, "offset": offset, "reach": offset + limit}
    kept = not isinstance(url, Limited)  # numbers over all are kept; for whoever sees only some they are counted
    with transaction(url, read_only=True) as session:
        forerunners = tuple[Forerunner, ...]()
        numbers, entries = (
            _ALL_NUMBERS if kept else _COUNTED_NUMBERS,
            _ALL_ENTRIES.format(columns=_COLUMNS, only="WHERE state = :state" if state else ""),
        )
        if agency is not None:
            meant = meant_in(session, agency)
            values["agencies"], values["printed"] = list(meant.ids.values()) or [-1], unknown_names(session, meant)
            numbers, entries = _LED_NUMBERS if kept else _COUNTED_LED, _led_entries(values, state)
            forerunners = meant.forerunners
        counted: Counter[tuple[str, str]] = Counter()
        for row in session.execute(_bound(_COUNTS.format(due=_DUE, numbers=numbers)), values):
            counted[row.state, GROUPS[row.due]] += int(row.number)
        due = {
            row.id: GROUPS[row.due] for row in session.execute(_bound(_PAGE.format(due=_DUE, entries=entries, order=_order(state))), values)
        }
        ids = {"ids": list(due)}
        found = {row.id: row for row in session.execute(_bound(_TASKS), ids)}
        steps: dict[int, list[BoardStep]] = {}
        for row in session.execute(_bound(_STEPS), ids):
            steps.setdefault(row.task_id, []).append(BoardStep(row.id, row.text, row.deadline_raw, bool(row.sure)))
        names = session.execute(_bound(_PARTIES), ids).all()
        leading = session.execute(text(_AGENCIES if kept else _COUNTED_AGENCIES)).all()
    parties: dict[int, list[Row[Any]]] = {}
    for row in names:
        parties.setdefault(row.task_id, []).append(row)
    return BoardPage(
        tasks=tuple(_task(found[number], steps[number], parties.get(number, ()), group) for number, group in due.items()),
        total=sum(n for (kind, _), n in counted.items() if state in (None, kind)),
        states={name: sum(n for (kind, _), n in counted.items() if kind == name) for name in TaskState},
        groups={name: sum(n for (kind, due), n in counted.items() if due == name and state in (None, kind)) for name in GROUPS},
        agencies=tuple((row.code, row.label, row.number) for row in leading),
        forerunners=forerunners,
    )


def _order(state: str | None) -> str:
    """What entries are sorted by, as an index has them; of one state all are closed, or none."""
    return _ORDER.removeprefix("closed, ") if state else _ORDER


def _led_entries(values: dict[str, Any], state: str | None) -> str:
    """The entries that the chosen agencies lead, each once; what the statement asks for by name goes into ``values``."""
    agencies: Sequence[int] = values["agencies"]
    only = "AND state = :state" if state else ""
    printed = _LED_ENTRIES.format(columns=_COLUMNS, lead="agency_id IS NULL AND printed IN :printed", only=only)
    if len(agencies) > _MOST_AGENCIES:
        every = _LED_ENTRIES.format(columns=_COLUMNS, lead="agency_id IN :agencies", only=only)
        return f"{every} UNION {printed}"
    each = []
    for place, number in enumerate(agencies):
        values[f"agency_{place}"] = number
        each.append(
            _ENTRIES_OF_ONE.format(columns=_COLUMNS, lead=f"agency_id = :agency_{place}", only=only, order=_order(state), place=place)
        )
    return " UNION ".join((*each, printed))


def _bound(query: str) -> TextClause:
    lists: list[Any] = [bindparam(name, expanding=True) for name in ("ids", "agencies", "printed") if f":{name}" in query]
    days: list[Any] = [bindparam(name, type_=Date()) for name in ("today", "soon", "never") if f":{name}" in query]
    return text(query).bindparams(*lists, *days)


def _task(row: Row[Any], steps: Sequence[BoardStep], parties: Sequence[Row[Any]], group: str) -> BoardTask:
    def names(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.name for p in parties if p.role == role))

    return BoardTask(
        directive_id=steps[0].directive_id,
        document=row.document,
        symbol=row.symbol,
        steps=tuple(steps),
        deadline_step=row.deadline_step,
        lead=names("lead"),
        agencies=tuple(dict.fromkeys(p.agency for p in parties if p.role == "lead" and p.agency)),
        coordinating=names("coordinating"),
        deadline_on=read_day(row.deadline_on),
        deadline_raw=row.deadline_raw,
        deadline_recurs=row.deadline_recurs,
        state=row.state,
        owner=row.owner,
        note=row.note,
        completion_symbol=row.completion_symbol,
        completed_on=read_day(row.completed_on),
        group=group,
    )
