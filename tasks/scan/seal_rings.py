"""Seals copied in black: rings of ink around rows of letters that are no lines of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.scan.ink_rows import InkRow
from tasks.scan.measure import Grey

_INCH_MM = 25.4
# Seals of offices are rings of 28 to 38 mm (Circular 16/2017/TT-BCA has 32 to 36); copied in black, so much of the ring shows at least.
_SEAL_MM, _SEAL_DPI, _RING, _OUTSIDE = (13.0, 19.5), 40, 0.55, 1.15


def outside_seals(rows: Sequence[InkRow], left: Grey, mm: float) -> list[InkRow]:
    """The rows that stand in no seal: printed ones are looked at, others go where one of these shows a seal around them.

    Args:
        rows: as found.
        left: mask (0 or 1) of the ink that is in no row of print.
        mm: pixels of a millimetre.
    """
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


def _ring_around(box: BBox, left: Grey, mm: float) -> tuple[float, float, float] | None:
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


def _shrunk(mask: Grey, scale: float) -> Grey:
    return np.asarray(cv2.resize(255 * mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
