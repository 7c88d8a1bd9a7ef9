"""The words of a page as invisible text at the places where they were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import cos, radians, sin
from statistics import median

import numpy as np
import numpy.typing as npt

from flows.takeaway.glyphless import DESCENT, UNITS, WIDTH
from tasks.domain.notice import CleanText, PlacedWord

Affine = npt.NDArray[np.float64]
_GAP = 0.25  # of the size of the letters; poppler takes less than 0.15 for no gap
_INVISIBLE = 3  # text rendering mode (ISO 32000-2, table 104)


@dataclass(frozen=True, slots=True)
class UprightPage:
    """How the picture whose pixels the boxes count was made from the page as it is shown.

    Attributes:
        width: pixels.
        height: pixels.
        rotation: degrees (0, 90, 180, 270) the page was turned clockwise.
        skew: degrees it was then turned counter-clockwise about its middle.
        begin: where it begins on the page once that is turned, as a share of its width; more than 0 for the right of two on one sheet.
        end: where it ends.
    """

    width: int
    height: int
    rotation: int
    skew: float
    begin: float = 0.0
    end: float = 1.0


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page of a PDF: the box that is shown, in points, and the degrees clockwise by which it is turned when shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotate: int


def _turned_back(degrees: int) -> Affine:
    """From shares (right, down) of a page turned clockwise to shares of the page before it was turned."""
    return np.array(
        {
            0: ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
            90: ((0, 1, 0), (-1, 0, 1), (0, 0, 1)),
            180: ((-1, 0, 1), (0, -1, 1), (0, 0, 1)),
            270: ((0, -1, 1), (1, 0, 0), (0, 0, 1)),
        }[degrees % 360],
        dtype=np.float64,
    )


def to_page(upright: UprightPage, frame: PageFrame) -> Affine:
    """The map from pixels of the upright picture (right, down) to points of the page (right, up)."""
    middle = np.array([[1, 0, upright.width / 2], [0, 1, upright.height / 2], [0, 0, 1]])
    a = radians(upright.skew)
    # Counter-clockwise in pixels that count downward is x' = x cos + y sin, y' = y cos - x sin; this undoes it.
    skewed = np.array([[cos(a), -sin(a), 0], [sin(a), cos(a), 0], [0, 0, 1]])
    share = (upright.end - upright.begin) / upright.width
    shares = np.array([[share, 0, upright.begin], [0, 1 / upright.height, 0], [0, 0, 1]])
    width, height = frame.right - frame.left, frame.top - frame.bottom
    points = np.array([[width, 0, frame.left], [0, -height, frame.top], [0, 0, 1]])
    shown = _turned_back(upright.rotation) @ shares @ middle @ skewed @ np.linalg.inv(middle)
    return np.asarray(points @ _turned_back(frame.rotate) @ shown, dtype=np.float64)


def lines_of_page(clean: CleanText, page: int) -> Iterator[tuple[PlacedWord, ...]]:
    """The words of each printed line of a page, in reading order; lines without words that have a place are left out."""
    for line in clean.lines:
        if line.page == page:
            words = tuple(word for word in clean.words_in(line.span) if word.page == page and word.bbox.width and word.bbox.height)
            if words:
                yield words


def text_layer(text: str, lines: Iterator[tuple[PlacedWord, ...]], upright: UprightPage, frame: PageFrame, font: str) -> bytes:
    """Operators that put the words of ``lines`` on a page without showing them; b"" where there is none.

    Every word stands where it was read; words of a page that lies a little askew stand level, since readers take a sloping word apart.

    Args:
        text: the clean text.
        lines: words of each line.
        upright: the picture that the boxes count.
        frame: the page.
        font: name of the invisible font in the page's resources.
    """
    place, level = to_page(upright, frame), to_page(replace(upright, skew=0.0), frame)
    (a, c, _), (b, d, _) = level[0], level[1]
    shown = []
    for words in lines:
        size = max(1.0, float(median(word.bbox.height for word in words)))
        # One baseline a line, as a reader expects it, though boxes of words differ by their letters.
        baseline = float(median(word.bbox.bottom for word in words)) + size * DESCENT / UNITS
        shown.append(f"{font} {size:.2f} Tf")
        for index, word in enumerate(words):
            follows = words[index + 1] if index + 1 < len(words) else None
            letters = word.span.of(text)
            e, f, _ = place @ np.array((word.bbox.left, baseline, 1.0))
            # Text counts upward, pixels count downward.
            matrix = " ".join(f"{value:.5f}" for value in (a, b, -c, -d, e, f))
            stretch = 100.0 * _width(word, follows, size) / (len(letters) * size * WIDTH / UNITS)
            shown.append(f"{stretch:.2f} Tz {matrix} Tm <{_encoded(letters + ' ' if follows else letters)}> Tj")
    if not shown:
        return b""
    return "\n".join(("q", "BT", f"{_INVISIBLE} Tr", *shown, "ET", "Q", "")).encode("ascii")


def _width(word: PlacedWord, follows: PlacedWord | None, size: float) -> float:
    """How wide a word is made: its box, a little less where the next word comes close, since readers see words by their gaps."""
    width = float(word.bbox.width)
    if follows is not None and follows.bbox.left > word.bbox.left:
        width = min(width, follows.bbox.left - word.bbox.left - _GAP * size)
    return max(width, word.bbox.width / 2)


def _encoded(letters: str) -> str:
    """Two bytes a letter; the few beyond the basic plane have no such code."""
    return "".join(c if ord(c) <= 0xFFFF else "\ufffd" for c in letters).encode("utf-16-be").hex().upper()
