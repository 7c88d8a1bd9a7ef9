"""Which of the times of a sentence, a deadline or a subject a figure belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.finding import Directive
from tasks.domain.notice import Head
from tasks.findings.periods import Time, find_times
from tasks.findings.quantity import Quantity
from tasks.findings.reading.tokens import fold_spelling

_ATTACHED = re.compile(r"\s?(?:(?:vào|trong|của|ở|cuối|đầu)\s)?")
_DATED_SUBJECTS = ("BC", "KH", "CTr", "TTr", "NQ", "QĐ", "ĐA", "PA")


@dataclass(frozen=True, slots=True)
class RoleCues:
    """Where a sentence says that figures are still to be reached, and where that they have been."""

    target: tuple[int, ...]
    done: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A quantity among the times of its sentence."""

    text: str
    times: tuple[Time, ...]
    cues: RoleCues
    quantity: Quantity
    before: Quantity | None
    follower: Quantity | None

    @property
    def segment(self) -> int:
        """Start of the part between semicolons that the figure stands in."""
        return self.text.rfind(";", 0, self.quantity.figure) + 1

    def near(self) -> Time | None:
        """The time of the figure's own clause, else the nearest one before it in the sentence."""
        floor = self.before.end if self.before is not None else 0
        usable = [t for t in self.times if not t.is_day or t.as_of or t.start - self.segment < 8]
        earlier = [t for t in usable if t.end <= self.quantity.figure]
        own = [t for t in earlier if t.start >= max(floor, self.segment) and not self._of_figure_before(t)]
        if own:
            return own[-1]
        stop = self.follower.start if self.follower is not None else len(self.text)
        behind = next((t for t in usable if self.quantity.figure_end <= t.start < stop), None)
        if (
            behind is not None
            and not behind.is_range
            and not re.search(r"[,;.:]|\bgiai đoạn\b", self.text[self.quantity.unit_end : behind.start])
        ):
            return behind
        single = [t for t in earlier if not t.is_range]
        return single[-1] if single else None

    def _of_figure_before(self, time: Time) -> bool:
        """Whether the time follows the figure before so closely that it is that one's ("từ 32% năm 2020 lên 45%")."""
        before = self.before
        return before is not None and _ATTACHED.fullmatch(self.text, before.end, max(before.end, time.start)) is not None

    def span_of_years(self) -> str | None:
        """The last range of years before the figure."""
        return next((t.period for t in reversed(self.times) if t.is_range and t.end <= self.quantity.figure), None)

    def later(self) -> str | None:
        """A year, quarter or month named later in the sentence."""
        return next((t.period for t in self.times if t.start >= self.quantity.figure_end and not t.is_day and not t.is_range), None)


def deadline_period(directive: Directive, year: int | None) -> str | None:
    """When a directive is due, as precisely as it is printed: "2023-Q1", "2026-12-31"; None where it is not or only recurs."""
    if directive.deadline is None or directive.deadline.on is None:
        return None
    times = find_times(directive.deadline.raw, year)
    return times[-1].period if times else directive.deadline.on.isoformat()


def subject_period(head: Head, year: int | None) -> str | None:
    """The period that the subject of a report or plan names; of other documents it says when work is done, not measured."""
    if head.type not in _DATED_SUBJECTS or not head.subject:
        return None
    times = [t for t in find_times(fold_spelling(head.subject), year) if not t.is_day]
    return times[0].period if times else None
