"""What stands before every page: the host's name, the session, the role, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.requests import ClientDisconnect

from db.record.audit import actor
from flows.review.accounts import ADMINISTRATOR, EDITOR, Account
from flows.review.addresses import Sender
from flows.review.api import entry, problems
from flows.review.language import choose, wording_of
from flows.review.sessions import COOKIE, LASTS_SECONDS, Session
from flows.review.site import Site, Visitor, is_loopback, log, person

LANGUAGE_COOKIE = "thongbao-language"
NAME_COOKIE = "thongbao-name"
LONGEST_NAME = 80
_YEAR = 365 * 24 * 3600
# Reached without a session: what signing in needs, and the calendar, whose address is its key.
OPEN_PATHS = ("/login", "/openid/", "/static/", "/calendar/")
READING = ("GET", "HEAD")
# The only changes a reader makes are to the own session, and to the filters the own account keeps.
READERS_POSTS = ("/login", "/logout", "/password", "/board/filters", "/board/filters/forget")
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
    try:
        ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:
        return False
    return ours and site in {"same-origin", "none"}


def install(app: FastAPI, site: Site) -> None:
    """Put the guard before all pages of an application."""

    @app.middleware("http")
    async def guard(request: Request, following: Next) -> Response:
        try:
            answer = await _answer(site, request, following)
        except Exception:
            log.exception("a request failed: %s %r", request.method, request.url.path)
            answer = PlainTextResponse("500", 500)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


def came_from(site: Site, request: Request) -> Sender:
    """Whom a request comes from; from now on it says so itself."""
    scope = request.scope
    told = {name: request.headers.getlist(name) for name in ("x-forwarded-for", "x-forwarded-proto")}
    found = site.proxies.sender(scope["client"][0] if scope.get("client") else "", scope["scheme"], told)
    scope["client"], scope["scheme"] = (found.address, 0), found.scheme
    return found


async def _answer(site: Site, request: Request, following: Next) -> Response:
    came = came_from(site, request)
    wording = wording_of(
        choose(request.query_params.get("lang"), kept(request, LANGUAGE_COOKIE), request.headers.get("accept-language", ""))
    )
    for_programs = entry.is_for_programs(request.url.path)
    if (wrong := _misled(site, request, came)) is not None:
        status, key = wrong
        said = wording_of("en") if for_programs else wording
        return problems.answer(status, key.removeprefix("wrong."), said(key)) if for_programs else PlainTextResponse(said(key), status)
    if for_programs:
        return await entry.enter(site, request) or await _for_program(request, following)
    session = site.sessions.find(kept(request, COOKIE), site.now())
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


def _misled(site: Site, request: Request, came: Sender) -> tuple[int, str] | None:
    """Status and words for a request that did not come the way it should; None for all others."""
    if not host_is_known(request.headers.get("host", ""), site.hosts):
        return 421, "wrong.host"
    if not site.guarded and ("x-forwarded-for" in request.headers or "forwarded" in request.headers):
        # A proxy passes on what comes from elsewhere, and nobody has signed in.
        return 403, "wrong.host"
    if site.proxies.named and came.straight and not is_loopback(came.address):
        # Past the proxy there is no TLS, and no limit that the proxy may keep.
        return 403, "wrong.straight"
    if "\0" in request.url.path or "%00" in request.url.query:
        return 400, "wrong.not_found"  # no database takes that
    return None


async def _for_program(request: Request, following: Next) -> Response:
    """What a program is told; a bug in it is logged and said."""
    try:
        return await following(request)
    except ClientDisconnect:
        return PlainTextResponse("", 400)  # nobody is there to read it
    except Exception:
        log.exception("an operation failed: %s %r", request.method, request.url.path)
        return problems.answer(500, "bug", "The program could not do it; its log says why.")


async def _guarded(site: Site, request: Request, following: Next) -> Response:
    """The page itself; a bug in it is logged and said."""
    try:
        return await following(request)
    except ClientDisconnect:
        return PlainTextResponse("", 400)  # nobody is there to read it
    except Exception:
        log.exception("a page failed: %s %r", request.method, request.url.path)
        return site.problem(request, 500, "wrong.server")


def _visitor(site: Site, session: Session | None, request: Request) -> tuple[Visitor, str]:
    """Who it is, and the cookie of a session that begins now ("" where none does)."""
    wording = wording_of("vi")
    fresh = ""
    if not site.guarded:
        if session is None or session.user:
            session, fresh = site.sessions.begin("", "", site.now())
        given = site.signer.unpack("name", kept(request, NAME_COOKIE) or "") or {}
        name = str(given.get("n", ""))[:LONGEST_NAME]
        return Visitor(session, person(actor(), name), name, may_edit=True, wording=wording), fresh
    account = site.accounts().get(session.user) if session and session.user else None
    if session is None or account is None or account.mark != session.mark:
        if session is None or session.user:
            session, fresh = site.sessions.begin("", "", site.now())
        return Visitor(session, "", "", may_edit=False, wording=wording), fresh
    is_administrator = account.role == ADMINISTRATOR
    may_edit = is_administrator or account.role == EDITOR
    return Visitor(session, account.name, "", may_edit=may_edit, wording=wording, is_administrator=is_administrator), ""


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
        log.warning("refused a change by %r, who may only read: %r", visitor.name, path)
        return site.problem(request, 403, "wrong.forbidden")
    return None


def cookie_name(request: Request, name: str) -> str:
    """What a cookie is called: over TLS with the prefix by which browsers take it from this host alone (RFC 6265bis, 4.1.3)."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def kept(request: Request, name: str) -> str | None:
    """A cookie that was set by ``keep``; None where there is none."""
    return request.cookies.get(cookie_name(request, name))


def keep(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that scripts cannot read and other sites do not send along; for no seconds: take it away."""
    secure = request.url.scheme == "https"
    answer.set_cookie(cookie_name(request, name), value, max_age=seconds, httponly=True, samesite="lax", secure=secure, path="/")


def let_in(site: Site, request: Request, account: Account, target: str) -> Response:
    """Begin a session for an account, and go on to a page of ours."""
    _session, cookie = site.sessions.begin(account.name, account.mark, site.now())
    answer = RedirectResponse(target, 303)
    keep(request, answer, COOKIE, cookie, LASTS_SECONDS)
    return answer
