"""Files of a document for the browser: pictures of its pages, its original, its searchable PDF, and the words in a rectangle."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.background import BackgroundTask

from db.asking.details import revision_detail
from db.reading.pages import current_page, pages_of_file, words_of_page
from flows.apart import takeaway_bounds
from flows.review.document_pages import document_of
from flows.review.downloads import at_once, attachment, room_for, safe_name
from flows.review.forms import RowId
from flows.review.pictures import WIDTHS
from flows.review.seeing import need_whole_file, reads
from flows.review.site import Site, Visitor
from flows.review.words import read_area, words_within
from tasks.archive.places import original_place
from tasks.domain.errors import UnknownDocumentError, VanishedFileError


def original_of(site: Site, request: Request, short_id: str) -> Response:
    """The original as it came in, for the disk of whoever asks: no browser opens it as a page of ours."""
    document = document_of(site, request, short_id)
    need_whole_file(site, reads(site, request), document.sha256)
    path = original_place(site.settings.store_folder, document.store_path, document.sha256)
    if not path.is_file():
        raise UnknownDocumentError("The original is gone from the store.", "")
    name = safe_name(document.file_name, document.media_type)
    return FileResponse(path, media_type="application/octet-stream", headers=attachment(name))


def searchable_of(site: Site, request: Request, short_id: str) -> Response:
    """The searchable PDF of a notice; it is made anew each time, and gone once it was sent."""
    from flows.takeaway.searchable import clean_text_of, make_searchable

    url = reads(site, request)
    detail = revision_detail(url, document_of(site, request, short_id).id)
    found = detail.document
    need_whole_file(site, url, found.sha256)
    clean = clean_text_of(url, detail, site.settings.work_folder)
    original = original_place(site.settings.store_folder, found.store_path, found.sha256)
    pages, only = pages_of_file(url, found.sha256), {page.number for page in detail.pages}
    made = room_for(".pdf")
    try:
        with at_once():
            make_searchable(original, found.media_type or "", pages, clean, made, bounds=takeaway_bounds(site.settings), only=only)
    except BaseException as error:
        made.unlink()
        if isinstance(error, VanishedFileError):
            raise UnknownDocumentError("The original is gone from the store.", "") from error
        raise
    name = safe_name((detail.revision.symbol or found.file_name).removesuffix(".pdf"), None, ".pdf")
    return FileResponse(made, media_type="application/pdf", headers=attachment(name), background=BackgroundTask(made.unlink))


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    @pages.get("/documents/{short_id}/pages/{number}.jpg")
    def picture(request: Request, short_id: str, number: RowId, w: int = WIDTHS[1]) -> Response:
        found = current_page(reads(site, request), short_id, number) if w in WIDTHS else None
        if found is None:
            raise UnknownDocumentError("There is no such page.", "")
        document, fingerprint, page = found
        mark = f'"{fingerprint[:16]}-{number}-{w}"'
        # Asked again each time, so that nothing is seen of a browser's store after somebody signed out.
        headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == mark:
            return Response(status_code=304, headers=headers)
        made = site.pictures.get(document, page, w)
        if made is None:
            raise UnknownDocumentError("The picture of the page is gone.", "")
        return Response(made, media_type="image/jpeg", headers=headers)

    @pages.get("/documents/{short_id}/words")
    def words(request: Request, short_id: str) -> Response:
        visitor: Visitor = request.state.visitor
        area = read_area(request.query_params)
        page = words_of_page(reads(site, request), document_of(site, request, short_id).short_id, area.page) if area else None
        if area is None or page is None:
            raise UnknownDocumentError("There is no such place.", "")
        note = visitor.wording("wrong.words_gone") if page.words is None else ""
        return JSONResponse({"text": words_within(page, area), "note": note})

    @pages.get("/documents/{short_id}/original")
    def original(request: Request, short_id: str) -> Response:
        return original_of(site, request, short_id)

    @pages.get("/documents/{short_id}/searchable.pdf")
    def searchable(request: Request, short_id: str) -> Response:
        return searchable_of(site, request, short_id)

    return pages
