"""Figures that are printed in an odd way and gave no row: in brackets, behind "±" or an arrow, with the minus behind them.

They may be below zero, a tolerance or a fall; which, only a person can tell, so that each is a doubt and none is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.domain.finding import Findings
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue
from tasks.domain.span import Span
from tasks.findings.issues import issue_at, printed
from tasks.vietnamese.numerals import FIGURE

_UNIT = (
    r"(?:%|‰|(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)(?: (?:đồng|USD|đô la|người|lượt|con|cây|tấn))?|đồng|USD|VNĐ|VND|ha|km2?|kg|tấn|tạ|m[23²³]|người"
    r"|hộ|hồ sơ|biên chế|trường hợp|vụ|dự án|đơn vị|cơ sở|xã|lao động|điểm %|điểm phần trăm)(?!\w))"
)
_BRACKETED = re.compile(rf"[(\[]\s?(?P<figure>{FIGURE})\s?[)\]]\s?{_UNIT}")
_MARKED = re.compile(rf"(?<=\S )(?<![.;:] )(?:[±△▲▽▼↑↓]|\+/[-–−])\s?(?P<figure>{FIGURE})|(?<=\w)±\s?{FIGURE}|(?<=[(,])[±▽▼△▲↑↓]\s?{FIGURE}")
_MINUS_BEHIND = re.compile(rf"(?<![\w.,/–-])(?P<figure>{FIGURE})[-–−]\s{_UNIT}")
_PADDED = re.compile(r"0\d+")
_NUMBERED = re.compile(r"(?:mục|điểm|khoản|điều|số|mẫu|biểu|cột|dòng|bảng|phụ lục|công thức|ghi chú|kèm|[=+*/])\s?$", re.IGNORECASE)
"""In front of the number of something."""
_BEGINS = re.compile(r"(?:^|[.;:\n])\s*$")
_HEIGHTS = re.compile(r"(?:mức|cốt|cos|code|trình|độ)\s$", re.IGNORECASE)
_BEFORE = 20  # characters looked at
_NEIGHBOURS = 600  # characters within which the next label of a list stands


def doubts_of_unread(clean: CleanText, body: Span, findings: Findings) -> Iterator[Issue]:
    """A doubt at each such figure of the text outside tables, whose cells are doubted by themselves.

    Args:
        clean: the text.
        body: where figures count.
        findings: of it.
    """
    known = [metric.value_span for metric in findings.metrics]
    known += [span for table in findings.tables for cell in table.cells for span in cell.spans]
    for place in _places(clean.flat, body):
        if not any(place.start < span.end and span.start < place.end for span in known):
            yield issue_at(clean, "figure-unread", place, printed(clean, place))


def _places(text: str, body: Span) -> Iterator[Span]:
    for match in _BRACKETED.finditer(text, body.start, body.end):
        if not _is_label(text, match):
            yield Span(match.start(), match.end())
    for match in _MARKED.finditer(text, body.start, body.end):
        if not _HEIGHTS.search(text, max(body.start, match.start() - _BEFORE), match.start()):
            yield Span(match.start(), match.end())
    for match in _MINUS_BEHIND.finditer(text, body.start, body.end):
        yield Span(match.start(), match.end())


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether what stands in brackets numbers something: a form, a place in a law, an item of a list."""
    figure = match["figure"]
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if _NUMBERED.search(before):
        return True
    if not figure.isdigit():
        return False
    if _PADDED.fullmatch(figure) or match[0].startswith("[") or _BEGINS.search(before):
        return True
    around = text[max(0, match.start() - _NEIGHBOURS) : match.end() + _NEIGHBOURS]
    return any(f"({number})" in around for number in (int(figure) - 1, int(figure) + 1))
