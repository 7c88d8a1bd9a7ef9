"""The board of tasks: those of current revisions by agency and deadline, with how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from db.asking.board_page import GROUPS, SOON_DAYS, BoardPage, BoardStep, BoardTask, Counted, Counts
from db.asking.board_wanted import BoardWanted, conditions
from db.asking.standing_sql import DUE_ON, STANDING_ON
from db.asking.whose_tasks import Concerned, bound
from db.engine import transaction
from db.reading.counted import COUNTED
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


_CLOSED = ", ".join(f"'{name}'" for name in Standing if name not in OPEN)
PLACE = f"""CASE WHEN f.id IS NOT NULL AND {STANDING_ON} IN ({_CLOSED}) THEN 4 WHEN {DUE_ON} IS NULL THEN 3
          WHEN {DUE_ON} < :day THEN 0 WHEN {DUE_ON} <= :soon THEN 1 ELSE 2 END"""
"""Place of a task in ``GROUPS`` on ``:day``; ``:soon`` is the last day that is soon."""
# Written out instead of taken from the view, which puts names together for every row. Which tasks a page shows is found without their
# words: tens of thousands of sentences would else be sorted for sixty of them.
_ROWS = f"""FROM task t JOIN revision r ON r.id = t.revision_id {{document}}
    LEFT JOIN follow_up f ON f.id = t.follow_up_id WHERE {COUNTED}{{chosen}}"""
_DOCUMENT = "JOIN document doc ON doc.id = r.document_id"
# Counted by revision first, so that issuers, which are long, are compared once for each and not for every task.
_COUNTS = """SELECT c.standing, c.place, i.issuer, c.owner, sum(c.number) AS number FROM (
    SELECT t.revision_id, {standing} AS standing, {place} AS place, f.owner, count(*) AS number {rows} GROUP BY 1, 2, 3, 4) c
    JOIN revision i ON i.id = c.revision_id GROUP BY c.standing, c.place, i.issuer, c.owner"""
_RANKS = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(Standing))
_ORDERS: Mapping[str, str] = {
    "deadline": "place, due_on NULLS LAST",
    "newest": "r.issued_on IS NULL, r.issued_on DESC",
    "symbol": "r.symbol_key IS NULL, r.symbol_key",
    "state": f"CASE {STANDING_ON} {_RANKS} END, place, due_on NULLS LAST",
    "owner": "f.owner IS NULL, f.owner, place, due_on NULLS LAST",
}
_PAGE = """SELECT t.id, {place} AS place, {due} AS due_on, {standing} AS standing {rows}
    ORDER BY {order}, t.revision_id, t.position LIMIT :limit OFFSET :offset"""
_TASKS = """
    SELECT t.id, t.follow_up_id, doc.short_id AS document, doc.file_name, r.symbol, r.issuer, r.issued_on, t.deadline_on, t.deadline_raw,
           t.deadline_recurs, t.deadline_step, coalesce(f.state, 'not_started') AS state, f.owner, f.note, f.completion_symbol,
           f.completed_on, f.ending_symbol, f.ended_on
    FROM task t JOIN revision r ON r.id = t.revision_id JOIN document doc ON doc.id = r.document_id
         LEFT JOIN follow_up f ON f.id = t.follow_up_id
    WHERE t.id IN :ids"""
_STEPS = """
    SELECT d.task_id, d.id, d.text, d.deadline_raw, (d.review IS NOT NULL OR coalesce(d.sure, false)) AS sure
    FROM directive d WHERE d.task_id IN :ids ORDER BY d.task_id, d.step"""
_PARTIES = """
    SELECT d.task_id, p.role, coalesce(a.label, p.printed) AS name, p.printed, a.code AS agency
    FROM directive d CROSS JOIN directive_party p LEFT JOIN agency a ON a.id = p.agency_id
    WHERE d.task_id IN :ids AND p.directive_id = d.id ORDER BY d.task_id, d.step, p.role, p.position"""
_EXTENSIONS = """
    SELECT e.follow_up_id, e.symbol, e.issued_on, e.deadline_on FROM follow_up_extension e JOIN task t ON t.follow_up_id = e.follow_up_id
    WHERE t.id IN :ids ORDER BY e.follow_up_id, e.position"""
# The steps of a task have one lead, so that the first tells who leads it.
_AGENCIES = """
    SELECT a.code, a.label, led.number
    FROM agency a JOIN (
        SELECT p.agency_id, count(DISTINCT p.directive_id) AS number
        FROM directive_party p
        WHERE p.role = 'lead' AND p.agency_id IS NOT NULL AND p.directive_id IN (
            SELECT d.id FROM task t JOIN revision r ON r.id = t.revision_id JOIN directive d ON d.task_id = t.id AND d.step = 1
                 LEFT JOIN follow_up f ON f.id = t.follow_up_id
            WHERE {counted} AND (f.state IS NULL OR f.state NOT IN ('done', 'cancelled', 'replaced')))
        GROUP BY p.agency_id) led ON led.agency_id = a.id
    ORDER BY led.number DESC, a.label"""


def board(url: str, wanted: BoardWanted, today: date) -> BoardPage:
    """The tasks of readings that count, with how far each is; the number of queries does not depend on what there is.

    Args:
        url: the database.
        wanted: which, and in what order.
        today: the day to count from.
    """
    with transaction(url, read_only=True) as session:
        asked = conditions(session, wanted)
        values: dict[str, Any] = dict(asked.values) | {"day": today, "soon": today + timedelta(days=SOON_DAYS)}
        # One pass for all counts: what is asked of state, issuer and owner is left out of it, and each count goes by the other two.
        chosen = asked.all_but("state", "issuer", "owner")
        count = _COUNTS.format(standing=STANDING_ON, place=PLACE, rows=_rows(chosen))
        counted = [
            Counted(row.standing, row.place, row.issuer, row.owner, int(row.number))
            for row in session.execute(bound(count, values), values)
        ]
        values |= {"limit": wanted.limit, "offset": wanted.offset}
        rows = _rows(asked.all_but())
        page = _PAGE.format(place=PLACE, due=DUE_ON, standing=STANDING_ON, rows=rows, order=_ORDERS[wanted.sort])
        tasks = tasks_at(session, session.execute(bound(page, values), values).all(), asked.theirs)
        leading = _leading(session)
    return BoardPage(
        tasks=tuple(tasks),
        counts=Counts(tuple(counted), wanted),
        agencies=leading,
        forerunners=asked.theirs.forerunners,
    )


def _rows(chosen: str) -> str:
    """The tasks that conditions leave; documents are joined where a condition asks for them."""
    return _ROWS.format(document=_DOCUMENT if "doc." in chosen else "", chosen=chosen)


def leading_agencies(url: str) -> tuple[tuple[str, str, int], ...]:
    """Code and name of each agency that leads an open task, with their number, the most first."""
    with transaction(url, read_only=True) as session:
        return _leading(session)


def _leading(session: Session) -> tuple[tuple[str, str, int], ...]:
    return tuple((row.code, row.label, row.number) for row in session.execute(bound(_AGENCIES.format(counted=COUNTED), {})))


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
        steps.setdefault(row.task_id, []).append(BoardStep(row.id, row.text, row.deadline_raw, bool(row.sure)))
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
