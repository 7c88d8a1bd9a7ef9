"""Find a row again in another reading of the same scan, by its place on the page and by what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tasks.domain.letters import fold

# Shares of letters and of area; chosen on made-up readings (tests/domain/test_anchor.py), where neighbours share neither and a row
# with a few misread letters keeps most of both.
_SAME_PLACE, _SAME_WORDS = 0.3, 0.45
_TOUCHING, _CLOSE_WORDS = 0.01, 0.8
# Figures of one clause share place and quote. Where a clause was read alike, so was the row in it: the same figure with another number
# keeps 0.88 of its letters, counts of poor and of nearly poor households share 0.75 (made-up readings). Elsewhere little is asked for.
_SAME_CLAUSE, _OWN_WORDS, _SOME_WORDS = 0.95, 0.8, 0.35
_UNMOVED = 0.9
_CLEAR_LEAD = 0.05
_GRAM = 3


@dataclass(frozen=True, slots=True, order=True)
class PageBox:
    """A box on a page (1-based) as fractions of its width and height, origin top left; the same at every resolution."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Share of the page, never negative."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def shared(self, other: PageBox) -> float:
        """Area that both cover, as a share of the page."""
        if self.page != other.page:
            return 0.0
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)

    @staticmethod
    def union(boxes: Iterable[PageBox]) -> PageBox | None:
        """The smallest box around boxes of one page, None around none."""
        found = list(boxes)
        if not found:
            return None
        left, top = min(b.left for b in found), min(b.top for b in found)
        return PageBox(found[0].page, left, top, max(b.right for b in found), max(b.bottom for b in found))

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the page lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class Anchor:
    """What is known of a row in one reading.

    Attributes:
        quote: the exact characters of its place.
        words: what the row says, which tells rows of one place apart (two figures of one clause).
        section: path of the section it stands in.
        boxes: its printed lines; empty for a text without geometry.
    """

    quote: str
    words: str
    section: str = ""
    boxes: tuple[PageBox, ...] = ()

    @cached_property
    def grams(self) -> tuple[Counter[str], Counter[str]]:
        """Runs of letters of quote and words, case, accents and punctuation aside."""
        return _grams(self.quote), _grams(self.words)


def flat(text: str) -> str:
    """Letters and digits without case and accents, one space between words."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _grams(text: str) -> Counter[str]:
    padded = f"  {flat(text)} "
    return Counter(padded[i : i + _GRAM] for i in range(len(padded) - _GRAM + 1))


def _alike(first: Counter[str], second: Counter[str]) -> float:
    """Dice's share of common runs, 0 to 1."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def same_words(first: Anchor, second: Anchor) -> float:
    """How alike two rows read, 0 to 1."""
    return (_alike(first.grams[0], second.grams[0]) + _alike(first.grams[1], second.grams[1])) / 2


def same_place(first: Anchor, second: Anchor) -> float | None:
    """How much of their area two rows share, 0 to 1; None where one of them has no place on a page."""
    if not first.boxes or not second.boxes:
        return None
    both = sum(a.shared(b) for a in first.boxes for b in second.boxes)
    either = sum(b.area for b in (*first.boxes, *second.boxes)) - both
    return min(1.0, both / either) if either > 0 else 1.0 if first.boxes == second.boxes else 0.0


def _score(anchor: Anchor, row: Anchor) -> float | None:
    """How well a row answers to an anchor, None where it does not."""
    words, place = same_words(anchor, row), same_place(anchor, row)
    wanted = _OWN_WORDS if _alike(anchor.grams[0], row.grams[0]) >= _SAME_CLAUSE else _SOME_WORDS
    if _alike(anchor.grams[1], row.grams[1]) < wanted:
        return None  # a neighbour, where the row itself was not read this time
    here = anchor.section == row.section
    if place is None:
        good = words >= _CLOSE_WORDS or (here and words >= (_SAME_WORDS + _CLOSE_WORDS) / 2)
        return words + here / 2 if good else None
    good = (place >= _SAME_PLACE and words >= _SAME_WORDS) or (place >= _TOUCHING and words >= _CLOSE_WORDS)
    return words + place if good else None


def _is_unchanged(anchor: Anchor, row: Anchor) -> bool:
    if (anchor.quote, anchor.words, anchor.section) != (row.quote, row.words, row.section):
        return False
    place = same_place(anchor, row)
    return place is None or place >= _UNMOVED


def find(anchor: Anchor, rows: Sequence[Anchor]) -> int | None:
    """The index of the one row that an anchor means, None where there is none or where two are equally good.

    The order of the rows does not matter. An anchor made from a row finds that row among any that read otherwise or stand elsewhere.
    """
    unchanged = [i for i, row in enumerate(rows) if _is_unchanged(anchor, row)]
    if len(unchanged) == 1:
        return unchanged[0]
    chosen: Iterable[int] = unchanged or range(len(rows))
    scored = sorted(((score, i) for i in chosen if (score := _score(anchor, rows[i])) is not None), reverse=True)
    if not scored or any(first[0] - second[0] < _CLEAR_LEAD for first, second in pairwise(scored[:2])):
        return None
    return scored[0][1]


def is_found_again(anchor: Anchor, row: Anchor) -> bool:
    """Whether a row that was read is the one that a person had added: it says the same at the same place."""
    place = same_place(anchor, row)
    return _alike(anchor.grams[1], row.grams[1]) >= _CLOSE_WORDS and (place is None or place >= _SAME_PLACE)
