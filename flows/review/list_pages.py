"""The list of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from db.asking.listing import DOUBTS, SORTS, STATES, Wanted, list_page
from db.asking.ordering import read_place
from db.asking.queue import first_of, progress_of
from flows.review.forms import number_of
from flows.review.reasons import type_label, why_apart
from flows.review.seeing import reads
from flows.review.site import Site, Visitor, link_with
from tasks.domain.asking_errors import SearchError
from tasks.domain.typed import WrongValueError, read_day

FILTERS = ("q", "issuer", "type", "state", "doubts", "from", "to", "mine", "sort")
"""What of an address says which documents are meant and in what order."""
QUEUE = {"doubts": "open", "state": "loaded", "sort": "waiting"}
QUEUES = ("", "?mine=1")
LONGEST_SEARCH = 200
_MOST_PAGES = 100_000


def kept_of(query: Mapping[str, str]) -> str:
    """The filter of an address as the query of another, so that the next document is the next of the same list; "" for the whole list."""
    return urlencode({name: value[:LONGEST_SEARCH] for name in FILTERS if (value := query.get(name, ""))})


def one_of(value: str | None, known: tuple[str, ...]) -> str | None:
    """A value of a closed list, None for any other."""
    return value if value in known else None


def page_number(query: Mapping[str, str]) -> int:
    """The page that an address asks for, 1 where it asks for none."""
    return max(1, min(number_of(query.get("page", "")), _MOST_PAGES))


def day_or_none(value: str) -> date | None:
    """A day of the address; one that is none filters nothing, and the page says so."""
    try:
        return read_day(value)
    except WrongValueError:
        return None


def wanted_of(query: Mapping[str, str], person: str = "") -> Wanted:
    """The filter that an address asks for; what it does not know is passed over.

    Args:
        query: of the address.
        person: who asks, whose own documents may be asked for.
    """
    sort = one_of(query.get("sort"), SORTS) or SORTS[0]
    return Wanted(
        words=query.get("q", "")[:LONGEST_SEARCH].strip(),
        issuer=query.get("issuer") or None,
        type=query.get("type") or None,
        state=one_of(query.get("state"), STATES),
        doubts=one_of(query.get("doubts"), DOUBTS),
        since=day_or_none(query.get("from", "")),
        until=day_or_none(query.get("to", "")),
        begun_by=person if query.get("mine") else None,
        sort=sort,
        page=page_number(query),
        after=read_place(sort, query["after"]) if "after" in query else None,
    )


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    @pages.get("/")
    def begin() -> Response:
        return RedirectResponse("/documents", 303)

    @pages.get("/queue")
    def queue(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        query = dict(request.query_params) | QUEUE
        first = first_of(reads(site, request), wanted_of(query, visitor.name))
        target = f"/documents/{first}" if first else "/documents"
        return RedirectResponse(f"{target}?{kept_of(query)}{'' if first else '&said=queue_empty'}", 303)

    @pages.get("/documents")
    def documents(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        query = request.query_params
        wanted = wanted_of(query, visitor.name)
        url, problem = reads(site, request), ""
        try:
            found = list_page(url, wanted)
        except SearchError as error:
            problem, wanted = visitor.wording(f"search_wrong.{error.code}"), replace(wanted, words="")
            found = list_page(url, wanted)
        whole = link_with(request, page=None, after=None)
        bad = [query[key] for key, day in (("from", wanted.since), ("to", wanted.until)) if query.get(key) and day is None]
        return site.show(
            request,
            "list.html",
            422 if problem else 200,
            problem=problem,
            places=f"/search?{urlencode({'q': wanted.words})}" if wanted.words and not problem else "",
            wanted=wanted,
            found=found,
            type_label=type_label,
            why_apart=why_apart,
            query=query,
            progress=progress_of(url, wanted),
            kept=kept_of(query),
            queues=QUEUES,
            bad_dates=[visitor.wording("list.bad_date", value=value) for value in bad],
            first=(found.page - 1) * wanted.size + 1,
            previous=link_with(request, page=found.page - 1, after=None) if found.page > 1 else "",
            following=link_with(request, page=found.page + 1, after=found.following) if found.following else "",
            take={kind: whole.replace("/documents", f"/take/{kind}", 1) for kind in ("xlsx", "csv", "ics")},
        )

    return pages
