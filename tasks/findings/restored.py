"""Findings from restored text are doubts until a person has confirmed them: one for each, which names the words in question."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tasks.domain.finding import Findings
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span
from tasks.findings.evidence import evidence_for

CODE = "restored-finding"
CERTAIN = 100.0
"""Confidence of a word that was converted exactly, or lost nothing."""
IN_QUESTION = 90.0
"""Confidence (0 to 100) below which a restored word is named: of those from 90 on 99 in 100 were right, below it three in four (measured on
made pages, ``benchmarks/restore.py``)."""
LIKELY_WRONG = 60.0
"""Confidence of a word below which one in two or three is right: such a finding has to be looked at."""
_MOST_NAMED = 6


def restored_doubts(clean: CleanText, findings: Findings, pages: Collection[int]) -> Iterator[Issue]:
    """A doubt for each directive, metric and citation with a word on one of ``pages`` (1-based) that was restored by likelihood.

    A warning where a word is likelier wrong than not, or where a figure itself is in question; else information.
    """
    rows: list[tuple[str, int, Span, Span | None]] = []
    rows += [("directive", n, d.span, None) for n, d in enumerate(findings.directives)]
    rows += [("metric", n, m.span, m.value_span) for n, m in enumerate(findings.metrics)]
    rows += [("citation", n, c.span, None) for n, c in enumerate(findings.citations)]
    for kind, index, span, value in rows:
        words = [w for w in clean.words_in(span) if w.page in pages and w.confidence < CERTAIN]
        if not words:
            continue
        asked = sorted((w for w in words if w.confidence < IN_QUESTION), key=lambda w: w.confidence)
        figure = [w for w in asked if value is not None and w.span.start < value.end and value.start < w.span.end]
        wrong = bool(figure) or (asked[:1] and asked[0].confidence < LIKELY_WRONG)
        named = ", ".join(f"“{w.span.of(clean.text)}” ({w.confidence:.0f})" for w in asked[:_MOST_NAMED])
        more = f" and {len(asked) - _MOST_NAMED} more" if len(asked) > _MOST_NAMED else ""
        least = min(w.confidence for w in words)
        says = f"in question: {named}{more}" if asked else f"none of its words is in question (lowest {least:.0f})"
        message = f"The {kind} stands in restored text; {says}."
        evidence = evidence_for(clean, span)
        severity = Severity.WARNING if wrong else Severity.INFO
        yield Issue(CODE, severity, message, words[0].page, span, evidence.regions, kind, index)
