"""What a spreadsheet that came back changes: each row is matched with its task, and what cannot be taken is refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.asking.details import RevisionDetail, revision_detail, revision_details
from db.asking.selection import Selection, select_documents
from db.asking.tasks import TaskRow
from db.models.task import FollowUp
from db.reading.documents import find_document
from db.review.followup import Wish, checked, read_fields, set_each
from db.review.statement import named
from flows.takeaway import wording
from flows.takeaway.columns import ANSWERS, GIVEN, STEPS
from flows.takeaway.exported import fingerprint, normal
from flows.takeaway.returned import ReturnedRow, answer
from flows.takeaway.workbook import task_row
from tasks.domain.anchor import flat
from tasks.domain.choices import CLOSED
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError

CHANGED, UNCHANGED, REFUSED = "changed", "unchanged", "refused"
_SHOWN = 40  # characters of a cell that cannot be taken


@dataclass(frozen=True, slots=True, init=False)
class Note:
    """Why something of a row is not taken.

    Attributes:
        code: of its words in ``flows/takeaway/told``.
        column: name of the cell it is about, "" for the whole row.
        values: for the places of the words.
    """

    code: str
    column: str
    values: Mapping[str, object]

    def __init__(self, code: str, column: str = "", **values: object) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "column", column)
        object.__setattr__(self, "values", values)


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of a row.

    Attributes:
        place: sheet and row.
        outcome: changed, unchanged or refused.
        task: symbol of the document and words of the task.
        changes: field to what it was and what it becomes.
        notes: why it is refused, or what of it is not taken, each with its cell.
        directive_id: first step of the task in the current revision, None where it is refused.
    """

    place: str
    outcome: str
    task: str
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    notes: Sequence[Note] = ()
    directive_id: int | None = None


def plan(url: str, rows: Sequence[ReturnedRow], *, sheet_wins: bool = False) -> list[Line]:
    """What the rows of a spreadsheet change; nothing is written.

    Args:
        url: the database.
        rows: as they came back.
        sheet_wins: where a cell and the database were both changed since the export, the cell is taken instead of refused.
    """
    finder = _Finder(url, rows)
    taken: dict[int, str] = {}
    lines = []
    for row in rows:
        detail, task, why = finder.task(row)
        if detail is None or task is None:
            lines.append(Line(row.place, REFUSED, _shortened(row.values.get(STEPS)), notes=(why,)))
            continue
        line = compare(row, detail, task, sheet_wins=sheet_wins)
        if task.first.id in taken and line.outcome == CHANGED:
            line = Line(row.place, REFUSED, line.task, notes=(Note("twice", place=taken[task.first.id]),))
        if line.outcome == CHANGED:
            taken.setdefault(task.first.id, row.place)
        lines.append(line)
    return lines


def carry_out(url: str, lines: Sequence[Line], actor: str, source: str) -> list[Line]:
    """Write the changes, all in one transaction; gives the lines with what became of them.

    A task whose document was read anew a moment ago is refused, and the others are written.

    Raises:
        CorrectionError: nobody is named.
    """
    wishes = [
        Wish(line.directive_id, {name: after for name, (_, after) in line.changes.items()})
        for line in lines
        if line.outcome == CHANGED and line.directive_id is not None
    ]
    refused = set_each(url, wishes, named(actor), source=source)
    return [
        Line(line.place, REFUSED, line.task, line.changes, (Note("failed", error=refused[line.directive_id]),))
        if line.outcome == CHANGED and line.directive_id in refused
        else line
        for line in lines
    ]


class _Finder:
    """Finds the task of a row: by its key or that of a step, else by its words within its document."""

    def __init__(self, url: str, rows: Sequence[ReturnedRow]) -> None:
        self.url = url
        self.keys = {row.key for row in rows}
        self.details: dict[str, RevisionDetail | None] = {}
        self.cited: dict[str, list[str]] | None = None

    def task(self, row: ReturnedRow) -> tuple[RevisionDetail | None, TaskRow | None, Note]:
        """The document and task, or why there is none."""
        name = row.key.split("-")[0] or self._cited_as(normal(row.values.get("Văn bản giao")))
        detail = self._detail(name) if name else None
        if detail is None:
            return None, None, Note("unknown-key", known=row.key) if row.key else Note("no-document", "Văn bản giao")
        for task in detail.tasks:
            if row.key and row.key in (task.key, *task.keys):
                return detail, task, Note("found")
        words = flat(str(row.values.get(STEPS) or ""))
        # A task that another row names by its key is that row's.
        free = [task for task in detail.tasks if not self.keys & {task.key, *task.keys}]
        alike = [task for task in free if words and words in (flat(wording.steps(task)), *(flat(step.text) for step in task.steps))]
        if len(alike) == 1:
            return detail, alike[0], Note("found")
        return None, None, Note("several-alike" if alike else "no-task", STEPS)

    def _detail(self, name: str) -> RevisionDetail | None:
        if name not in self.details:
            try:
                self.details[name] = revision_detail(self.url, find_document(self.url, name).id)
            except UnknownDocumentError:
                self.details[name] = None
        return self.details[name]

    def _cited_as(self, cited: str) -> str:
        if self.cited is None:
            self.cited = {}
            for detail in revision_details(self.url, select_documents(self.url, Selection())):
                self.cited.setdefault(normal(wording.cited(detail)), []).append(detail.document.short_id)
                self.details[detail.document.short_id] = detail
        found = self.cited.get(cited, [])
        return found[0] if len(found) == 1 else ""


@dataclass(slots=True)
class _Answers:
    """What the cells that people fill say: what changes, what no field can take, and what was changed in the database meanwhile too."""

    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    wrong: list[Note] = field(default_factory=list)
    conflicts: list[Note] = field(default_factory=list)


def compare(row: ReturnedRow, detail: RevisionDetail, found: TaskRow, *, sheet_wins: bool) -> Line:
    """What a row says of its task that the database does not.

    It is refused where its task was worded otherwise, a cell holds no answer, one sentence of several would close the task, the database
    was changed meanwhile (unless ``sheet_wins``), or the answers together are none that a task can have.
    """
    now = task_row(detail, found, date.min).values
    task = f"{detail.revision.symbol or detail.document.short_id}: {_shortened(found.text)}"
    step = _step_of(row, found)
    if not _same(row, now, STEPS) and step is None:
        return Line(row.place, REFUSED, task, notes=(Note("text-changed", STEPS),))
    said = _answers(row, found, now)
    if said.wrong:
        return Line(row.place, REFUSED, task, said.changes, said.wrong)
    if step is not None and step != found.deadline_step and said.changes.get("state", ("", ""))[1] in CLOSED:
        return Line(row.place, REFUSED, task, notes=(Note("one-sentence", ANSWERS["state"], count=len(found.steps)),))
    if said.conflicts and not sheet_wins:
        return Line(row.place, REFUSED, task, said.changes, said.conflicts)
    try:
        checked(found.follow_up or FollowUp(state="not_started"), {name: after for name, (_, after) in said.changes.items()}, None)
    except CorrectionError as error:
        return Line(row.place, REFUSED, task, said.changes, (Note("failed", error=str(error)),))
    left = tuple(Note("not-taken", name) for name in GIVEN[1:] if not _same(row, now, name))
    return Line(row.place, CHANGED if said.changes else UNCHANGED, task, said.changes, left, found.first.id)


def _answers(row: ReturnedRow, found: TaskRow, now: Mapping[str, Any]) -> _Answers:
    """What the cells say that people fill, beside what the database says of the task.

    A cell that is as it left says nothing. An emptied cell takes an answer away only where the row still knows what it left with; a state
    is never taken away.
    """
    said = _Answers()
    for name, column in ANSWERS.items():
        if column not in row.values or row.mark.get(column) == fingerprint(row.values[column]):
            continue
        try:
            after = read_fields({name: value})[name] if (value := answer(name, row.values[column])) is not None else None
        except (ValueError, CorrectionError) as error:
            said.wrong.append(_wrong(name, row.values[column], error))
            continue
        before = getattr(found.follow_up, name, "not_started" if name == "state" else None)
        if after == before or (after is None and (name == "state" or column not in row.mark)):
            continue
        said.changes[name] = before, after
        if column in row.mark and not _untouched(name, row.mark[column], now.get(column)):
            said.conflicts.append(Note("both-changed", column, now=normal(now.get(column)), cell=normal(row.values[column])))
    return said


def _wrong(name: str, cell: Any, error: Exception) -> Note:
    """Why a cell cannot be taken."""
    shown = " ".join(str(cell).split())[:_SHOWN]
    if name == "state":
        return Note("wrong-state", ANSWERS[name], cell=shown, states=", ".join(wording.STATES))
    return Note("wrong-day", ANSWERS[name], cell=shown) if name == "completed_on" else Note("wrong-value", ANSWERS[name], error=str(error))


def _step_of(row: ReturnedRow, task: TaskRow) -> int | None:
    """The step, 1-based, that a row speaks of alone, as sheets did before there were tasks; None where it speaks of all."""
    words = flat(normal(row.values.get(STEPS)))
    alike = [number for number, step in enumerate(task.steps, 1) if flat(normal(step.text)) == words]
    return alike[0] if alike and len(task.steps) > 1 else None


def _untouched(name: str, mark: str, now: Any) -> bool:
    """Whether the database says what it said when the row left; nobody having said anything is the same as not started."""
    return mark == fingerprint(now) or (name == "state" and normal(now) in ("", "Chưa thực hiện") and mark == fingerprint(None))


def _same(row: ReturnedRow, now: Mapping[str, Any], column: str) -> bool:
    """Whether a cell says what it said when it left, or what the database says by now."""
    if column not in row.values:
        return True
    cell = row.values[column]
    return row.mark.get(column) == fingerprint(cell) or flat(normal(cell)) == flat(normal(now.get(column)))


def _shortened(text: Any) -> str:
    words = " ".join(str(text or "").split())
    return words if len(words) <= 70 else words[:69] + "…"
