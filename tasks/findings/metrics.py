"""Every figure of a notice that measures something, with its name, period, role and indicator."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tasks.domain.finding import Directive, Metric
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import Section
from tasks.findings.dating import Dated, RoleCues, deadline_period, subject_period
from tasks.findings.names import Namer
from tasks.findings.periods import Time, find_times
from tasks.findings.quantities import QuantityReader
from tasks.findings.quantity import Quantity
from tasks.findings.reading.notice import NoticeReading
from tasks.findings.reading.sentences import Sentence
from tasks.findings.reading.tokens import fold_spelling

_PLANS = ("KH", "CTr", "ĐA", "PA")
_OPENING = re.compile(r"(?:trong|riêng|đến|tính đến|tính|hết|đến hết|ước|kết thúc|sau|ngày|cuối|\s|,)*", re.IGNORECASE)
_CAPITALS = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVX]+")
_CLAUSE_MARK = re.compile(r", |; | và | với |\(|\) ")


@dataclass(slots=True)
class Frame:
    """What earlier sentences say about the figures of later ones."""

    period: str | None = None
    target: bool | None = None


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
        self._target = re.compile(vocabulary.cues.alternation("metric-target"))
        self._done = re.compile(vocabulary.cues.alternation("metric-done"))
        head = structure.head
        self._year = head.issued_on.year if head.issued_on else None
        self._subject = subject_period(head, self._year)
        self._frames: dict[str, Frame] = {}

    def find(self) -> tuple[Metric, ...]:
        out: list[Metric] = []
        for section in self._structure.sections:
            frame = self._inherited_frame(section)
            for sentence in self._reading.sentences(section.body):
                out += self._of_sentence(section, sentence, frame)
            self._frames[section.path] = frame
        return tuple(sorted(out, key=lambda m: m.value_span.start))

    def _inherited_frame(self, section: Section) -> Frame:
        """A section begins with what its parent, or for an outermost one the preamble, has said; its heading overrides."""
        path = section.path
        above = Frame()
        while "/" in path:
            path = path.rsplit("/", 1)[0]
            if path in self._frames:
                above = self._frames[path]
                break
        else:
            above = self._frames.get("preamble", Frame()) if section.path != "closing" else Frame()
        frame = Frame(above.period, above.target)
        if section.heading:
            heading = _CAPITALS.sub(lambda m: m[0] if _ROMAN.fullmatch(m[0]) else m[0].lower(), fold_spelling(section.heading))
            times = find_times(heading, self._year)
            frame.period = times[-1].period if times else frame.period
            if self._target.search(heading):
                frame.target = True
            elif self._done.search(heading):
                frame.target = False
        return frame

    def _of_sentence(self, section: Section, sentence: Sentence, frame: Frame) -> list[Metric]:
        text = sentence.text
        year = int(frame.period[-4:]) if frame.period and re.fullmatch(r"\d{4}(?:/\d{4})?", frame.period) else self._year
        times = find_times(text, year)
        self._move_frame(text, times, frame)
        quantities = self._reader.read(text)
        cues = RoleCues(tuple(m.start() for m in self._target.finditer(text)), tuple(m.start() for m in self._done.finditer(text)))
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
            period, role = self._period_and_role(dated, directive, frame)
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
                    role=role,
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

    def _move_frame(self, text: str, times: tuple[Time, ...], frame: Frame) -> None:
        """A sentence that opens with a time ("Năm 2022, ...") or opens a list speaks for the ones behind it."""
        opening = _OPENING.match(text)
        first = times[0] if times else None
        if (first is not None and opening is not None and first.start <= opening.end() and (not first.is_day or first.as_of)) or (
            first is not None and text.endswith(":") and not first.is_day
        ):
            frame.period = first.period
        if text.endswith(":"):
            if self._target.search(text):
                frame.target = True
            elif self._done.search(text):
                frame.target = False

    def _directive_at(self, position: int) -> Directive | None:
        index = bisect_right(self._starts, position) - 1
        return self._directives[index] if index >= 0 and position < self._directives[index].span.end else None

    def _period_and_role(self, dated: Dated, directive: Directive | None, frame: Frame) -> tuple[str | None, str]:
        own = dated.near()
        target = self._is_target(dated, own, directive, frame)
        candidates = [own.period if own and not own.is_range else None]
        span_of_years = (own.period if own else None) or dated.span_of_years()
        deadline = deadline_period(directive, self._year) if directive else None
        # What is ordered is no figure of the time that was told of before.
        told = None if directive is not None and not frame.target else frame.period
        candidates += [deadline, span_of_years, told] if target else [frame.period, span_of_years]
        candidates += [dated.later(), self._subject]
        return next((c for c in candidates if c), None), "target" if target else "result"

    def _is_target(self, dated: Dated, own: Time | None, directive: Directive | None, frame: Frame) -> bool:
        if directive is not None:
            return True
        figure, segment = dated.quantity.figure, dated.segment
        done = any(segment <= at < figure for at in dated.cues.done)
        if dated.cues.target and dated.cues.target[0] < figure:
            return not done or any(segment <= at < figure for at in dated.cues.target)
        if done:
            return False
        if own is not None and not own.is_range and self._year is not None and own.year > self._year:
            return True
        if frame.target is not None:
            return frame.target
        return self._structure.head.type in _PLANS

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
