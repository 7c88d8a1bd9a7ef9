"""What stands before every page: the host's name, the session, the role, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from db.audit import actor
from flows.review.language import choose, wording_of
from flows.review.sessions import COOKIE, LASTS_SECONDS, Session
from flows.review.site import Site, Visitor, log, person

LANGUAGE_COOKIE = "thongbao-language"
NAME_COOKIE = "thongbao-name"
LONGEST_NAME = 80
LONGEST_BODY = 256 * 1024  # bytes; a form has a paragraph or two
_YEAR = 365 * 24 * 3600
# Reached without a session: what signing in needs, and the calendar, whose address is its key.
OPEN_PATHS = ("/login", "/openid/", "/static/", "/calendar/")
READING = ("GET", "HEAD")
# The only changes a reader makes are to the own session.
READERS_POSTS = ("/login", "/logout")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
Next = Callable[[Request], Awaitable[Response]]


def host_is_known(header: str, hosts: frozenset[str]) -> bool:
    """Whether the Host header names us; another name on our address is a page elsewhere that had its name point here."""
    try:
        name = urlsplit(f"//{header}").hostname
    except ValueError:
        return False
    return not hosts or (name or "") in hosts


def comes_from_here(request: Request) -> bool:
    """Whether a form was sent by one of our pages, as far as the browser says."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    return (origin is None or urlsplit(origin).netloc == request.headers.get("host")) and site in {"same-origin", "none"}


def install(app: FastAPI, site: Site) -> None:
    """Put the guard before all pages of an application."""

    @app.middleware("http")
    async def guard(request: Request, following: Next) -> Response:
        answer = await _answer(site, request, following)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


async def _answer(site: Site, request: Request, following: Next) -> Response:
    wording = wording_of(
        choose(request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language", ""))
    )
    if not host_is_known(request.headers.get("host", ""), site.hosts):
        return PlainTextResponse(wording("wrong.host"), 421)
    if not site.guarded and ("x-forwarded-for" in request.headers or "forwarded" in request.headers):
        # A proxy passes on what comes from elsewhere, and nobody has signed in.
        return PlainTextResponse(wording("wrong.host"), 403)
    if not _is_small(request):
        return PlainTextResponse(wording("wrong.large"), 413)
    session = site.sessions.find(request.cookies.get(COOKIE), site.now())
    visitor, fresh = _visitor(site, session, request)
    request.state.visitor = replace(visitor, wording=wording)
    request.state.signed_in = visitor.name != "" or not site.guarded
    refusal = _refusal(site, request)
    answer = refusal or await _guarded(site, request, following)
    if fresh and COOKIE not in answer.headers.get("set-cookie", ""):
        keep(request, answer, COOKIE, fresh, LASTS_SECONDS)
    if request.query_params.get("lang") == wording.language:
        keep(request, answer, LANGUAGE_COOKIE, wording.language, _YEAR)
    return answer


async def _guarded(site: Site, request: Request, following: Next) -> Response:
    """The page itself; a bug in it is logged and said."""
    try:
        return await following(request)
    except Exception:
        log.exception("a page failed: %s %s", request.method, request.url.path)
        return site.problem(request, 500, "wrong.server")


def _visitor(site: Site, session: Session | None, request: Request) -> tuple[Visitor, str]:
    """Who it is, and the cookie of a session that begins now ("" where none does)."""
    wording = wording_of("vi")
    fresh = ""
    if not site.guarded:
        if session is None or session.user:
            session, fresh = site.sessions.begin("", "", site.now())
        given = site.signer.unpack("name", request.cookies.get(NAME_COOKIE, "")) or {}
        name = str(given.get("n", ""))[:LONGEST_NAME]
        return Visitor(session, person(actor(), name), name, may_edit=True, wording=wording), fresh
    account = site.accounts().get(session.user) if session and session.user else None
    if session is None or account is None or account.mark != session.mark:
        if session is None or session.user:
            session, fresh = site.sessions.begin("", "", site.now())
        return Visitor(session, "", "", may_edit=False, wording=wording), fresh
    return Visitor(session, account.name, "", may_edit=account.role == "editor", wording=wording), ""


def _refusal(site: Site, request: Request) -> Response | None:
    """Why a request is not passed on to its page; None where it is."""
    visitor: Visitor = request.state.visitor
    path = request.url.path
    is_open = path.startswith(OPEN_PATHS)
    if not request.state.signed_in and not is_open:
        if request.method not in READING:
            return site.problem(request, 401, "login.over")
        target = path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(target)}", 303)
    if request.method not in READING and not comes_from_here(request):
        return site.problem(request, 403, "wrong.form")
    if request.method not in READING and path not in READERS_POSTS and not visitor.may_edit:
        log.warning("refused a change by %r, who may only read: %s", visitor.name, path)
        return site.problem(request, 403, "wrong.forbidden")
    return None


def _is_small(request: Request) -> bool:
    if request.method in READING:
        return True
    length = request.headers.get("content-length", "")
    # Without a length the body would be read up to its end, whenever that comes.
    return length.isdecimal() and int(length) <= LONGEST_BODY


def keep(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that scripts cannot read and other sites do not send along."""
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/")
