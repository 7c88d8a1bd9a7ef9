"""What a spreadsheet that came back changes: each row is matched with its task, and what cannot be taken is refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.asking.details import RevisionDetail, revision_detail, revision_details
from db.asking.selection import Selection, select_documents
from db.asking.tasks import TaskRow
from db.models.task import FollowUp
from db.reading.documents import find_document
from db.review.followup import checked, read_fields, set_task
from db.review.statement import named
from flows.takeaway import wording
from flows.takeaway.columns import ANSWERS, GIVEN
from flows.takeaway.exported import fingerprint, normal
from flows.takeaway.returned import ReturnedRow, answer
from flows.takeaway.workbook import task_row
from tasks.domain.anchor import flat
from tasks.domain.choices import CLOSED
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError

CHANGED, UNCHANGED, REFUSED = "changed", "unchanged", "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of a row.

    Attributes:
        place: sheet and row.
        outcome: changed, unchanged or refused.
        task: symbol of the document and words of the task.
        changes: field to what it was and what it becomes.
        reason: why it is refused, or what of it is not taken.
        directive_id: first step of the task in the current revision, None where it is refused.
    """

    place: str
    outcome: str
    task: str
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    reason: str = ""
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
            lines.append(Line(row.place, REFUSED, _shortened(row.values.get("Nhiệm vụ")), reason=why))
            continue
        line = compare(row, detail, task, sheet_wins=sheet_wins)
        if task.first.id in taken and line.outcome == CHANGED:
            why = f"The task stands in {taken[task.first.id]} too; the row there is taken."
            line = Line(row.place, REFUSED, line.task, reason=why)
        if line.outcome == CHANGED:
            taken.setdefault(task.first.id, row.place)
        lines.append(line)
    return lines


def carry_out(url: str, lines: Sequence[Line], actor: str, source: str) -> list[Line]:
    """Write the changes, each task in a transaction of its own; gives the lines with what became of them.

    Raises:
        CorrectionError: nobody is named.
    """
    person, done = named(actor), []
    for line in lines:
        if line.outcome != CHANGED or line.directive_id is None:
            done.append(line)
            continue
        try:
            set_task(url, line.directive_id, person, source=source, **{name: after for name, (_, after) in line.changes.items()})
            done.append(line)
        except CorrectionError as error:  # the document was read anew a moment ago
            done.append(Line(line.place, REFUSED, line.task, reason=str(error)))
    return done


class _Finder:
    """Finds the task of a row: by its key or that of a step, else by its words within its document."""

    def __init__(self, url: str, rows: Sequence[ReturnedRow]) -> None:
        self.url = url
        self.keys = {row.key for row in rows}
        self.details: dict[str, RevisionDetail | None] = {}
        self.cited: dict[str, list[str]] | None = None

    def task(self, row: ReturnedRow) -> tuple[RevisionDetail | None, TaskRow | None, str]:
        """The document and task, or why there is none."""
        name = row.key.split("-")[0] or self._cited_as(normal(row.values.get("Văn bản giao")))
        detail = self._detail(name) if name else None
        if detail is None:
            return (
                None,
                None,
                f"No document is known by the key {row.key!r}." if row.key else "There is no key, and no such document.",
            )
        for task in detail.tasks:
            if row.key and row.key in (task.key, *task.keys):
                return detail, task, ""
        words = flat(str(row.values.get("Nhiệm vụ") or ""))
        # A task that another row names by its key is that row's.
        free = [task for task in detail.tasks if not self.keys & {task.key, *task.keys}]
        alike = [task for task in free if words and words in (flat(wording.steps(task)), *(flat(step.text) for step in task.steps))]
        if len(alike) == 1:
            return detail, alike[0], ""
        return (
            None,
            None,
            f"The document has {'several tasks' if alike else 'no task'} with this {'text' if alike else 'key or this text'}.",
        )

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


def compare(row: ReturnedRow, detail: RevisionDetail, found: TaskRow, *, sheet_wins: bool) -> Line:
    """What a row says of its task that the database does not."""
    now = task_row(detail, found).values
    task = f"{detail.revision.symbol or detail.document.short_id}: {_shortened(found.text)}"
    step = _step_of(row, found)
    if not _same(row, now, "Nhiệm vụ") and step is None:
        why = "The text of the task was changed in the sheet; correct it beside the page instead."
        return Line(row.place, REFUSED, task, reason=why)
    changes: dict[str, tuple[Any, Any]] = {}
    conflicts = []
    try:
        for name, column in ANSWERS.items():
            if column not in row.values:
                continue
            was = fingerprint(row.values[column])
            if row.mark.get(column) == was:
                continue
            after = read_fields({name: value})[name] if (value := answer(name, row.values[column])) is not None else None
            before = getattr(found.follow_up, name, "not_started" if name == "state" else None)
            if after == before or (after is None and (name == "state" or column not in row.mark)):
                continue
            changes[name] = before, after
            if column in row.mark and not _untouched(name, row.mark[column], now.get(column)):
                conflicts.append(
                    f"{column} was {normal(now.get(column)) or 'nothing'} by then, the sheet says {normal(row.values[column])}"
                )
    except (ValueError, CorrectionError) as error:
        return Line(row.place, REFUSED, task, reason=f"{error}.".replace("..", "."))
    if step is not None and step != found.deadline_step and changes.get("state", ("", ""))[1] in CLOSED:
        why = (
            f"The row is one of the {len(found.steps)} sentences of a task by now; say of the task that it is closed, in a sheet of today."
        )
        return Line(row.place, REFUSED, task, reason=why)
    if conflicts and not sheet_wins:
        why = "; ".join(conflicts)
        return Line(row.place, REFUSED, task, changes, f"Both were changed since the export: {why}. --sheet-wins takes the sheet's.")
    try:
        checked(found.follow_up or FollowUp(state="not_started"), {name: after for name, (_, after) in changes.items()}, None)
    except CorrectionError as error:
        return Line(row.place, REFUSED, task, reason=str(error))
    left = [name for name in GIVEN[1:] if not _same(row, now, name)]
    reason = f"Not taken: {', '.join(left)}; correct these beside the page." if left else ""
    return Line(row.place, CHANGED if changes else UNCHANGED, task, changes, reason, found.first.id)


def _step_of(row: ReturnedRow, task: TaskRow) -> int | None:
    """The step, 1-based, that a row speaks of alone, as sheets did before there were tasks; None where it speaks of all."""
    words = flat(normal(row.values.get("Nhiệm vụ")))
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
