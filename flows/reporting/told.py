"""What a report on assigned tasks says in Vietnamese, the same in workbook and Word document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.asking.board_page import BoardTask
from db.asking.task_report import By, Report
from tasks.domain.choices import ReportColumn, said
from tasks.domain.typed import write_day

NOBODY = {By.AGENCY: "Chưa rõ cơ quan chủ trì", By.ISSUER: "Chưa rõ cơ quan ban hành"}
NAME = {By.AGENCY: "Cơ quan chủ trì", By.ISSUER: "Cơ quan ban hành"}
SHARED = "Nhiệm vụ do nhiều cơ quan chủ trì được tính cho từng cơ quan; dòng tổng cộng tính một lần."
TASKS = (
    ("STT", 5),
    ("Nhiệm vụ", 52),
    ("Cơ quan chủ trì", 22),
    ("Văn bản giao", 18),
    ("Thời hạn", 12),
    ("Kết quả", 18),
    ("Ngày hoàn thành", 12),
    ("Văn bản hoàn thành", 18),
)
"""Columns of the list, with their widths in characters."""


def span(report: Report) -> str:
    """The days that it is about."""
    return f"từ ngày {write_day(report.wanted.since)} đến ngày {write_day(report.wanted.until)}"


def counted_on(report: Report) -> str:
    """On which day the states are those that are counted."""
    return f"Số liệu tính đến hết ngày {write_day(report.day)}."


def definition(report: Report) -> str:
    """Which tasks are in it."""
    return (
        f"Gồm nhiệm vụ của văn bản ban hành {span(report)} và nhiệm vụ giao trước đó chưa hoàn thành khi bước vào kỳ. "
        f"Được giao là tổng của các cột sau. {counted_on(report)}"
    )


def name_of(report: Report, name: str | None) -> str:
    """Who a line is about."""
    return name or NOBODY[report.wanted.by]


def column(one: ReportColumn) -> str:
    """Head of a column of numbers."""
    return said(one, "vi")


def task_cells(number: int, task: BoardTask) -> Sequence[str | int | date | None]:
    """A task of the list, in the order of ``TASKS``."""
    steps = [step.text for step in task.steps]
    words = steps[0] if len(steps) == 1 else "\n".join(f"{place}. {text}" for place, text in enumerate(steps, 1))
    order = task.symbol or task.file_name
    return (
        number,
        words,
        "; ".join(task.lead),
        f"{order} ngày {write_day(task.issued_on)}" if task.issued_on else order,
        task.deadline_on or task.deadline_raw,
        said(task.standing, "vi"),
        task.completed_on,
        task.completion_symbol,
    )


def left_out(report: Report) -> str:
    """That the list does not hold all tasks; "" where it does."""
    missing = report.total.numbers[ReportColumn.ASSIGNED] - len(report.tasks)
    return f"Danh sách nêu {len(report.tasks)} nhiệm vụ đầu; còn {missing} nhiệm vụ." if missing else ""
