"""The board of tasks: those of current revisions by agency and deadline, with how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from db.asking.board_page import GROUPS, SOON_DAYS, BoardPage, BoardStep, BoardTask, Counted, Counts
from db.asking.board_wanted import BoardWanted, Conditions, conditions
from db.asking.entries import entries_for
from db.asking.standing_sql import ENTRY_PLACE, ENTRY_STANDING, OPEN_NAMES
from db.asking.whose_tasks import Concerned, bound
from db.engine import transaction
from db.limited import Limited
from db.models.kept import NO_DAY
from tasks.domain.choices import Standing
from tasks.domain.standing import OPEN, Extension
from tasks.domain.typed import read_day


@dataclass(frozen=True, slots=True)
class Parts:
    """What the queries found of one task."""

    placed: Row[Any]
    row: Row[Any]
    steps: Sequence[BoardStep]
    parties: Sequence[Row[Any]]
    extensions: Sequence[Extension]


# Which tasks a page shows is found in the entries of the board (`db.models.kept`), which have indexes in the orders of the page. Words are
# read of those alone that the page shows. Closed ones are last, in both parts the earliest first and those without a day behind them.
_COUNTS = f"""SELECT {ENTRY_STANDING} AS standing, {ENTRY_PLACE} AS place, e.issuer, nullif(e.owner, '') AS owner, count(*) AS number
    {{chosen}} GROUP BY 1, 2, 3, 4"""
_KEPT = """SELECT e.field, {standing} AS standing, {place} AS place, e.value, sum(e.number) AS number
    FROM (SELECT field, value, state, due_on, number, state NOT IN ({open}) AS closed FROM board_count) e GROUP BY 1, 2, 3, 4"""
_OVERDUE = """SELECT state, issuer, owner, count(*) AS number FROM board_entry WHERE closed = false AND due_on < :day
    GROUP BY state, issuer, owner"""
_APART = ("state", "issuer", "owner")  # fields with numbers beside each of their values
_OR_OVERDUE = frozenset(OPEN)
_RANKS = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(Standing))
_ORDERS: Mapping[str, str] = {
    "deadline": "e.closed, e.due_on",
    "newest": "e.newest",
    "symbol": "e.no_symbol, e.symbol_key",
    "state": f"CASE {ENTRY_STANDING} {_RANKS} END, e.closed, e.due_on",
    "owner": "e.no_owner, e.owner, e.closed, e.due_on",
}
_PAGE = f"""SELECT e.task_id AS id, {ENTRY_PLACE} AS place, nullif(e.due_on, :never) AS due_on, {ENTRY_STANDING} AS standing {{chosen}}
    ORDER BY {{order}}, e.revision_id, e.position, e.task_id LIMIT :limit OFFSET :offset"""
# Somebody's tasks are looked up once for the numbers and the page.
_BOTH = """WITH e AS MATERIALIZED (SELECT e.* {theirs})
    SELECT counted.standing, counted.place, counted.issuer, counted.owner, counted.number, NULL AS id, NULL AS due_on
    FROM ({counts}) counted
    UNION ALL SELECT page.standing, page.place, NULL, NULL, row_number() OVER (), page.id, page.due_on FROM ({page}) page"""
_TASKS = """
    SELECT t.id, t.follow_up_id, doc.short_id AS document, doc.file_name, r.symbol, r.issuer, r.issued_on, t.deadline_on, t.deadline_raw,
           t.deadline_recurs, t.deadline_step, coalesce(f.state, 'not_started') AS state, f.owner, f.note, f.completion_symbol,
           f.completed_on, f.ending_symbol, f.ended_on
    FROM task t JOIN revision r ON r.id = t.revision_id JOIN document doc ON doc.id = r.document_id
         LEFT JOIN follow_up f ON f.id = t.follow_up_id
    WHERE t.id IN :ids"""
_STEPS = """
    SELECT d.task_id, d.id, d.text, d.deadline_raw, (d.review IS NOT NULL OR coalesce(d.sure, false)) AS sure, d.key
    FROM directive d WHERE d.task_id IN :ids ORDER BY d.task_id, d.step"""
_PARTIES = """
    SELECT d.task_id, p.role, coalesce(a.label, p.printed) AS name, p.printed, a.code AS agency
    FROM directive d CROSS JOIN directive_party p LEFT JOIN agency a ON a.id = p.agency_id
    WHERE d.task_id IN :ids AND p.directive_id = d.id ORDER BY d.task_id, d.step, p.role, p.position"""
_EXTENSIONS = """
    SELECT e.follow_up_id, e.symbol, e.issued_on, e.deadline_on FROM follow_up_extension e JOIN task t ON t.follow_up_id = e.follow_up_id
    WHERE t.id IN :ids ORDER BY e.follow_up_id, e.position"""
_AGENCIES = """
    SELECT a.code, a.label, led.number FROM lead_count led JOIN agency a ON a.id = led.agency_id
    WHERE led.number > 0 ORDER BY led.number DESC, a.label"""
_COUNTED_AGENCIES = """
    SELECT a.code, a.label, led.number
    FROM (SELECT p.agency_id, count(DISTINCT e.task_id) AS number
          FROM {entries} JOIN directive d ON d.task_id = e.task_id JOIN directive_party p ON p.directive_id = d.id
          WHERE e.closed = false AND p.role = 'lead' AND p.agency_id IS NOT NULL GROUP BY p.agency_id) led
         JOIN agency a ON a.id = led.agency_id
    ORDER BY led.number DESC, a.label"""


def board(url: str, wanted: BoardWanted, today: date) -> BoardPage:
    """The tasks of readings that count, with how far each is; the number of queries does not depend on what there is.

    Without a filter but that by state a page costs the same however many tasks there are; what else is asked for is counted over the tasks
    that the filter leaves.

    Args:
        url: the database.
        wanted: which, and in what order.
        today: the day to count from; not before the last day on which something was said of a task.
    """
    with transaction(url, read_only=True) as session:
        asked = conditions(session, url, wanted, _COUNTS, _PAGE, _ORDERS[wanted.sort])
        values: dict[str, Any] = dict(asked.values) | {"day": today, "soon": today + timedelta(days=SOON_DAYS), "never": NO_DAY}
        values |= {"limit": wanted.limit, "offset": wanted.offset}
        placed: Sequence[Row[Any]]
        if asked.theirs.tasks:
            counts, placed = _both(session, wanted, asked, values)
        else:
            # Numbers over all are kept; for whoever sees only some documents they are counted.
            is_whole = set(asked.by_field) <= {"state"} and not isinstance(url, Limited)
            counts = _kept(session, wanted, values) if is_whole else _counted(session, wanted, asked, values)
            page = _PAGE.format(chosen=asked.all_but(), order=_ORDERS[wanted.sort])
            placed = session.execute(bound(page, values), values).all()
        tasks = tasks_at(session, placed, asked.theirs)
        leading = _leading(session, url)
    return BoardPage(tasks=tuple(tasks), counts=counts, agencies=leading, forerunners=asked.theirs.forerunners)


def _both(session: Session, wanted: BoardWanted, asked: Conditions, values: Mapping[str, Any]) -> tuple[Counts, Sequence[Row[Any]]]:
    """The counts of somebody's tasks as ``_counted`` has them, and the tasks of the page in order."""
    page = _PAGE.format(chosen=f"FROM e {asked.only(*_APART)}", order=_ORDERS[wanted.sort])
    query = _BOTH.format(theirs=asked.all_but(*_APART), counts=_COUNTS.format(chosen="FROM e"), page=page)
    counted, placed = [], []
    for row in session.execute(bound(query, values), values):
        if row.id is None:
            counted.append(Counted(row.standing, row.place, row.issuer, row.owner, row.number))
        else:
            placed.append(row)
    return Counts(tuple(counted), wanted), sorted(placed, key=lambda row: row.number)


def _counted(session: Session, wanted: BoardWanted, asked: Conditions, values: Mapping[str, Any]) -> Counts:
    """One pass for all counts: what is asked of state, issuer and owner is left out of it, and each count goes by the other two."""
    query = _COUNTS.format(chosen=asked.all_but(*_APART))
    rows = session.execute(bound(query, values), values)
    return Counts(tuple(Counted(standing, place, issuer, owner, number) for standing, place, issuer, owner, number in rows), wanted)


def _kept(session: Session, wanted: BoardWanted, values: Mapping[str, Any]) -> Counts:
    """The counts of all tasks, out of the numbers that are kept.

    Those of issuers and owners are not kept by day, which would be as many as there are tasks; which tasks of theirs are overdue is counted
    where a state is asked for that it tells from others.
    """
    kept = _KEPT.format(standing=ENTRY_STANDING, place=ENTRY_PLACE, open=OPEN_NAMES)
    found: dict[str, list[Counted]] = {"all": [], "issuer": [], "owner": []}
    for field, standing, place, value, number in session.execute(bound(kept, values), values):
        issuer, owner = value if field == "issuer" else None, (value or None) if field == "owner" else None
        found[field].append(Counted(standing, place, issuer, owner, int(number)))
    if wanted.state in _OR_OVERDUE:
        for state, issuer, owner, number in session.execute(bound(_OVERDUE, values), values):
            found["issuer"] += [Counted(Standing.OVERDUE, 0, issuer, None, number), Counted(state, 0, issuer, None, -number)]
            found["owner"] += [Counted(Standing.OVERDUE, 0, None, owner or None, number), Counted(state, 0, None, owner or None, -number)]
    return Counts(tuple(found["all"]), wanted, tuple(found["issuer"]), tuple(found["owner"]))


def leading_agencies(url: str) -> tuple[tuple[str, str, int], ...]:
    """Code and name of each agency that leads an open task, with their number, the most first."""
    with transaction(url, read_only=True) as session:
        return _leading(session, url)


def _leading(session: Session, url: str) -> tuple[tuple[str, str, int], ...]:
    query, values = _AGENCIES, {}
    if isinstance(url, Limited):
        query = _COUNTED_AGENCIES.format(entries=entries_for(url, session.get_bind().dialect.name))
        values = {"never": NO_DAY}
    return tuple((row.code, row.label, row.number) for row in session.execute(bound(query, values), values))


def tasks_at(session: Session, placed: Sequence[Row[Any]], theirs: Concerned) -> list[BoardTask]:
    """Tasks with all that is shown of them, in four queries.

    Args:
        session: an open transaction.
        placed: id, place (in ``GROUPS``), due_on and standing of each, in the order in which they are given.
        theirs: whose they are.
    """
    ids = {"ids": [row.id for row in placed]}
    found = {row.id: row for row in session.execute(bound(_TASKS, ids), ids)}
    steps: dict[int, list[BoardStep]] = {}
    for row in session.execute(bound(_STEPS, ids), ids):
        steps.setdefault(row.task_id, []).append(BoardStep(row.id, row.text, row.deadline_raw, bool(row.sure), row.key))
    parties: dict[int, list[Row[Any]]] = {}
    for row in session.execute(bound(_PARTIES, ids), ids):
        parties.setdefault(row.task_id, []).append(row)
    extensions: dict[int, list[Extension]] = {}
    for row in session.execute(bound(_EXTENSIONS, ids), ids):
        issued_on, deadline_on = read_day(row.issued_on), read_day(row.deadline_on)
        if issued_on is not None and deadline_on is not None:
            extensions.setdefault(row.follow_up_id, []).append(Extension(row.symbol, issued_on, deadline_on))
    return [
        _task(Parts(row, found[row.id], steps[row.id], parties.get(row.id, ()), extensions.get(found[row.id].follow_up_id, ())), theirs)
        for row in placed
    ]


def _task(parts: Parts, theirs: Concerned) -> BoardTask:
    row, parties = parts.row, parts.parties

    def names(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.name for p in parties if p.role == role))

    agencies = {p.agency for p in parties}
    through = () if agencies & theirs.codes else tuple(dict.fromkeys(p.printed for p in parties if p.agency in theirs.groups))
    return BoardTask(
        directive_id=parts.steps[0].directive_id,
        document=row.document,
        file_name=row.file_name,
        symbol=row.symbol,
        issuer=row.issuer,
        issued_on=read_day(row.issued_on),
        steps=tuple(parts.steps),
        deadline_step=row.deadline_step,
        lead=names("lead"),
        agencies=tuple(dict.fromkeys(p.agency for p in parties if p.role == "lead" and p.agency)),
        coordinating=names("coordinating"),
        through=through,
        deadline_on=read_day(parts.placed.due_on),
        printed_on=read_day(row.deadline_on),
        deadline_raw=row.deadline_raw,
        deadline_recurs=row.deadline_recurs,
        extensions=tuple(parts.extensions),
        state=row.state,
        standing=Standing(parts.placed.standing),
        owner=row.owner,
        note=row.note,
        completion_symbol=row.completion_symbol,
        completed_on=read_day(row.completed_on),
        ending_symbol=row.ending_symbol,
        ended_on=read_day(row.ended_on),
        group=GROUPS[parts.placed.place],
    )
