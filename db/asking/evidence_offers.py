"""Documents that may report the completion of a task: offered to whoever follows it up, never taken by themselves.

A report or letter is offered where it cites the document that orders the task, comes from the agency that leads it (or one that took over
its tasks), and was issued on that document's day or later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.asking.board_page import BoardTask
from db.asking.sight import agencies_led_to
from db.asking.whose_tasks import bound
from db.base import symbol_key
from db.engine import transaction
from db.models.finding import Directive
from db.models.task import FollowUp, Task
from db.reading.counted import COUNTED
from tasks.domain.finding import Agency
from tasks.domain.letters import name_key
from tasks.domain.notice import Head
from tasks.domain.standing import OPEN
from tasks.domain.typed import read_day

REPORTING = ("BC", "CV")
"""Kinds of documents that report: báo cáo, công văn (Decree 30/2020/NĐ-CP, article 7)."""
MOST = 3
"""Offers at one task, the newest; and as many that were dismissed."""
Resolve = Callable[[str, Head], Agency | None]
_CITING = """
    SELECT c.symbol_key, c.issued_on AS cited_on, doc.short_id, r.symbol, r.type, r.issuer, r.place, r.issued_on
    FROM citation c JOIN revision r ON r.id = c.revision_id JOIN document doc ON doc.id = r.document_id
    WHERE c.symbol_key IN :keys AND r.type IN :kinds AND (c.review IS NULL OR c.review <> 'rejected')
        AND {counted}
        AND r.symbol IS NOT NULL AND r.issued_on IS NOT NULL AND r.issuer IS NOT NULL
    ORDER BY r.issued_on DESC, r.id DESC"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that may report completion.

    Attributes:
        document: short id.
        symbol: of the document.
        issuer: of the document.
        issued_on: its day, which would be that of completion.
        is_dismissed: somebody said that it reports none.
    """

    document: str
    symbol: str
    issuer: str
    issued_on: date
    is_dismissed: bool = False


def offers_for(url: str, tasks: Iterable[BoardTask], resolve: Resolve) -> dict[int, list[Offer]]:
    """What is offered to the tasks of a page that are not closed, by their first directive; two queries, whatever there is.

    Args:
        url: the database.
        tasks: of a page.
        resolve: gives the agency behind a name that a document with such a head prints.
    """
    waiting = [task for task in tasks if task.standing in OPEN and task.symbol and task.lead]
    keys = sorted({symbol_key(task.symbol or "") for task in waiting})
    if not keys:
        return {}
    with transaction(url, read_only=True) as session:
        values = {"keys": keys, "kinds": list(REPORTING)}
        rows = session.execute(bound(_CITING.format(counted=COUNTED), values), values).all()
        dismissed = _dismissed(session, [task.directive_id for task in waiting]) if rows else {}
    found: dict[int, list[Offer]] = {}
    codes: dict[str, str | None] = {}
    for row in rows:
        issued_on, cited_on = read_day(row.issued_on), read_day(row.cited_on)
        if row.short_id not in codes:
            known = resolve(row.issuer, Head(issuer=row.issuer, place=row.place, issued_on=issued_on))
            codes[row.short_id] = known.code if known else None
        for task in waiting:
            offered = found.setdefault(task.directive_id, [])
            if (
                symbol_key(task.symbol or "") == row.symbol_key
                and issued_on is not None
                and (task.issued_on is None or task.issued_on <= issued_on)
                and (cited_on is None or task.issued_on is None or cited_on == task.issued_on)
                and row.short_id not in {one.document for one in offered}
                and _leads(task, row.issuer, codes[row.short_id], resolve)
            ):
                one = {"document": row.short_id, "symbol": row.symbol, "issued_on": issued_on.isoformat()}
                is_dismissed = any(is_same(known, one) for known in dismissed.get(task.directive_id, ()))
                if sum(other.is_dismissed is is_dismissed for other in offered) < MOST:
                    offered.append(Offer(row.short_id, row.symbol, row.issuer, issued_on, is_dismissed))
    return {number: offered for number, offered in found.items() if offered}


def is_same(kept: Mapping[str, Any], offered: Mapping[str, Any]) -> bool:
    """Whether a document is the one that was dismissed: by its id, or, as a copy of it, by symbol and day."""
    if kept["document"] == offered["document"]:
        return True
    return bool(offered["symbol"] and offered["issued_on"]) and all(kept[name] == offered[name] for name in ("symbol", "issued_on"))


def _dismissed(session: Session, directives: Sequence[int]) -> dict[int, list[Mapping[str, Any]]]:
    """What was dismissed of tasks, by a step of theirs."""
    query = select(Directive.id, FollowUp.dismissed).join(Task, Task.id == Directive.task_id)
    query = query.join(FollowUp, FollowUp.id == Task.follow_up_id).where(Directive.id.in_(directives), FollowUp.dismissed.is_not(None))
    return {number: found or [] for number, found in session.execute(query)}


def _leads(task: BoardTask, issuer: str, code: str | None, resolve: Resolve) -> bool:
    """Whether a body that issued a document leads a task, or took over from one that does."""
    if name_key(issuer) in {name_key(lead) for lead in task.lead}:
        return True
    if code is None:
        return False
    return any(code in {*task.agencies, *agencies_led_to(lead, lambda name: resolve(name, Head()))} for lead in task.lead)
