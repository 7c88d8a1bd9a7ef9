"""What people change on the document page: confirm, correct, reject, add, take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from config.vocabulary import load_vocabulary
from db.asking.details import RevisionDetail, revision_detail
from db.models.document import Document
from db.reading.pages import PageWords, words_of_page
from db.review.corrections import Change, PageBox, correct, list_corrections, undo
from db.review.together import confirm_together
from flows.review.document_pages import Answer, document_of, show_document
from flows.review.fields import LONGEST_SHOWN, WrongValueError, changes, understood, whole_row
from flows.review.findings import Reader, shown, values_of
from flows.review.forms import Form, form_reader, number_of
from flows.review.language import Wording
from flows.review.list_pages import kept_of
from flows.review.reasons import refusal
from flows.review.row_order import sure_of
from flows.review.rows import Row
from flows.review.seeing import reads
from flows.review.site import Site, Visitor, log
from flows.review.words import Area, area_of
from tasks.domain.choices import Action
from tasks.domain.correction_errors import CorrectionError, StaleCorrectionError
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.row_fields import ADDABLE, FIELDS
from tasks.domain.typed import write_field
from tasks.findings.agencies import Agencies
from tasks.vietnamese.places import load_places

_ROWS = {"directive": "directives", "metric": "metrics", "citation": "citations", "section": "sections"}
_CHANGED = 422
# Beside what was typed: the field that is wrong, and why; no field of a form has a space in its name.
WRONG_AT, WRONG = "wrong at", "wrong why"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a form asks for.

    Attributes:
        kind: of the row.
        action: confirm, change, reject or add.
        row_id: None for the head and for what is added.
        seen: newest correction that stood on the page.
    """

    kind: str
    action: str
    row_id: int | None
    seen: int

    @property
    def anchor(self) -> str:
        """The row's place on the page."""
        if self.kind == "doubt":  # it is not on the page any more
            return "doubts"
        return "add" if self.action == "add" else self.kind if self.row_id is None else f"{self.kind}-{self.row_id}"


def deed_of(form: Form) -> Deed:
    """What a form asks for.

    Raises:
        UnknownDocumentError: nothing that our pages offer.
    """
    kind, action = form.get("about", ""), form.get("action", "change")
    row = number_of(form.get("row", ""))
    adds = action == "add"
    if kind not in FIELDS or (adds and kind not in ADDABLE) or action not in list(Action):
        raise UnknownDocumentError("There is no such form.", "")
    if not adds and (kind == "head") != (row == 0):
        raise UnknownDocumentError("There is no such row.", "")
    if kind == "doubt" and action != "confirm":
        raise UnknownDocumentError("There is no such form.", "")
    return Deed(kind, action, row or None, number_of(form.get("seen", "")))


def row_of(detail: RevisionDetail, deed: Deed) -> Any:
    """The row a form is about.

    Raises:
        WrongValueError: the document has none of that number now: it was read anew while the page was open.
    """
    if deed.kind == "head":
        return detail.revision
    rows = [cell for table in detail.tables for cell in table.cells] if deed.kind == "cell" else getattr(detail, _ROWS[deed.kind])
    found = next((row for row in rows if row.id == deed.row_id), None)
    if found is None:
        raise WrongValueError("wrong.read_anew")
    return found


def place_of(page: PageWords | None, form: Form, words: str) -> PageBox:
    """Where what was missed stands: the rectangle that was drawn, else where the page has the words, else the whole page.

    Raises:
        WrongValueError: there is no such page, or what was drawn is no rectangle on it.
    """
    if page is None:
        raise WrongValueError("wrong.number", value=form.get("page", "")[:LONGEST_SHOWN])
    return drawn(page.number, form.get("box", "").strip()) or area_of(page, words) or Area(page.number, 0.0, 0.0, 1.0, 1.0)


def drawn(page: int, words: str) -> Area | None:
    """The rectangle that a form carries as four numbers; None where it carries none.

    Raises:
        WrongValueError: it carries something else; the row would stand where nobody meant it.
    """
    if not words:
        return None
    try:
        left, top, right, bottom = map(float, words.split(","))
        return Area(page, left, top, right, bottom)
    except ValueError as error:
        raise WrongValueError("wrong.box") from error


def typed_words(kind: str, values: dict[str, Any]) -> str:
    """The words by which a row that was added is looked for on its page."""
    return str(values.get({"directive": "text", "metric": "name", "citation": "symbol"}[kind], ""))


def both_values(detail: RevisionDetail, deed: Deed, form: Form, t: Wording) -> list[tuple[str, str, str]]:
    """Label, value now and value typed of every field that differs."""
    now = values_of(deed.kind, row_of(detail, deed))
    found = []
    for field in FIELDS[deed.kind].values():
        if field.name in form:
            try:
                mine = shown(field, understood(field, form[field.name], t), t)
            except WrongValueError:
                mine = form[field.name]
            theirs = shown(field, now.get(field.name), t)
            if mine != theirs:
                found.append((field.label(t.language), theirs, mine))
    return found


def carry_out(site: Site, request: Request, document: Document, deed: Deed, form: Form) -> str:
    """Do what a form asks for.

    Returns:
        What the next page says: confirm, change, reject, add, or nothing where nothing would change.

    Raises:
        WrongValueError: something was typed that is no value.
        CorrectionError: the row cannot take it, or somebody was faster.
    """
    visitor: Visitor = request.state.visitor
    t, url = visitor.wording, reads(site, request)
    values: dict[str, Any] = {}
    box = None
    if deed.action == "add":
        values = whole_row(deed.kind, form, t)
        page = words_of_page(url, document.short_id, number_of(form.get("page", "")))
        box = place_of(page, form, typed_words(deed.kind, values))
    elif deed.action == "change":
        row = row_of(revision_detail(url, document.id, rejected=True), deed)
        values = changes(deed.kind, form, values_of(deed.kind, row), t)
        if not values:
            return "nothing"
    elif deed.action == "confirm" and (field := FIELDS[deed.kind].get(form.get("field", ""))) is not None:
        row = row_of(revision_detail(url, document.id, rejected=True), deed)
        values = {field.name: write_field(field, values_of(deed.kind, row).get(field.name))}
    change = Change(document.id, deed.kind, deed.action, visitor.name, deed.row_id, values, box, seen=deed.seen)
    correct(site.whole_database, change, Agencies(load_vocabulary().agencies, load_places()).resolve)
    log.info("%s %s of %s by %r", deed.action, deed.anchor, document.short_id, visitor.name)
    return deed.action


def refused(
    site: Site, request: Request, document: Document, asked: tuple[Deed, Form], error: WrongValueError | CorrectionError
) -> Response:
    """The page again, with what is wrong and what was typed."""
    visitor: Visitor = request.state.visitor
    t, (deed, form) = visitor.wording, asked
    if isinstance(error, StaleCorrectionError):
        url = reads(site, request)
        detail = revision_detail(url, document.id, rejected=True)
        newest = list_corrections(url, document.id)
        who = newest[0].actor if newest else ""
        both = both_values(detail, deed, form, t) if deed.action == "change" else []
        message = t("wrong.stale", who=who)
        return show_document(
            site, request, document.short_id, Answer(409, message, "", {k: v for k, v in form.items() if k != "seen"}, both)
        )
    message = refusal(error, t)
    beside = {WRONG_AT: error.at, WRONG: message} if isinstance(error, WrongValueError) and error.at else {}
    return show_document(site, request, document.short_id, Answer(_CHANGED, message, deed.anchor, form | beside))


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    @pages.post("/documents/{short_id}/corrections")
    def take_correction(request: Request, short_id: str, form: Form = Depends(form_of)) -> Response:
        document, deed = document_of(site, request, short_id), deed_of(form)
        try:
            done = carry_out(site, request, document, deed, form)
        except (WrongValueError, CorrectionError) as error:
            return refused(site, request, document, (deed, form), error)
        return back_to(request, document, done, "" if deed.action == "add" else deed.anchor)

    @pages.post("/documents/{short_id}/sure")
    def confirm_sure(request: Request, short_id: str, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        document = document_of(site, request, short_id)
        rows = sure_rows(revision_detail(reads(site, request), document.id, rejected=True), form.get("about", ""), visitor.wording)
        try:
            count = confirm_together(site.whole_database, document.id, rows, visitor.name, number_of(form.get("seen", "")))
        except StaleCorrectionError:
            return show_document(site, request, short_id, Answer(409, visitor.wording("refused.read-anew"), "", {}))
        except CorrectionError:
            return show_document(site, request, short_id, Answer(_CHANGED, visitor.wording("done.nothing"), "", {}))
        log.info("%d rows of %s together by %r", count, document.short_id, visitor.name)
        return back_to(request, document, "together", form.get("about", ""))

    @pages.post("/documents/{short_id}/undo")
    def take_back(request: Request, short_id: str, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        document = document_of(site, request, short_id)
        given = form.get("correction", "")
        wanted = number_of(given) if given else None
        try:
            undo(site.whole_database, document.id, visitor.name, wanted)
        except CorrectionError:
            message = visitor.wording("wrong.nothing_to_undo")
            return show_document(site, request, short_id, Answer(409, message, "", {}))
        log.info("undo of %s by %r", document.short_id, visitor.name)
        newest = list_corrections(site.whole_database, document.id)[0]
        anchor = f"{newest.kind}-{newest.row_id}" if newest.row_id else ""
        return back_to(request, document, "undo", anchor)

    return pages


def sure_rows(detail: RevisionDetail, about: str, t: Wording) -> list[tuple[str, int]]:
    """Kind and id of the rows of a list that nobody has to look at.

    Raises:
        UnknownDocumentError: no list of ours is confirmed at once.
    """
    reader = Reader(detail, t)
    lists: dict[str, list[Row]] = {
        "directives": list(map(reader.directive, detail.directives)),
        "metrics": list(map(reader.metric, detail.metrics)),
    }
    if about not in lists:
        raise UnknownDocumentError("There is no such form.", "")
    return [(row.kind, row.id) for row in sure_of(lists[about])]


def back_to(request: Request, document: Document, said: str, anchor: str) -> Response:
    """On to the document page, which says what was done, stands at the row, and still knows the list that it was opened from."""
    came_from = dict(parse_qsl(urlsplit(request.headers.get("referer", "")).query))
    query = "&".join(filter(None, (kept_of(came_from), urlencode({"said": said} | ({"row": anchor} if anchor else {})))))
    return RedirectResponse(f"/documents/{document.short_id}?{query}{f'#{anchor}' if anchor else ''}", 303)
