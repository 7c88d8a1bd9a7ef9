"""Lasting addresses of rows: they lead to the row that stands in the present reading, however often its document was read since."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from db.asking.places import Place, place_of_key, place_of_row
from db.reading.lasting import NAMED
from flows.review.forms import number_of
from flows.review.seeing import reads
from flows.review.site import Site
from tasks.domain.errors import UnknownDocumentError

Key = Annotated[str, Path(pattern=r"^[0-9a-z.-]{1,120}$")]
Old = Annotated[str, Path(pattern=r"^(directive|metric|citation|section|task)-[0-9]{1,9}$")]


def on_to(place: Place | None) -> Response:
    """On to where a row stands now.

    Raises:
        UnknownDocumentError: it stands nowhere that the visitor may see.
    """
    if place is None:
        raise UnknownDocumentError("There is no such row.", "")
    return RedirectResponse(address_of(place), 303)


def address_of(place: Place) -> str:
    """The address of a row on the page of its document."""
    anchor = f"{place.kind}-{place.row_id}"
    return f"/documents/{place.document}?row={anchor}#{anchor}"


def moved(url: str, short_id: str, row: str) -> str:
    """Where the row of an address stands by now, whose document was read again since; "" where it stands there still, or nowhere.

    Args:
        url: the database.
        short_id: of the document in the address.
        row: that the address names, as ``directive-17``.
    """
    kind, _, number = row.partition("-")
    row_id = number_of(number)
    place = place_of_row(url, kind, row_id) if kind in NAMED and row_id else None
    if place is None or (place.kind, place.row_id) == (kind, row_id) or place.document != short_id:
        return ""
    return address_of(place)


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    @pages.get("/rows/{key}")
    def by_key(request: Request, key: Key) -> Response:
        return on_to(place_of_key(reads(site, request), key))

    @pages.get("/old-rows/{row}")
    def by_number(request: Request, row: Old) -> Response:
        """Where a row stands now that had a number in an earlier reading: addresses from before rows had names, and of open pages."""
        kind, _, number = row.partition("-")
        return on_to(place_of_row(reads(site, request), "directive" if kind == "task" else kind, int(number)))

    return pages
