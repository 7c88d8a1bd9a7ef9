"""Who asks: a token in the header ``Authorization`` and nothing else. No cookie opens anything here, and no token opens a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from math import ceil
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.responses import Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from db.record.tokens import ALL, FOLLOW_UP, READ, REPROCESS, SCOPES, UPLOAD, Token, find_token
from flows.review.api.problems import ProblemError, answer
from flows.review.groups import load_access
from flows.review.seeing import seen_by
from flows.review.site import Site
from tasks.domain.errors import ThongbaoError

PREFIX = "/api/"
ROOT = "/api/v1"
UPLOADS = f"{ROOT}/documents"
_LONGEST_HEADER = 200
_SCHEME = HTTPBearer(auto_error=False, description="A token of `thongbao token NAME --scope ...`", scheme_name="token")


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that was let in.

    Attributes:
        token: that it showed.
        url: address through which the database is read for it.
        whole: address of the whole database, for changes of what it was seen to see.
    """

    token: Token
    url: str
    whole: str

    @property
    def person(self) -> str:
        """Whose name deeds bear."""
        return self.token.person


def is_for_programs(path: str) -> bool:
    """Whether an address is one of this interface."""
    return path.startswith(PREFIX)


async def enter(site: Site, request: Request) -> Response | None:
    """Let a program in, before anything of its body is read; None where it is, else the answer."""
    shown = _shown(request)
    address = request.client.host if request.client else ""
    try:
        token = await run_in_threadpool(find_token, site.whole_database, shown, datetime.fromtimestamp(site.now(), UTC)) if shown else None
        if token is None:
            return _refused(site, address, is_shown=bool(shown))
        wait = site.programs.quota.take(token.id, token.per_minute, site.now())
        if wait > 0:
            return answer(429, "quota", "The token has made its requests of this minute.", headers={"Retry-After": str(ceil(wait))})
        url = await run_in_threadpool(partial(_reads_for, site, token))
    except ThongbaoError as error:
        return problem_of(error)
    request.state.caller = Caller(token, url, site.whole_database)
    return None


def _shown(request: Request) -> str:
    scheme, _, shown = request.headers.get("authorization", "")[:_LONGEST_HEADER].partition(" ")
    return shown.strip() if scheme.lower() == "bearer" else ""


def _refused(site: Site, address: str, *, is_shown: bool) -> Response:
    """What a program is told that shows nothing, or nothing that holds; one that goes on and on has to wait."""
    wait = site.programs.patience.begin(address, "", site.now()) if is_shown else 0.0
    if wait > 0:
        return answer(429, "guesses", "Too many tokens that do not hold came from there.", headers={"Retry-After": str(ceil(wait))})
    return answer(401, "no-token", "Show a token: Authorization: Bearer ...", headers={"WWW-Authenticate": 'Bearer realm="thongbao"'})


def _reads_for(site: Site, token: Token) -> str:
    """A token is a member of groups as an account is, wherever it is shown; in none it sees what accounts in no group see."""
    return seen_by(site, load_access(site.settings.review_users_file).rule_of(token.person))


def problem_of(error: ThongbaoError) -> Response:
    """What a program is told of an error of our tree, whose words may tell of places on this machine."""
    if error.retryable:
        return answer(503, error.code, "The database does not answer just now.", headers={"Retry-After": "5"})
    return answer(500, error.code, "The program could not do it; its log says why.")


def needs(*scopes: str) -> Callable[..., Caller]:
    """What an operation depends on: a caller whose token is for one of some scopes."""

    def caller(request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Security(_SCHEME)]) -> Caller:
        found: Caller = request.state.caller
        if not any(found.token.may(scope) for scope in scopes):
            raise ProblemError(403, "scope", f"The token is for {', '.join(found.token.scopes)}; this needs {' or '.join((*scopes, ALL))}.")
        return found

    return caller


Reads = Annotated[Caller, Depends(needs(READ))]
Tells = Annotated[Caller, Depends(needs(FOLLOW_UP))]
Sends = Annotated[Caller, Depends(needs(UPLOAD))]
Rereads = Annotated[Caller, Depends(needs(REPROCESS))]
Asks = Annotated[Caller, Depends(needs(READ, UPLOAD, REPROCESS))]
Anybody = Annotated[Caller, Depends(needs(*SCOPES))]
