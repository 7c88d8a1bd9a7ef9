"""The search: documents with the places where the words stand, each leading to its place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from db.asking.passages import Passage
from db.asking.search import ORDERS, Found, Hit, search, tries
from flows.review.language import Wording
from flows.review.list_pages import LONGEST_SEARCH, one_of, page_number
from flows.review.reasons import type_label
from flows.review.seeing import reads
from flows.review.site import Site, Visitor, link_with
from tasks.domain.asking_errors import SearchError


@dataclass(frozen=True, slots=True)
class Place:
    """A passage for a reader.

    Attributes:
        passage: what stands there.
        link: to its place beside the page.
        what: which part of the document it is, in words.
    """

    passage: Passage
    link: str
    what: str


@dataclass(frozen=True, slots=True)
class Try:
    """A search that finds something where another found nothing."""

    what: str
    typed: str
    link: str
    number: int


def place_of(hit: Hit, passage: Passage, t: Wording) -> Place:
    """A passage with the address that opens its place: the reading, and the words in its text."""
    at = f"?at={hit.revision}-{passage.spans[0][0]}-{passage.spans[-1][1]}" if passage.spans else ""
    anchor = f"{passage.kind}-{passage.row_id}" if passage.row_id else f"page-{passage.page}" if passage.page else ""
    return Place(passage, f"/documents/{hit.document}{at}{f'#{anchor}' if anchor else ''}", t(f"passage.{passage.kind}"))


def wrong_search(error: SearchError, t: Wording) -> str:
    """What is wrong with a search, in words."""
    return t(f"search_wrong.{error.code}")


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    @pages.get("/search")
    def find(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        query, t = request.query_params, visitor.wording
        typed, order = query.get("q", "")[:LONGEST_SEARCH].strip(), one_of(query.get("order"), ORDERS) or ORDERS[0]
        found: Found | None = None
        problem, others, alone = "", [], []
        if typed:
            url = reads(site, request)
            try:
                found = search(url, typed, order=order, page=page_number(query))
            except SearchError as error:
                problem = wrong_search(error, t)
            if found is not None and not found.total:
                told = tries(url, found.query)
                others = [
                    Try(t(f"search_try.{kind}"), str(o), f"/search?{urlencode({'q': str(o)})}", number) for kind, o, number in told.others
                ]
                alone = [(str(term), number) for term, number in told.alone]
        return site.show(
            request,
            "search.html",
            422 if problem else 200,
            typed=typed,
            order=order,
            orders=ORDERS,
            found=found,
            problem=problem,
            others=others,
            alone=alone,
            type_label=type_label,
            place_of=lambda hit, passage: place_of(hit, passage, t),
            previous=link_with(request, page=found.page - 1) if found and found.page > 1 else "",
            following=link_with(request, page=found.page + 1) if found and found.page < found.pages else "",
            as_list=f"/documents?{urlencode({'q': typed})}",
        )

    return pages
