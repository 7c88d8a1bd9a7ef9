"""Ink in rows of letters for which no word is known: lines that a recogniser passed over, pictures of text that a text layer lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.domain.geometry import BBox
from tasks.scan.ink_rows import InkRow, rows_of
from tasks.scan.long_runs import long_runs
from tasks.scan.measure import Grey, ink_mask
from tasks.scan.seal_rings import outside_seals

Mask = NDArray[np.uint8]

_INCH_MM = 25.4
# Enough to tell letters from one another; finer costs time only.
_DPI = 150
# Rules are longer than any letter is high or wide.
_RULE_MM = 14.0
# Letters, figures and capitals with their marks, from 7 points to the large title of a poster; of letters that touch, so many in a row.
_HIGH_MM, _LEAST_WIDE_MM, _WIDEST = (1.1, 14.0), 0.25, 14.0
# Of the box around it a letter fills so much; a ring, a corner of a frame or a flourish less, a blot all.
_FILLED = (0.13, 0.97)
# Pixels of a letter at the least.
_LEAST_INK = 8
# Boxes of words end at the letters or before their marks, in shares of the box's height.
_ABOVE, _BESIDE = 0.3, 0.35
# A mark is known where so much of it lies in words.
_KNOWN = 0.4
# A bar or box that may bear white letters.
_BAR_MM, _SOLID_MM, _LEAST_IN_BAR = (4.0, 12.0), 1.8, 3


class PageInk:
    """The ink of a page, in which rows are looked for as often as more words of it are known.

    Args:
        grey: an upright page, dark on light.
        dpi: of it and of all boxes.
    """

    def __init__(self, grey: Grey, dpi: int) -> None:
        self._factor = min(1.0, _DPI / dpi)
        self._mm = dpi * self._factor / _INCH_MM
        if self._factor < 1.0:
            grey = np.asarray(cv2.resize(grey, None, fx=self._factor, fy=self._factor, interpolation=cv2.INTER_AREA), np.uint8)
        self._ink = np.asarray(ink_mask(grey), dtype=np.uint8)

    @cached_property
    def _pieces(self) -> _Pieces:
        return _Pieces(_without_rules(self._ink, self._mm), self._mm)

    def rows(self, known: Iterable[BBox]) -> tuple[InkRow, ...]:
        """The rows of ink, from top to bottom, that is neither a rule nor lies in ``known``.

        Lines on their side and white ones are only of print.

        Args:
            known: places of words, and others that need no words.
        """
        ink, mm = self._ink, self._mm
        covered = _covered(ink.shape, known, self._factor)
        left = cv2.subtract(ink, covered)
        # Most pages show nothing but words and rules, which is told at a third of the time that the rest takes.
        inked = cv2.countNonZero(left)
        white = _white_rows(ink, covered, mm) if inked > _BAR_MM[0] * _BAR_MM[1] * mm**2 / 2 else []
        if not white and inked < _LEAST_INK:
            return ()
        marks = self._pieces.outside(covered)
        if not white and not marks:
            return ()
        loose = _without_rules(np.asarray(left, dtype=np.uint8), mm)
        if not white and not _Pieces(loose, mm).outside(np.zeros_like(covered)):
            return ()
        rows = [*rows_of(marks), *white]
        return self._of_page(outside_seals(rows, _without_rows(loose, rows), mm))

    def turned(self, known: Iterable[BBox]) -> tuple[InkRow, ...]:
        """Of these rows those on their side."""
        known = tuple(known)
        marks = self._pieces.outside(_covered(self._ink.shape, known, self._factor))
        # Hardly any page has one, and then nothing is to be told of the others.
        if not any(row.is_turned for row in rows_of(marks)):
            return ()
        return tuple(row for row in self.rows(known) if row.is_turned)

    def _of_page(self, rows: Iterable[InkRow]) -> tuple[InkRow, ...]:
        """The rows in order, in pixels of the page."""
        found = sorted(rows, key=lambda row: (row.box.top, row.box.left))
        return tuple(replace(row, box=_grown(row.box, 1 / self._factor)) for row in found)


def left_rows(grey: Grey, dpi: int, known: Iterable[BBox]) -> tuple[InkRow, ...]:
    """As :meth:`PageInk.rows`, of a page that is looked at once."""
    return PageInk(grey, dpi).rows(known)


class _Pieces:
    """The pieces of a mask of ink, and which are as large as letters."""

    def __init__(self, ink: Mask, mm: float) -> None:
        self._ink = ink
        self._count, self._labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        left, top, width, height, area = stats.T
        filled = area / np.maximum(1, width * height)
        fits = (height >= _HIGH_MM[0] * mm) & (height <= _HIGH_MM[1] * mm) & (width >= _LEAST_WIDE_MM * mm) & (width <= _WIDEST * height)
        fits &= (filled >= _FILLED[0]) & (filled <= _FILLED[1])
        fits[0] = False
        self._fits, self._area, self._boxes = fits, area, np.column_stack((left, top, left + width, top + height))

    def outside(self, covered: Mask) -> list[BBox]:
        """Boxes of those that are not covered."""
        if not self._fits.any():
            return []
        seen = np.bincount(self._labels[cv2.subtract(self._ink, covered) > 0], minlength=self._count)
        fits = self._fits & (self._area - seen < _KNOWN * self._area)
        return [BBox(*box) for box in self._boxes[fits].tolist()]


def _without_rules(ink: Mask, mm: float) -> Mask:
    rules = long_runs(ink, round(_RULE_MM * mm))
    if not rules.any():
        return ink
    rules = np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return np.asarray(ink & (1 - rules), dtype=np.uint8)


def _covered(shape: tuple[int, ...], known: Iterable[BBox], factor: float) -> Mask:
    covered = np.zeros(shape, np.uint8)
    for box in known:
        above, beside = _ABOVE * box.height, _BESIDE * min(box.height, box.width)
        top, bottom = round((box.top - above) * factor), round((box.bottom + above) * factor)
        left, right = round((box.left - beside) * factor), round((box.right + beside) * factor)
        covered[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = 1
    return covered


def _white_rows(ink: Mask, covered: Mask, mm: float) -> list[InkRow]:
    """Rows of white letters in bars and boxes."""
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(_SOLID_MM * mm),) * 2, np.uint8))
    if not solid.any():
        return []
    around = cv2.bitwise_and(cv2.dilate(solid, np.ones((round(_BAR_MM[0] * mm) | 1,) * 2, np.uint8)), ink)
    _, _, stats, _ = cv2.connectedComponentsWithStats(around, connectivity=8)
    found = []
    for left, top, width, height, area in stats[1:].tolist():
        if height < _BAR_MM[0] * mm or width < _BAR_MM[1] * mm or area < 0.4 * width * height:
            continue
        place = slice(top, top + height), slice(left, left + width)
        marks = _Pieces(np.asarray(1 - ink[place], np.uint8), mm).outside(covered[place])
        inner = [m for m in marks if m.left > 0 and m.top > 0 and m.right < width and m.bottom < height]
        for row in rows_of(inner):
            if row.is_print and row.marks >= _LEAST_IN_BAR and not row.is_turned:
                box = BBox(row.box.left + left, row.box.top + top, row.box.right + left, row.box.bottom + top)
                found.append(InkRow(box, row.marks, is_print=True, is_white=True))
    return found


def _without_rows(left: Mask, rows: Iterable[InkRow]) -> Mask:
    """What is left beside rows of print."""
    out = left.copy()
    for box in (row.box for row in rows if row.is_print and row.marks > 1):
        out[box.top : box.bottom, box.left : box.right] = 0
    return out


def _grown(box: BBox, factor: float) -> BBox:
    left, top = int(box.left * factor), int(box.top * factor)
    return BBox(left, top, max(left + 1, round(box.right * factor)), max(top + 1, round(box.bottom * factor)))
