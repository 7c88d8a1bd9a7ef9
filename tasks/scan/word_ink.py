"""How dark and how bright words are, told once for all words of a line, column by column; most are dark letters on white paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.domain.geometry import BBox
from tasks.scan.measure import Colour, Grey

_DARK, _BRIGHT = 128, 200
_WHITE = 232
"""What is brighter differs by less than the noise of compression (:mod:`tasks.scan.covered`)."""
_Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Of the columns before each, from 0 to the width of the page: dark pixels, bright ones, columns with a pixel that is not white."""

    dark: _Counts
    bright: _Counts
    marked: _Counts


class WordInk:
    """The ink of words on a page. Rows and columns outside the page are none.

    Args:
        rgb: the page; nothing is made of it before a word is asked for, which most scans have none of.
    """

    def __init__(self, rgb: Colour) -> None:
        self._rgb = rgb
        self._known: dict[tuple[int, int], _Columns] = {}

    @cached_property
    def green(self) -> Grey:
        """The channel in which nearly all words show."""
        return np.asarray(cv2.extractChannel(self._rgb, 1), np.uint8)

    def shares(self, box: BBox) -> tuple[float, float]:
        """Of the pixels of a box those that are dark, and those that are bright; 0 of a box without pixels."""
        top, bottom, left, right = self._within(box)
        if top >= bottom or left >= right:
            return 0.0, 0.0
        pixels = (bottom - top) * (right - left)
        columns = self._columns(top, bottom)
        dark, bright = columns.dark[right] - columns.dark[left], columns.bright[right] - columns.bright[left]
        return float(dark / pixels), float(bright / pixels)

    def is_white(self, box: BBox) -> bool:
        """Whether every pixel of a box is white; so is a box without pixels."""
        top, bottom, left, right = self._within(box)
        if top >= bottom or left >= right:
            return True
        marked = self._columns(top, bottom).marked
        return bool(marked[right] == marked[left])

    def _within(self, box: BBox) -> tuple[int, int, int, int]:
        height, width = self.green.shape
        top, left = max(0, box.top), max(0, box.left)
        return top, min(box.bottom, height), left, min(box.right, width)

    def _columns(self, top: int, bottom: int) -> _Columns:
        known = self._known.get((top, bottom))
        if known is None:
            rows = self.green[top:bottom]
            told = ((rows <= _DARK).sum(axis=0), (rows >= _BRIGHT).sum(axis=0), rows.min(axis=0) < _WHITE)
            known = self._known[top, bottom] = _Columns(*(np.concatenate(([0], np.cumsum(counts))) for counts in told))
        return known
