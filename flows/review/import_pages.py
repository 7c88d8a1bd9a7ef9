"""Bringing a sheet of tasks back: every change is shown first, then applied in one transaction, and can be taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from db.review.brought import list_brought, undo_brought
from flows.apart import takeaway_bounds
from flows.review.forms import MARK, ForgedFormError, Form, form_reader, number_of
from flows.review.multipart import receive
from flows.review.received import ReceivedFile
from flows.review.seeing import reads
from flows.review.sheets import Sheet, Sheets, seen_as
from flows.review.site import Site, Visitor, log
from flows.takeaway.bringing_back import CHANGED, REFUSED, UNCHANGED, Line, carry_out, plan
from flows.takeaway.columns import ANSWERS
from flows.takeaway.returned import read_rows
from flows.takeaway.telling import note_words, telling_in, value_words
from tasks.domain.correction_errors import CorrectionError, SheetError
from tasks.domain.legible import legible
from tasks.step import in_thread

_MOST_PARTS = 10
PATH = "/import"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of a sheet for a reader.

    Attributes:
        place: sheet and row.
        outcome: changed or refused.
        task: symbol of the document and words of the task.
        changes: column, value now and value of the sheet.
        notes: column or "", and why it is not taken.
        directive_id: of the task, None where it is not known.
    """

    place: str
    outcome: str
    task: str
    changes: Sequence[tuple[str, str, str]]
    notes: Sequence[tuple[str, str]]
    directive_id: int | None


def shown_of(line: Line, language: str) -> Shown:
    """A row as the page shows it."""
    words = telling_in(language)
    changes = [(ANSWERS[name], value_words(before, words), value_words(after, words)) for name, (before, after) in line.changes.items()]
    notes = [(note.column, note_words(note, words)) for note in line.notes]
    return Shown(line.place, line.outcome, line.task, changes, notes, line.directive_id)


class _Desk:
    """What the pages share: the sheets that are looked at, and how one is shown."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.sheets = Sheets()

    def show(self, request: Request, status: int = 200, **values: object) -> Response:
        """The page, with a preview where there are lines."""
        visitor: Visitor = request.state.visitor
        known: dict[str, object] = {"message": "", "lines": None}
        brought = list_brought(reads(self.site, request), visitor.name) if values.get("lines") is None else ()
        return self.site.show(request, "import.html", status, **(known | {"brought": brought} | values))

    def preview(
        self, request: Request, token: str, sheet: Sheet, *, sheet_wins: bool = False, message: str = "", status: int = 200
    ) -> Response:
        """What a sheet would change as things stand, what is refused first."""
        visitor: Visitor = request.state.visitor
        lines = plan(reads(self.site, request), sheet.rows, sheet_wins=sheet_wins)
        counts = {name: sum(line.outcome == name for line in lines) for name in (CHANGED, UNCHANGED, REFUSED)}
        told = [shown_of(line, visitor.wording.language) for line in lines if line.changes or line.notes]
        return self.show(
            request,
            status,
            message=message,
            lines=sorted(told, key=lambda line: line.outcome != REFUSED),
            name=sheet.name,
            token=token,
            seen=seen_as(lines),
            counts=counts,
            sheet_wins=sheet_wins,
            both_changed=sheet_wins or any(note.code == "both-changed" for line in lines for note in line.notes),
        )

    def look(self, request: Request, files: Sequence[ReceivedFile]) -> Response:
        """The preview of a sheet that was sent."""
        visitor: Visitor = request.state.visitor
        t = visitor.wording
        if not files:
            return self.show(request, 422, message=t("import.none"))
        name = files[-1].path.name
        book = files[-1].path.rename(files[-1].path.with_name("sheet.xlsx"))  # the reader opens nothing that ends otherwise
        try:
            rows = read_rows(book, takeaway_bounds(self.site.settings))
        except SheetError as error:
            log.info("a sheet of %r was refused: %s", visitor.name, error)
            return self.show(request, 422, message=t("import.no_sheet"))
        sheet = Sheet(visitor.name, legible(name), rows, self.site.now())
        return self.preview(request, self.sheets.put(sheet), sheet)

    def apply(self, request: Request, form: Form) -> Response:
        """Write what the preview showed, and nothing else; or show it again with the other answer to what both changed."""
        visitor: Visitor = request.state.visitor
        t, token, sheet_wins = visitor.wording, form.get("token", ""), form.get("wins") == "yes"
        sheet = self.sheets.get(token, visitor.name, self.site.now())
        if sheet is None:
            return self.show(request, 422, message=t("import.gone"))
        if form.get("action") != "apply":
            return self.preview(request, token, sheet, sheet_wins=sheet_wins)
        lines = plan(reads(self.site, request), sheet.rows, sheet_wins=sheet_wins)
        if seen_as(lines) != form.get("seen"):
            return self.preview(request, token, sheet, sheet_wins=sheet_wins, message=t("import.moved"), status=409)
        done = carry_out(self.site.whole_database, lines, visitor.name, f"sheet:{sheet.name}")
        written, wanted = (sum(line.outcome == CHANGED for line in some) for some in (done, lines))
        log.info("sheet %r by %r: %s of %s tasks changed", sheet.name, visitor.name, written, wanted)
        if written < wanted:
            return self.preview(request, token, sheet, sheet_wins=sheet_wins, message=t("import.some"), status=409)
        self.sheets.drop(token)
        return RedirectResponse(f"{PATH}?said=brought", 303)

    def undo(self, request: Request, form: Form) -> Response:
        """Take back what one of the visitor's own sheets changed."""
        visitor: Visitor = request.state.visitor
        t, number = visitor.wording, number_of(form.get("number", ""))
        # Whoever no longer sees all that their sheet changed cannot change it back.
        seen, there = (list_brought(url, visitor.name) for url in (reads(self.site, request), self.site.whole_database))
        if number not in {one.id for one in set(seen) & set(there)}:
            return self.show(request, 422, message=t("wrong.nothing_to_undo"))
        try:
            restored, kept = undo_brought(self.site.whole_database, number, visitor.name)
        except CorrectionError:
            return self.show(request, 422, message=t("wrong.nothing_to_undo"))
        log.info("sheet %s taken back by %r: %s tasks, %s kept", number, visitor.name, restored, kept)
        return self.show(request, 409, message=t("import.kept", count=kept)) if kept else RedirectResponse(f"{PATH}?said=undo", 303)


def router(site: Site) -> APIRouter:
    """The pages of this module."""
    pages = APIRouter()
    form_of = form_reader(site)
    desk = _Desk(site)

    @pages.get(PATH)
    def begin(request: Request) -> Response:
        return desk.show(request)

    @pages.post(PATH)
    async def look(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        with tempfile.TemporaryDirectory(prefix="thongbao-sheet-") as folder:
            form, files = await receive(request, Path(folder), _MOST_PARTS)
            if not site.sessions.form_mark_holds(visitor.session, form.pop(MARK, "")):
                raise ForgedFormError
            return await in_thread(lambda: desk.look(request, files))

    @pages.post("/import/apply")
    def apply(request: Request, form: Form = Depends(form_of)) -> Response:
        return desk.apply(request, form)

    @pages.post("/import/undo")
    def undo(request: Request, form: Form = Depends(form_of)) -> Response:
        return desk.undo(request, form)

    return pages
