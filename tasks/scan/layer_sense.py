"""Whether the words of a text layer stand as somebody reads them: upright, and none on another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.domain.page import Line, Word

# Of the lower and of the narrower of two words so much is covered where one lies on the other; the boxes of lines set close together
# share a fifth, those of letters of one word that stand apart less.
_DOWN, _ACROSS = 0.5, 0.3
# Titles are twice as high as the text; what is three times as high and lies across it is a mark.
_LARGE = 3.0
# Words of a line follow each other to the right, but where a writer moves back to set a mark.
_LEAST_WORDS, _LEAST_UPRIGHT = 10, 0.5

_Places = NDArray[np.int64]

ON_EACH_OTHER = "words of the embedded text lie on each other"
TURNED = "the embedded text does not stand upright"


def fault_of_places(lines: Sequence[Line]) -> str:
    """Why the words cannot be taken as they stand, "" where they can.

    A word on another is one that was covered and typed anew, or a mark across the line; which of both people see, only the picture tells.

    Args:
        lines: of the text layer.
    """
    if _is_turned(lines):
        return TURNED
    words = [word for line in lines for word in line.words if any(c.isalnum() for c in word.text)]
    return ON_EACH_OTHER if _lie_on_each_other(words) else ""


def without_large(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines without those of letters far larger than the page's that lie on others: "DỰ THẢO", "SAO Y" across a page.

    A line that holds both is left as it is.
    """
    heights = [word.bbox.height for line in lines for word in line.words]
    least = _LARGE * float(np.median(heights)) if heights else 0.0
    large = [all(word.bbox.height >= least for word in line.words) for line in lines]
    others = [word for line, is_large in zip(lines, large, strict=True) if not is_large for word in line.words]
    return tuple(
        line for line, is_large in zip(lines, large, strict=True) if not is_large or not any(_is_under(w, line.words) for w in others)
    )


def _is_under(word: Word, large: Sequence[Word]) -> bool:
    across, down = word.bbox.center
    return any(mark.bbox.left <= across < mark.bbox.right and mark.bbox.top <= down < mark.bbox.bottom for mark in large)


def _is_turned(lines: Sequence[Line]) -> bool:
    pairs = [(a.bbox, b.bbox) for line in lines for a, b in zip(line.words, line.words[1:], strict=False)]
    upright = sum(a.left < b.left and a.center[1] < b.bottom and b.center[1] < a.bottom for a, b in pairs)
    return len(pairs) >= _LEAST_WORDS and upright < _LEAST_UPRIGHT * len(pairs)


def _lie_on_each_other(words: Sequence[Word]) -> bool:
    if not words:
        return False
    words = sorted(words, key=lambda word: word.bbox.top)
    left, top, right, bottom = (np.array([getattr(w.bbox, side) for w in words]) for side in ("left", "top", "right", "bottom"))
    # Each word with those that begin further down, but above its lower edge: others share no row with it.
    first = np.arange(len(words))
    below = np.maximum(np.searchsorted(top, bottom) - first - 1, 0)
    a = np.repeat(first, below)
    b = a + 1 + np.arange(len(a)) - np.repeat(np.cumsum(below) - below, below)
    pairs = np.flatnonzero(_shared(left, right, a, b, _ACROSS) & _shared(top, bottom, a, b, _DOWN))
    # The same word twice is set so to look bold, or by two layers that agree.
    return any(words[a[at]].text != words[b[at]].text for at in pairs)


def _shared(low: _Places, high: _Places, a: _Places, b: _Places, share: float) -> NDArray[np.bool_]:
    """For pairs ``a``, ``b`` of stretches, whether they share more than so much of the shorter one."""
    both = np.minimum(high[a], high[b]) - np.maximum(low[a], low[b])
    return np.asarray(both > share * np.minimum(high[a] - low[a], high[b] - low[b]))
