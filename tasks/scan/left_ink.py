"""Ink in rows of letters for which no word is known: lines that a recogniser passed over, pictures of text that a text layer lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.domain.geometry import BBox
from tasks.scan.measure import Grey, ink_mask

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
# Letters of a row: as shares of the higher one's height, how near they stand and how much they overlap; how their heights differ.
_NEAR, _LEVEL, _UNLIKE = 1.3, 0.5, 2.6
_MOST_MARKS = 4000
# Shares of the middle height within which letters of a row differ, and the share of the letters that do.
_LIKE, _MOST = (0.55, 1.7), 0.75
# Feet of the letters that stand on one line within a fifth of their height; g, p, y and commas hang below.
_FOOT, _STANDING = 0.2, 0.5
# A line on its side has at least so many letters: fewer stand above one another in any list.
_LEAST_TURNED = 6
# Seals of offices are rings of 28 to 38 mm (Circular 16/2017/TT-BCA has 32 to 36); copied in black, so much of the ring shows at least.
_SEAL_MM, _SEAL_DPI, _RING, _OUTSIDE = (13.0, 19.5), 40, 0.55, 1.15
# A bar or box that may bear white letters.
_BAR_MM, _SOLID_MM, _LEAST_IN_BAR = (4.0, 12.0), 1.8, 3


@dataclass(frozen=True, slots=True)
class InkRow:
    """Marks side by side that no word covers.

    Attributes:
        box: around them, pixels of the page.
        marks: how many there are.
        is_print: whether they are about as high as one another and stand on one line, as printed letters do.
        is_turned: whether the line runs up or down the page.
        is_white: whether they are white on black.
    """

    box: BBox
    marks: int
    is_print: bool
    is_turned: bool = False
    is_white: bool = False


def left_rows(grey: Grey, dpi: int, known: Iterable[BBox]) -> tuple[InkRow, ...]:
    """The rows of ink, from top to bottom, that is neither a rule nor lies in ``known``; lines on their side and white ones only of print.

    Args:
        grey: an upright page, dark on light.
        dpi: of it and of all boxes.
        known: places of words, and others that need no words.
    """
    factor = min(1.0, _DPI / dpi)
    small = grey if factor == 1.0 else np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    mm = dpi * factor / _INCH_MM
    ink = np.asarray(ink_mask(small), dtype=np.uint8)
    covered = _covered(ink.shape, known, factor)
    left = np.asarray(ink & (1 - covered), dtype=np.uint8)
    # Most pages show nothing but words and rules, which is told at a third of the time that the rest takes.
    inked = cv2.countNonZero(left)
    white = _white_rows(ink, covered, mm) if inked > _BAR_MM[0] * _BAR_MM[1] * mm**2 / 2 else []
    if not white and inked < _LEAST_INK:
        return ()
    loose = _without_rules(left, mm)
    if not white and not _marks(loose, np.zeros_like(covered), mm):
        return ()
    rows = [*_rows(_marks(_without_rules(ink, mm), covered, mm)), *white]
    rows = _outside_seals(rows, _without_rows(loose, rows), mm)
    rows.sort(key=lambda row: (row.box.top, row.box.left))
    return tuple(InkRow(_grown(row.box, 1 / factor), row.marks, row.is_print, row.is_turned, row.is_white) for row in rows)


def _without_rules(ink: Mask, mm: float) -> Mask:
    long = round(_RULE_MM * mm)
    rules = np.zeros_like(ink)
    for kernel in (np.ones((1, long), np.uint8), np.ones((long, 1), np.uint8)):
        middles = cv2.erode(ink, kernel)
        if middles.any():
            rules |= np.asarray(cv2.dilate(middles, kernel), dtype=np.uint8)
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


def _marks(ink: Mask, covered: Mask, mm: float) -> list[BBox]:
    """Boxes of the pieces of ink as large as letters that are not covered."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    inside = np.bincount(labels[covered > 0], minlength=count)
    left, top, width, height, area = stats.T
    filled = area / np.maximum(1, width * height)
    fits = (height >= _HIGH_MM[0] * mm) & (height <= _HIGH_MM[1] * mm) & (width >= _LEAST_WIDE_MM * mm) & (width <= _WIDEST * height)
    fits &= (filled >= _FILLED[0]) & (filled <= _FILLED[1]) & (inside < _KNOWN * area)
    fits[0] = False
    return [BBox(int(left[i]), int(top[i]), int(left[i] + width[i]), int(top[i] + height[i])) for i in np.flatnonzero(fits)]


def _rows(marks: Sequence[BBox]) -> list[InkRow]:
    """Rows of marks, and of those that make no print the lines that stand on their side."""
    if not 0 < len(marks) <= _MOST_MARKS:
        return []
    groups = [[marks[i] for i in own] for own in _grouped(marks)]
    upright = [_row(own) for own in groups]
    loose = [mark for row, own in zip(upright, groups, strict=True) if not row.is_print or row.marks < 2 for mark in own]
    if len(loose) < _LEAST_TURNED:
        return upright
    laid = [_swapped(mark) for mark in loose]
    turned = []
    for own in _grouped(laid):
        row = _row([laid[i] for i in own])
        if row.marks >= _LEAST_TURNED and row.is_print:
            turned.append(InkRow(_swapped(row.box), row.marks, is_print=True, is_turned=True))
    boxes = [row.box for row in turned]
    return [row for row in upright if row.is_print or not any(_within(row.box, box) for box in boxes)] + turned


def _swapped(box: BBox) -> BBox:
    return BBox(box.top, box.left, box.bottom, box.right)


def _within(box: BBox, other: BBox) -> bool:
    x, y = box.center
    return other.left <= x <= other.right and other.top <= y <= other.bottom


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
        marks = _marks(np.asarray(1 - ink[place], np.uint8), covered[place], mm)
        inner = [m for m in marks if m.left > 0 and m.top > 0 and m.right < width and m.bottom < height]
        for row in _rows(inner):
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


def _outside_seals(rows: Sequence[InkRow], left: Mask, mm: float) -> list[InkRow]:
    """The rows that stand in no seal: printed ones are looked at, others go where one of these shows a seal around them."""
    rings: list[tuple[float, float, float]] = []
    for row in rows:
        if row.is_print and row.marks >= 2 and not _in_ring(row, rings) and row.box.width < 2 * _SEAL_MM[1] * mm:
            ring = _ring_around(row.box, left, mm)
            if ring is not None:
                rings.append(ring)
    return [row for row in rows if not _in_ring(row, rings)]


def _in_ring(row: InkRow, rings: Iterable[tuple[float, float, float]]) -> bool:
    """Whether all of a row stands within a ring or on it; a title that a seal was set on reaches out of it."""
    box = row.box
    return any(
        max(abs(box.left - x), abs(box.right - x)) ** 2 + max(abs(box.top - y), abs(box.bottom - y)) ** 2 <= (_OUTSIDE * radius) ** 2
        for x, y, radius in rings
    )


def _ring_around(box: BBox, left: Mask, mm: float) -> tuple[float, float, float] | None:
    """Middle (x, y) and radius of the ring of ink that a row of marks stands in; None where there is none."""
    scale = _SEAL_DPI / _INCH_MM / mm
    reach = 2 * _SEAL_MM[1] * mm
    x, y = box.center
    from_x, from_y = max(0, round(x - reach)), max(0, round(y - reach))
    part = left[from_y : round(y + reach), from_x : round(x + reach)]
    ink = cv2.dilate(cv2.threshold(_shrunk(part, scale), 40, 1.0, cv2.THRESH_BINARY)[1], np.ones((3, 3), np.uint8)).astype(np.float32)
    best, found = _RING, None
    per_mm = _SEAL_DPI / _INCH_MM
    for radius in np.arange(_SEAL_MM[0], _SEAL_MM[1], 0.5) * per_mm:
        size = 2 * int(radius + 2) + 1
        ring = np.zeros((size, size), np.float32)
        cv2.circle(ring, (size // 2, size // 2), round(radius), 1.0, 1)
        shown = cv2.filter2D(ink, -1, ring / ring.sum(), borderType=cv2.BORDER_CONSTANT)
        down, across = np.unravel_index(int(shown.argmax()), shown.shape)
        at = across / scale + from_x, down / scale + from_y
        away = ((at[0] - x) ** 2 + (at[1] - y) ** 2) ** 0.5
        outer = radius / scale + 1.5 * mm
        if shown[down, across] > best and away <= outer:
            best, found = float(shown[down, across]), (*at, outer)
    return found


def _shrunk(mask: Mask, scale: float) -> Mask:
    return np.asarray(cv2.resize(255 * mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _grouped(marks: Sequence[BBox]) -> list[list[int]]:
    """Which marks stand in one row."""
    left, top, right, bottom = (np.array(values) for values in zip(*((m.left, m.top, m.right, m.bottom) for m in marks), strict=True))
    height = bottom - top
    parent = list(range(len(marks)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i in range(1, len(marks)):
        higher, lower = np.maximum(height[:i], height[i]), np.minimum(height[:i], height[i])
        apart = np.maximum(left[:i] - right[i], left[i] - right[:i])
        shared = np.minimum(bottom[:i], bottom[i]) - np.maximum(top[:i], top[i])
        near = (apart <= _NEAR * higher) & (shared >= _LEVEL * lower) & (higher <= _UNLIKE * lower)
        for j in np.flatnonzero(near):
            parent[root(int(j))] = root(i)
    groups: dict[int, list[int]] = {}
    for i in range(len(marks)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def _row(marks: Sequence[BBox]) -> InkRow:
    heights = np.array([m.height for m in marks])
    middle = float(np.median(heights))
    like = np.mean((heights >= _LIKE[0] * middle) & (heights <= _LIKE[1] * middle))
    x = np.array([m.center[0] for m in marks])
    # Letters on their side may have their feet on either.
    standing = max(_standing(x, np.array(edges), middle) for edges in ([m.bottom for m in marks], [m.top for m in marks]))
    return InkRow(BBox.union(marks), len(marks), bool(like >= _MOST and standing >= _STANDING))


def _standing(x: NDArray[np.float64], edges: NDArray[np.int64], height: float) -> float:
    """Share of the marks whose edges lie on one line, which may lean a little, as a page does."""
    line = np.polyfit(x, edges, 1) if len(x) >= 4 and np.ptp(x) > 0 else np.array([0.0, float(np.median(edges))])
    off = edges - np.polyval(line, x)
    return float(np.mean(np.abs(off - np.median(off)) <= max(1.0, _FOOT * height)))


def _grown(box: BBox, factor: float) -> BBox:
    left, top = int(box.left * factor), int(box.top * factor)
    return BBox(left, top, max(left + 1, round(box.right * factor)), max(top + 1, round(box.bottom * factor)))
