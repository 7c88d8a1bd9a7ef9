"""Vietnamese words for what the database keeps in codes; offices read the sheets, calendars and charts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from db.asking.board_page import SOON_DAYS
from db.asking.details import RevisionDetail
from db.asking.tasks import TaskRow
from db.models.finding import Directive, Metric
from db.models.run import Issue
from flows.takeaway.timeline import PERIOD
from tasks.domain.choices import CLOSED, SIGNS, Comparator, Direction, MetricKind, MetricRole, Recurrence, TaskState, words_of
from tasks.domain.doubt import NOT_SURE, words_for
from tasks.domain.figure import Figure
from tasks.domain.typed import write_day, write_number

STATE_NAMES = words_of(TaskState, "vi")
STATES = tuple(STATE_NAMES.values())
METRIC_KINDS = words_of(MetricKind, "vi")
METRIC_ROLES = words_of(MetricRole, "vi")
DIRECTIONS = words_of(Direction, "vi")
SEVERITIES = {"error": "Lỗi", "warning": "Cần kiểm tra", "info": "Lưu ý"}
CHECK = "Cần kiểm tra"
"""Stands at everything that is not sure."""
RANK = "rank"
"""Unit of a figure that is a place among others."""
_CLOSE = frozenset(("%", "‰"))  # written without a space
_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def recurs(code: str | None) -> str | None:
    """How often a deadline recurs; None where it does not."""
    return words_of(Recurrence, "vi").get(code or "")


OVERDUE = "Quá hạn"


def urgency(task: TaskRow, made_on: date) -> str | None:
    """How far off a deadline is that is a day; nothing for tasks that are closed, or due on no day."""
    if task.in_force is None or task.state in CLOSED:
        return None
    days = (task.in_force - made_on).days
    return OVERDUE if days < 0 else "Trong 7 ngày tới" if days <= SOON_DAYS else "Còn trên 7 ngày"


def doubt(issue: Issue) -> str:
    """What a person should check."""
    return words_for(issue.code, "vi")


def doubts_of(detail: RevisionDetail, kind: str, row: Directive | Metric) -> list[Issue]:
    """What a person should check of a row: doubts that nobody settled; gaps that many notices have on purpose are none."""
    return [issue for issue in detail.left if (issue.subject_kind, issue.subject_id) == (kind, row.id)]


def reasons(detail: RevisionDetail, kind: str, row: Directive | Metric) -> list[tuple[str | None, str]]:
    """Why a row is not sure: field and words of each doubt about it, at least one where the row is not sure."""
    found = [(issue.field, doubt(issue)) for issue in doubts_of(detail, kind, row)]
    # A reading of a version that raised no such doubt does not say why.
    return found or ([] if row.is_sure else [(None, words_for(NOT_SURE[kind], "vi"))])


def task_reasons(detail: RevisionDetail, task: TaskRow) -> list[tuple[str | None, str]]:
    """Why a task is not sure: what there is to check of any of its steps."""
    return [reason for step in task.steps for reason in reasons(detail, "directive", step)]


def cited(detail: RevisionDetail) -> str:
    """A document as others cite it: symbol and date; where no symbol was read, file name and id."""
    name = detail.revision.symbol or f"{detail.document.file_name} ({detail.document.short_id})"
    return f"{name} ngày {write_day(detail.revision.issued_on)}" if detail.revision.issued_on else name


def steps(task: TaskRow) -> str:
    """What is to be done: the only sentence as it is, several numbered below each other."""
    if len(task.steps) == 1:
        return task.first.text
    return "\n".join(f"{number}. {step.text}" for number, step in enumerate(task.steps, 1))


def period(value: str | None) -> str:
    """An ISO-like period as offices write it: "2023-Q1" is "Quý I/2023"; what has another form stays as it is."""
    return "–".join(_one_period(part) for part in (value or "").split("/"))


def _one_period(value: str) -> str:
    found = PERIOD.fullmatch(value)
    if found is None:
        return value
    if found["quarter"]:
        return f"Quý {_QUARTERS[found['quarter']]}/{found['year']}"
    return "/".join(part for part in (found["day"], found["month"], found["year"]) if part)


def unit(value: str) -> str:
    """A unit as people write it."""
    return "hạng" if value == RANK else value


def capital(name: str) -> str:
    """A name as it stands at the beginning of a line: names are cut out of sentences, where they begin with a small letter."""
    return name[:1].upper() + name[1:]


def amount(figure: Metric | Figure, language: str) -> str:
    """A figure with bound, whole and unit: "12/14 xã", "≥95 %"; a rank as offices write it, "hạng 37/63"."""
    total = f"/{write_number(figure.total)}" if figure.total is not None else ""
    number = f"{SIGNS[Comparator(figure.comparator)]}{write_number(figure.value)}{total}"
    if figure.unit == RANK:
        return f"{unit(RANK) if language == 'vi' else RANK} {number}"
    return f"{number}{'' if figure.unit in _CLOSE else ' '}{figure.unit}".rstrip()


def decimals(value: Decimal) -> int:
    """How many digits a figure has behind the comma."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def joined(names: Iterable[str]) -> str:
    """Names behind one another, each once."""
    return "; ".join(dict.fromkeys(names))
