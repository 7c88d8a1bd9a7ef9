"""The board: tasks by agency and deadline, with how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from db.asking.board import GROUPS, BoardTask, board
from db.review.followup import set_task
from db.review.told import Told, changes_of
from flows.forerunners import names_of
from flows.review.board_filter import board_filter_of
from flows.review.fields import WrongValueError, understood
from flows.review.forms import Form, RowId, form_reader
from flows.review.language import Wording
from flows.review.list_pages import page_number
from flows.review.reasons import refusal
from flows.review.seeing import need_task, reads
from flows.review.site import Site, Visitor, link_with, log
from flows.review.take_pages import calendar_address
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.row_fields import TASK_FIELDS
from tasks.domain.typed import write_day

SIZE = 60  # tasks on a page


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one urgency."""

    name: str
    total: int
    tasks: Sequence[BoardTask]


def distance(day: date | None, today: date) -> tuple[str, int] | None:
    """Key of the words and number of days to a deadline; None without one."""
    if day is None:
        return None
    days = (day - today).days
    return ("board.late_days", -days) if days < 0 else ("board.today", 0) if days == 0 else ("board.days_left", days)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a task for a reader: who and when, where it was said, and label, value before and after of each field."""

    told: str
    source: str
    fields: Sequence[tuple[str, str, str]]


def change_of(told: Told, when: str, t: Wording) -> Change:
    """One entry of a task's history; ``when`` by the office's clock."""

    def shown(name: str, value: object) -> str:
        words = str(value or "")
        if name == "completed_on" and words:
            return write_day(date.fromisoformat(words))
        return t.of("task_state", words) if name == "state" else words

    changed = (name for name in TASK_FIELDS if name in told.after)
    fields = [(t(f"board.{name}"), shown(name, told.before.get(name)), shown(name, told.after.get(name))) for name in changed]
    return Change(t("board.changed_by", who=told.actor, when=when), t("board.source", source=told.source), fields)


def fields_of(form: Form, t: Wording) -> dict[str, object]:
    """The fields of a task that a form carries.

    Raises:
        WrongValueError: a field cannot hold what was typed.
    """
    return {name: understood(field, form[name], t) for name, field in TASK_FIELDS.items() if name in form}


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    def show(request: Request, query: Mapping[str, str], status: int = 200, message: str = "", wrong: int = 0) -> Response:
        visitor: Visitor = request.state.visitor
        url = reads(site, request)
        chosen, page, today = board_filter_of(query), page_number(query), site.today()
        found = board(url, agency=chosen.agency, state=chosen.state, today=today, limit=SIZE, offset=(page - 1) * SIZE)
        told = changes_of(url, [task.directive_id for task in found.tasks])
        pages_in_all = max(1, -(-found.total // SIZE))
        kept = {key: value for key, value in (("agency", chosen.agency), ("state", chosen.state)) if value}
        return site.show(
            request,
            "board.html",
            status,
            chosen=chosen,
            found=found,
            groups=[Group(name, found.groups[name], [t for t in found.tasks if t.group == name]) for name in GROUPS],
            history={
                number: [change_of(one, f"{site.local(one.at):%d/%m/%Y %H:%M}", visitor.wording) for one in changes]
                for number, changes in told.items()
            },
            page=page,
            pages=pages_in_all,
            previous=link_with(request, page=page - 1) if page > 1 else "",
            following=link_with(request, page=page + 1) if page < pages_in_all else "",
            take={kind: f"/take/{kind}?{urlencode({'of': 'board', **kept})}" for kind in ("xlsx", "csv", "ics")},
            feed=str(request.base_url).rstrip("/") + calendar_address(site, visitor, chosen.agency or ""),
            distance=lambda day: distance(day, today),
            forerunners=names_of(found.forerunners, visitor.wording("board.forerunner"), visitor.wording("board.more")),
            message=message,
            wrong=wrong,
        )

    @pages.get("/board")
    def tasks(request: Request) -> Response:
        return show(request, request.query_params)

    @pages.post("/tasks/{directive_id}")
    def change(request: Request, directive_id: RowId, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        t = visitor.wording
        kept = {name: form[f"keep_{name}"] for name in ("agency", "page") if form.get(f"keep_{name}")}
        if form.get("keep_state"):
            kept["state"] = form["keep_state"]
        need_task(reads(site, request), directive_id)
        try:
            key = set_task(site.whole_database, directive_id, visitor.name, source="page", **fields_of(form, t))
        except (WrongValueError, CorrectionError) as error:
            return show(request, kept, 422, refusal(error, t), directive_id)
        log.info("task %s by %r", key, visitor.name)
        return RedirectResponse(f"/board?{urlencode({**kept, 'said': 'task'})}#task-{directive_id}", 303)

    return pages
