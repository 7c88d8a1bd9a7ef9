"""Where stamps with words (KHẨN, HỎA TỐC) stand: red ones in the colour picture before red ink is dropped, black ones by their frame."""

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
# A pad that is nearly dry leaves pink: so much more red than paper, of pixels taken together. The chroma noise of a JPEG stays below.
_PALE_RED = 14
_LEAST_OBLONG = 1.3
# Frames: where they are looked for, what is ink, which share of its bounding rectangle an outline fills, and how much of it may be ink.
_FRAME_DPI, _FRAME_INK, _RECTANGULAR, _MOST_FRAME_INK = 100, 170, 0.85, 0.6
# Seals are 36 mm across (measured on seals of scans: 32 to 38); what is written in one is no stamp.
_SEAL_MM = 24.0
# Millimetres that are closed between letters: a word without a frame needs the wider, print and rules in red near a stamp the narrower.
_REACH_MM = (2.5, 0.8)


def _pale_redness(rgb: Colour, step: int) -> Grey:
    """255 where more red is than paper has, of ``step`` by ``step`` pixels taken together, which evens out their noise; else 0."""
    high, wide = rgb.shape[0] // step, rgb.shape[1] // step
    if not high or not wide:
        return np.zeros((0, 0), dtype=np.uint8)
    small = cv2.resize(rgb, (wide, high), interpolation=cv2.INTER_AREA).astype(np.int16)
    excess = small[:, :, 0] - np.maximum(small[:, :, 1], small[:, :, 2])
    return np.asarray((excess - np.median(excess) > _PALE_RED) * 255, dtype=np.uint8)


def find_stamps(rgb: Colour, dpi: int) -> tuple[BBox, ...]:
    """Boxes of red marks in the upper half of the page that have the shape of an urgency stamp, top to bottom.

    A seal is round and larger, so it is not among them. The text of a box is for the recogniser to read.
    """
    step = max(1, dpi // 75)
    mask = _pale_redness(rgb[: int(rgb.shape[0] * _TOP_SHARE)], step)
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


def find_frames(grey: Grey, dpi: int) -> tuple[BBox, ...]:
    """Boxes of frames in the upper half of a page that stand alone and have the size of an urgency stamp, top to bottom.

    A copy has its stamps in black. Cells of a table hang together, so that they are larger; words, joined or not, fill no frame.
    """
    step = max(1, dpi // _FRAME_DPI)
    high, wide = int(grey.shape[0] * _TOP_SHARE) // step, grey.shape[1] // step
    if not high or not wide:
        return ()
    small = cv2.resize(grey[: high * step], (wide, high), interpolation=cv2.INTER_AREA)
    mask = (small < _FRAME_INK).astype(np.uint8)
    per_mm = dpi / step / 25.4
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    boxes: list[BBox] = []
    for outline in outlines:
        across, down = sorted(cv2.minAreaRect(outline)[1], reverse=True)
        fits = _WIDTH_MM[0] <= across / per_mm <= _WIDTH_MM[1] and _HEIGHT_MM[0] <= down / per_mm <= _HEIGHT_MM[1]
        if not fits or across < _LEAST_OBLONG * down or cv2.contourArea(outline) < _RECTANGULAR * across * down:
            continue
        left, top, width, height = cv2.boundingRect(outline)
        if height < width and mask[top : top + height, left : left + width].mean() < _MOST_FRAME_INK:
            boxes.append(BBox(left * step, top * step, (left + width) * step, (top + height) * step))
    return tuple(sorted(boxes, key=lambda b: (b.top, b.left)))


def _overlap(one: BBox, other: BBox) -> bool:
    """Whether the middle of one lies in the other."""
    return any(a.left <= x < a.right and a.top <= y < a.bottom for a, (x, y) in ((one, other.center), (other, one.center)))
