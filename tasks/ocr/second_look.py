"""Lines that were read with doubt are read once more, coarser, and the better reading of each is kept.

Measured on scans and on samples scanned badly: with the doubtful lines of a page averaged down to 170 dpi, what noise, dust and a fax's
jags had broken is read right more often than before; a tenth of the wrong words goes. Finer, smoothed or unchanged lines gain less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.rubbish import is_plausible
from tasks.scan.measure import Grey

AGAIN_DPI = 170
# Of the words below this two in three are wrong (measured, ``tasks.text.confusions``); words of capitals are read with less.
_DOUBTED = 60.0
_IMPLAUSIBLE = 80.0
# A page of doubt is for another preparation of the whole page.
_MOST_SHARE = 0.5
_BETTER = 2.0
_MOST_LENGTH_CHANGE = 3

Reader = Callable[[Grey, int], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The page's lines with the better readings, and what was tried, for the record; "" where nothing was."""

    lines: tuple[Line, ...]
    attempt: str = ""


def look_again(grey: Grey, dpi: int, lines: tuple[Line, ...], reader: Reader) -> SecondLook:
    """Read the doubtful lines of a page once more.

    Args:
        grey: the page.
        dpi: of the page and of the boxes.
        lines: as read.
        reader: reads a picture of a given resolution as one block of text.

    Returns:
        All lines in their order; a second reading replaces the first only where its words are surer and about as many letters.
    """
    doubted = [i for i, line in enumerate(lines) if is_doubtful(line)]
    if not doubted or len(doubted) > max(2, _MOST_SHARE * len(lines)):
        return SecondLook(lines)
    stack = _stack(grey, [lines[i].bbox for i in doubted])
    scale = AGAIN_DPI / dpi
    small = np.asarray(cv2.resize(stack.grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    again = reader(small, AGAIN_DPI)
    out = list(lines)
    better = 0
    for row, index in enumerate(doubted):
        words = stack.words_of(row, again, 1 / scale)
        if _is_better(words, out[index].words):
            out[index] = replace(out[index], words=words)
            better += 1
    return SecondLook(tuple(out), f"psm6@{AGAIN_DPI} {len(doubted)} doubtful lines, {better} better")


def is_doubtful(line: Line) -> bool:
    """Whether a word of two letters or more was hardly recognised, or is no word and was not surely recognised."""
    words = [w for w in line.words if sum(c.isalpha() for c in w.text) >= 2]
    return any(w.confidence < _DOUBTED or (w.confidence < _IMPLAUSIBLE and not is_plausible(w)) for w in words)


@dataclass(frozen=True, slots=True)
class _Stack:
    """Strips of a page below one another; strip ``i`` was cut at ``corners[i]`` (x, y) and begins at row ``starts[i]``."""

    grey: Grey
    corners: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    def words_of(self, row: int, lines: Sequence[Line], scale: float) -> tuple[Word, ...]:
        """Words that were read on a strip, left to right, boxes on the page; ``scale`` brings the reading's pixels to the stack's."""
        low = self.starts[row]
        high = self.starts[row + 1] if row + 1 < len(self.starts) else self.grey.shape[0]
        left, top = self.corners[row]
        found = []
        for word in (w for line in lines for w in line.words):
            box = word.bbox
            if low <= (box.top + box.bottom) / 2 * scale < high:
                x, y = left - _PAD, top - low - _PAD
                moved = BBox(
                    max(0, round(box.left * scale) + x),
                    max(0, round(box.top * scale) + y),
                    max(1, round(box.right * scale) + x),
                    max(1, round(box.bottom * scale) + y),
                )
                found.append(replace(word, bbox=moved))
        return tuple(sorted(found, key=lambda w: w.bbox.left))


_PAD = 16


def _stack(grey: Grey, boxes: Sequence[BBox]) -> _Stack:
    strips, corners, starts, row = [], [], [], 0
    width = max(b.width for b in boxes) + 4 * _PAD
    for box in boxes:
        rise = max(4, box.height // 5)
        top, left = max(0, box.top - rise), max(0, box.left - _PAD)
        part = grey[top : box.bottom + rise, left : box.right + _PAD]
        strip = np.full((part.shape[0] + 2 * _PAD, width), 255, dtype=np.uint8)
        strip[_PAD : _PAD + part.shape[0], _PAD : _PAD + part.shape[1]] = part
        strips.append(strip)
        corners.append((left, top))
        starts.append(row)
        row += strip.shape[0]
    return _Stack(np.vstack(strips), tuple(corners), tuple(starts))


def _is_better(words: Sequence[Word], before: Sequence[Word]) -> bool:
    if not words:
        return False
    change = sum(len(w.text) for w in words) - sum(len(w.text) for w in before)
    return abs(change) <= _MOST_LENGTH_CHANGE and _quality(words) > _quality(before) + _BETTER


def _quality(words: Sequence[Word]) -> float:
    """Mean confidence, words that are none counted half."""
    return sum(w.confidence * (1.0 if is_plausible(w) else 0.5) for w in words) / len(words)
