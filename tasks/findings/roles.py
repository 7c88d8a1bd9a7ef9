"""Whether a figure has been reached or is to be reached, and whether it is a rule that is of no time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tasks.domain.finding import Directive
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Head
from tasks.findings.dating import Dated
from tasks.findings.frames import Frame
from tasks.findings.report_time import ReportTime
from tasks.nouns.figure_time import Time
from tasks.nouns.quantity import Quantity

_PLANS = ("KH", "CTr", "ĐA", "PA")
_RULES = ("QĐ", "NQ", "TT", "NĐ", "QC", "QyĐ", "Luật", "PL", "TTLT", "NQLT")
"""What the articles and annexes of these fix is to be kept; what their preamble says is so."""
_TOLD = ("preamble", "closing")
_REGULATIONS = ("TT", "NĐ", "QC", "QyĐ", "Luật", "PL", "TTLT")
_REGULATING = re.compile(
    r"\b(?:quy định|quy chế|tiêu chí|tiêu chuẩn|định mức|đơn giá|bảng giá|phân cấp|điều lệ|mức (?:chi|thu|hỗ trợ|phí|giá|vay))(?!\w)",
    re.IGNORECASE,
)
"""In the subject of a decision or resolution: its figures are norms, of no time."""
_PLANNING = re.compile(r"\b(?:kế hoạch|chương trình|đề án|chiến lược|quy hoạch|phương án|dự án)(?!\w)", re.IGNORECASE)
_TELLING = re.compile(r"\b(?:công bố|công nhận|kết quả|khen thưởng|thu hồi|danh mục|quy trình nội bộ)(?!\w)", re.IGNORECASE)
"""In the subject of a decision: what it counts is so."""
_FAR = 700
"""Characters before a figure in which a law, a permit or a condition may stand that it belongs to."""


_FROM = re.compile(r"(?<!đạt )(?<!mức )\btừ (?:trên )?$", re.IGNORECASE)
"""In front of a threshold ("từ 05 triệu đồng trở lên"); a level that is to be kept or reached has none ("duy trì 51% trở lên")."""


_PERFORMED = re.compile(r"(?<!\w)(?:thực hiện|đạt|ước đạt|giải ngân|thu được|hoàn thành)(?: được| đạt)?\W{0,2}$", re.IGNORECASE)
"""What a clause that tells of a time says of its figure."""


_DID = re.compile(r"(?<!\w)đã\s")


class Standing(StrEnum):
    """What a figure is.

    Attributes:
        RESULT: it has happened or exists.
        TARGET: it is to be reached.
        NORM: a threshold, a condition, or an amount for each of many; of no time, unless one is printed with it.
        PERMIT: a figure of a permit or a design; of the time the permit ends.
    """

    RESULT = "result"
    TARGET = "target"
    NORM = "norm"
    PERMIT = "permit"


@dataclass(frozen=True, slots=True)
class Role:
    """The standing of a figure, and whether only the type of document says so."""

    standing: Standing
    assumed: bool = False

    @property
    def name(self) -> str:
        """As a metric carries it."""
        return "result" if self.standing is Standing.RESULT else "target"


class RoleReader:
    """Judges figures with one vocabulary, for one type of document."""

    def __init__(self, vocabulary: Vocabulary, head: Head, report: ReportTime) -> None:
        """Compile the reviewed cues.

        Args:
            vocabulary: cues whose code begins with ``metric-``.
            head: its type and subject say what figures are where nothing else does: those of plans targets, those of regulations norms.
            report: what is of a later year than that of issue is still to be reached; what was before the time of a plan has been.
        """
        cues = vocabulary.cues
        self._threshold = re.compile(cues.alternation("metric-threshold"))
        self._strict = re.compile(rf"(?<!\w){cues.alternation('metric-strict-bound')}[^,;.:()\d]{{0,12}}$")
        self._each = re.compile(rf"(?<!\w){cues.alternation('metric-for-each')}(?:[^;.:()\d]{{0,60}}|[^,;.:()]{{0,90}})$")
        self._condition = re.compile(rf"(?<!\w){cues.alternation('metric-condition')}[^,;.:()\d]{{0,40}}$")
        self._law = re.compile(cues.alternation("metric-rule-quoted"))
        self._permit = re.compile(cues.alternation("metric-permit"))
        self._planned = re.compile(cues.alternation("metric-planned") + r"\s?$")
        self._head = head
        self._year, self._issued, self._period = report.year, report.issued, report.period

    def read(self, dated: Dated, own: Time | None, directive: Directive | None, frame: Frame, section: str = "preamble") -> Role:
        """The standing of one figure.

        Args:
            dated: the figure in its sentence.
            own: its own time.
            directive: the order it stands in.
            frame: what headings and sentences before say.
            section: path of its section; behind the preamble a decision fixes what it says.
        """
        text, quantity = dated.text, dated.quantity
        before = text[max(0, quantity.figure - _FAR) : quantity.figure]
        done = any(dated.segment <= at < quantity.figure for at in dated.cues.done)
        if self._permit.search(before):
            return Role(Standing.PERMIT)
        aimed = any(at < quantity.figure for at in dated.cues.target)
        if self._is_norm(text, quantity, before, aimed=aimed) and not done:
            return Role(Standing.NORM)
        if _in_bracket_told(text, quantity.figure):
            return Role(Standing.RESULT)
        by_default = self._default(section)
        fixed = Standing.NORM if by_default is Standing.NORM else Standing.TARGET
        if directive is not None and not self._is_past(own or (None if aimed else dated.told())):
            return Role(fixed)
        if self._planned.search(before):
            return Role(fixed)
        if self._quoted(quantity, before):
            most = quantity.comparator == "<=" and quantity.kind == "count" and not aimed and own is None
            return Role(Standing.NORM if most else fixed)
        return self._said(dated, own, frame, done=done, by_default=by_default)

    def _default(self, section: str) -> Standing:
        """The standing of a figure that nothing else is said of; what a decision announces stands in its articles, not in its annexes."""
        subject = self._head.subject or ""
        if self._head.type in _PLANS:
            return Standing.TARGET
        if self._head.type not in _RULES or section in _TOLD:
            return Standing.RESULT
        if self._head.type in _REGULATIONS or (_REGULATING.search(subject) and _PLANNING.search(subject) is None):
            return Standing.NORM
        return Standing.RESULT if _TELLING.search(subject) and section.startswith("Điều") else Standing.TARGET

    def _said(self, dated: Dated, own: Time | None, frame: Frame, *, done: bool, by_default: Standing) -> Role:
        figure, segment = dated.quantity.figure, dated.segment
        targets = [at for at in dated.cues.target if at < figure]
        if targets and self._told_since(dated, own, targets[-1]):
            return Role(Standing.RESULT)
        if targets and targets[-1] >= segment:
            last_done = max((at for at in dated.cues.done if segment <= at < figure), default=-1)
            return Role(Standing.TARGET if targets[-1] > last_done or targets[0] < segment else Standing.RESULT)
        if done:
            return Role(Standing.RESULT)
        if targets:
            return Role(Standing.TARGET)
        if own is not None and not own.is_range and self._year is not None and own.year > self._year:
            return Role(Standing.TARGET)
        if dated.is_due(self._issued):
            return Role(Standing.TARGET)
        if self._is_past(own or dated.told(), ranges=True) or self._is_before(own or dated.span()):
            return Role(Standing.RESULT)  # a plan tells of years gone by, too
        if frame.target is not None:
            return Role(Standing.TARGET if frame.target else Standing.RESULT)
        return Role(by_default, assumed=True)

    def _is_past(self, time: Time | None, *, ranges: bool = False) -> bool:
        """Whether a time, or with ``ranges`` a span of years too, ended in a year before that of issue."""
        return time is not None and self._year is not None and time.year < self._year and (ranges or not time.is_range)

    def _is_before(self, time: Time | None) -> bool:
        """Whether a span of years ended when that of the document began: the school year before the one that is planned."""
        if time is None or not time.is_range or self._period is None or "/" not in self._period:
            return False
        return time.period != self._period and time.year <= int(self._period[:4])

    def _told_since(self, dated: Dated, own: Time | None, aimed: int) -> bool:
        """Whether a figure behind an aim says in a clause of its own what has come of it ("kế hoạch 100 ha, 6 tháng thực hiện 60 ha")."""
        if own is None or own.is_range or self._year is None or own.start < aimed:
            return False
        if own.year > self._year or own.period == str(self._year):
            return False
        between = dated.text[aimed : dated.quantity.figure]
        comma = max(between.rfind(", "), between.rfind("; "))
        return comma >= 0 and own.start > aimed + comma and _PERFORMED.search(between[comma:]) is not None

    def _is_norm(self, text: str, quantity: Quantity, before: str, *, aimed: bool) -> bool:
        """Whether a figure is set for each of many; what is aimed at ("phấn đấu đạt từ 70% trở lên") is a target."""
        from_it = _FROM.search(before) is not None or quantity.kind == "count"
        if (from_it and not aimed and self._threshold.match(text, quantity.unit_end)) or self._condition.search(before):
            return True
        return self._each.search(before) is not None

    def _quoted(self, quantity: Quantity, before: str) -> bool:
        """Whether a bound is one that a law sets, or is worded as one."""
        if quantity.comparator == "=":
            return False
        return self._strict.search(before) is not None or self._law.search(before) is not None


def _in_bracket_told(text: str, figure: int) -> bool:
    """Whether a bracket around a figure tells what was done ("... (năm 2024 Sở đã mở 2 lớp)")."""
    opened = text.rfind("(", 0, figure)
    return opened > text.rfind(")", 0, figure) and _DID.search(text, opened, figure) is not None
