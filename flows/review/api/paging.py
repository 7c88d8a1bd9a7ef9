"""Pages of lists: how many, from where on, and the address of the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request

from db.asking.keyed import START, Place
from flows.review.api.problems import ProblemError

MOST = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="Most items of the answer")]
After = Annotated[str, Query(max_length=24, pattern=r"^(\d{4}-\d{2}-\d{2})?\.\d{1,9}$", description="Where to go on, as `next` has it")]
_PLACE = re.compile(r"(\d{4}-\d{2}-\d{2})?\.(\d{1,9})", re.ASCII)
T = TypeVar("T")


def place_of(after: str | None) -> Place:
    """The place that an address goes on from.

    Raises:
        ProblemError: it is none that an answer gave.
    """
    if after is None:
        return START
    found = _PLACE.fullmatch(after)
    try:
        day = date.fromisoformat(found[1]).isoformat() if found and found[1] else ""
    except ValueError:
        found = None
    if found is None:
        raise ProblemError(422, "after", "`after` is none that an answer gave.")
    return day, int(found[2])


def page_of(request: Request, found: Sequence[tuple[T, Place]], limit: int, told: Callable[[T], Any]) -> dict[str, Any]:
    """A page: what was found, of which there is one more than was asked for where more follows."""
    shown = found[:limit]
    following = None
    if len(found) > limit:
        day, number = shown[-1][1]
        following = next_address(request, f"{day}.{number}")
    return {"items": [told(one) for one, _ in shown], "next": following}


def next_address(request: Request, after: str) -> str:
    """The same request from another place on."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return f"{request.url.path}?{urlencode([*kept, ('after', after)])}"
