"""What headings, lead-ins and earlier sentences say of the figures behind them: their time, and whether they are still to be reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Section
from tasks.findings.report_time import ReportTime
from tasks.nouns.figure_time import Time, find_times
from tasks.reading.sentences import Sentence
from tasks.reading.tokens import fold_spelling, tokenize

_OPENING = frozenset((
    "trong", "riêng", "đến", "tính", "hết", "ước", "kết", "thúc", "sau", "ngày", "cuối", "vào", "lúc", "hồi", "giờ", "h", "phút", ",",
))  # fmt: skip
"""Words that may stand in front of the time that a sentence opens with."""
_CAPITALS = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for a figure whose own sentence says nothing.

    Attributes:
        period: ISO-like, None for none.
        target: whether figures are to be reached; None where nothing says so.
        petition: whether the section proposes something to others; what it names is of no time.
        far: whether the period was not said in the paragraph itself.
    """

    period: str | None = None
    target: bool | None = None
    petition: bool = False
    far: bool = True


class Frames:
    """The frame of each sentence, asked for in reading order.

    A heading speaks for its section and those below it. A sentence that ends with a colon speaks for the list behind it: up to its last
    bullet, or where it has no bullets to the end of the section. A sentence that opens with a time ("Năm 2022, ...") speaks for the rest
    of its paragraph; where nothing else dates a section, also for the paragraphs behind.
    """

    def __init__(self, vocabulary: Vocabulary, report: ReportTime) -> None:
        """Compile the reviewed cues."""
        cues = vocabulary.cues
        self.target = re.compile(cues.alternation("metric-target"))
        self.done = re.compile(cues.alternation("metric-done"))
        self._petition = re.compile(cues.alternation("metric-petition"))
        self._report = report
        self._below: dict[str, Frame] = {}
        self._base = Frame()
        self._list: Frame | None = None
        self._paragraph: Frame | None = None
        self._bulleted = False
        self._path = ""

    def open(self, section: Section) -> None:
        """Begin a section."""
        self._path = section.path
        self._base = self._with_heading(self._inherited(section.path), section.heading)
        self._list = self._paragraph = None
        self._bulleted = False
        self._below[section.path] = self._base

    @property
    def year(self) -> int | None:
        """The year of months and days that print none."""
        now = self._paragraph or self._list or self._base
        period = now.period or self._report.period
        return int(period.split("/")[-1][:4]) if period else self._report.year

    def of_heading(self) -> Frame:
        """The frame of the section's heading itself."""
        return self._base

    def of(self, sentence: Sentence, times: Sequence[Time]) -> Frame:
        """The frame of the next sentence of the section."""
        if sentence.first:
            self._begin_paragraph(sentence)
        now = self._paragraph or self._list or self._base
        text = sentence.text
        first = next((t for t in times if not t.of_plan), None)
        opens = first is not None and (not first.is_day or first.as_of) and _opens_with(text, first)
        leads = text.endswith(":")
        if first is not None and (opens or (leads and (not first.is_day or first.as_of))):
            now = replace(now, period=first.period, far=False)
        if leads:
            now = replace(now, target=self._said(text, now.target))
            self._list, self._bulleted = replace(now, far=True), False
        if opens or leads:
            self._paragraph = now
            self._below[self._path] = self._list or (replace(now, far=True) if self._base.period is None else self._base)
        return now

    def _begin_paragraph(self, sentence: Sentence) -> None:
        kept = self._paragraph
        self._paragraph = None
        if self._list is not None and self._bulleted and not sentence.marker:
            self._list = None
            self._below[self._path] = self._base
        self._bulleted = self._bulleted or bool(sentence.marker)
        if kept is not None and self._list is None and self._base.period is None and self._report.period is None:
            self._paragraph = replace(kept, far=True)

    def _said(self, text: str, before: bool | None) -> bool | None:
        target, done = self.target.search(text), self.done.search(text)
        if target is None and done is None:
            return before
        return done is None or (target is not None and target.start() < done.start())

    def _inherited(self, path: str) -> Frame:
        above = path
        while "/" in above:
            above = above.rsplit("/", 1)[0]
            if above in self._below:
                return self._below[above]
        if path in ("closing", "preamble"):
            return Frame()
        return self._below.get("preamble", Frame())

    def _with_heading(self, frame: Frame, heading: str | None) -> Frame:
        if not heading:
            return frame
        said = _CAPITALS.sub(lambda m: m[0] if _ROMAN.fullmatch(m[0]) else m[0].lower(), fold_spelling(heading))
        times = [t for t in find_times(said, self._report.year) if not t.is_day or t.as_of]
        if times:
            frame = replace(frame, period=times[0].period)
        if self._petition.search(said):
            return replace(frame, petition=True, target=True)
        if self.target.search(said):
            return replace(frame, target=True)
        return replace(frame, target=False) if self.done.search(said) else frame


def _opens_with(text: str, time: Time) -> bool:
    """Whether nothing but the words of an opening stands in front of a time."""
    return all(token.folded in _OPENING for token in tokenize(text[: time.lead]))
