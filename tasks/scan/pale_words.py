"""Level watermarks of a text layer: the same pale words all over the page (who printed it and when), set between and into its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.scan.measure import Colour, Grey

# The darkest pixel of pale print; what is read as ink is darker (:func:`tasks.scan.measure.ink_mask`).
_PALE = 160
# A watermark that is set all over a page stands on it so many times; pale words of a form stand there once or twice.
_LEAST = 4
# Words of a line stand side by side; of two that share so much of the smaller one's box, one lies on the other.
_ON = 0.3


MIXED = "a watermark stands between the words of the embedded text"


def without_watermark(lines: tuple[Line, ...], rgb: Colour) -> tuple[tuple[Line, ...], str]:
    """The lines without pale words that recur, and why what is left is no good text, "" where it may be one.

    Where such words lie on others, whoever put the words into lines mixed both.

    Args:
        lines: of the text layer, boxes in pixels of ``rgb``.
        rgb: the page as people see it.
    """
    often = Counter(word.text for line in lines for word in line.words)
    green = np.ascontiguousarray(rgb[:, :, 1])
    pale = {id(word) for line in lines for word in line.words if often[word.text] >= _LEAST and _is_pale(word, green)}
    if len(pale) < _LEAST:
        return lines, ""
    counts = Counter(word.text for line in lines for word in line.words if id(word) in pale)
    recurring = {text for text, count in counts.items() if count >= _LEAST}
    if not recurring:
        return lines, ""
    out = (replace(line, words=tuple(_kept(line.words, pale, recurring))) for line in lines)
    kept = tuple(line for line in out if line.words)
    left = [word for line in kept for word in line.words]
    of_mark = [word for word in left if word.text in recurring]
    others = [word.bbox for word in left if word.text not in recurring]
    return kept, MIXED if any(_lies_on(word.bbox, other) for word in of_mark for other in others) else ""


def _lies_on(one: BBox, other: BBox) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > _ON * min(one.width, other.width) and down > _ON * min(one.height, other.height)


def _kept(words: Sequence[Word], pale: set[int], recurring: set[str]) -> list[Word]:
    out: list[Word] = []
    for is_of_mark, run in groupby(words, key=lambda word: word.text in recurring):
        own = list(run)
        if not is_of_mark or not any(id(word) in pale for word in own):
            out += own
    return out


def _is_pale(word: Word, green: Grey) -> bool:
    box = word.bbox
    part = green[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
    return bool(part.size) and int(part.min()) >= _PALE
