"""What is said of tasks on the board: of one, of several at once, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from db.review.followup import Said, extend_task, set_tasks
from db.review.offers import dismiss_offer
from db.review.undoing import documents_of, undo_batch
from flows.review.board_filter import board_address, kept_query
from flows.review.document_pages import document_of
from flows.review.fields import WrongValueError, understood
from flows.review.forms import Form, RowId, form_reader, number_of
from flows.review.language import Wording
from flows.review.reasons import refusal
from flows.review.seeing import need_task, reads
from flows.review.site import Site, Visitor, log
from tasks.domain.correction_errors import (
    CorrectionError,
    TaskNotDoneError,
    TaskNotEndedError,
    TaskNotYetError,
    TaskUndatedError,
    TaskUnreplacedError,
)
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.row_fields import EXTENSION_FIELDS, TASK_FIELDS, Field


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not taken.

    Attributes:
        message: why.
        status: of the answer.
        task: first directive of the only task it was about; 0 for none or several.
        typed: what was typed, to be shown again.
        at: name of the field that is to be looked at, "" for none.
    """

    message: str
    status: int = 422
    task: int = 0
    typed: Form = field(default_factory=dict)
    at: str = ""


_AT: Mapping[type[Exception], str] = {
    TaskUndatedError: "completed_on",
    TaskNotDoneError: "completed_on",
    TaskUnreplacedError: "ending_symbol",
    TaskNotEndedError: "ending_symbol",
}
Show = Callable[[Request, Mapping[str, str], Refused | None], Response]
"""Shows the board with a filter, and why a form was refused."""


def fields_of(form: Form, t: Wording, fields: Mapping[str, Field] = TASK_FIELDS) -> dict[str, object]:
    """The fields of a task, or of an extension, that a form carries.

    Raises:
        WrongValueError: a field cannot hold what was typed.
    """
    return {name: understood(field, form[name], t) for name, field in fields.items() if name in form}


def field_at_fault(error: WrongValueError | CorrectionError, form: Form) -> str:
    """The field of a form beside which it is said why the form was refused, "" for none."""
    if isinstance(error, WrongValueError):
        return error.at
    if isinstance(error, TaskNotYetError):
        return "issued_on" if "issued_on" in form else "completed_on"
    return _AT.get(type(error), "")


def said_at_once(form: Form, t: Wording) -> dict[str, object]:
    """What a form says of several tasks: the fields that were filled in; the others stay.

    Raises:
        WrongValueError: nothing is filled in, or a field cannot hold what was typed.
    """
    found = fields_of({name: value for name, value in form.items() if value.strip()}, t)
    if not found:
        raise WrongValueError("board.nothing_said")
    return found


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the forms of the board are taken.

    Attributes:
        site: the pages.
        show: shows the board again where a form was refused.
    """

    site: Site
    show: Show

    def carry_out(self, request: Request, form: Form, directives: Sequence[int], say: Callable[[Visitor], Said]) -> Response:
        """Say something of tasks that the visitor may see; back to the board with a way to take it back."""
        visitor: Visitor = request.state.visitor
        kept = kept_query(form.get("keep", ""))
        url = reads(self.site, request)
        for number in directives:
            need_task(url, number)
        alone = directives[0] if len(directives) == 1 else 0
        try:
            said = say(visitor)
        except (WrongValueError, CorrectionError) as error:
            return self.show(request, kept, Refused(refusal(error, visitor.wording), 422, alone, form, field_at_fault(error, form)))
        log.info("tasks %s by %r", ", ".join(said.keys), visitor.name)
        more = {"said": "task", "undo": said.batch} if said.batch else {"said": "nothing"}
        return RedirectResponse(board_address(kept, **more) + (f"#task-{alone}" if alone else ""), 303)

    def several(self, request: Request, form: Form) -> Response:
        """Say the same of the tasks that were chosen."""
        directives = list(dict.fromkeys(number for line in form.get("task", "").split("\n") if (number := number_of(line))))
        if not directives:
            visitor: Visitor = request.state.visitor
            return self.show(request, kept_query(form.get("keep", "")), Refused(visitor.wording("board.none_chosen"), typed=form))

        def say(visitor: Visitor) -> Said:
            fields: dict[str, Any] = said_at_once(form, visitor.wording)
            return set_tasks(self.site.whole_database, directives, visitor.name, source="page", today=self.site.today(), **fields)

        return self.carry_out(request, form, directives, say)

    def one(self, request: Request, form: Form, directive_id: int) -> Response:
        """Say how far a task is."""

        def say(visitor: Visitor) -> Said:
            fields: dict[str, Any] = fields_of(form, visitor.wording)
            return set_tasks(self.site.whole_database, [directive_id], visitor.name, source="page", today=self.site.today(), **fields)

        return self.carry_out(request, form, [directive_id], say)

    def extend(self, request: Request, form: Form, directive_id: int) -> Response:
        """Put off the deadline of a task."""

        def say(visitor: Visitor) -> Said:
            fields: dict[str, Any] = fields_of(form, visitor.wording, EXTENSION_FIELDS)
            return extend_task(self.site.whole_database, directive_id, visitor.name, source="page", today=self.site.today(), **fields)

        return self.carry_out(request, form, [directive_id], say)

    def dismiss(self, request: Request, form: Form, directive_id: int) -> Response:
        """Say that a document reports no completion of a task, or that it may be offered again."""
        document, again = form.get("document", ""), form.get("again") == "1"
        document_of(self.site, request, document)

        def say(visitor: Visitor) -> Said:
            return dismiss_offer(self.site.whole_database, directive_id, document, visitor.name, source="page", again=again)

        return self.carry_out(request, form, [directive_id], say)

    def undo(self, request: Request, form: Form) -> Response:
        """Take back what was said at once; only by somebody who may see all of it."""
        visitor: Visitor = request.state.visitor
        kept, batch, whole = kept_query(form.get("keep", "")), form.get("batch", ""), self.site.whole_database
        if documents_of(reads(self.site, request), batch) != documents_of(whole, batch):
            raise UnknownDocumentError("There is no such change.", "")
        try:
            undone = undo_batch(whole, batch, visitor.name)
        except CorrectionError as error:
            return self.show(request, kept, Refused(refusal(error, visitor.wording)))
        log.info("%d tasks taken back by %r, %d kept", undone.restored, visitor.name, undone.kept)
        if undone.kept:
            return self.show(request, kept, Refused(visitor.wording("board.undo_kept", kept=undone.kept, restored=undone.restored), 409))
        return RedirectResponse(board_address(kept, said="undo"), 303)


def router(site: Site, show: Show) -> APIRouter:
    """The forms of the board.

    Args:
        site: the pages.
        show: shows the board again where a form was refused.
    """
    pages, form_of, desk = APIRouter(), form_reader(site), Desk(site, show)

    @pages.post("/tasks")
    def change_several(request: Request, form: Form = Depends(form_of)) -> Response:
        return desk.several(request, form)

    @pages.post("/tasks/undo")
    def undo(request: Request, form: Form = Depends(form_of)) -> Response:
        return desk.undo(request, form)

    @pages.post("/tasks/{directive_id}")
    def change(request: Request, directive_id: RowId, form: Form = Depends(form_of)) -> Response:
        return desk.one(request, form, directive_id)

    @pages.post("/tasks/{directive_id}/extension")
    def extend(request: Request, directive_id: RowId, form: Form = Depends(form_of)) -> Response:
        return desk.extend(request, form, directive_id)

    @pages.post("/tasks/{directive_id}/offer")
    def dismiss(request: Request, directive_id: RowId, form: Form = Depends(form_of)) -> Response:
        return desk.dismiss(request, form, directive_id)

    return pages
