"""The board: tasks by agency and deadline, with how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from db.asking.board import board
from db.asking.board_page import GROUPS, BoardTask
from db.asking.board_wanted import NOBODY, SORTS
from db.asking.evidence_offers import offers_for
from db.review.saved_filters import filters_of
from db.review.told import changes_of
from db.review.undoing import batch_size
from flows.forerunners import names_of
from flows.review import board_actions, filter_pages
from flows.review.board_actions import Refused
from flows.review.board_filter import DAYS, BoardFilter, board_filter_of
from flows.review.board_history import change_of
from flows.review.list_pages import page_number
from flows.review.seeing import agencies, reads
from flows.review.site import Site, Visitor, link_with
from flows.review.take_pages import calendar_address
from flows.whose import others

SIZE = 60  # tasks on a page
SHORT = 12  # tasks of a group that a phone shows until more are asked for


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one urgency; of none in particular where the order is another."""

    name: str
    total: int
    tasks: Sequence[BoardTask]


def distance(day: date | None, today: date) -> tuple[str, int] | None:
    """Key of the words and number of days to a deadline; None without one."""
    if day is None:
        return None
    days = (day - today).days
    return ("board.late_days", -days) if days < 0 else ("board.today", 0) if days == 0 else ("board.days_left", days)


def grouped(chosen: BoardFilter, tasks: Sequence[BoardTask], totals: Mapping[str, int]) -> list[Group]:
    """The tasks of a page by urgency; in one piece where they are sorted by something else."""
    if chosen.sort != SORTS[0]:
        return [Group("", sum(totals.values()), tasks)]
    return [Group(name, totals[name], [task for task in tasks if task.group == name]) for name in GROUPS]


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    def show(request: Request, query: Mapping[str, str], refused: Refused | None = None) -> Response:
        visitor: Visitor = request.state.visitor
        t = visitor.wording
        url, today = reads(site, request), site.today()
        chosen, page = board_filter_of(query), page_number(query)
        found = board(url, chosen.wanted(SIZE, (page - 1) * SIZE), today)
        counts = found.counts
        pages_in_all = max(1, -(-counts.total // SIZE))
        lasting = {name: value for name, value in chosen.query.items() if name not in {"state", "sort"}}
        told = changes_of(url, [task.directive_id for task in found.tasks])
        batch = query.get("undo", "")
        bad = [query[name] for name in DAYS if query.get(name) and name not in chosen.days]
        return site.show(
            request,
            "board.html",
            refused.status if refused else 200,
            chosen=chosen,
            others=others(),
            query=query,
            found=found,
            counts=counts,
            nobody=NOBODY,
            bad_dates=[t("list.bad_date", value=value) for value in bad],
            groups=grouped(chosen, found.tasks, counts.groups),
            history={
                number: [change_of(one, f"{site.local(one.at):%d/%m/%Y %H:%M}", t) for one in changes] for number, changes in told.items()
            },
            offers=offers_for(url, found.tasks, agencies().resolve),
            page=page,
            pages=pages_in_all,
            previous=link_with(request, page=page - 1, undo=None) if page > 1 else "",
            following=link_with(request, page=page + 1, undo=None) if page < pages_in_all else "",
            keep=urlencode(chosen.query | ({"page": str(page)} if page > 1 else {})),
            kept=filters_of(site.whole_database, visitor.session.user, filter_pages.BOARD),
            here=urlencode(chosen.query),
            take={kind: f"/take/{kind}?{urlencode({'of': 'board', **chosen.query})}" for kind in ("xlsx", "csv", "ics")},
            feed=str(request.base_url).rstrip("/") + calendar_address(site, visitor, lasting),
            distance=lambda day: distance(day, today),
            forerunners=names_of(found.forerunners, t("board.forerunner"), t("board.more")),
            undoing=(batch, batch_size(url, batch)) if batch and not refused else ("", 0),
            message=refused.message if refused else "",
            wrong=refused.task if refused else 0,
            typed=refused.typed if refused else {},
            short=SHORT,
            at_fault=(refused.at, refused.message) if refused and refused.at else ("", ""),
        )

    @pages.get("/board")
    def tasks(request: Request) -> Response:
        return show(request, request.query_params)

    pages.include_router(board_actions.router(site, show))
    pages.include_router(filter_pages.router(site, show))
    return pages
