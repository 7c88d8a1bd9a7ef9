"""Figures of the head that were not surely read are left out of it: absent is better than wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tasks.domain.notice import CleanText, Head
from tasks.domain.span import Span

# Of words below this two in three are misread (measured); writing in doubt is given less (``tasks.ocr.handwriting``).
LEAST_CONFIDENCE = 60.0


def withhold_doubtful(head: Head, clean: CleanText) -> Head:
    """The head without number, symbol and date of issue where a figure of theirs was read with less than ``LEAST_CONFIDENCE``.

    Text without geometry has no confidences and stays as it is. The fields' places go with them, since nothing stands there that is known.
    """
    spans = dict(head.spans)
    gone: set[str] = set()
    if "number" in spans and _is_doubtful(spans["number"], head.number, clean):
        gone |= {"number", "symbol"}
    if head.issued_on is not None and "issued_on" in spans and _is_doubtful(spans["issued_on"], None, clean):
        gone.add("issued_on")
    if not gone:
        return head
    kept = tuple((name, span) for name, span in head.spans if name not in gone)
    nothing: dict[str, Any] = dict.fromkeys(gone)
    return replace(head, **nothing, spans=kept)


def _is_doubtful(span: Span, figures: str | None, clean: CleanText) -> bool:
    """Whether a word with figures in ``span`` was hardly read; only the word that begins with ``figures`` where these are given."""
    for word in clean.words_in(span):
        text = word.span.of(clean.text)
        if word.confidence < LEAST_CONFIDENCE and any(c.isdigit() for c in text) and (figures is None or text.startswith(figures[:1])):
            return True
    return False
