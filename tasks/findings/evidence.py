"""Where a finding stands: its quote, the boxes of its words and how surely they were read."""

from __future__ import annotations

from bisect import bisect_right

from tasks.domain.finding import Evidence
from tasks.domain.geometry import BBox, Region
from tasks.domain.notice import CleanText
from tasks.domain.span import Span


def evidence_for(clean: CleanText, span: Span) -> Evidence:
    """The evidence of ``span``: ``quote`` is always ``span.of(clean.text)``.

    Returns:
        One region for each page and printed line with a word in the span, in reading order, boxed around just these words, and the
        lowest of their confidences (0 to 100). Without words in the span, no regions and no confidence.
    """
    boxes: dict[tuple[int, int], list[BBox]] = {}
    words = clean.words_in(span)
    for word in words:
        line = bisect_right(clean.lines, word.span.start, key=lambda printed: printed.span.start)
        boxes.setdefault((line, word.page), []).append(word.bbox)
    return Evidence(
        span=span,
        quote=span.of(clean.text),
        regions=tuple(Region(page, BBox.union(parts)) for (_line, page), parts in boxes.items()),
        confidence=min((w.confidence for w in words), default=None),
    )
