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
    """What to check of a row, by the one column that each doubt is about."""
    found: dict[str, list[str]] = {}
    for name, said in reasons:
        found.setdefault(places.get(name or "", otherwise), []).append(said)
    return {column: "\n".join(dict.fromkeys(messages)) for column, messages in found.items()}


def task_doubts(detail: RevisionDetail, task: TaskRow) -> dict[str, str]:
    """What to check of the steps of a task."""
    return doubts_about(wording.task_reasons(detail, task), TASK, STEPS)


def figure_doubts(detail: RevisionDetail, metric: Metric) -> dict[str, str]:
    """What to check of a figure."""
    return doubts_about(wording.reasons(detail, "metric", metric), FIGURE, FIGURE["value"])


def head_doubts(detail: RevisionDetail, column: str) -> dict[str, str]:
    """What to check of a document's symbol and date, at the column that names it; other parts of its head do not stand in the sheet."""
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
