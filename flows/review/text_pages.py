"""The text of a page beside its picture, corrected line by line; the findings of the file follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import anyio
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from db.asking.details import revision_detail
from db.asking.sight import sees_whole_file
from db.models.document import Document
from db.reading.page_lines import PageLine
from db.reading.parts import notices_of
from db.review.text import PageSaid, correct_lines, list_line_corrections, page_lines, undo_lines
from flows.review.cuts import cut_of
from flows.review.document_pages import document_of
from flows.review.forms import Form, RowId, form_reader, number_of
from flows.review.reasons import refusal
from flows.review.seeing import need_whole_file, reads
from flows.review.site import Site, Visitor, log
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.outcome import DocumentState

_MOST_FIELDS = 4_000  # of a page of the densest table, each line of each cell a field
_CHANGED = 422
_LINE = "line-"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line as it is shown; doubtful words are pieces of their own."""

    text: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is to be said of a form that was not taken, and what stood in it."""

    status: int
    message: str
    typed: Mapping[int, str]
    joined: frozenset[int] = frozenset()
    added: str = ""


def pieces_of(line: PageLine) -> list[Piece]:
    """A line cut at its doubtful words."""
    found, position = [], 0
    for word in line.doubtful:
        if word.start > position:
            found.append(Piece(line.text[position : word.start]))
        found.append(Piece(line.text[word.start : word.end], word.instead))
        position = word.end
    return [*found, Piece(line.text[position:])] if position < len(line.text) else found


def mended(line: PageLine) -> list[tuple[str, str]]:
    """For each doubtful word what may stand there, and the line with that in its place."""
    return [(word.instead, line.text[: word.start] + word.instead + line.text[word.end :]) for word in line.doubtful]


def show_text(site: Site, request: Request, short_id: str, number: int, trouble: Trouble | None = None) -> Response:
    """The page with the text of a page, after a form that was not taken with what is to be said about it.

    Raises:
        UnknownDocumentError: there is no such document or page that the visitor may see.
    """
    visitor: Visitor = request.state.visitor
    url, document = reads(site, request), document_of(site, request, short_id)
    found = page_lines(url, document.id, number) if document.state == DocumentState.LOADED else None
    if found is None:
        raise UnknownDocumentError("There is no such page.", "")
    revision, lines = found
    detail = revision_detail(url, document.id)
    numbers = [page.number for page in detail.pages]
    at = numbers.index(number)
    whole_file = sees_whole_file(site.whole_database, url, document.sha256)
    log_entries = list_line_corrections(url, document.sha256) if whole_file else []
    typed = trouble.typed if trouble else {}
    return site.show(
        request,
        "text.html",
        trouble.status if trouble else 200,
        document=document,
        name=detail.revision.symbol or document.file_name,
        address=f"/documents/{document.short_id}",
        page=detail.pages[at],
        revision=revision,
        lines=[
            (line, typed.get(line.number, line.text), pieces_of(line), mended(line), cut_of([line.box] if line.box else [], detail))
            for line in lines
        ],
        open_lines=sum(line.is_open for line in lines),
        previous=numbers[at - 1] if at else 0,
        following=numbers[at + 1] if at + 1 < len(numbers) else 0,
        pages=numbers,
        may_edit=visitor.may_edit and whole_file,
        entries=log_entries,
        message=trouble.message if trouble else "",
        joined=trouble.joined if trouble else (),
        added=trouble.added if trouble else "",
    )


def said_in(form: Form) -> dict[int, str]:
    """Text of each line that a form carries, by its number."""
    return {number: value for name, value in form.items() if name.startswith(_LINE) and (number := number_of(name.removeprefix(_LINE)))}


def numbers_in(values: str) -> list[int]:
    """Numbers of lines that a form carries as boxes that are ticked."""
    return [number_of(value) for value in values.split("\n") if number_of(value)]


def followed(site: Site, document: Document, page: int, said: str) -> Response:
    """Cut the file again by what was said, and go on to the page, in whatever notice it is then."""
    from flows.parting import cut_again

    outcome = anyio.run(cut_again, site.settings, document.short_id)
    notices = notices_of(site.whole_database, document.sha256)
    there = next((notice.short_id for notice in notices if page in notice.pages), document.short_id)
    return RedirectResponse(f"/documents/{there}/text/{page}?said={'text_later' if outcome.error_code else said}", 303)


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site, _MOST_FIELDS)

    @pages.get("/documents/{short_id}/text/{number}")
    def text(request: Request, short_id: str, number: RowId) -> Response:
        return show_text(site, request, short_id, number)

    @pages.post("/documents/{short_id}/text/{number}")
    def take_text(request: Request, short_id: str, number: RowId, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        document = document_of(site, request, short_id)
        need_whole_file(site, reads(site, request), document.sha256)
        confirmed = numbers_in(form.get("right", ""))
        joined = numbers_in(form.get("join", ""))
        said = PageSaid(document.id, number_of(form.get("revision", "")), number, said_in(form), confirmed, joined, form.get("added", ""))
        try:
            count = correct_lines(site.whole_database, said, visitor.name)
        except CorrectionError as error:
            known = type(error) is not CorrectionError
            message = refusal(error, visitor.wording) if known else visitor.wording("done.nothing")
            return show_text(site, request, short_id, number, Trouble(_CHANGED, message, said.lines, frozenset(joined), said.added))
        log.info("%d lines of page %d of %s by %r", count, number, document.short_id, visitor.name)
        return followed(site, document, number, "text")

    @pages.post("/documents/{short_id}/text/{number}/undo")
    def take_back(request: Request, short_id: str, number: RowId, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        document = document_of(site, request, short_id)
        need_whole_file(site, reads(site, request), document.sha256)
        try:
            undo_lines(site.whole_database, document.id, visitor.name, number_of(form.get("correction", "")))
        except CorrectionError:
            message = visitor.wording("wrong.nothing_to_undo")
            return show_text(site, request, short_id, number, Trouble(409, message, said_in(form)))
        log.info("undo in the text of page %d of %s by %r", number, document.short_id, visitor.name)
        return followed(site, document, number, "undo")

    return pages
