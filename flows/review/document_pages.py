"""The document page: the scan beside what was found in it, the pictures of its pages, and the words in a rectangle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from config.vocabulary import load_vocabulary
from db.asking.details import RevisionDetail, revision_detail
from db.asking.queue import place_in, progress_of
from db.asking.sight import sees_whole_file
from db.copies.shown import copies_of
from db.models.document import Document
from db.models.signature import Signature
from db.reading.documents import find_document
from db.reading.parts import decisions_about, notices_of
from db.review.corrections import list_corrections
from flows.report.links import run_of_file
from flows.review.copies import copies_for
from flows.review.findings import Reader, entries_of
from flows.review.forms import number_of
from flows.review.history import Entry, entry_of
from flows.review.language import Wording
from flows.review.led_to import LedTo, led_to
from flows.review.list_pages import kept_of, wanted_of
from flows.review.members import lying
from flows.review.parts import PARTS, label_of
from flows.review.row_order import doubtful_first, sure_of
from flows.review.row_pages import moved
from flows.review.rows import Doubt, Row
from flows.review.seeing import reads
from flows.review.site import Site, Visitor
from flows.review.tables import TableView, view_of
from flows.takeaway.signed import bodies
from tasks.domain.anchor import PageBox
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.outcome import DocumentState
from tasks.domain.row_fields import ADDABLE, DEFAULTS

_ID = re.compile(r"[0-9a-f]{8,64}(?:\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A box drawn over a page: where, of which row, and how it looks."""

    box: PageBox
    row: str
    look: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page has to say about a form that was not taken.

    Attributes:
        status: of the answer.
        message: for the reader.
        open_row: anchor of the row whose form stays open, "add" for the form of what was missed.
        typed: what stood in that form.
        stale: label, value now and value typed of each field, where somebody else was faster.
    """

    status: int
    message: str
    open_row: str
    typed: Mapping[str, str]
    stale: Sequence[tuple[str, str, str]] = ()


def document_of(site: Site, request: Request, short_id: str) -> Document:
    """The document of an id in an address.

    Raises:
        UnknownDocumentError: there is none that the visitor may see; names of other kinds are not looked up.
    """
    if not _ID.fullmatch(short_id):
        raise UnknownDocumentError("No document has this id.", "")
    return find_document(reads(site, request), short_id)


@cache
def offers() -> dict[str, list[Any]]:
    """What the fields of forms suggest."""
    known = load_vocabulary()
    return {
        "agencies": [entry.label for entry in known.agencies.entries],
        "types": [(entry.code, entry.label) for entry in known.document_types.entries],
        "indicators": [(entry.code, entry.label) for entry in known.indicators.entries],
    }


def overlay_of(
    rows: Sequence[Row], doubts: Sequence[Doubt], tables: Sequence[TableView] = (), found: Sequence[PageBox] = ()
) -> dict[int, list[Mark]]:
    """The boxes of each page, larger ones first, so that a small one lies on top and can be clicked.

    Boxes of parts are seen while their row is looked at, and cannot be clicked. What was read from a cell lies on top of it.
    """
    marks: dict[int, list[Mark]] = {}
    for mark in (*_of_cells(tables), *_of_rows(rows), *_of_doubts(doubts), *(Mark(box, "found", "found") for box in found)):
        marks.setdefault(mark.box.page, []).append(mark)
    for of_page in marks.values():
        of_page.sort(key=lambda mark: -mark.box.area)
    return marks


def _of_cells(tables: Sequence[TableView]) -> Iterator[Mark]:
    for cell in (cell for table in tables for row in table.rows for cell in row):
        yield from (Mark(box, cell.anchor, "quiet") for box in cell.boxes)


def _of_rows(rows: Sequence[Row]) -> Iterator[Mark]:
    for row in rows:
        look = "quiet" if row.kind in {"section", "head"} or row.review == "rejected" else f"{row.kind}{' is-open' if row.is_open else ''}"
        yield from (Mark(box, row.anchor, look) for box in row.boxes)
        for part in row.parts:
            yield from (Mark(box, row.anchor, f"part {part.field}") for box in part.boxes)


def _of_doubts(doubts: Sequence[Doubt]) -> Iterator[Mark]:
    """Of those that are open and belong to no row."""
    for doubt in doubts:
        if doubt.open and not doubt.row:
            yield from (Mark(box, f"doubt-{doubt.id}", "quiet") for box in doubt.boxes)


def legend_of(rows: Sequence[Row], t: Wording) -> list[tuple[str, str]]:
    """Name and label of the parts that have a box somewhere."""
    there = {part.field for row in rows for part in row.parts if part.boxes}
    return [(name, label_of(name, t)) for name in PARTS if name in there]


def signed_of(row: Signature, local: Callable[[datetime], datetime], t: Wording) -> dict[str, Any]:
    """A signature as the page shows it."""
    when = local(row.signed_at) if row.signed_at else None
    return {
        "row": row,
        "bodies": bodies(row),
        "iso": when.isoformat() if when else "",
        "when": f"{when:%d/%m/%Y %H:%M:%S}" if when else "",
        "says": [(said, label_of(field, t), value) for field, said, value in row.says],
        "wrong": row.state not in {"holds", "banner"},
    }


def conflicts_in(history: Sequence[Entry]) -> list[Entry]:
    """Corrections in force that no longer match what was read."""
    return [entry for entry in history if entry.state in {"conflict", "unplaced"} and not entry.undone]


def show_document(site: Site, request: Request, short_id: str, answer: Answer | None = None) -> Response:
    """The page of a document, after a form that was not taken with what is to be said about it."""
    visitor: Visitor = request.state.visitor
    url, document = reads(site, request), document_of(site, request, short_id)
    kept = kept_of(request.query_params)
    of_file = {
        "document": document,
        "kept": kept,
        "is_busy": site.intake.is_busy(document.sha256),
        "run": run_of_file(site.settings, document.sha256),
        **lying(url, document),
    }
    if document.state != DocumentState.LOADED:
        return site.show(request, "unread.html", **of_file)
    detail = revision_detail(url, document.id, rejected=True)
    asked = wanted_of(request.query_params, visitor.name) if kept else None
    return site.show(
        request,
        "document.html",
        answer.status if answer else 200,
        **of_file,
        name=detail.revision.symbol or document.file_name,
        address=f"/documents/{document.short_id}",
        whole_file=sees_whole_file(site.whole_database, url, document.sha256),
        notices=notices_of(url, document.sha256),
        decisions=decisions_about(url, document.sha256),
        place=place_in(url, asked, document.short_id) if asked else None,
        progress=progress_of(url, asked) if asked else None,
        copies=copies_for(copies_of(url, document.id), site.local, visitor.wording),
        **_found_in(detail, led_to(url, detail.revision, request.query_params.get("at", "")), site, visitor.wording),
        **_said_of([entry_of(row, site.local, visitor.wording) for row in list_corrections(url, document.id)]),
        **_forms_of(request, answer, visitor.wording),
    )


def _found_in(detail: RevisionDetail, led: LedTo, site: Site, t: Wording) -> dict[str, Any]:
    """What was read of a document, and the boxes of it on its pages."""
    reader = Reader(detail, t)
    lists = {
        "directives": doubtful_first([reader.directive(row) for row in detail.directives]),
        "metrics": doubtful_first([reader.metric(row) for row in detail.metrics]),
        "citations": doubtful_first([reader.citation(row) for row in detail.citations]),
    }
    sections, head = [reader.section(row) for row in detail.sections], reader.head()
    rows = [head, *sections, *(row for found in lists.values() for row in found)]
    tables = [view_of(table, reader, rows) for table in detail.tables]
    return {
        "detail": detail,
        "signatures": [signed_of(row, site.local, t) for row in detail.signatures],
        "has_pictures": any(page.picture for page in detail.pages),
        "head": head,
        "lists": lists,
        "sure": {kind: len(sure_of(found)) for kind, found in lists.items() if kind != "citations"},
        "sections": sections,
        "tables": tables,
        "overlay": overlay_of(rows, reader.doubts, tables, led.boxes),
        "led": led,
        "legend": legend_of(rows, t),
        "open_doubts": [doubt for doubt in reader.doubts if doubt.open],
        "items": {
            name: [item.text for item in detail.head_items if item.kind == kind]
            for name, kind in (("addressees", "addressee"), ("recipients", "recipient"), ("legal_bases", "legal_basis"))
        },
    }


def _said_of(history: Sequence[Entry]) -> dict[str, Any]:
    """What people said of a document."""
    return {
        "history": history,
        "conflicts": conflicts_in(history),
        "can_undo": any(entry.can_undo for entry in history),
        "seen": max((entry.id for entry in history), default=0),
    }


def _forms_of(request: Request, answer: Answer | None, t: Wording) -> dict[str, Any]:
    """What the forms of the page begin with, and what is said of one that was not taken."""
    return {
        "blanks": {kind: entries_of(kind, DEFAULTS.get(kind, {}), t) for kind in ADDABLE},
        "offers": offers(),
        "message": answer.message if answer else "",
        "open_row": answer.open_row if answer else f"cell-{number_of(request.query_params.get('cell', ''))}",
        "typed": answer.typed if answer else None,
        "again": answer.typed if answer else {},
        "stale": answer.stale if answer else (),
    }


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()

    @pages.get("/documents/{short_id}")
    def document(request: Request, short_id: str) -> Response:
        now = moved(reads(site, request), short_id, request.query_params.get("row", ""))
        return RedirectResponse(now, 303) if now else show_document(site, request, short_id)

    return pages
