"""How wide printed letters are, and how large the print of a line is."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from tasks.domain.letters import without_accents
from tasks.domain.page import Line, Word

# Width of letters in thousandths of an em: Times Roman's AFM table, which Times New Roman shares; the italic differs by a few per cent.
_WIDE = {"m": 778, "w": 722, "M": 889, "W": 944, "i": 278, "j": 278, "l": 278, "t": 278, "f": 333, "r": 333, "I": 333, "s": 389}
_WIDE |= {"J": 389, "E": 611, "F": 556, "L": 611, "P": 556, "S": 556, "T": 611, "Z": 611, "B": 667, "C": 667, "R": 667}
_WIDE |= {":": 278, ".": 250, ",": 250, ";": 278, "/": 278, "-": 333, "–": 500, "&": 778}
# Decree 30/2020/NĐ-CP sets the number and the date in 13 to 14 points.
_USUAL_POINTS = 13.5
# White at both ends of a word, in em, which its box leaves out.
_BEARING = 0.08
ROOM = 1.04
"""What a scan and a bolder face add to the width."""
_SURE = 80.0
_ENOUGH = 12
_MOST_LINES = 40


def letters_width(text: str) -> float:
    """Width of printed letters in em; marks add nothing."""
    return sum(_WIDE.get(c, 722 if c.isupper() else 500) for c in without_accents(text)) / 1000


def em_of_page(lines: tuple[Line, ...], dpi: int) -> float:
    """Pixels of an em of the page's text; of the usual size where little is surely read."""
    sizes = _sizes(word for line in lines[:_MOST_LINES] for word in line.words)
    return median(sizes) if len(sizes) >= _ENOUGH else _USUAL_POINTS * dpi / 72


def em_of(line: Line, without: set[int], usual: float) -> float:
    """Pixels of an em of a line, from its words that are print alone; ``usual`` where it has none.

    Args:
        line: as read.
        without: indices of words that may hold writing.
        usual: em of the page.
    """
    # The middle one: a box may reach over writing.
    sizes = _sizes(word for index, word in enumerate(line.words) if index not in without)
    return median(sizes) if sizes else usual


def _sizes(words: Iterable[Word]) -> list[float]:
    clean = (w for w in words if w.confidence >= _SURE and len(w.text) >= 3 and w.text.isalpha())
    return [w.bbox.width / (letters_width(w.text) - _BEARING) for w in clean]
