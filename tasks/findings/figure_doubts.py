"""Doubts about figures: read badly, more than there are, two for one measure, other in words than in digits, garbled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tasks.domain.finding import Findings, Metric
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue
from tasks.domain.span import Span
from tasks.domain.table import CellPlace, TableKind
from tasks.findings.evidence import evidence_for
from tasks.findings.issues import issue_at, printed
from tasks.vietnamese.numerals import FIGURE, WORDS, parse_number

DOUBTFUL_NUMBER = 80.0
"""Lowest word confidence (0 to 100) of a figure that is taken as read.

Measured with Tesseract 5.3, ``vie``, 200 dpi, on seven public scans without page preparation: of 362 words with a digit 54 stood below 80,
34 of them misread; of those above, none of the misread ones was a whole figure of the text (page numbers, signing banners, split words).
"""

_TWICE = re.compile(
    rf"(?<![\w.,/])(?P<figure>{FIGURE})(?P<unit> ?(?:%|(?:nghìn |triệu |tỷ )?đồng))?"
    rf" ?\((?:[Bb]ằng chữ ?:? ?)?(?P<words>{WORDS})(?P<said>(?: đồng| phần trăm)?)[^()]{{0,20}}\)",
    re.IGNORECASE,
)
_TELLING_WORDS = 3
"""A name shorter than this ("hộ nghèo") is shared by figures of different things."""
_SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_GARBLED = re.compile(
    r"(?<!\S)((?=[^\s\d]{0,12}\d)[\d.,]{0,12}[^\w\s.,;:()\"'/%<>≤≥+–—−~≈±△▲▽▼↑↓\[\]-][\d.,]{1,12}|[lIOo|][.,]?\d[\d.,]{0,11}|\d[\d.,]{0,8}[lIOo|][\d.,]{0,8})"
    r"(?= ?%| (?:nghìn|triệu|tỷ|đồng|ha|km|người|hộ)(?!\w))"
)
# No clause is longer; a text without a stop must not be read to its end for each of its figures.
_BASIS_REACH = 60  # characters between "so với" and its figure
_BASIS = re.compile(r"[^,;.()]{0,300}")


def doubts_of_metrics(clean: CleanText, metrics: tuple[Metric, ...]) -> Iterator[Issue]:
    """Doubts about figures that were found, those that their rules raised first."""
    seen: dict[tuple[object, ...], tuple[int, Metric]] = {}
    for index, metric in enumerate(metrics):
        row, place = ("metric", index), metric.value_span
        for doubt in metric.doubts:
            at = doubt.span or place
            yield issue_at(clean, doubt.code, at, printed(clean, at), row=row, field=doubt.field)
        confidence = evidence_for(clean, place).confidence
        if confidence is not None and confidence < DOUBTFUL_NUMBER:
            yield issue_at(clean, "number-doubtful", place, f"{printed(clean, place)}, confidence {confidence:.0f}", row=row)
        if metric.total is not None and metric.value > metric.total:
            yield issue_at(clean, "metric-beyond-total", place, f"{metric.value} of {metric.total} {metric.unit}", row=row)
        earlier = seen.setdefault(_same_measure(clean, metric), (index, metric))[1]
        if earlier.value != metric.value and (metric.code or len(metric.name.split()) >= _TELLING_WORDS):
            detail = f"{metric.name[:60]}, {earlier.value} and {metric.value} {metric.unit} for {metric.period or 'the same time'}"
            yield issue_at(clean, "metric-conflict", place, detail, row=row)


def doubts_of_cells(clean: CleanText, findings: Findings) -> Iterator[Issue]:
    """Cells with a number in columns of figures that gave no figure: not read, or read as a word."""
    read = {metric.cell for metric in findings.metrics if metric.cell is not None}
    for number, table in enumerate(findings.tables):
        if table.kind is not TableKind.FIGURES:
            continue
        # A title that counts its group is no column of figures.
        columns = Counter(place.column for place in read if place.table == number)
        named = {column for column, count in columns.items() if 3 * count > table.row_count - table.head_rows}
        for cell in table.cells:
            place = CellPlace(number, cell.row, cell.column)
            inside = cell.row >= table.head_rows and cell.column in named and cell.column == cell.last_column
            if inside and place not in read and cell.spans and _is_mostly_digits(cell.text):
                yield issue_at(clean, "cell-unread", cell.spans[0], printed(clean, cell.spans[0]))


def _is_mostly_digits(text: str) -> bool:
    """Whether it looks like a number, not like a name of a column or a remark with a number in it."""
    return sum(c.isdigit() for c in text) > sum(c.isalpha() for c in text)


def _same_measure(clean: CleanText, metric: Metric) -> tuple[object, ...]:
    """What two metrics share that ought to have one value.

    A share is the same only of the same whole, so what follows the figure ("dự toán", "so với cùng kỳ") counts for percentages; a bare name
    ("hộ nghèo") says too little, so there the section counts too.
    """
    basis = ""
    if metric.kind == "percent":
        follows = _BASIS.match(clean.flat, metric.value_span.end)
        basis = " ".join(follows[0].casefold().split()) if follows else ""
        basis += _compared_before(clean.flat[max(0, metric.value_span.start - _BASIS_REACH) : metric.value_span.start].casefold())
    if metric.code is not None and metric.kind in ("percent", "money", "other"):
        named, place = metric.code, ""
    else:
        named, place = metric.name.casefold(), metric.section
    return named, place, basis, metric.period, metric.unit.casefold(), metric.role, metric.direction, metric.comparator, metric.total


def _compared_before(text: str) -> str:
    """What a share right behind ``text`` is compared with: "so với kỳ gốc 2019 bằng", "" for nothing."""
    between = text[text.rfind("so với") :] if "so với" in text else ""
    return "" if any(mark in between for mark in ",;%") else " ".join(between.split())


def doubts_of_numbers(clean: CleanText, body: Span) -> Iterator[Issue]:
    """Doubts about figures of the text, found or not: repeated in words and different there ("05 (sáu)"), or with a foreign character.

    A figure like "§.699,28 triệu đồng" is not read as a metric, but must not be lost in silence.
    """
    for match in _TWICE.finditer(clean.flat, body.start, body.end):
        figure, said = parse_number(match["figure"]), parse_number(match["words"])
        if figure is None or said is None or said in (figure, _scaled(figure, match["unit"])):
            continue
        yield issue_at(clean, "figure-and-words-differ", Span(match.start(), match.end()), f"{match['figure']} and {said}")
    for match in _GARBLED.finditer(clean.flat, body.start, body.end):
        yield issue_at(clean, "number-unreadable", Span(match.start(1), match.end(1)), f"“{match[1]}”")


def _scaled(figure: Decimal, unit: str | None) -> Decimal:
    scale = next((factor for name, factor in _SCALES.items() if unit and name in unit.lower()), 1)
    return figure * scale
