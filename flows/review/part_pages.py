"""What people say of where a notice of a file begins, from the document page."""

from __future__ import annotations

import anyio
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from db.reading.parts import JOIN, PART, UNDO, parts_of
from flows.review.document_pages import Answer, document_of, show_document
from flows.review.forms import Form, form_reader, number_of
from flows.review.seeing import need_whole_file, reads
from flows.review.site import Site, Visitor, log
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError

_CHANGED = 422


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    @pages.post("/documents/{short_id}/parts")
    def take_decision(request: Request, short_id: str, form: Form = Depends(form_of)) -> Response:
        from flows.parting import cut_again, said

        visitor: Visitor = request.state.visitor
        document, page, action = document_of(site, request, short_id), number_of(form.get("page", "")), form.get("action", "")
        if action not in {PART, JOIN, UNDO}:
            raise UnknownDocumentError("There is no such form.", "")
        need_whole_file(site, reads(site, request), document.sha256)
        try:
            first = said(site.settings, document.short_id, page, action, visitor.name)
        except CorrectionError:
            message = visitor.wording("wrong.no_such_cut", page=form.get("page", ""))
            return show_document(site, request, short_id, Answer(_CHANGED, message, "", {}))
        log.info("page %d of %s: %s by %r", page, first.short_id, action, visitor.name)
        outcome = anyio.run(cut_again, site.settings, first.short_id)
        # A part that was joined is gone; the file's first notice leads on to all of them.
        there = {d.short_id for d in parts_of(site.whole_database, first.sha256) if d.state == "loaded"}
        target = document.short_id if document.short_id in there else first.short_id
        return RedirectResponse(f"/documents/{target}?said={'cut_later' if outcome.error_code else action}#notices", 303)

    return pages
