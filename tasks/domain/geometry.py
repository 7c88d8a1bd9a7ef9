"""Boxes on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class BBox:
    """A box in whole pixels of its page picture; the origin is top left, right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Width in pixels, never negative."""
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        """Height in pixels, never negative."""
        return max(0, self.bottom - self.top)

    @property
    def center(self) -> tuple[float, float]:
        """Middle of the box as (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @staticmethod
    def union(boxes: Iterable[BBox]) -> BBox:
        """The smallest box around all ``boxes``.

        Raises:
            ValueError: ``boxes`` is empty.
        """
        found = list(boxes)
        if not found:
            raise ValueError("union of no boxes")
        return BBox(min(b.left for b in found), min(b.top for b in found), max(b.right for b in found), max(b.bottom for b in found))


@dataclass(frozen=True, slots=True)
class Region:
    """A box on one page (1-based), pixels at that page's dpi."""

    page: int
    bbox: BBox
