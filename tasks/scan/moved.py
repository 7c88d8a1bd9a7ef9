"""Boxes of a page as it lies in the file, moved to where they are on its prepared picture."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line


@dataclass(frozen=True, slots=True)
class Move:
    """What was done to a picture, in this order.

    Attributes:
        width: of the picture as it lay, in its pixels.
        height: of the same.
        rotation: degrees clockwise, a multiple of 90.
        scale: pixels now for one before.
        skew: degrees counter-clockwise about the middle, a few at most.
    """

    width: int
    height: int
    rotation: int = 0
    scale: float = 1.0
    skew: float = 0.0


def moved_lines(lines: tuple[Line, ...], move: Move) -> tuple[Line, ...]:
    """The lines with every word's box on the new picture."""
    return tuple(replace(line, words=tuple(replace(w, bbox=moved_box(w.bbox, move)) for w in line.words)) for line in lines)


def moved_box(box: BBox, move: Move) -> BBox:
    """The box around the middle of ``box`` where that lies now; a skew turns the middle and not the box, which stays upright."""
    wide, high = move.width, move.height
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    for _ in range(move.rotation // 90 % 4):
        left, top, right, bottom = high - bottom, left, high - top, right
        wide, high = high, wide
    left, top, right, bottom = (round(v * move.scale) for v in (left, top, right, bottom))
    if move.skew:
        angle = math.radians(move.skew)
        away_x, away_y = (left + right) / 2 - wide * move.scale / 2, (top + bottom) / 2 - high * move.scale / 2
        across = round(away_x * math.cos(angle) + away_y * math.sin(angle) - away_x)
        down = round(-away_x * math.sin(angle) + away_y * math.cos(angle) - away_y)
        left, right, top, bottom = left + across, right + across, top + down, bottom + down
    return BBox(left, top, max(left + 1, right), max(top + 1, bottom))
