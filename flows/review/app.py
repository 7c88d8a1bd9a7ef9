"""The application: all pages behind one guard."""

from __future__ import annotations

import time
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from config.settings import Settings
from flows.review import (
    access_pages,
    board_pages,
    change_pages,
    copy_pages,
    document_pages,
    figure_pages,
    list_pages,
    openid_pages,
    part_pages,
    password_pages,
    report_pages,
    take_pages,
)
from flows.review.bodies import Measured, TooLargeError
from flows.review.forms import ForgedFormError
from flows.review.guard import install
from flows.review.site import LOOPBACK, Site, folder, is_loopback, log
from tasks.domain.errors import NotMadeError, StoredPathError, ThongbaoError, UnknownDocumentError

_UNAVAILABLE = 503


def make_site(settings: Settings, host: str, now: Callable[[], float] = time.time) -> Site:
    """The pages as they are to be reached at ``host``.

    On a loopback address nobody signs in, unless the pages have further names (a proxy then brings people from elsewhere), accounts, or an
    OpenID provider.

    Args:
        settings: of the program.
        host: address that is listened at.
        now: the clock.
    """
    named = frozenset(name.strip().lower() for name in settings.review_hosts.split(",") if name.strip())
    inside = is_loopback(host)
    guarded = not inside or bool(named) or settings.openid is not None or settings.review_users_file.is_file()
    local = frozenset((*LOOPBACK, host)) if inside else frozenset()
    return Site(settings, guarded, named | local if named or inside else frozenset(), now)


def make_app(site: Site) -> FastAPI:
    """The application; it has no page that describes it to strangers."""
    app = FastAPI(title="thongbao", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Measured)  # inside the guard, whose own reading would wrap what it raises
    install(app, site)
    app.mount("/static", StaticFiles(directory=folder("static")), name="static")
    rooms = (
        access_pages,
        password_pages,
        openid_pages,
        list_pages,
        document_pages,
        change_pages,
        copy_pages,
        part_pages,
        board_pages,
        report_pages,
        figure_pages,
        take_pages,
    )
    for pages in rooms:
        app.include_router(pages.router(site))

    @app.exception_handler(ThongbaoError)
    def known(request: Request, error: ThongbaoError) -> Response:
        if isinstance(error, UnknownDocumentError):
            return site.problem(request, 404, "wrong.not_found")
        if isinstance(error, NotMadeError):
            return site.problem(request, 422, "wrong.not_made")
        if isinstance(error, StoredPathError):
            log.error("%s: %s", error.code, error)
            return site.problem(request, 404, "wrong.not_found")
        log.error("%s: %s", error.code, error)
        return site.problem(request, _UNAVAILABLE if error.retryable else 500, "wrong.database" if error.retryable else "wrong.server")

    @app.exception_handler(ForgedFormError)
    def forged(request: Request, _error: ForgedFormError) -> Response:
        return site.problem(request, 403, "wrong.form")

    @app.exception_handler(TooLargeError)
    def too_large(request: Request, _error: TooLargeError) -> Response:
        return site.problem(request, 413, "wrong.large")

    @app.exception_handler(RequestValidationError)
    def nothing_like_it(request: Request, _error: RequestValidationError) -> Response:
        return site.problem(request, 404, "wrong.not_found")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return site.problem(request, error.status_code, "wrong.not_found")

    return app
