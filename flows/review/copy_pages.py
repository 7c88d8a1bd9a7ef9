"""What people say of copies on the document page: join, part, let one count, take back."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from db.asking.sight import sees_all_copies
from db.copies.shown import copies_of
from db.models.document import Document
from db.reading.documents import find_document
from db.review.joining import join, lead, part, take_back
from flows.review.change_pages import back_to
from flows.review.document_pages import Answer, document_of, show_document
from flows.review.forms import Form, form_reader, number_of
from flows.review.seeing import reads
from flows.review.site import Site, Visitor, log
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError

ACTIONS = {"join": "joined", "part": "parted", "lead": "leads", "undo": "undo"}
_LONGEST_NAME = 200
_UNTAKEN = 422


def say(site: Site, url: str, document: Document, person: str, form: Form) -> None:
    """Do what a form asks for.

    Args:
        site: of the pages.
        url: address through which the person reads.
        document: of the page.
        person: by name.
        form: as it was sent.

    Raises:
        CorrectionError: it makes no sense, is so already, or concerns copies that are hidden from the person.
        UnknownDocumentError: no document, or more than one, goes by the name of the other.
    """
    action, whole = form["action"], site.whole_database
    other = form.get("other", "").strip()[:_LONGEST_NAME]
    if action == "undo":
        number = number_of(form.get("decision", ""))
        entry = next((said for said in copies_of(url, document.id).said if said.id == number), None)
        if entry is None:
            raise CorrectionError("Nothing of that is in force.", "Load the page again.")
        _need_copies(whole, url, *(find_document(url, name).id for name in (entry.subject, entry.other)))
        take_back(whole, document.id, person, number)
        return
    named = find_document(url, other).id if other or action != "lead" else document.id
    _need_copies(whole, url, document.id, named)
    if action == "lead":
        lead(whole, named, person)
    elif action == "part":
        # The one that counts stays with its other copies.
        leaves, stays = (named, document.id) if copies_of(url, document.id).counts else (document.id, named)
        part(whole, leaves, person, stays)
    else:
        join(whole, document.id, named, person)


def _need_copies(whole: str, url: str, *documents: int) -> None:
    """Make sure that nothing is said of copies which somebody may not see: which of them counts would change."""
    if not all(sees_all_copies(whole, url, document_id) for document_id in documents):
        raise CorrectionError("It has copies that are hidden.", "Somebody who sees all of them can say so.")


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    @pages.post("/documents/{short_id}/copies")
    def take(request: Request, short_id: str, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        document = document_of(site, request, short_id)
        if form.get("action") not in ACTIONS:
            raise UnknownDocumentError("There is no such form.", "")
        t = visitor.wording
        try:
            say(site, reads(site, request), document, visitor.name, form)
        except UnknownDocumentError:
            message = t("copies.unknown", name=form.get("other", "")[:_LONGEST_NAME])
        except CorrectionError:
            message = t("copies.refused")
        else:
            log.info("copies of %s: %s by %r", document.short_id, form["action"], visitor.name)
            return back_to(request, document, ACTIONS[form["action"]], "copies")
        return show_document(site, request, short_id, Answer(_UNTAKEN, message, "copies", form))

    return pages
