"""Somebody changes the own password."""

from __future__ import annotations

from math import ceil

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from flows.review.accounts import LONGEST_PASSWORD, SHORTEST_PASSWORD, Account, change_password, password_fits
from flows.review.forms import Form, form_reader
from flows.review.guard import let_in
from flows.review.site import Site, Visitor, log
from tasks.domain.errors import UnknownDocumentError

_UNTAKEN = 422


def objection(form: Form) -> str:
    """Key of the words for what is wrong with a new password; "" for nothing."""
    new = form.get("new", "")
    if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        return "password.short"
    if new != form.get("again"):
        return "password.differ"
    return "password.same" if new == form.get("old") else ""


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    def account_of(visitor: Visitor) -> Account:
        account = site.accounts().get(visitor.session.user)
        if account is None:
            raise UnknownDocumentError("Nobody with a password is signed in.", "")
        return account

    def show(request: Request, status: int = 200, key: str = "", **values: object) -> Response:
        visitor: Visitor = request.state.visitor
        return site.show(
            request,
            "password.html",
            status,
            wrong=visitor.wording(key, **values) if key else "",
            shortest=SHORTEST_PASSWORD,
        )

    @pages.get("/password")
    def ask(request: Request) -> Response:
        account_of(request.state.visitor)
        return show(request)

    @pages.post("/password")
    def change(request: Request, form: Form = Depends(form_of)) -> Response:
        account = account_of(request.state.visitor)
        if wrong := objection(form):
            return show(
                request, _UNTAKEN, wrong, **({"shortest": SHORTEST_PASSWORD, "longest": LONGEST_PASSWORD} if "short" in wrong else {})
            )
        address = request.client.host if request.client else ""
        wait = site.patience.begin(address, account.name, site.now())
        if wait > 0:
            log.warning("change of password refused for %d s: %r from %s", ceil(wait), account.name, address)
            refusal = show(request, 429, "login.wait", seconds=ceil(wait))
            refusal.headers["Retry-After"] = str(ceil(wait))
            return refusal
        if not password_fits(form.get("old", ""), account.hash):
            log.warning("change of password failed: %r from %s", account.name, address)
            return show(request, _UNTAKEN, "password.wrong")
        site.patience.succeeded(address, account.name)
        changed = change_password(site.settings.review_users_file, account, form["new"])
        if changed is None:
            return show(request, 409, "password.gone")
        log.info("changed the password: %r from %s", account.name, address)
        return let_in(site, request, changed, "/documents?said=password")

    return pages
