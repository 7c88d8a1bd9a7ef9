"""What is known of a row when it is judged: named features, nearly all of them yes or no, so that their weights can be read.

The names are those of the table of confidence: "rule=order", "lead=none", "words<60".
"""

from __future__ import annotations

from collections.abc import Iterator

from tasks.domain.finding import Directive, Doubt, Metric

WORD_BOUNDS = (40, 60, 75, 85, 92)
"""Bounds of the lowest word confidence (0 to 100); a row below several of them has several marks against it."""

LONG_PARTY, LONG_TEXT, SHORT_TEXT = 9, 60, 6
"""Words: longer parties and texts, and shorter texts, are seldom whole."""


def of_directive(directive: Directive, words: float | None, document_type: str | None) -> dict[str, float]:
    """Features of a directive.

    Args:
        directive: as found.
        words: lowest confidence of the words of its text, None for text without geometry.
        document_type: abbreviation in the head, None where it was not read.
    """
    return dict.fromkeys(_of_directive(directive, words, document_type), 1.0)


def of_metric(metric: Metric, words: float | None, document_type: str | None) -> dict[str, float]:
    """Features of a metric.

    Args:
        metric: as found.
        words: lowest confidence of the words of its clause, None for text without geometry.
        document_type: abbreviation in the head, None where it was not read.
    """
    return dict.fromkeys(_of_metric(metric, words, document_type), 1.0)


def _of_directive(directive: Directive, words: float | None, document_type: str | None) -> Iterator[str]:
    length = len(directive.text.split())
    parties = (*directive.lead, *directive.coordinating)
    yield f"rule={directive.rule}"
    yield f"type={document_type or 'none'}"
    yield from dict.fromkeys(f"{part.field} by {part.rule}" for part in directive.parts)
    yield f"lead={('none', 'one', 'two')[len(directive.lead)] if len(directive.lead) < 3 else 'more'}"
    yield from (
        name
        for name, holds in (
            ("long party", any(len(party.split()) >= LONG_PARTY for party in parties)),
            ("coordinating", bool(directive.coordinating)),
            ("long text", length >= LONG_TEXT),
            ("short text", length <= SHORT_TEXT),
            ("small first letter", directive.text[:1].islower()),
            ("in table", directive.in_table),
        )
        if holds
    )
    if directive.deadline is not None:
        yield "deadline=day" if directive.deadline.on else "deadline=recurs" if directive.deadline.recurs else "deadline=unresolved"
    yield from dict.fromkeys(f"{part.field} by={part.rule}" for part in directive.parts)
    yield from _read_badly(words)
    yield from _doubts(directive.doubts)


def _of_metric(metric: Metric, words: float | None, document_type: str | None) -> Iterator[str]:
    yield f"rule={metric.rule}"
    yield f"kind={metric.kind}"
    yield f"type={document_type or 'none'}"
    yield f"name={('none', 'one word', 'two words')[len(metric.name.split())] if len(metric.name.split()) < 3 else 'more'}"
    yield from (
        name
        for name, holds in (
            ("no period", metric.period is None),
            ("target", metric.role == "target"),
            ("bound", metric.comparator != "="),
            ("direction", metric.direction is not None),
            ("of a total", metric.total is not None),
            ("change", metric.change is not None),
            ("known indicator", metric.code is not None),
        )
        if holds
    )
    yield from _read_badly(words)
    yield from _doubts(metric.doubts)


def _read_badly(words: float | None) -> Iterator[str]:
    yield from (f"words<{bound}" for bound in WORD_BOUNDS if words is not None and words < bound)


def _doubts(doubts: tuple[Doubt, ...]) -> Iterator[str]:
    yield from dict.fromkeys(f"doubt={doubt.code}" for doubt in doubts)
