"""What all review pages share: the database, the folders, who is there, the words and the templates."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from config.settings import Settings
from db.record.audit import actor
from flows.review.accounts import Account, load_accounts
from flows.review.addresses import Proxies, networks_of
from flows.review.api.programs import Programs
from flows.review.intake import Intake
from flows.review.language import Wording
from flows.review.links import path_here
from flows.review.patience import Patience
from flows.review.pictures import Pictures
from flows.review.sessions import KEY_FILE, Session, Sessions, Signer, load_secret
from flows.row_links import row_path
from tasks.domain.choices import LANGUAGES

log = logging.getLogger("thongbao.review")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@cache  # nothing of a site is in them, and to compile those of a document's page takes longer than all else of its first showing
def templates() -> Environment:
    """The templates of all pages."""
    made = Environment(
        loader=PackageLoader("flows.review"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["row_path"] = row_path
    return made


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks for a page, and in what language.

    Attributes:
        session: of the browser.
        name: of the account; without accounts the account of the operating system, with the name somebody gave before it.
        given_name: what somebody without an account says their name is.
        may_edit: whether changes are taken.
        is_administrator: whether somebody signed in who may give programs their tokens.
        wording: of the language.
    """

    session: Session
    name: str
    given_name: str
    may_edit: bool
    wording: Wording
    is_administrator: bool = False


@dataclass(slots=True)
class Site:
    """One set of review pages.

    Attributes:
        settings: of the program; passed on to what needs them.
        guarded: whether one has to sign in.
        hosts: names under which the pages may be reached; empty: any, which is only right where one has to sign in.
        now: seconds since 1970.
    """

    settings: Settings
    guarded: bool
    hosts: frozenset[str]
    now: Callable[[], float]
    signer: Signer = field(init=False)
    sessions: Sessions = field(init=False)
    patience: Patience = field(init=False, default_factory=Patience)
    programs: Programs = field(init=False, default_factory=Programs)
    proxies: Proxies = field(init=False)
    pictures: Pictures = field(init=False)
    intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        """Make what the attributes decide."""
        self.signer = Signer(load_secret(self.settings.home / KEY_FILE))
        self.sessions = Sessions(self.signer, self.settings.home / "review-ended")
        self.proxies = Proxies(networks_of(self.settings.review_proxy))
        self.pictures = Pictures(self.settings)
        self.intake = Intake(self.settings)

    @property
    def whole_database(self) -> str:
        """Address of the database, for changes of what somebody was seen to see; pages read through ``flows.review.seeing``."""
        return self.settings.database

    def accounts(self) -> dict[str, Account]:
        """The accounts as the file has them now, so that one that is taken away ends at once."""
        return load_accounts(self.settings.review_users_file) if self.guarded else {}

    def today(self) -> date:
        """The day it is where the office is."""
        return self.local(datetime.fromtimestamp(self.now(), UTC)).date()

    def local(self, moment: datetime) -> datetime:
        """An instant as the office's clock shows it."""
        return moment.astimezone(self.settings.zone)

    def show(self, request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page for the visitor of a request."""
        visitor: Visitor = request.state.visitor
        known = {
            "t": visitor.wording,
            "lang": visitor.wording.language,
            "visitor": visitor,
            "guarded": self.guarded,
            "form_mark": self.sessions.form_mark(visitor.session),
            "path": path_here(request.url.path),
            "languages": [(name, link_with(request, lang=name)) for name in LANGUAGES],
            "said": said(request, visitor.wording),
            "local": self.local,
            "account": actor(),
            "openid": self.settings.openid.name if self.settings.openid else "",
        }
        return HTMLResponse(templates().get_template(template).render(known | values), status)

    def problem(self, request: Request, status: int, key: str, **values: object) -> Response:
        """A page that says what did not work."""
        visitor: Visitor = request.state.visitor
        return self.show(request, "problem.html", status, message=visitor.wording(key, **values))


def said(request: Request, wording: Wording) -> str:
    """What the last form did, which the page after it says; only sentences we know are said."""
    key = f"done.{request.query_params.get('said', '')}"
    return wording(key) if wording.has(key) else ""


def link_with(request: Request, **changed: object) -> str:
    """The address of a request with some of its parameters changed; what is None is left out. No host, so that it holds behind a proxy."""
    kept = {key: value for key, value in request.query_params.items() if key != "said"}
    merged = {key: value for key, value in (kept | changed).items() if value not in (None, "")}
    path = path_here(request.url.path)
    return f"{path}?{urlencode(merged)}" if merged else path


def person(account: str, given: str) -> str:
    """Who a change is said to be by where nobody signs in: what they call themselves, and the account the program runs under."""
    return f"{given} ({account})" if given else account


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach an address."""
    return host in LOOPBACK or host.startswith("127.")


def folder(name: str) -> Path:
    """A folder of this package."""
    return Path(__file__).parent / name
