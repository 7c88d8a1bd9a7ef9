"""Figures of the head that were hardly read: left out where they are likelier wrong, kept as a doubt where they are likelier right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from tasks.domain.finding import Doubt
from tasks.domain.notice import CleanText, Head
from tasks.domain.span import Span

LEAST_CONFIDENCE = 60.0
"""Of words below this two in three are misread (measured); writing in doubt is given less (``tasks.ocr.handwriting``)."""
LEAST_LIKELY = 50.0
"""Writing is given its probability, at most this much while it is in doubt: what has it is likelier right than wrong."""
_YEAR = re.compile(r"/((?:19|20)\d\d)/")


def withhold_doubtful(head: Head, clean: CleanText) -> Head:
    """The head without number, symbol and date of issue where a figure of theirs is likelier misread than right.

    What was read with less than ``LEAST_CONFIDENCE`` stays only with a doubt: where it has ``LEAST_LIKELY``, or where another place of the
    head says the same (the year in the symbol and that of issue). Text without geometry has no confidences and stays as it is. The places
    of fields that are left out go with them, since nothing stands there that is known.
    """
    spans = dict(head.spans)
    gone: set[str] = set()
    doubts = list(head.doubts)
    for name, together in (("number", ("number", "symbol")), ("issued_on", ("issued_on",))):
        if getattr(head, name) is None or name not in spans:
            continue
        least = _confidence(spans[name], head.number if name == "number" else None, clean)
        if least >= LEAST_CONFIDENCE:
            continue
        kept = least >= LEAST_LIKELY or (name == "number" and _confirmed(head.symbol, head.issued_on))
        code = "head-field-doubtful" if kept else "head-field-left-out"
        doubts += [Doubt(code, field, spans[name]) for field in together if getattr(head, field) is not None]
        gone |= set() if kept else set(together)
    return _without(head, gone, doubts)


def _without(head: Head, gone: set[str], doubts: Iterable[Doubt]) -> Head:
    nothing: dict[str, Any] = dict.fromkeys(gone)
    kept = tuple((name, span) for name, span in head.spans if name not in gone)
    return replace(head, **nothing, spans=kept, doubts=tuple(dict.fromkeys(doubts)))


def _confirmed(symbol: str | None, issued_on: date | None) -> bool:
    """Whether the symbol holds the year of issue, which was read elsewhere: a misread number has none by chance."""
    year = _YEAR.search(symbol or "")
    return year is not None and issued_on is not None and int(year[1]) == issued_on.year


def _confidence(span: Span, figures: str | None, clean: CleanText) -> float:
    """The lowest confidence of a word with figures in a span; only of the word that begins with ``figures`` where these are given."""
    least = 100.0
    for word in clean.words_in(span):
        text = word.span.of(clean.text)
        if any(c.isdigit() for c in text) and (figures is None or text.startswith(figures[:1])):
            least = min(least, word.confidence)
    return least
