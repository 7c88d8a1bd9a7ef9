"""Forms as they are sent: read once, checked to come from our own pages."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Path, Request

from flows.review.site import Site, Visitor

_MOST_FIELDS = 100
MARK = "mark"
HIGHEST = 2**31 - 1  # of a number that a column of the database holds
RowId = Annotated[int, Path(ge=1, le=HIGHEST)]
"""A number in an address; others lead to no page."""
Form = dict[str, str]


class ForgedFormError(Exception):
    """A form without the mark of its session: it is too old, or another site sent it."""


def parse(body: bytes, most: int = _MOST_FIELDS) -> Form:
    """The fields of a form sent as ``application/x-www-form-urlencoded``.

    Line ends become those of Unix, NULs are dropped, the values of fields of one name stand on lines of their own.

    Raises:
        ForgedFormError: no browser sends that for our forms.
    """
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=most, errors="strict")
    except ValueError as error:
        raise ForgedFormError from error
    found: Form = {}
    for name, value in pairs:
        bare = value.replace("\r\n", "\n").replace("\0", "")
        found[name] = f"{found[name]}\n{bare}" if name in found else bare
    return found


def number_of(words: str) -> int:
    """A number of an address or a hidden field, 1 or higher; 0 for what is none, or for one that no row can have."""
    found = int(words) if words.isdecimal() and len(words) <= len(str(HIGHEST)) else 0
    return found if found <= HIGHEST else 0


def form_reader(site: Site, most: int = _MOST_FIELDS) -> Callable[[Request], Coroutine[Any, Any, Form]]:
    """What a page that takes a form depends on; ``most`` fields."""

    async def read_form(request: Request) -> Form:
        visitor: Visitor = request.state.visitor
        form = parse(await request.body(), most)
        if not site.sessions.form_mark_holds(visitor.session, form.pop(MARK, "")):
            raise ForgedFormError
        return form

    return read_form
