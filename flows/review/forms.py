"""Forms as they are sent: read once, checked to come from our own pages."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request

from flows.review.site import Site, Visitor

_MOST_FIELDS = 100
MARK = "mark"
Form = dict[str, str]


class ForgedFormError(Exception):
    """A form without the mark of its session: it is too old, or another site sent it."""


def parse(body: bytes) -> Form:
    """The fields of a form sent as ``application/x-www-form-urlencoded``.

    Line ends become those of Unix, NULs are dropped, the values of fields of one name stand on lines of their own.

    Raises:
        ForgedFormError: no browser sends that for our forms.
    """
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise ForgedFormError from error
    found: Form = {}
    for name, value in pairs:
        bare = value.replace("\r\n", "\n").replace("\0", "")
        found[name] = f"{found[name]}\n{bare}" if name in found else bare
    return found


def form_reader(site: Site) -> Callable[[Request], Coroutine[Any, Any, Form]]:
    """What a page that takes a form depends on."""

    async def read_form(request: Request) -> Form:
        visitor: Visitor = request.state.visitor
        form = parse(await request.body())
        if not site.sessions.form_mark_holds(visitor.session, form.pop(MARK, "")):
            raise ForgedFormError
        return form

    return read_form
