"""Findings from restored text are doubts until a person has confirmed them: one for each, which names the words in question."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tasks.domain.finding import Findings
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span
from tasks.findings.issues import Row, issue_at

CODE = "restored-finding"
CERTAIN = 100.0
"""Confidence of a word that was converted exactly, or lost nothing."""
IN_QUESTION = 95.0
"""Confidence (0 to 100) below which a restored word is named: of those from 95 on 98 in 100 were right with their signs and case, of those
from 90 on 97.6 (measured on layers of other makers, ``benchmarks/foreign_layers.py``)."""
_MOST_NAMED = 6


def restored_doubts(clean: CleanText, findings: Findings, pages: Collection[int]) -> Iterator[Issue]:
    """A doubt for each directive, metric and citation with a word on one of ``pages`` (1-based) that was restored by likelihood.

    A warning where one of its words is in question, of those of its parties and deadline too that stand elsewhere; else information.
    """
    rows: list[tuple[Row, tuple[Span, ...], Span | None]] = []
    rows += [(("directive", n), (d.span, *(p.span for p in d.parts)), None) for n, d in enumerate(findings.directives)]
    rows += [(("metric", n), (m.span,), m.value_span) for n, m in enumerate(findings.metrics)]
    rows += [(("citation", n), (c.span,), None) for n, c in enumerate(findings.citations)]
    for row, spans, value in rows:
        inside = {w.span: w for span in spans for w in clean.words_in(span)}
        words = [w for w in inside.values() if w.page in pages and w.confidence < CERTAIN]
        if not words:
            continue
        asked = sorted((w for w in words if w.confidence < IN_QUESTION), key=lambda w: w.confidence)
        named = ", ".join(f"“{w.span.of(clean.text)}” ({w.confidence:.0f})" for w in asked[:_MOST_NAMED])
        more = f" and {len(asked) - _MOST_NAMED} more" if len(asked) > _MOST_NAMED else ""
        least = min(w.confidence for w in words)
        says = f"in question {named}{more}" if asked else f"none of its words is in question (lowest {least:.0f})"
        is_value = value is not None and any(w.span.overlaps(value) for w in asked)
        severity = Severity.WARNING if asked else Severity.INFO
        yield issue_at(clean, CODE, spans[0], says, row=row, field="value" if is_value else None, severity=severity)
