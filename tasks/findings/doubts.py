"""What a person should look at again: gaps, contradictions and places that were read badly."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from tasks.domain.finding import Findings, Metric
from tasks.domain.notice import CleanText, Head, Structure
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span
from tasks.findings.evidence import evidence_for
from tasks.findings.labels import SEVERITIES as LABEL_SEVERITIES
from tasks.findings.labels import label_doubts
from tasks.findings.restored import restored_doubts
from tasks.vietnamese.numerals import FIGURE, WORDS, parse_number

DOUBTFUL_NUMBER = 80.0
"""Lowest word confidence (0 to 100) of a figure that is taken as read.

Measured with Tesseract 5.3, ``vie``, 200 dpi, on seven public scans without page preparation: of 362 words with a digit 54 stood below 80,
34 of them misread; of those above, none of the misread ones was a whole figure of the text (page numbers, signing banners, split words).
"""
DOUBTFUL_HEAD = 60.0
"""Lowest word confidence of a head field that is taken as read.

Measured on the same scans over 12,058 words: of 210 words below 60, 149 were misread; below 80 it is 236 of 406, too many false alarms
for the capitals and names of a head.
"""
DOUBTFUL_RULE = 0.6
"""Confidence of a directive's rule (stated by the rule) below which a person decides whether it is one."""
SEVERITIES = {
    "head-field-missing": Severity.WARNING,
    "head-field-doubtful": Severity.WARNING,
    "directive-without-lead": Severity.INFO,
    "directive-without-deadline": Severity.INFO,
    "deadline-unresolved": Severity.WARNING,
    "directive-doubtful": Severity.WARNING,
    "number-doubtful": Severity.WARNING,
    "number-unreadable": Severity.WARNING,
    "metric-beyond-total": Severity.WARNING,
    "metric-conflict": Severity.WARNING,
    "citation-unresolved": Severity.WARNING,
    "citation-without-date": Severity.INFO,
    "figure-and-words-differ": Severity.WARNING,
    **LABEL_SEVERITIES,
}
"""Every code that :func:`find_doubts` raises but ``restored-finding``, which is graver the less sure its words are; gaps that many notices
have on purpose are only information."""
NEEDED_HEAD_FIELDS = ("type", "symbol", "issuer", "issued_on")
"""Head fields every administrative document has (Decree 30/2020/NĐ-CP, Article 8)."""

_TWICE = re.compile(
    rf"(?<![\w.,/])(?P<figure>{FIGURE})(?P<unit> ?(?:%|(?:nghìn |triệu |tỷ )?đồng))?"
    rf" ?\((?:[Bb]ằng chữ ?:? ?)?(?P<words>{WORDS})(?P<said>(?: đồng| phần trăm)?)[^()]{{0,20}}\)",
    re.IGNORECASE,
)
_TELLING_WORDS = 3
"""A name shorter than this ("hộ nghèo") is shared by figures of different things."""
_SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_GARBLED = re.compile(
    r"(?<!\S)((?=[^\s\d]{0,12}\d)[\d.,]{0,12}[^\w\s.,;:()\"'/%<>≤≥+-][\d.,]{1,12}|[lIOo|][.,]?\d[\d.,]{0,11}|\d[\d.,]{0,8}[lIOo|][\d.,]{0,8})"
    r"(?= ?%| (?:nghìn|triệu|tỷ|đồng|ha|km|người|hộ)(?!\w))"
)
# No clause is longer; a text without a stop must not be read to its end for each of its figures.
_BASIS = re.compile(r"[^,;.()]{0,300}")


def find_doubts(clean: CleanText, structure: Structure, findings: Findings, restored: Collection[int] = ()) -> tuple[Issue, ...]:
    """Every doubt about one notice: head, sections, directives, metrics and citations, then the text; never raises.

    Args:
        clean: the text.
        structure: its head and body.
        findings: what was found in it.
        restored: pages (1-based) whose words were restored.
    """
    return (
        *_of_head(clean, structure.head),
        *label_doubts(clean, structure),
        *_of_directives(clean, findings),
        *_of_metrics(clean, findings),
        *_of_citations(clean, findings),
        *_of_numbers_said_twice(clean, structure.body),
        *_of_garbled_figures(clean, structure.body),
        *restored_doubts(clean, findings, restored),
    )


def _issue(clean: CleanText, kind: str, message: str, span: Span, *, about: str | None, index: int | None = None) -> Issue:
    regions = evidence_for(clean, span).regions
    return Issue(kind, SEVERITIES[kind], message, regions[0].page if regions else None, span, regions, about, index)


def _of_head(clean: CleanText, head: Head) -> Iterator[Issue]:
    for name in NEEDED_HEAD_FIELDS:
        if getattr(head, name) is None:
            yield Issue("head-field-missing", SEVERITIES["head-field-missing"], f"The head has no {name.replace('_', ' ')}.", kind="head")
    for name, span in head.spans:
        confidence = evidence_for(clean, span).confidence
        if confidence is not None and confidence < DOUBTFUL_HEAD:
            message = f"{name} {' '.join(span.of(clean.text).split())!r} was read with confidence {confidence:.0f}."
            yield _issue(clean, "head-field-doubtful", message, span, about="head")


def _of_directives(clean: CleanText, findings: Findings) -> Iterator[Issue]:
    for index, directive in enumerate(findings.directives):
        start = _shortened(directive.text)
        if not directive.lead:
            message = f"Nobody is named for {start!r}."
            yield _issue(clean, "directive-without-lead", message, directive.span, about="directive", index=index)
        if directive.deadline is None:
            message = f"No time is set for {start!r}."
            yield _issue(clean, "directive-without-deadline", message, directive.span, about="directive", index=index)
        elif directive.deadline.on is None and directive.deadline.recurs is None:
            message = f"The deadline {directive.deadline.raw!r} is no date."
            yield _issue(clean, "deadline-unresolved", message, directive.span, about="directive", index=index)
        if directive.confidence < DOUBTFUL_RULE:
            message = f"{start!r} may be no directive (rule {directive.rule or 'unknown'}, confidence {directive.confidence:.2f})."
            yield _issue(clean, "directive-doubtful", message, directive.span, about="directive", index=index)


def _of_metrics(clean: CleanText, findings: Findings) -> Iterator[Issue]:
    seen: dict[tuple[object, ...], tuple[int, Metric]] = {}
    for index, metric in enumerate(findings.metrics):
        confidence = evidence_for(clean, metric.value_span).confidence
        printed = " ".join(metric.value_span.of(clean.text).split())
        if confidence is not None and confidence < DOUBTFUL_NUMBER:
            message = f"The figure {printed!r} was read with confidence {confidence:.0f}."
            yield _issue(clean, "number-doubtful", message, metric.value_span, about="metric", index=index)
        if metric.total is not None and metric.value > metric.total:
            message = f"{metric.value} of {metric.total} {metric.unit} is more than there are."
            yield _issue(clean, "metric-beyond-total", message, metric.value_span, about="metric", index=index)
        earlier = seen.setdefault(_same_measure(clean, metric), (index, metric))[1]
        if earlier.value != metric.value and (metric.code or len(metric.name.split()) >= _TELLING_WORDS):
            message = (
                f"{_shortened(metric.name)!r} is {earlier.value} and {metric.value} {metric.unit} for {metric.period or 'the same time'}."
            )
            yield _issue(clean, "metric-conflict", message, metric.value_span, about="metric", index=index)


def _same_measure(clean: CleanText, metric: Metric) -> tuple[object, ...]:
    """What two metrics share that ought to have one value.

    A share is the same only of the same whole, so what follows the figure ("dự toán", "so với cùng kỳ") counts for percentages; a bare name
    ("hộ nghèo") says too little, so there the section counts too.
    """
    basis = ""
    if metric.kind == "percent":
        follows = _BASIS.match(clean.flat, metric.value_span.end)
        basis = " ".join(follows[0].casefold().split()) if follows else ""
    if metric.code is not None and metric.kind in ("percent", "money", "other"):
        named, place = metric.code, ""
    else:
        named, place = metric.name.casefold(), metric.section
    return named, place, basis, metric.period, metric.unit.casefold(), metric.role, metric.direction, metric.comparator, metric.total


def _of_citations(clean: CleanText, findings: Findings) -> Iterator[Issue]:
    for index, citation in enumerate(findings.citations):
        if citation.issued_on is not None:
            continue
        if citation.issuer is None:
            message = f"{citation.symbol} is cited without date and issuer."
            yield _issue(clean, "citation-unresolved", message, citation.span, about="citation", index=index)
        else:
            message = f"{citation.symbol} is cited without its date."
            yield _issue(clean, "citation-without-date", message, citation.span, about="citation", index=index)


def _of_numbers_said_twice(clean: CleanText, body: Span) -> Iterator[Issue]:
    """A figure repeated in words, "05 (sáu)", where the two differ."""
    for match in _TWICE.finditer(clean.flat, body.start, body.end):
        figure, said = parse_number(match["figure"]), parse_number(match["words"])
        if figure is None or said is None or said in (figure, _scaled(figure, match["unit"])):
            continue
        message = f"{match['figure']} is {said} in words."
        yield _issue(clean, "figure-and-words-differ", message, Span(match.start(), match.end()), about=None)


def _of_garbled_figures(clean: CleanText, body: Span) -> Iterator[Issue]:
    """A figure with a foreign character in it ("§.699,28 triệu đồng") is not read as a metric, but must not be lost in silence."""
    for match in _GARBLED.finditer(clean.flat, body.start, body.end):
        message = f"{match[1]!r} looks like a figure that was misread."
        yield _issue(clean, "number-unreadable", message, Span(match.start(1), match.end(1)), about=None)


def _scaled(figure: Decimal, unit: str | None) -> Decimal:
    scale = next((factor for name, factor in _SCALES.items() if unit and name in unit.lower()), 1)
    return figure * scale


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."
