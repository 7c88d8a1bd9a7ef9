"""Filters of the board that somebody keeps under a name."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from db.review.saved_filters import forget_filter, keep_filter
from flows.review.board_actions import Refused, Show
from flows.review.board_filter import board_address, kept_query
from flows.review.forms import Form, form_reader, number_of
from flows.review.reasons import refusal
from flows.review.site import Site, Visitor
from tasks.domain.correction_errors import CorrectionError

BOARD = "board"
"""The page whose filters they are."""


def router(site: Site, show: Show) -> APIRouter:
    """The forms that keep and forget a filter.

    Args:
        site: the pages.
        show: shows the board again where a form was refused.
    """
    pages = APIRouter()
    form_of = form_reader(site)

    @pages.post("/board/filters")
    def keep(request: Request, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        kept = kept_query(form.get("keep", ""))
        kept.pop("page", None)
        query = board_address(kept).partition("?")[2]
        try:
            keep_filter(site.whole_database, visitor.session.user, BOARD, form.get("name", ""), query)
        except CorrectionError as error:
            return show(request, kept, Refused(refusal(error, visitor.wording)))
        return RedirectResponse(board_address(kept, said="filter"), 303)

    @pages.post("/board/filters/forget")
    def forget(request: Request, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        forget_filter(site.whole_database, visitor.session.user, BOARD, number_of(form.get("filter", "")))
        return RedirectResponse(board_address(kept_query(form.get("keep", "")), said="forgotten"), 303)

    return pages
