"""What people say of copies on the document page: join, part, let one count, take back."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from db.copies_shown import copies_of
from db.documents import find_document
from db.joining import join, lead, part, take_back
from db.models.document import Document
from flows.review.change_pages import back_to
from flows.review.document_pages import Answer, document_of, show_document
from flows.review.forms import Form, form_reader, number_of
from flows.review.site import Site, Visitor, log
from tasks.domain.errors import CorrectionError, UnknownDocumentError

ACTIONS = {"join": "joined", "part": "parted", "lead": "leads", "undo": "undo"}
_LONGEST_NAME = 200
_UNTAKEN = 422


def say(site: Site, document: Document, person: str, form: Form) -> None:
    """Do what a form asks for.

    Raises:
        CorrectionError: it makes no sense, or is so already.
        UnknownDocumentError: no document, or more than one, goes by the name of the other.
    """
    action, url = form["action"], site.database
    other = form.get("other", "").strip()[:_LONGEST_NAME]
    if action == "undo":
        take_back(url, document.id, person, number_of(form.get("decision", "")))
    elif action == "lead":
        lead(url, find_document(url, other).id if other else document.id, person)
    elif action == "part":
        named = find_document(url, other).id
        # The one that counts stays with its other copies.
        leaves, stays = (named, document.id) if copies_of(url, document.id).counts else (document.id, named)
        part(url, leaves, person, stays)
    else:
        join(url, document.id, find_document(url, other).id, person)


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    @pages.post("/documents/{short_id}/copies")
    def take(request: Request, short_id: str, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        document = document_of(site, short_id)
        if form.get("action") not in ACTIONS:
            raise UnknownDocumentError("There is no such form.", "")
        t = visitor.wording
        try:
            say(site, document, visitor.name, form)
        except UnknownDocumentError:
            message = t("copies.unknown", name=form.get("other", "")[:_LONGEST_NAME])
        except CorrectionError:
            message = t("copies.refused")
        else:
            log.info("copies of %s: %s by %r", document.short_id, form["action"], visitor.name)
            return back_to(document, ACTIONS[form["action"]], "copies")
        return show_document(site, request, short_id, Answer(_UNTAKEN, message, "copies", form))

    return pages
