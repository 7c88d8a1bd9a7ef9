"""Files that people bring by the browser, and documents that they have read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from flows.apart import run_apart, takeaway_bounds
from flows.review.document_pages import document_of
from flows.review.forms import MARK, ForgedFormError, Form, form_reader
from flows.review.multipart import receive
from flows.review.received import ReceivedFile, drop
from flows.review.seeing import need_whole_file, reads
from flows.review.site import Site, Visitor, log
from tasks.archive.originals import sha256_of
from tasks.step import in_thread

PATH = "/upload"
DPIS = ("200", "300", "400")
_CHANGED = 422


def bound(site: Site, brought: Sequence[ReceivedFile]) -> ReceivedFile | None:
    """One PDF whose pages are the pictures that somebody brought; None where one of them is no picture, or they are too much."""
    first = brought[0].path
    target = first.parent / f"{first.stem}.pdf"
    pictures = [str(one.path.absolute()) for one in brought]
    done = run_apart("flows.review.binding", [str(target.absolute()), *pictures], takeaway_bounds(site.settings))
    if done.returncode != 0:
        target.unlink(missing_ok=True)
        return None
    return ReceivedFile(target, sha256_of(target))


def together(site: Site, brought: Sequence[ReceivedFile]) -> list[ReceivedFile]:
    """The one file that pictures make together, none where they make none; what they were made of is gone."""
    made = bound(site, brought)
    for one in brought:
        one.path.unlink(missing_ok=True)
        if made is None or one.path.parent != made.path.parent:
            drop(one.path)
    return [made] if made else []


def options_of(form: Form) -> list[str]:
    """How a document is to be read again, as options of the command; what is left as it is, is none."""
    dpi = form.get("dpi", "")
    return [*(("--dpi", dpi) if dpi in DPIS else ()), *(("--force-ocr",) if form.get("force_ocr") else ())]


def show_upload(site: Site, request: Request, message: str = "") -> Response:
    """The page that takes files, and what became of those before."""
    return site.show(request, "upload.html", _CHANGED if message else 200, jobs=site.intake.jobs(), message=message, is_busy=any_open(site))


def any_open(site: Site) -> bool:
    """Whether something waits or is being read."""
    return any(job.state in {"waiting", "running"} for job in site.intake.jobs())


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)

    @pages.get(PATH)
    def upload(request: Request) -> Response:
        return show_upload(site, request)

    @pages.post(PATH)
    async def take_files(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        form, brought = await receive(request, site.intake.folder)
        if not site.sessions.form_mark_holds(visitor.session, form.pop(MARK, "")):
            for one in brought:
                drop(one.path)
            raise ForgedFormError
        if form.get("together") and len(brought) > 1:
            brought = await in_thread(lambda: together(site, brought))
            if not brought:
                return await in_thread(lambda: show_upload(site, request, visitor.wording("upload.no_pictures")))
        if not brought:
            return await in_thread(lambda: show_upload(site, request, visitor.wording("upload.nothing")))
        for one in brought:
            site.intake.take_in(one, visitor.name)
            log.info("%s brought by %r", Path(one.path).name, visitor.name)
        return RedirectResponse(f"{PATH}?said=received#jobs", 303)

    @pages.post("/documents/{short_id}/again")
    def read_again(request: Request, short_id: str, form: Form = Depends(form_of)) -> Response:
        visitor: Visitor = request.state.visitor
        document = document_of(site, request, short_id)
        need_whole_file(site, reads(site, request), document.sha256)
        job = site.intake.read_again(document.short_id, document.file_name, document.sha256, visitor.name, options_of(form))
        log.info("%s is read again, asked by %r", document.short_id, visitor.name)
        return RedirectResponse(f"/documents/{document.short_id}?said={'again' if job else 'again_already'}", 303)

    return pages
