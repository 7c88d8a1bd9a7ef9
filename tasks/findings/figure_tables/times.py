"""When the figures of a column or a row hold, and whether they are still to be reached."""

from __future__ import annotations

import re

from tasks.domain.lexicon import Lexicon
from tasks.findings.report_time import ReportTime
from tasks.nouns.figure_time import find_times
from tasks.reading.tokens import fold_spelling

_SCHOOL_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-–/]\s?((?:19|20)\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d{2})(?![\d/.-])")
_MONTHS = re.compile(r"(?<![\d.,])(\d{1,2}) tháng(?! \d)")
_WHOLE_YEAR = re.compile(r"\b(?:cả năm|trong năm|năm nay|năm báo cáo)\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\b(?:cùng kỳ(?: năm)?(?: trước)?|năm trước|năm ngoái)\b", re.IGNORECASE)
_SPAN_BEFORE = re.compile(r"\b(?:kỳ|tháng|quý) trước\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:so với|so sánh|so|tăng|giảm|chênh lệch|tốc độ|chỉ số giá)\b", re.IGNORECASE)


class ColumnTimes:
    """Reads what names of columns and rows say of time and role."""

    def __init__(self, report: ReportTime, cues: Lexicon) -> None:
        """Take the document's time and the reviewed cues."""
        self._report = report
        self._planned = re.compile(cues.alternation("figure-planned"))
        self._done = re.compile(cues.alternation("figure-done"))

    def period(self, text: str, year: int | None) -> str | None:
        """The period that a name says, ISO-like; None where it says none.

        What a figure is compared with ("So với cùng kỳ năm trước") is no time of it.

        Args:
            text: names of one column from top to bottom, label of a row, or title.
            year: of months without one.
        """
        folded = fold_spelling(text)
        year = self._report.year if year is None else year
        compared = _COMPARED.search(folded)
        plain = folded[: compared.start()] if compared else folded
        schools = _SCHOOL_YEARS.search(plain)
        if schools:
            return f"{schools[1]}/{schools[2]}"
        times = find_times(plain, year)
        if times:
            return times[-1].period
        years = _YEAR.findall(plain)
        said = int(years[-1]) if years else None
        if (months := _MONTHS.search(plain)) and 1 <= int(months[1]) <= 12 and (said or year):
            return f"{said or year}-{int(months[1]):02d}" if int(months[1]) < 12 else str(said or year)
        if said is not None:
            return str(said)
        if _YEAR_BEFORE.search(plain) and self._report.period is not None and "/" not in self._report.period:
            return f"{int(self._report.period[:4]) - 1}{self._report.period[4:7]}"
        if _WHOLE_YEAR.search(plain) and year:
            return str(year)
        return _period_before(self._report.period) if _SPAN_BEFORE.search(plain) else None

    def is_earlier(self, text: str) -> bool:
        """Whether a name speaks of the time before the report's, whether or not it can be said when that was."""
        folded = fold_spelling(text)
        return bool(_YEAR_BEFORE.search(folded) or _SPAN_BEFORE.search(folded)) and _COMPARED.search(folded) is None

    def role(self, text: str) -> str | None:
        """Whether a name says "result" or "target"; what is compared with a plan is a result ("So với kế hoạch")."""
        folded = fold_spelling(text)
        if self._done.search(folded):
            return "result"
        return "target" if self._planned.search(folded) else None


def _period_before(period: str | None) -> str | None:
    """The month before a month, the quarter before a quarter; None of any other period."""
    if period is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}", period):
        year, month = int(period[:4]), int(period[5:])
        return f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"
    if re.fullmatch(r"\d{4}-Q\d", period):
        year, quarter = int(period[:4]), int(period[-1])
        return f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"
    return None
