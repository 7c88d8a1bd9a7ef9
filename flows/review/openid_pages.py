"""Signing in and out with an OpenID Connect provider."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from flows.review.guard import let_in
from flows.review.links import own_path
from flows.review.openid import SECONDS_TO_SIGN_IN, Client, Flow, RefusedError
from flows.review.openid_accounts import take_in
from flows.review.site import Site, Visitor, log

FLOW_COOKIE = "thongbao-openid"
_STATUS = {"unreachable": 502, "lost": 400, "wrong": 400}
_REFUSED = 403


def router(site: Site) -> APIRouter:
    """The pages of this module; none where no provider is set."""
    pages = APIRouter()
    settings = site.settings.openid
    if settings is None:
        return pages
    client = Client(settings, site.now)

    def told(request: Request, error: RefusedError) -> Response:
        address = request.client.host if request.client else ""
        log.warning("OpenID sign-in refused: %s, from %s", error.detail.encode("unicode_escape").decode(), address)
        answer = site.problem(request, _STATUS.get(error.key, _REFUSED), f"openid_refused.{error.key}", name=settings.name)
        answer.delete_cookie(FLOW_COOKIE, path="/openid")
        return answer

    def back(request: Request) -> str:
        return str(request.url_for("openid_back"))

    @pages.get("/openid/begin")
    def begin(request: Request, next: str = "/documents") -> Response:
        visitor: Visitor = request.state.visitor
        if request.state.signed_in:
            return RedirectResponse(own_path(next), 303)
        try:
            address, flow = client.begin(back(request))
        except RefusedError as error:
            return told(request, error)
        answer = RedirectResponse(address, 303)
        ends = int(site.now()) + SECONDS_TO_SIGN_IN
        kept = {"s": flow.state, "n": flow.nonce, "v": flow.verifier, "i": visitor.session.id, "t": own_path(next), "e": ends}
        answer.set_cookie(
            FLOW_COOKIE,
            site.signer.pack("openid", kept),
            max_age=SECONDS_TO_SIGN_IN,
            httponly=True,
            samesite="lax",  # it must come along when the provider sends the browser back
            secure=request.url.scheme == "https",
            path="/openid",
        )
        return answer

    @pages.get("/openid/back", name="openid_back")
    def come_back(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        try:
            kept = _kept(site, request)
            flow = Flow(str(kept["s"]), str(kept["n"]), str(kept["v"]))
            if str(kept["i"]) != visitor.session.id:
                raise RefusedError("lost", "another session began it")
            try:
                claims = client.claims(request.query_params, flow, back(request))
            finally:
                # What began it has ended: nobody comes back to it a second time, whatever they copied.
                site.sessions.end(visitor.session, site.now())
            account = take_in(site.settings.review_users_file, claims, settings)
        except RefusedError as error:
            return told(request, error)
        log.info("signed in: %r (%s) by OpenID", account.name, account.role)
        answer = let_in(site, request, account, own_path(str(kept["t"])))
        answer.delete_cookie(FLOW_COOKIE, path="/openid")
        return answer

    @pages.get("/openid/out")
    def sign_out(request: Request) -> Response:
        try:
            return RedirectResponse(client.signed_out(str(request.base_url) + "login"), 303)
        except RefusedError as error:
            return told(request, error)

    return pages


def _kept(site: Site, request: Request) -> Mapping[str, Any]:
    """What the browser kept of a sign-in under way.

    Raises:
        RefusedError: it kept nothing, or it took too long.
    """
    kept = site.signer.unpack("openid", request.cookies.get(FLOW_COOKIE, ""))
    if kept is None or int(kept["e"]) <= site.now():
        raise RefusedError("lost", "no sign-in is under way")
    return kept
