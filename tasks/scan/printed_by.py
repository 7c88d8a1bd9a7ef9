"""Marks set level all over a page in any colour: who printed it, and when to the minute ("an.nv 08:15 28/11/2026")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasks.domain.page import Line, Word
from tasks.scan.measure import Colour
from tasks.vietnamese.syllable import is_syllable

# Once at the head of a page is a remark, in a table of appointments the words beside it differ.
_LEAST = 4
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}(:\d{2})?,?")
# Words of a mark; a line of the page is longer.
_LONGEST = 8
_NAMES = 2
_WHITE = 255


def without_marks(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """The lines without the words of such marks, and these words.

    A mark is a time of day that recurs, with the name of somebody that recurs beside it.
    """
    places = [(row, at) for row, line in enumerate(lines) for at, word in enumerate(line.words) if _CLOCK.fullmatch(word.text)]
    often = Counter(lines[row].words[at].text for row, at in places)
    marked: set[tuple[int, int]] = set()
    for clock, count in often.items():
        if count >= _LEAST:
            marked |= _mark_around(lines, [(row, at) for row, at in places if lines[row].words[at].text == clock])
    if not marked:
        return lines, ()
    kept = (
        replace(line, words=tuple(word for at, word in enumerate(line.words) if (row, at) not in marked)) for row, line in enumerate(lines)
    )
    return tuple(line for line in kept if line.words), tuple(lines[row].words[at] for row, at in sorted(marked))


def _mark_around(lines: Sequence[Line], places: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places of a recurring word with those beside it that recur too; none where it stands alone."""
    found = set(places)
    for step in (-1, 1):
        ends = list(places)
        for _ in range(_LONGEST):
            beside = [(row, at + step) for row, at in ends if 0 <= at + step < len(lines[row].words)]
            words = Counter(lines[row].words[at].text for row, at in beside)
            word, count = max(words.items(), key=lambda item: item[1], default=("", 0))
            if count < _LEAST:
                break
            ends = [(row, at) for row, at in beside if lines[row].words[at].text == word]
            found |= set(ends)
    row = places[0][0]
    return found if _names_somebody(word.text for i, word in enumerate(lines[row].words) if (row, i) in found) else set()


def _names_somebody(words: Iterable[str]) -> bool:
    """Whether words hold an account ("an.nv"), or a name: several begin with a capital, unlike "trước 17:00 ngày 15/12/2026"."""
    bare = [word.strip(".,;:()-–") for word in words]
    letters = [word for word in bare if any(c.isalpha() for c in word) and not _CLOCK.fullmatch(word)]
    return any(not is_syllable(word) and not word.isupper() for word in letters) or sum(word[0].isupper() for word in letters) >= _NAMES


def painted_over(rgb: Colour, words: Sequence[Word]) -> Colour:
    """The page with white where words stand."""
    out = rgb.copy()
    for word in words:
        box = word.bbox
        out[max(0, box.top) : box.bottom, max(0, box.left) : box.right] = _WHITE
    return out
