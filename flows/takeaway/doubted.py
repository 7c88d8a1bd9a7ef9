"""What a person should check of a row of the workbook, by the column that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.asking.details import RevisionDetail
from db.asking.tasks import TaskRow
from db.models.finding import Metric
from flows.takeaway import wording
from flows.takeaway.columns import FIGURE, STEPS, TASK

CHECK = "Kiểm tra"
"""The column to filter by what is not sure."""


def doubts_about(reasons: Sequence[tuple[str | None, str]], places: Mapping[str, str], otherwise: str) -> dict[str, str]:
    """What to check of a row, by column; all of it stands at the column that says that something is to be checked."""
    found: dict[str, list[str]] = {}
    for name, said in reasons:
        for column in (places.get(name or "", otherwise), CHECK):
            found.setdefault(column, []).append(said)
    return {column: "\n".join(dict.fromkeys(messages)) for column, messages in found.items()}


def task_doubts(detail: RevisionDetail, task: TaskRow) -> dict[str, str]:
    """What to check of the steps of a task, and of the document it is from."""
    return doubts_about(wording.task_reasons(detail, task), TASK, STEPS) | _head_doubts(detail, "Văn bản giao")


def figure_doubts(detail: RevisionDetail, metric: Metric) -> dict[str, str]:
    """What to check of a figure, and of the document it is from."""
    return doubts_about(wording.reasons(detail, "metric", metric), FIGURE, FIGURE["value"]) | _head_doubts(detail, "Văn bản")


def _head_doubts(detail: RevisionDetail, column: str) -> dict[str, str]:
    """What to check of a document's symbol and date; other parts of its head do not stand in the sheet."""
    revision = detail.revision
    shown = [part for part in (revision.symbol, f"{revision.issued_on:%Y}" if revision.issued_on else None) if part]
    messages = [
        wording.doubt(issue)
        for issue in detail.left
        if issue.subject_kind == "head" and issue.evidence is not None and any(part in issue.evidence.quote for part in shown)
    ]
    if revision.symbol is None or revision.issued_on is None:
        messages.append("Không đọc được số, ký hiệu hoặc ngày ban hành.")
    return {column: "\n".join(dict.fromkeys(messages))} if messages else {}
