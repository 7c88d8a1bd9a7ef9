"""An administrator sees the tokens of programs, makes one, which is shown once, and withdraws one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from db.record.tokens import NAMES, SCOPES, list_tokens, make_token, withdraw_token
from flows.review.forms import Form, form_reader, number_of
from flows.review.groups import Change, change_group, load_access
from flows.review.site import Site, Visitor, log
from tasks.domain.errors import ConfigError, UnknownDocumentError

DAYS, MOST_DAYS = 365, 36_500
_UNTAKEN = 422
_GROUP = "group-"


def objection(form: Form) -> str:
    """Key of the words for what is wrong with a form; "" for nothing."""
    if re.fullmatch(NAMES, form.get("name", "").strip()) is None:
        return "tokens.bad_name"
    if not any(scope in form for scope in SCOPES):
        return "tokens.no_scope"
    days = form.get("days", "").strip()
    return "tokens.bad_days" if days and not 1 <= number_of(days) <= MOST_DAYS else ""


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    def administrator(request: Request) -> Visitor:
        """Whoever may be here: signed in as an administrator who sees all documents; a token could see more than somebody who does not.

        Raises:
            UnknownDocumentError: it is somebody else; for them there is no such page.
        """
        visitor: Visitor = request.state.visitor
        if not visitor.is_administrator or not load_access(site.settings.review_users_file).rule_of(visitor.name).everything:
            raise UnknownDocumentError("There is no such page.", "")
        return visitor

    def show(request: Request, status: int = 200, *, wrong: str = "", typed: Mapping[str, str] | None = None, shown: str = "") -> Response:
        access, at = load_access(site.settings.review_users_file), datetime.fromtimestamp(site.now(), UTC)
        return site.show(
            request,
            "tokens.html",
            status,
            tokens=[(token, access.groups_of(token.person), token.holds(at)) for token in reversed(list_tokens(site.whole_database))],
            scopes=SCOPES,
            groups=sorted(access.groups),
            prefix=_GROUP,
            names=NAMES,
            days=DAYS,
            most_days=MOST_DAYS,
            wrong=wrong,
            typed=typed or {},
            shown=shown,
        )

    @pages.get("/tokens")
    def listed(request: Request) -> Response:
        administrator(request)
        return show(request)

    @pages.post("/tokens")
    def make(request: Request, form: Form = Depends(form_of)) -> Response:
        visitor = administrator(request)
        t, path = visitor.wording, site.settings.review_users_file
        if key := objection(form):
            return show(request, _UNTAKEN, wrong=t(key), typed=form)
        name, scopes = form["name"].strip(), [scope for scope in SCOPES if scope in form]
        days = number_of(form.get("days", "").strip())
        ends_at = datetime.fromtimestamp(site.now(), UTC) + timedelta(days=days) if days else None
        groups = [group for group in load_access(path).groups if f"{_GROUP}{group}" in form]
        try:
            made, shown = make_token(site.whole_database, name, scopes, ends_at=ends_at, by=visitor.name)
        except ConfigError:
            return show(request, _UNTAKEN, wrong=t("tokens.taken", name=name), typed=form)
        for group in groups:
            change_group(path, group, Change(members=[made.person]), visitor.name)
        log.info("token %s for %s made by %r", made.name, ", ".join(made.scopes), visitor.name)
        return show(request, shown=shown)

    @pages.post("/tokens/withdraw")
    def withdraw(request: Request, form: Form = Depends(form_of)) -> Response:
        visitor = administrator(request)
        try:
            withdraw_token(site.whole_database, form.get("name", ""), visitor.name)
        except ConfigError:
            return show(request, 409, wrong=visitor.wording("tokens.gone"))
        log.info("token %r withdrawn by %r", form["name"], visitor.name)
        return RedirectResponse("/tokens?said=withdrawn", 303)

    return pages
