"""Marks of ink that stand side by side, as the letters of a line do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.domain.geometry import BBox

# Letters of a row: as shares of the higher one's height, how near they stand and how much they overlap; how their heights differ.
_NEAR, _LEVEL, _UNLIKE = 1.3, 0.5, 2.6
_MOST_MARKS = 4000
# Shares of the middle height within which letters of a row differ, and the share of the letters that do.
_LIKE, _MOST = (0.55, 1.7), 0.75
# Feet of the letters that stand on one line within a fifth of their height; g, p, y and commas hang below.
_FOOT, _STANDING = 0.2, 0.5
# A line on its side has at least so many letters: fewer stand above one another in any list.
_LEAST_TURNED = 6


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


def rows_of(marks: Sequence[BBox]) -> list[InkRow]:
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
