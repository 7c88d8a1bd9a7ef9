"""Every figure of a notice that measures something, with its name, period, role and indicator."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.domain.finding import Directive, Doubt, Metric
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import CleanText, Section
from tasks.findings.dating import Dated, RoleCues
from tasks.findings.embedded import without_parts
from tasks.findings.figure_clauses import clause_of, subject_floor
from tasks.findings.figure_periods import FigurePeriod, Source, figure_period
from tasks.findings.frames import Frame, Frames
from tasks.findings.later_changes import with_later_changes
from tasks.findings.names import Namer
from tasks.findings.paired_figures import EARLIER
from tasks.findings.quantities import QuantityReader
from tasks.findings.report_time import report_of
from tasks.findings.roles import Role, RoleReader, Standing
from tasks.nouns.figure_time import Time, find_times
from tasks.nouns.quantity import Quantity
from tasks.reading.notice import NoticeReading
from tasks.reading.sentences import Sentence
from tasks.vietnamese.syllable import syllable_share

_EXAMPLE = ("Ví dụ", "VD:", "Thí dụ")
"""What is only made up to explain a rule measures nothing."""
_SAYS_NOTHING = re.compile(
    r"(?:\W|\d)*(?:đánh giá|kết quả|tình hình|nhiệm vụ|mục tiêu|chỉ tiêu|nội dung|giải pháp|về|một số|các)(?!\w)", re.IGNORECASE
)
_READABLE, _FEW_WORDS = 0.5, 6
"""Share of Vietnamese syllables below which a sentence of some words was not read but guessed (a page upside down has about a third)."""
_BRACKETED = re.compile(r"\s?(?:\((?:đạt|bằng|chiếm|tương đương|tương ứng)?|, (?:đạt|bằng|chiếm))(?: ?tỷ lệ)?:?\s?")
"""What stands between a figure and its share, which has come about where the figure has."""
_LIST_OF_FIGURES = 6
"""Figures; with more in one sentence it may be a row of a table."""
_TELLING_WORDS = 2
_NO_BEGINNING = frozenset((
    "hoặc", "và", "tính", "có", "vượt", "do", "theo", "khi", "nếu", "được", "bị", "đang", "sẽ", "phải", "tại", "trên", "dưới", "từ", "ở",
    "gần", "hơn", "với", "để", "nhằm", "mà", "thì", "là", "của", "cho", "bằng", "đến", "cần", "không", "chưa", "cũng", "như",
))  # fmt: skip
_NO_END = frozenset(("và", "hoặc", "của", "là", "có", "được", "từ", "vào", "với", "cho", "đến", "ít", "nhiều", "các", "những"))
"""With these no name begins or ends: it was cut at a wrong place."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with all that was read in it at once."""

    section: str
    sentence: Sentence
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    cues: RoleCues
    frame: Frame
    heading: str = ""


def find_metrics(reading: NoticeReading, directives: tuple[Directive, ...], vocabulary: Vocabulary) -> tuple[Metric, ...]:
    """The metrics of a notice in reading order; never raises, whatever the text.

    Args:
        reading: the notice; only sections' own text and headings are read, so head and foot give no figures. Spans are spans of its clean
            text.
        directives: figures inside one are targets, dated by its deadline where they name no time themselves.
        vocabulary: units, indicators and the cues whose code begins with ``metric-``.
    """
    return _MetricFinder(reading, directives, vocabulary).find()


class _MetricFinder:
    def __init__(self, reading: NoticeReading, directives: tuple[Directive, ...], vocabulary: Vocabulary) -> None:
        self._reading = reading
        self._clean: CleanText = reading.clean
        self._structure = structure = reading.structure
        self._directives = sorted(directives, key=lambda d: d.span.start)
        self._starts = [d.span.start for d in self._directives]
        self._reader = QuantityReader(vocabulary)
        self._namer = Namer(vocabulary)
        self._indicators = vocabulary.indicators
        self._report = report_of(reading)
        self._frames = Frames(vocabulary, self._report)
        self._roles = RoleReader(vocabulary, structure.head, self._report)

    def find(self) -> tuple[Metric, ...]:
        out: list[Metric] = []
        for section in self._structure.sections:
            self._frames.open(section)
            heading = self._reading.heading(section)
            if heading is not None:
                out += self._of_heading(section, heading)
            before: list[Metric] = []
            for sentence in self._reading.sentences(section.body):
                found = self._of_sentence(section, sentence)
                before, found = with_later_changes(sentence, before, found)
                out += before
                before = found
            out += before
        return tuple(sorted(out, key=lambda m: m.value_span.start))

    def _of_heading(self, section: Section, heading: Sentence) -> list[Metric]:
        """The sums and areas that stand in a heading ("2. Bệnh viện huyện (tổng mức đầu tư 120 tỷ đồng)")."""
        quantities = tuple(q for q in self._reader.read(heading) if q.kind in ("money", "area"))
        if not quantities:
            return []
        return self._rows(self._place(section, heading, quantities, self._times(heading.text), self._frames.of_heading()))

    def _of_sentence(self, section: Section, sentence: Sentence) -> list[Metric]:
        text = sentence.text
        times = self._times(text)
        frame = self._frames.of(sentence, times)
        words = text.split()
        if len(words) >= _FEW_WORDS and syllable_share(words) < _READABLE:
            return []
        if text.startswith(_EXAMPLE):
            return []
        quantities = without_parts(text, self._reader.read(sentence))
        return self._rows(self._place(section, sentence, quantities, times, frame)) if quantities else []

    def _place(
        self, section: Section, sentence: Sentence, quantities: tuple[Quantity, ...], times: tuple[Time, ...], frame: Frame
    ) -> _Place:
        cues = RoleCues(*(tuple(m.start() for m in cue.finditer(sentence.text)) for cue in (self._frames.target, self._frames.done)))
        return _Place(section.path, sentence, quantities, times, cues, frame, self._above(section))

    def _above(self, section: Section) -> str:
        """The heading of a section where it names something; "Đánh giá chung" does not."""
        heading = section.heading or ""
        return "" if _SAYS_NOTHING.match(heading) or heading.isupper() else self._namer.cut(heading)

    def _times(self, text: str) -> tuple[Time, ...]:
        times = (*find_times(text, self._frames.year), *self._report.relative(text))
        return tuple(sorted(times, key=lambda t: t.start))

    def _rows(self, place: _Place) -> list[Metric]:
        rows: list[Metric] = []
        for index, quantity in enumerate(place.quantities):
            before = place.quantities[index - 1] if index else None
            if before is not None and _is_end_of_range(before, quantity):
                rows.append(self._row(place, index, rows, rows[-1]))
            else:
                rows.append(self._row(place, index, rows, None))
        return rows

    def _row(self, place: _Place, index: int, rows: list[Metric], first: Metric | None) -> Metric:
        """The metric of one quantity; the upper end of a range has name, role and period of the ``first``, its lower end."""
        text, quantity = place.sentence.text, place.quantities[index]
        before = place.quantities[index - 1] if index else None
        follower = place.quantities[index + 1] if index + 1 < len(place.quantities) else None
        if first is not None:
            name, name_start = first.name, quantity.start
        elif quantity.name:
            name, name_start = quantity.name, quantity.start
        else:
            previous = _name_before(text, quantity, place.quantities[:index], rows)
            floor = subject_floor(text, quantity, before)
            name, name_start = self._namer.name(place.sentence, quantity, floor, previous, above=place.heading, among=place.quantities)
        start, end = clause_of(text, quantity, name_start, before, follower)
        directive = self._directive_at(place.sentence.places[quantity.figure])
        dated = Dated(text, place.times, place.cues, quantity, before, follower)
        role = self._roles.read(dated, dated.own(), directive, place.frame, place.section)
        if before is not None and quantity.kind == "percent" and _BRACKETED.fullmatch(text, before.end, max(before.end, quantity.figure)):
            role = Role(Standing(rows[-1].role))
        period = figure_period(dated, role, directive, place.frame, self._report)
        if quantity.rule == EARLIER:
            period = FigurePeriod(None, Source.NOWHERE)
        span = place.sentence.span(start, end)
        return Metric(
            section=place.section,
            name=name,
            value=quantity.value,
            unit=quantity.unit,
            kind=quantity.kind,
            text=" ".join(span.of(self._clean.flat).split()),
            span=span,
            value_span=place.sentence.span(quantity.figure, quantity.figure_end),
            total=quantity.total,
            change=quantity.change,
            role=first.role if first is not None else role.name,
            comparator=quantity.comparator,
            direction=quantity.direction,
            period=first.period if first is not None else period.period,
            code=self._code(text, name, quantity, (start, end), name_start),
            rule=quantity.rule,
            confidence=quantity.confidence,
            doubts=tuple(_doubts(place, quantity, name, role, period)),
        )

    def _directive_at(self, position: int) -> Directive | None:
        index = bisect_right(self._starts, position) - 1
        return self._directives[index] if index >= 0 and position < self._directives[index].span.end else None

    def _code(self, text: str, name: str, quantity: Quantity, clause: tuple[int, int], name_start: int) -> str | None:
        """The known indicator that the name mentions, or the words it was taken from: behind the figure or before it."""
        behind = name_start >= quantity.start and text.find(name, quantity.unit_end, clause[1]) >= 0
        around = text[quantity.unit_end : clause[1]] if behind else text[max(clause[0], quantity.start - 120) : quantity.start]
        code = _indicator(self._indicators, name, quantity.kind) or _indicator(self._indicators, around, quantity.kind)
        return code or (
            _indicator(self._indicators, text[max(0, quantity.start - 200) : quantity.start], "rank") if quantity.kind == "rank" else None
        )


def _indicator(indicators: Lexicon, text: str, kind: str) -> str | None:
    for entry, pattern in indicators.compiled:
        kinds = entry.values.get("kinds", "").split()
        if (not kinds or kind in kinds) and pattern.search(text):
            return entry.code
    return None


def _is_end_of_range(before: Quantity, quantity: Quantity) -> bool:
    return before.rule == quantity.rule == "range" and quantity.start == before.end


def _name_before(text: str, quantity: Quantity, earlier: tuple[Quantity, ...], rows: list[Metric]) -> str:
    """The name that a figure without one goes on with: that of the figure before, but not of one in a bracket closed since."""
    for figure, row in zip(reversed(earlier), reversed(rows), strict=True):
        between = text[figure.end : quantity.start]
        if between.count(")") <= between.count("("):
            return row.name
    return ""


def _doubts(place: _Place, quantity: Quantity, name: str, role: Role, period: FigurePeriod) -> Iterator[Doubt]:
    """What was guessed about one figure; each is a reason to look at it again."""
    if quantity.doubt is not None:
        yield Doubt(quantity.doubt, "value")
    if period.source in (Source.ABOVE, Source.DOCUMENT) and place.frame.far:
        yield Doubt("period-inherited", "period")
    elif period.source in (Source.SENTENCE, Source.LATER):
        yield Doubt("period-from-sentence", "period")
    elif period.source is Source.NOWHERE:
        yield Doubt("period-unnamed", "period")
    if len({time.period for time in place.times}) > 1 and period.source is not Source.NOWHERE:
        yield Doubt("periods-several", "period")
    if role.assumed:
        yield Doubt("role-assumed", "role")
    if role.standing in (Standing.NORM, Standing.PERMIT):
        yield Doubt("threshold", "role")
    if len(place.quantities) > _LIST_OF_FIGURES:
        yield Doubt("figures-in-list")
    words = name.split()
    if len(words) < _TELLING_WORDS:
        yield Doubt("name-short", "name")
    if words[:1] and (words[0].lower() in _NO_BEGINNING or words[-1].lower() in _NO_END or not words[0][0].isalnum()):
        yield Doubt("name-odd", "name")
