"""Which paragraph or bullet of a clean text a character stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_MARK = re.compile(r"(?:[-–+*•]|\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\(?[a-zđ]\))\s")
_ENDS = (".", ";", ":", "!", "?")


def paragraph_numbers(text: str, places: Sequence[int]) -> list[int]:
    """The number of the paragraph each place stands in, counted from 1; linear in the length of the text.

    A paragraph begins behind an empty line or a page break, unless the line before is an unfinished sentence that goes on; and at a bullet
    or label behind a line that ends a sentence or a clause.

    Args:
        text: one line for every printed line, an empty line between paragraphs, a form feed between pages.
        places: characters of it, in any order.
    """
    starts: list[int] = []
    before, gap, position = "", True, 0
    for line in text.split("\n"):
        words = line.strip()
        gap = gap or "\f" in line
        if words:
            if _begins(words, before, gap=gap):
                starts.append(position)
            before, gap = words, False
        else:
            gap = True
        position += len(line) + 1
    return [bisect_right(starts, place) for place in places]


def _begins(words: str, before: str, *, gap: bool) -> bool:
    if not before:
        return True
    if _MARK.match(words):
        return gap or before.endswith(_ENDS)
    return gap and (before.endswith(_ENDS) or not words[0].islower())
