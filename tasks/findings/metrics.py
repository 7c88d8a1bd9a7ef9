"""Every figure of a notice that measures something, with its name, period, role and indicator."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tasks.domain.finding import Directive, Metric
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import Section
from tasks.findings.dating import Dated, RoleCues, deadline_period
from tasks.findings.frames import Frame, Frames
from tasks.findings.names import Namer
from tasks.findings.periods import Time, find_times
from tasks.findings.quantities import QuantityReader
from tasks.findings.quantity import Quantity
from tasks.findings.reading.notice import NoticeReading
from tasks.findings.reading.sentences import Sentence
from tasks.findings.report_time import report_time
from tasks.findings.roles import Role, RoleReader, Standing, permitted_until

_PRESENT = re.compile(r"(?<!\w)(?:hiện nay|hiện có|hiện còn|hiện tại|hiện đang|hiện)(?!\w)", re.IGNORECASE)
_ARTICLE = "Điều "
_CLAUSE_MARK = re.compile(r", |; | và | với |\(|\) ")


def find_metrics(reading: NoticeReading, directives: tuple[Directive, ...], vocabulary: Vocabulary) -> tuple[Metric, ...]:
    """The metrics of a notice in reading order; never raises, whatever the text.

    Args:
        reading: the notice; only sections' own text is read, so head and foot give no figures. Spans are spans of its clean text.
        directives: figures inside one are targets, dated by its deadline where they name no time themselves.
        vocabulary: units, indicators and the cues whose code begins with ``metric-``.
    """
    return _MetricFinder(reading, directives, vocabulary).find()


class _MetricFinder:
    def __init__(self, reading: NoticeReading, directives: tuple[Directive, ...], vocabulary: Vocabulary) -> None:
        self._reading = reading
        self._clean = reading.clean
        self._structure = structure = reading.structure
        self._directives = sorted(directives, key=lambda d: d.span.start)
        self._starts = [d.span.start for d in self._directives]
        self._reader = QuantityReader(vocabulary)
        self._namer = Namer(vocabulary)
        self._indicators = vocabulary.indicators
        head = structure.head
        preamble = (x.text for section in structure.sections if section.path == "preamble" for x in reading.sentences(section.body))
        self._report = report_time(head, preamble)
        self._frames = Frames(vocabulary, self._report)
        self._roles = RoleReader(vocabulary, head.type, self._report.year)

    def find(self) -> tuple[Metric, ...]:
        out: list[Metric] = []
        for section in self._structure.sections:
            self._frames.open(section)
            for sentence in self._reading.sentences(section.body):
                out += self._of_sentence(section, sentence)
        return tuple(sorted(out, key=lambda m: m.value_span.start))

    def _of_sentence(self, section: Section, sentence: Sentence) -> list[Metric]:
        text = sentence.text
        times = tuple(sorted((*find_times(text, self._frames.year), *self._report.relative(text)), key=lambda t: t.start))
        frame = self._frames.of(sentence, times)
        quantities = self._reader.read(text)
        cues = RoleCues(*(tuple(m.start() for m in cue.finditer(text)) for cue in (self._frames.target, self._frames.done)))
        metrics: list[Metric] = []
        previous = ""
        for index, quantity in enumerate(quantities):
            before = quantities[index - 1] if index else None
            if before is not None and before.rule == "range" and quantity.rule == "range" and quantity.start == before.end:
                name, name_start = previous, quantity.start
            else:
                floor = _subject_floor(text, quantity, before)
                name, name_start = self._namer.name(text, quantity, floor, _name_before(text, quantity, quantities[:index], metrics))
            follower = quantities[index + 1] if index + 1 < len(quantities) else None
            start, end = _clause(text, quantity, name_start, before, follower)
            directive = self._directive_at(sentence.places[quantity.figure])
            dated = Dated(text, times, cues, quantity, before, follower)
            own = dated.own()
            ranged = before is not None and before.rule == "range" and quantity.rule == "range" and quantity.start == before.end
            role = self._roles.read(dated, own, directive, frame, in_article=_ARTICLE in section.path)
            period = self._period(dated, own, role, directive, frame)
            span = sentence.span(start, end)
            metrics.append(
                Metric(
                    section=section.path,
                    name=name,
                    value=quantity.value,
                    unit=quantity.unit,
                    kind=quantity.kind,
                    text=" ".join(span.of(self._clean.flat).split()),
                    span=span,
                    value_span=sentence.span(quantity.figure, quantity.figure_end),
                    total=quantity.total,
                    change=quantity.change,
                    role=role.name,
                    comparator=quantity.comparator,
                    direction=quantity.direction,
                    period=period,
                    code=self._code(text, name, quantity, (start, end), name_start),
                    rule=quantity.rule,
                    confidence=quantity.confidence,
                )
            )
            previous = name
        return metrics

    def _directive_at(self, position: int) -> Directive | None:
        index = bisect_right(self._starts, position) - 1
        return self._directives[index] if index >= 0 and position < self._directives[index].span.end else None

    def _period(self, dated: Dated, own: Time | None, role: Role, directive: Directive | None, frame: Frame) -> str | None:
        deadline = deadline_period(directive, self._report.year) if directive else None
        if dated.open_ended:
            return None
        if role.standing is Standing.PERMIT:
            return permitted_until(dated)
        if role.standing is Standing.NORM or frame.petition:
            return (own.period if own and not own.is_range else None) or deadline or (dated.due() if frame.petition else None)
        near = own or dated.earlier()
        said = near.period if near and not near.is_range else None
        years = (near.period if near else None) or dated.span_of_years()
        if role.standing is Standing.TARGET:
            # What is ordered is no figure of the time that was told of before.
            told = None if directive is not None and not frame.target else frame.period
            candidates = [said, deadline, years, told, dated.later(), self._report.period]
        else:
            candidates = [said, *self._past(dated, frame.period, years, dated.later(), self._report.period)]
        return next((c for c in candidates if c), None)

    def _past(self, dated: Dated, *periods: str | None) -> list[str | None]:
        """Those of ``periods`` that a result can have: none that ends after the year of issue; what is so now is of no plan's time."""
        year = self._report.year
        present = _PRESENT.search(dated.text, dated.segment, dated.quantity.figure) is not None
        return [p for p in periods if p and not (year is not None and int(p.split("/")[-1][:4]) > year and ("/" in p or present))]

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


def _clause_floor(text: str, figure: int) -> int:
    """Where the subject of a figure can begin: behind the last semicolon, or behind a colon that does not lead to the figure itself."""
    floor = text.rfind(";", 0, figure) + 1
    colon = text.rfind(": ", floor, figure)
    return colon + 2 if colon >= 0 and figure - colon > 3 else floor


def _name_before(text: str, quantity: Quantity, earlier: tuple[Quantity, ...], metrics: list[Metric]) -> str:
    """The name that a figure without one goes on with: that of the figure before, but not of one in a bracket closed since."""
    for figure, metric in zip(reversed(earlier), reversed(metrics), strict=True):
        between = text[figure.end : quantity.start]
        if between.count(")") <= between.count("("):
            return metric.name
    return ""


def _subject_floor(text: str, quantity: Quantity, before: Quantity | None) -> int:
    """Where the subject can begin; what follows the figure before up to the next break ("85% dự toán, ...") still belongs to that."""
    floor = _clause_floor(text, quantity.figure)
    if before is None or before.end <= floor:
        return floor
    mark = _CLAUSE_MARK.search(text, before.end, quantity.start)
    return mark.end() if mark else before.end


def _clause(text: str, quantity: Quantity, name_start: int, before: Quantity | None, follower: Quantity | None) -> tuple[int, int]:
    """The clause of a figure: from its name, or the break behind the figure before, to the break before the next figure or semicolon."""
    floor = _clause_floor(text, quantity.start)
    if before is not None and before.end > floor:
        mark = _CLAUSE_MARK.search(text, before.end, quantity.start)
        floor = mark.end() if mark else min(before.figure, quantity.start)
    start = min(max(floor, quantity.start - 300), name_start if name_start >= 0 else quantity.start, quantity.start)
    stop = text.find(";", quantity.end)
    stop = len(text) if stop < 0 else stop
    if follower is not None and follower.start < stop:
        marks = [m.start() for m in _CLAUSE_MARK.finditer(text, quantity.end, follower.start)]
        stop = marks[-1] if marks else max(quantity.end, follower.start)
    end = max(quantity.end, min(stop, quantity.end + 300))
    while start < quantity.figure and text[start] in " ,;:.-":
        start += 1
    while end > quantity.end and text[end - 1] in " ,;:./(":
        end -= 1
    return start, end
