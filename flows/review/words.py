"""The words that stand in a rectangle of a page, and the rectangle of words on a page."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.models.document import Page
from db.queries import RevisionDetail
from db.search import fold
from flows.takeaway.searchable import clean_text_of
from tasks.domain.notice import CleanText, PlacedWord

_KEPT = 4  # texts of documents: one is some hundred kilobytes, and people work on one document at a time
_INSIDE = 0.5  # share of a word's box that must lie in the rectangle


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page in fractions of it, 0 to 1, origin top left; the page is 1-based."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        """Raise ValueError where it is no rectangle on a page."""
        if not (0.0 <= self.left < self.right <= 1.0 and 0.0 <= self.top < self.bottom <= 1.0 and self.page >= 1):
            raise ValueError(f"no rectangle on a page: {self}")


def words_within(clean: CleanText, area: Area, width: int, height: int) -> str:
    """The words whose boxes lie mostly in a rectangle, in reading order, lines joined.

    Args:
        clean: text of the document with the places of its words.
        area: the rectangle.
        width: of the page in the pixels of the words' boxes.
        height: of the page in the same pixels.
    """
    left, right, top, bottom = area.left * width, area.right * width, area.top * height, area.bottom * height

    def inside(word: PlacedWord) -> bool:
        box = word.bbox
        shared = max(0.0, min(right, box.right) - max(left, box.left)) * max(0.0, min(bottom, box.bottom) - max(top, box.top))
        return shared > _INSIDE * box.width * box.height

    return " ".join(word.span.of(clean.text) for word in clean.words if word.page == area.page and inside(word))


def area_of(clean: CleanText, words: str, number: int, width: int, height: int) -> Area | None:
    """The rectangle around the first place on a page where ``words`` stand, accents and case aside; None where they do not.

    Args:
        clean: text of the document with the places of its words.
        words: as somebody typed them.
        number: of the page.
        width: of the page in the pixels of the words' boxes.
        height: of the page in the same pixels.
    """
    wanted = re.findall(r"\w+", fold(words))
    placed = [(bare, word) for word in clean.words if word.page == number for bare in re.findall(r"\w+", fold(word.span.of(clean.text)))]
    letters = [bare for bare, _ in placed]
    for start in range(len(letters) - len(wanted) + 1) if wanted else ():
        if letters[start : start + len(wanted)] == wanted:
            boxes = [word.bbox for _, word in placed[start : start + len(wanted)]]
            left, top = min(b.left for b in boxes) / width, min(b.top for b in boxes) / height
            right, bottom = max(b.right for b in boxes) / width, max(b.bottom for b in boxes) / height
            return Area(number, max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))
    return None


def page_of(pages: Sequence[Page], number: int) -> Page | None:
    """The page of a number."""
    return next((page for page in pages if page.number == number), None)


class Words:
    """Keeps the texts of the documents that were asked for last."""

    def __init__(self, url: str, work: Path) -> None:
        self._url = url
        self._work = work
        self._kept: OrderedDict[int, CleanText] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, detail: RevisionDetail) -> CleanText:
        """The text of a revision with the places of its words.

        Raises:
            UnknownDocumentError: the places are gone from the work folder.
        """
        with self._lock:
            found = self._kept.get(detail.revision.id)
            if found is not None:
                self._kept.move_to_end(detail.revision.id)
                return found
        clean = clean_text_of(self._url, detail, self._work)
        with self._lock:
            self._kept[detail.revision.id] = clean
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return clean
