"""Which of the times of a sentence or a deadline a figure belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.finding import Directive
from tasks.nouns.figure_time import Time, find_times
from tasks.nouns.quantity import Quantity

_ATTACHED = re.compile(r"\s?(?:(?:vào|trong|của|ở|cuối|đầu)\s)?")
_JOINS = re.compile(r"(?!.*\bgiai đoạn\b)[^,;.:]*")
_FURTHER = re.compile(r"(?!.*\bgiai đoạn\b)[^;.:()]{0,60}[^,;.:()]*(?<!đến)(?<!từ)(?<!trong)(?<!theo)(?<!tại)(?<!trước)(?<!vào)\s")
_LEADS = re.compile(r"[^\d,;.()]{0,12}")
_BRACKET = re.compile(r"[^,;.:()]{0,12}\([^();]{0,120}")
_NOTED = re.compile(r"\s?\((?:vào |đo |ghi nhận )?(?:ngày )?")
_AFTER = re.compile(r"[^;,.:()]{0,30}\bsau (?:năm|quý|tháng|ngày) \d")
_DUE = re.compile(r"(?:trước|chậm nhất|trong|đến)(?: hết)?(?: ngày)?\s?$")
_LIMIT = re.compile(r"(?:trước|chậm nhất)(?: là)?(?: ngày)?\s?$")
_PROGRAMME = re.compile(r"(?:[Cc]hương trình|Đề án|Chiến lược|Luật|Bộ luật|Festival|Đại hội)[^,;.:]{0,80}$")


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

    def own(self) -> Time | None:
        """The time of the figure's own clause: before it, directly behind it, or of a day in the bracket behind it."""
        floor = self.before.end if self.before is not None else 0
        earlier = [t for t in self._usable if max(floor, self.segment) <= t.start and t.end <= self.quantity.figure]
        own = [t for t in earlier if not self._of_figure_before(t)]
        if own:
            return own[-1]
        noted = next((t for t in self.times if t.is_day and t.start >= self.quantity.figure_end and self._is_noted(t)), None)
        if noted is not None:
            return noted
        stop = self.follower.start if self.follower is not None else len(self.text)
        behind = next((t for t in self._usable if self.quantity.figure_end <= t.start < stop), None)
        if behind is None or behind.is_range:
            return None
        between = self.text[self.quantity.unit_end : behind.start]
        bracketed = behind.as_of and behind.is_day and _BRACKET.fullmatch(between)
        plain_year = len(behind.period) == len("2026") and not behind.as_of
        return behind if bracketed or _JOINS.fullmatch(between) or (plain_year and _FURTHER.fullmatch(between)) else None

    def _is_noted(self, day: Time) -> bool:
        """Whether a day stands alone in the bracket behind the figure ("285 MW (ngày 15/6/2024)")."""
        opened = _NOTED.fullmatch(self.text, self.quantity.unit_end, day.start)
        return opened is not None and self.text.startswith(")", day.end)

    def earlier(self) -> Time | None:
        """The nearest time before the figure in its sentence that is no span of years."""
        single = [t for t in self._usable if t.end <= self.quantity.figure and not t.is_range]
        return single[-1] if single else None

    def told(self) -> Time | None:
        """As :meth:`earlier`, in the figure's own part of the sentence and in no name of a programme."""
        time = self.earlier()
        if time is None or time.start < self.segment or _PROGRAMME.search(self.text, self.segment, time.start):
            return None
        return time

    @property
    def _usable(self) -> list[Time]:
        free = (t for t in self.times if not t.compared or self._directly_behind(t))
        return [t for t in free if not t.of_plan and (not t.is_day or t.as_of or t.start - self.segment < 8)]

    def _directly_behind(self, time: Time) -> bool:
        return time.end <= self.quantity.figure and _LEADS.fullmatch(self.text, time.end, self.quantity.figure) is not None

    def _of_figure_before(self, time: Time) -> bool:
        """Whether the time follows the figure before so closely that it is that one's ("từ 32% năm 2020 lên 45%")."""
        before = self.before
        return before is not None and _ATTACHED.fullmatch(self.text, before.end, max(before.end, time.start)) is not None

    def span_of_years(self) -> str | None:
        """The period of :meth:`span`."""
        span = self.span()
        return span.period if span is not None else None

    def span(self) -> Time | None:
        """The last range of years before the figure."""
        return next((t for t in reversed(self.times) if t.is_range and t.end <= self.quantity.figure), None)

    @property
    def open_ended(self) -> bool:
        """Whether the figure is only for some time after ("lên 50 ha sau năm 2030")."""
        return _AFTER.match(self.text, self.quantity.unit_end) is not None

    def due(self) -> str | None:
        """The time behind the figure by which the sentence wants it done."""
        behind = (t for t in self.times if t.start >= self.quantity.figure_end and t.as_of)
        return next((t.period for t in behind if _DUE.search(self.text[max(0, t.start - 24) : t.start])), None)

    def is_due(self, issued: str | None) -> bool:
        """Whether a day behind the figure, after ``issued`` (ISO), is the last one for it ("nộp 12 triệu đồng trước ngày 31/8/2025")."""
        behind = (t for t in self.times if t.start >= self.quantity.figure_end and t.is_day and t.as_of)
        last = next((t for t in behind if _LIMIT.search(self.text[max(0, t.start - 24) : t.start])), None)
        return last is not None and issued is not None and last.period > issued

    def later(self) -> str | None:
        """A year, quarter or month named later in the clause, but not in the name of a programme."""
        for time in self.times:
            if time.start < self.quantity.figure_end or time.is_day or time.is_range or time.compared:
                continue
            between = self.text[self.quantity.figure_end : time.start]
            if ";" in between:
                return None
            behind_cue = any(self.quantity.figure < at < time.start for at in self.cues.target)
            return None if behind_cue or _PROGRAMME.search(between) else time.period
        return None


def deadline_period(directive: Directive, year: int | None) -> str | None:
    """When a directive is due, as precisely as it is printed: "2023-Q1", "2026-12-31"; None where it is not or only recurs."""
    if directive.deadline is None or directive.deadline.on is None:
        return None
    times = find_times(directive.deadline.raw, year)
    return times[-1].period if times else directive.deadline.on.isoformat()
