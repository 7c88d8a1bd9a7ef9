"""Closed lists of values that fields have, and how each value is said in Vietnamese and English; nothing else words one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

LANGUAGES = ("vi", "en")


class Recurrence(StrEnum):
    """How often a task is to be done."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class MetricKind(StrEnum):
    """What a figure measures."""

    RANK = "rank"
    PERCENT = "percent"
    COUNT = "count"
    MONEY = "money"
    AREA = "area"
    OTHER = "other"


class MetricRole(StrEnum):
    """Whether a figure was reached or is aimed at."""

    RESULT = "result"
    TARGET = "target"


class Comparator(StrEnum):
    """Whether a figure is meant exactly, or as the least or the most."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="


class Direction(StrEnum):
    """Which way a figure changed."""

    INCREASE = "increase"
    DECREASE = "decrease"


class TaskState(StrEnum):
    """How far the work on a task is, as somebody said."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


class Standing(StrEnum):
    """How far a task is on a day, as reports count it; computed by :mod:`tasks.domain.standing`, never typed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    EXTENDED = "extended"
    OVERDUE = "overdue"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    DONE_UNDATED = "done_undated"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


class ReportColumn(StrEnum):
    """What a report on assigned tasks counts; the first is the sum of the others."""

    ASSIGNED = "assigned"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    DONE_UNDATED = "done_undated"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    ENDED = "ended"


class Role(StrEnum):
    """How a task concerns an agency: it leads, it helps, or it belongs to a group that is named ("các sở, ban, ngành")."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    GROUP = "group"


class RowKind(StrEnum):
    """What a person says something of."""

    DIRECTIVE = "directive"
    METRIC = "metric"
    CITATION = "citation"
    SECTION = "section"
    HEAD = "head"
    DOUBT = "doubt"
    CELL = "cell"


class Action(StrEnum):
    """What a person says of a row."""

    CONFIRM = "confirm"
    CHANGE = "change"
    REJECT = "reject"
    ADD = "add"


class Run(StrEnum):
    """Paragraphs that stand in no numbered item, as the path of their section names them."""

    PREAMBLE = "preamble"
    CLOSING = "closing"


CLOSED = frozenset((TaskState.DONE, TaskState.CANCELLED, TaskState.REPLACED))
"""States in which nothing is awaited any more."""

# (Vietnamese, English); a code that two lists share is said the same in both.
_WORDS: Mapping[StrEnum, tuple[str, str]] = {
    Recurrence.WEEKLY: ("Hằng tuần", "Weekly"),
    Recurrence.MONTHLY: ("Hằng tháng", "Monthly"),
    Recurrence.QUARTERLY: ("Hằng quý", "Quarterly"),
    Recurrence.YEARLY: ("Hằng năm", "Yearly"),
    MetricKind.RANK: ("Thứ hạng", "Rank"),
    MetricKind.PERCENT: ("Tỷ lệ", "Percentage"),
    MetricKind.COUNT: ("Số lượng", "Count"),
    MetricKind.MONEY: ("Tiền", "Money"),
    MetricKind.AREA: ("Diện tích", "Area"),
    MetricKind.OTHER: ("Khác", "Other"),
    MetricRole.RESULT: ("Kết quả", "Result"),
    MetricRole.TARGET: ("Mục tiêu", "Target"),
    Comparator.EQUAL: ("bằng", "equal"),
    Comparator.AT_LEAST: ("từ (≥)", "at least (≥)"),
    Comparator.AT_MOST: ("đến (≤)", "at most (≤)"),
    Direction.INCREASE: ("Tăng", "Increase"),
    Direction.DECREASE: ("Giảm", "Decrease"),
    TaskState.NOT_STARTED: ("Chưa thực hiện", "Not started"),
    TaskState.IN_PROGRESS: ("Đang thực hiện", "In progress"),
    TaskState.DONE: ("Hoàn thành", "Done"),
    TaskState.CANCELLED: ("Hủy", "Cancelled"),
    TaskState.REPLACED: ("Được thay thế", "Replaced"),
    Standing.NOT_STARTED: ("Chưa thực hiện", "Not started"),
    Standing.IN_PROGRESS: ("Đang thực hiện", "In progress"),
    Standing.EXTENDED: ("Được gia hạn", "Extended"),
    Standing.OVERDUE: ("Quá hạn", "Overdue"),
    Standing.DONE_IN_TIME: ("Hoàn thành đúng hạn", "Done in time"),
    Standing.DONE_LATE: ("Hoàn thành quá hạn", "Done late"),
    Standing.DONE_UNDATED: ("Hoàn thành, chưa ghi ngày", "Done, day not stated"),
    Standing.CANCELLED: ("Hủy", "Cancelled"),
    Standing.REPLACED: ("Được thay thế", "Replaced"),
    ReportColumn.ASSIGNED: ("Được giao", "Assigned"),
    ReportColumn.IN_TIME: ("Đang trong hạn", "In time"),
    ReportColumn.ENDED: ("Hủy, được thay thế", "Cancelled, replaced"),
    Role.LEAD: ("Chủ trì", "Leads"),
    Role.COORDINATING: ("Phối hợp", "Helps"),
    Role.GROUP: ("Thuộc nhóm được giao", "In a named group"),
    Run.PREAMBLE: ("phần mở đầu", "opening part"),
    Run.CLOSING: ("phần kết", "closing part"),
}
SIGNS: Mapping[Comparator, str] = {Comparator.EQUAL: "", Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}
"""What stands before a figure that is compared."""


def said(value: StrEnum, language: str) -> str:
    """A value in the words of a language of ``LANGUAGES``."""
    return _WORDS[value][LANGUAGES.index(language)]


def words_of(choices: type[StrEnum], language: str) -> dict[str, str]:
    """All values of a list with their words, in the order in which they are offered."""
    return {value.value: said(value, language) for value in choices}


def path_words(path: str, language: str) -> str:
    """The path of a section for a reader: labels as printed, runs without a label in words ("II/closing" is "II/phần kết")."""
    return "/".join(said(Run(part), language) if part in list(Run) else part for part in path.split("/"))
