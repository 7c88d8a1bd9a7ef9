"""Operations on documents: list, search, one whole, its pages, how far it is, reading it again."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from db.asking.details import revision_detail
from db.asking.keyed_documents import documents_after
from db.asking.listing import Wanted
from db.asking.progress import last_request, last_run, sent_by
from db.asking.search import search
from db.asking.sight import sees_whole_file
from db.models.document import Document
from db.reading.documents import find_document, find_file
from db.reading.pages import current_page
from db.record.requests import ask_again
from flows.as_json import found_json
from flows.review.api.document_shapes import DocumentRow, FoundPage, Status, WholeDocument
from flows.review.api.entry import ROOT, Asks, Caller, Reads, Rereads
from flows.review.api.findings import Words
from flows.review.api.paging import Limit, Number, page_of
from flows.review.api.problems import described
from flows.review.api.shapes import Day, Page
from flows.review.api.told import asked_told, document_told, pictures_told, reading_told, run_told
from flows.review.pictures import WIDTHS
from flows.review.site import Site, log
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.outcome import DocumentState

_ID = re.compile(r"[0-9a-f]{8,64}(?:\.[0-9]{1,3})?")
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{8,64}(\.[0-9]{1,3})?$", description="Id of the document")]
PageNumber = Annotated[int, Path(ge=1, le=99999, description="Of the page, as the reading has it")]
_JPEG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}, "description": "The page"}
}


def document_for(caller: Caller, short_id: str) -> Document:
    """The document of an id.

    Raises:
        UnknownDocumentError: there is none that the caller may see.
    """
    found = find_document(caller.url, short_id)
    if not _ID.fullmatch(short_id) or found.short_id != short_id.removesuffix(".1"):
        raise UnknownDocumentError("No document has this id.", "")
    return found


def status_address(short_id: str) -> str:
    """Where to ask how far a file is."""
    return f"{ROOT}/documents/{short_id}/status"


def router(site: Site) -> APIRouter:
    """The operations of this module."""
    operations = APIRouter(prefix=ROOT, responses=described(), tags=["documents"])
    zone = site.settings.zone

    def row_of(url: str, document_id: int) -> dict[str, Any]:
        [(_, issuer, row)] = documents_after(url, Wanted(), document_id - 1, 1)
        return document_told(row, issuer, zone)

    @operations.get("/documents", response_model=Page[DocumentRow], summary="Documents in the order in which they came in")
    def documents(
        request: Request,
        caller: Reads,
        *,
        q: Annotated[Words | None, Query(description="All words must stand in it; in double quotes, as a phrase")] = None,
        issuer: Annotated[Words | None, Query(description="Issuing body exactly as kept")] = None,
        type: Annotated[Words | None, Query(description="Kind of document: TB, QD, CV ...")] = None,
        state: Annotated[DocumentState | None, Query(description="Only in this state")] = None,
        issued_from: Annotated[Day | None, Query(description="First day of issue")] = None,
        issued_until: Annotated[Day | None, Query(description="Last day of issue")] = None,
        after: Number | None = None,
        limit: Limit = 50,
    ) -> Any:
        """New ones come at the end, so that going on from the last page finds them."""
        wanted = Wanted(words=q or "", issuer=issuer, type=type, state=state, since=issued_from, until=issued_until)
        found = documents_after(caller.url, wanted, int(after[1:]) if after else 0, limit + 1)
        placed = [((row, issued_by), (None, number)) for number, issued_by, row in found]
        return page_of(request, placed, limit, lambda one: document_told(*one, zone))

    @operations.get("/documents/{short_id}", response_model=WholeDocument, responses=described(404), summary="A document with all its rows")
    def document(short_id: Id, caller: Reads) -> Any:
        """Its current reading, without rows that people rejected; null as `reading` where it was not read."""
        found = document_for(caller, short_id)
        detail = revision_detail(caller.url, found.id) if found.state == DocumentState.LOADED else None
        return row_of(caller.url, found.id) | {
            "page_pictures": pictures_told(detail) if detail else [],
            "reading": reading_told(detail, zone) if detail else None,
        }

    @operations.get(
        "/documents/{short_id}/pages/{number}.jpg",
        response_class=Response,
        responses=described(404) | _JPEG,
        summary="The picture of a page",
    )
    def picture(
        short_id: Id,
        number: PageNumber,
        caller: Reads,
        w: Annotated[
            int, Query(description=f"Most pixels wide: {', '.join(map(str, WIDTHS))}", json_schema_extra={"enum": list(WIDTHS)})
        ] = WIDTHS[1],
    ) -> Response:
        """As it was read: upright, deskewed, cleaned."""
        page = current_page(caller.url, document_for(caller, short_id).short_id, number) if w in WIDTHS else None
        made = site.pictures.get(page[0], page[2], w) if page else None
        if made is None:
            raise UnknownDocumentError("There is no such page.", "")
        return Response(made, media_type="image/jpeg")

    @operations.get("/documents/{short_id}/status", response_model=Status, responses=described(404), summary="How far a file is")
    def status(short_id: Id, caller: Asks) -> Any:
        """What a token sent can be asked for with it, whoever may see the document; of a file that it may not see it says that it waits."""
        try:
            found = document_for(caller, short_id)
        except UnknownDocumentError:
            if not sent_by(caller.whole, short_id, caller.person):
                raise
            unseen = {"id": short_id, "state": DocumentState.WAITING, "revision": 0}
            return unseen | dict.fromkeys(("reason_code", "reason", "request", "run"))
        first = (
            find_file(caller.url, found.short_id) if found.part > 1 and sees_whole_file(caller.whole, caller.url, found.sha256) else found
        )
        return {
            "id": found.short_id,
            "state": found.state,
            "reason_code": found.reason_code,
            "reason": found.reason,
            "revision": row_of(caller.url, found.id)["revision"],
            "request": asked_told(last_request(caller.url, first.id), zone),
            "run": run_told(last_run(caller.url, first.id), zone),
        }

    @operations.post(
        "/documents/{short_id}/reprocess", status_code=202, response_model=Status, responses=described(404), summary="Read a file again"
    )
    def reprocess(response: Response, short_id: Id, caller: Rereads) -> Any:
        """Every step anew, into a new revision of each notice of the file, as `thongbao reprocess` does; keys of rows stay.

        The server does one file after the other. A request that is there stays until it is done, whatever ends meanwhile.
        """
        found = document_for(caller, short_id)
        if not sees_whole_file(caller.whole, caller.url, found.sha256):
            raise UnknownDocumentError("The file holds other documents too.", "")
        first = find_file(caller.whole, found.short_id)
        ask_again(caller.whole, first.id, caller.person)
        site.programs.asked.set()
        log.info("reprocess of %s asked by %r", first.short_id, caller.person)
        response.headers["Location"] = status_address(found.short_id)
        return status(short_id, caller)

    @operations.get("/search", response_model=FoundPage, responses=described(422), summary="Where words stand")
    def find(
        q: Annotated[Words, Query(description="As on the page of the search: words, phrases in quotes, symbols, -word")],
        caller: Reads,
        limit: Limit = 50,
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Any:
        """Documents and the places of the words in them, the best first."""
        return found_json(search(caller.url, q, page=page, size=limit, boxes=True))

    return operations
