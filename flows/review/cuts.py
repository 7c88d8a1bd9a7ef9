"""The place of a row as a piece of its page's picture, beside its words; the browser cuts it out of the picture that it shows anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.asking.details import RevisionDetail
from tasks.domain.anchor import PageBox

# Shares of the page left around the words, so that it is seen what stands there, and the least height and width of a piece.
_AROUND, _LEAST, _LEAST_WIDE = 0.012, 0.03, 0.5


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a page's picture; all lengths in pixels of the page.

    Attributes:
        page: 1-based.
        source: address of the picture.
        width: of the page.
        height: of the page.
        left: of the piece.
        top: of the piece.
        wide: width of the piece.
        high: height of the piece.
    """

    page: int
    source: str
    width: int
    height: int
    left: int
    top: int
    wide: int
    high: int


def cut_of(boxes: Sequence[PageBox], detail: RevisionDetail) -> Cut | None:
    """The piece of the first page that boxes stand on; None where there are none, or no picture of it."""
    page = next((page for page in detail.pages if boxes and page.number == boxes[0].page), None)
    if page is None or not page.picture:
        return None
    here = [box for box in boxes if box.page == page.number]
    left, right = (edge(getattr(box, side) for box in here) for edge, side in ((min, "left"), (max, "right")))
    top, bottom = (edge(getattr(box, side) for box in here) for edge, side in ((min, "top"), (max, "bottom")))
    more = max(0.0, _LEAST - (bottom - top)) / 2 + _AROUND
    aside = max(0.0, _LEAST_WIDE - (right - left)) / 2 + _AROUND
    left, right, top, bottom = (min(1.0, max(0.0, edge)) for edge in (left - aside, right + aside, top - more, bottom + more))
    source = f"/documents/{detail.document.short_id}/pages/{page.number}.jpg?w=1100&r={detail.revision.number}"
    place = round(left * page.width), round(top * page.height), round((right - left) * page.width), round((bottom - top) * page.height)
    return Cut(page.number, source, page.width, page.height, *place)
