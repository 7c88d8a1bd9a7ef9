"""The words that stand in a rectangle of a page, and the rectangle of words on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from db.reading.pages import PageWords
from flows.review.forms import number_of
from tasks.domain.anchor import PageBox
from tasks.domain.letters import fold

_INSIDE = 0.5  # share of a word's box that must lie in the rectangle


@dataclass(frozen=True, slots=True)
class Area(PageBox):
    """A rectangle that lies on its page and covers some of it."""

    def __post_init__(self) -> None:
        """Raise ValueError where it is no rectangle on a page."""
        if not (0.0 <= self.left < self.right <= 1.0 and 0.0 <= self.top < self.bottom <= 1.0 and self.page >= 1):
            raise ValueError(f"no rectangle on a page: {self}")


def words_within(page: PageWords, area: Area) -> str:
    """The words whose boxes lie mostly in a rectangle of their page, in reading order, lines joined."""
    left, right, top, bottom = area.left * page.width, area.right * page.width, area.top * page.height, area.bottom * page.height
    found = []
    for word, x0, y0, x1, y1 in page.words or ():
        shared = max(0.0, min(right, x1) - max(left, x0)) * max(0.0, min(bottom, y1) - max(top, y0))
        if shared > _INSIDE * (x1 - x0) * (y1 - y0):
            found.append(word)
    return " ".join(found)


def area_of(page: PageWords, words: str) -> Area | None:
    """The rectangle around the first place on a page where ``words`` stand, accents and case aside; None where they do not."""
    wanted = re.findall(r"\w+", fold(words))
    placed = [(bare, box) for word, *box in page.words or () for bare in re.findall(r"\w+", fold(word))]
    letters = [bare for bare, _ in placed]
    for start in range(len(letters) - len(wanted) + 1) if wanted else ():
        if letters[start : start + len(wanted)] == wanted:
            lefts, tops, rights, bottoms = zip(*(box for _, box in placed[start : start + len(wanted)]), strict=True)
            w, h = page.width, page.height
            edges = max(0.0, min(lefts) / w), max(0.0, min(tops) / h), min(1.0, max(rights) / w), min(1.0, max(bottoms) / h)
            return Area(page.number, *edges) if edges[0] < edges[2] and edges[1] < edges[3] else None
    return None


def read_area(query: Mapping[str, str]) -> Area | None:
    """The rectangle of an address; None where it is none."""
    try:
        left, top, right, bottom = (float(query[name]) for name in ("left", "top", "right", "bottom"))
        return Area(number_of(query["page"]), left, top, right, bottom)
    except (KeyError, ValueError):
        return None
