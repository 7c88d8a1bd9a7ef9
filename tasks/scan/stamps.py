"""Where red stamps with words (KHẨN, HỎA TỐC) stand, found in the colour picture before red ink is dropped."""

from __future__ import annotations

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.scan.measure import Colour, Grey

# Decree 30/2020/NĐ-CP, Appendix I: urgency stamps are 30 x 8, 40 x 8 or 20 x 8 mm; scans and rubber vary.
_WIDTH_MM = (12.0, 60.0)
_HEIGHT_MM = (4.0, 22.0)
# They stand under the number and symbol, never in the foot.
_TOP_SHARE = 0.5
# A pad that is nearly dry leaves pink; the chroma noise of a JPEG stays below.
_RED = 32
_LEAST_OBLONG = 1.3
# Seals are 36 mm across (measured on seals of scans: 32 to 38); what is written in one is no stamp.
_SEAL_MM = 24.0
# Millimetres that are closed between letters: a word without a frame needs the wider, print and rules in red near a stamp the narrower.
_REACH_MM = (2.5, 0.8)


def redness(rgb: Colour) -> Grey:
    """255 where a pixel is red ink, else 0."""
    red, green, blue = (rgb[:, :, i].astype(np.int16) for i in range(3))
    mask = (red - np.maximum(green, blue) > _RED) & (red > 90)
    return np.asarray(mask * 255, dtype=np.uint8)


def find_stamps(rgb: Colour, dpi: int) -> tuple[BBox, ...]:
    """Boxes of red marks in the upper half of the page that have the shape of an urgency stamp, top to bottom.

    A seal is round and larger, so it is not among them. The text of a box is for the recogniser to read.
    """
    step = max(1, dpi // 75)
    mask = redness(np.ascontiguousarray(rgb[: int(rgb.shape[0] * _TOP_SHARE) : step, ::step]))
    per_mm = dpi / step / 25.4
    boxes: list[BBox] = []
    seals: list[BBox] = []
    for millimetres in _REACH_MM:
        reach = max(2, round(millimetres * per_mm))
        joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        for left, top, width, height, _area in stats[1:].tolist():
            fits = _WIDTH_MM[0] <= width / per_mm <= _WIDTH_MM[1] and _HEIGHT_MM[0] <= height / per_mm <= _HEIGHT_MM[1]
            box = BBox(left * step, top * step, (left + width) * step, (top + height) * step)
            if height / per_mm > _SEAL_MM and width < _LEAST_OBLONG * height:
                seals.append(box)
            elif fits and width > _LEAST_OBLONG * height and not any(_overlap(box, other) for other in (*boxes, *seals)):
                boxes.append(box)
    return tuple(sorted(boxes, key=lambda b: (b.top, b.left)))


def _overlap(one: BBox, other: BBox) -> bool:
    """Whether the middle of one lies in the other."""
    return any(a.left <= x < a.right and a.top <= y < a.bottom for a, (x, y) in ((one, other.center), (other, one.center)))
