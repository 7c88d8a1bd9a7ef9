"""The report on assigned tasks for other programs."""

from __future__ import annotations

from typing import Any

from db.asking.board_page import BoardTask
from db.asking.task_report import COLUMN_OF, Line, Report


def report_json(report: Report) -> dict[str, Any]:
    """The report: its span, numbers by line, and tasks."""
    return {
        "from": report.wanted.since.isoformat(),
        "to": report.wanted.until.isoformat(),
        "day": report.day.isoformat(),
        "by": str(report.wanted.by),
        "lines": [_line(line) for line in report.lines],
        "total": _line(report.total),
        "tasks": [_task(task) for task in report.tasks],
    }


def _line(line: Line) -> dict[str, Any]:
    return {"name": line.name, **{str(column): number for column, number in line.numbers.items()}}


def _task(task: BoardTask) -> dict[str, Any]:
    def day(value: Any) -> str | None:
        return value.isoformat() if value else None

    return {
        "directive_id": task.directive_id,
        "document_id": task.document,
        "symbol": task.symbol,
        "issuer": task.issuer,
        "issued_on": day(task.issued_on),
        "text": task.text,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "deadline_on": day(task.deadline_on),
        "deadline_raw": task.deadline_raw,
        "standing": str(task.standing),
        "counted_as": str(COLUMN_OF[task.standing]),
        "completed_on": day(task.completed_on),
        "completion_symbol": task.completion_symbol,
        "owner": task.owner,
        "sure": task.sure,
    }
