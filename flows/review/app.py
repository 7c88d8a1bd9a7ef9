"""The application: all pages behind one guard."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache, partial

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from config.settings import Settings
from flows.review import (
    access_pages,
    board_pages,
    change_pages,
    copy_pages,
    document_pages,
    figure_pages,
    file_pages,
    import_pages,
    list_pages,
    openid_pages,
    part_pages,
    password_pages,
    report_pages,
    row_pages,
    search_pages,
    take_pages,
    text_pages,
    token_pages,
    upload_pages,
)
from flows.review.api import interface
from flows.review.api.interface import longest_body
from flows.review.bodies import LONGEST_SHEET, LONGEST_UPLOAD, Measured
from flows.review.guard import install
from flows.review.site import LOOPBACK, Site, folder, is_loopback
from flows.review.told_errors import tell_errors


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
    larger = {upload_pages.PATH: LONGEST_UPLOAD, import_pages.PATH: LONGEST_SHEET}
    # Inside the guard, whose own reading would wrap what it raises.
    app.add_middleware(Measured, longest=lambda scope: larger.get(scope["path"]) or longest_body(site, scope))
    install(app, site)
    site.intake.take_up()
    app.mount("/static", StaticFiles(directory=folder("static")), name="static")
    rooms = (
        access_pages,
        password_pages,
        openid_pages,
        list_pages,
        document_pages,
        file_pages,
        change_pages,
        copy_pages,
        part_pages,
        board_pages,
        report_pages,
        figure_pages,
        row_pages,
        search_pages,
        import_pages,
        take_pages,
        text_pages,
        token_pages,
        upload_pages,
    )
    for pages in rooms:
        app.include_router(pages.router(site))
    app.include_router(interface.router(site))
    app.state.description = cache(partial(interface.describe, site))

    tell_errors(app, site)
    return app
