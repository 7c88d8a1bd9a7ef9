"""Signing in and out, and the name of whoever works where nobody signs in."""

from __future__ import annotations

from math import ceil

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from flows.review.accounts import who_signs_in
from flows.review.forms import Form, form_reader
from flows.review.guard import LONGEST_NAME, NAME_COOKIE, keep, let_in
from flows.review.links import own_path
from flows.review.sessions import COOKIE
from flows.review.site import Site, Visitor, log

_YEAR = 365 * 24 * 3600


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    @pages.get("/login")
    def ask(request: Request, next: str = "/documents") -> Response:
        if request.state.signed_in:
            return RedirectResponse(own_path(next), 303)
        return site.show(request, "login.html", next=own_path(next), wrong="", name="")

    @pages.post("/login")
    def sign_in(request: Request, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        name, target = form.get("user", "")[:LONGEST_NAME], own_path(form.get("next", ""))
        address = request.client.host if request.client else ""
        wait = site.patience.begin(address, name, site.now())
        if wait > 0:
            seconds = ceil(wait)
            log.warning("sign-in refused for %d s: %r from %s", seconds, name, address)
            refusal = site.show(request, "login.html", 429, next=target, wrong=visitor.wording("login.wait", seconds=seconds), name=name)
            refusal.headers["Retry-After"] = str(seconds)
            return refusal
        account = who_signs_in(site.accounts(), name, form.get("password", ""))
        if account is None:
            log.warning("sign-in failed: %r from %s", name, address)
            return site.show(request, "login.html", 401, next=target, wrong=visitor.wording("login.wrong"), name=name)
        site.patience.succeeded(address, name)
        log.info("signed in: %r (%s) from %s", account.name, account.role, address)
        return let_in(site, request, account, target)

    @pages.post("/logout")
    def sign_out(request: Request, form: Form = Depends(form_of)) -> Response:  # noqa: ARG001 - read to be checked
        visitor: Visitor = request.state.visitor
        site.sessions.end(visitor.session, site.now())
        log.info("signed out: %r", visitor.name)
        answer = RedirectResponse("/login", 303)
        keep(request, answer, COOKIE, "", 0)
        return answer

    @pages.post("/name")
    def take_name(request: Request, form: Form = Depends(form_of)) -> Response:
        answer = RedirectResponse(own_path(form.get("next", "")), 303)
        if not site.guarded:
            name = " ".join(form.get("name", "").split())[:LONGEST_NAME]
            keep(request, answer, NAME_COOKIE, site.signer.pack("name", {"n": name}), _YEAR)
        return answer

    return pages
