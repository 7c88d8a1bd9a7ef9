"""Pages of lists: how many, from where on, and the address of the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request

from db.asking.keyed import START, Place

MOST = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="Most items of the answer")]
Number = Annotated[str, Query(pattern=r"^\.[0-9]{1,9}$", description="Where to go on, as `next` has it")]
After = Annotated[str, Query(pattern=r"^[0-9]{0,7}\.[0-9]{1,9}$", description="Where to go on, as `next` has it")]
T = TypeVar("T")


def place_of(after: str | None) -> Place:
    """The place that an address goes on from; whatever the pattern of ``After`` lets pass is one."""
    if after is None:
        return START
    day, _, number = after.partition(".")
    return int(day) if day else None, int(number)


def page_of(request: Request, found: Sequence[tuple[T, Place]], limit: int, told: Callable[[T], Any]) -> dict[str, Any]:
    """A page: what was found, of which there is one more than was asked for where more follows."""
    shown = found[:limit]
    following = None
    if len(found) > limit:
        day, number = shown[-1][1]
        following = next_address(request, f"{'' if day is None else day}.{number}")
    return {"items": [told(one) for one, _ in shown], "next": following}


def next_address(request: Request, after: str) -> str:
    """The same request from another place on."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return f"{request.url.path}?{urlencode([*kept, ('after', after)])}"
