"""What a page picture is like: its paper, noise, skew, text height. Pure functions on grey pictures (uint8, white = 255)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]

# Darker than this share of the paper is ink; between the two the paper's own texture and show-through lie (measured on real scans).
_INK_BELOW = 160
_SKEW_LIMIT = 7.0
_SKEW_DPI = 75
# Pixels at 75 dpi: within such a strip a skew of 3 degrees moves a line by less than half a pixel.
_STRIP = 8


def is_colourful(rgb: Colour) -> bool:
    """Whether red, green and blue differ anywhere by more than the chroma noise of a JPEG."""
    red, green, blue = cv2.split(np.ascontiguousarray(rgb[::4, ::4]))
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return bool((spread > 40).mean() > 1e-4)


def paper(grey: Grey, dpi: int) -> Grey:
    """The page without its ink: brightness of the paper at every pixel of a picture at about 25 dpi."""
    factor = 25.0 / dpi
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # A closing with a kernel taller than a line of text (14 pt) and its leading leaves only paper; the median smooths its steps.
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    return np.asarray(cv2.medianBlur(closed, 9), dtype=np.uint8)


def noise_level(grey: Grey) -> float:
    """Spread of the paper's brightness from pixel to pixel, in grey levels: below 3 on clean scans, above 8 where it hurts reading.

    Taken as the median over blocks of the robust deviation from a 3 x 3 median, bright blocks only, so that text does not count.
    """
    crop = grey[: grey.shape[0] // 64 * 64, : grey.shape[1] // 64 * 64][::2]
    if crop.size == 0:
        return 0.0
    residue = cv2.absdiff(crop, cv2.medianBlur(crop, 3)).astype(np.float32)
    rows, columns = crop.shape[0] // 32, crop.shape[1] // 64
    blocks = residue[: rows * 32].reshape(rows, 32, columns, 64).mean(axis=(1, 3))
    return float(np.percentile(blocks, 25) * 1.25)


def ink_mask(grey: Grey) -> NDArray[np.bool_]:
    """Pixels that are ink on a levelled picture."""
    return np.asarray(grey < _INK_BELOW)


def ink_share(grey: Grey) -> float:
    """Share of the page that is ink: 0.03 to 0.09 on a page of text, below 0.0003 on a blank one."""
    return float(ink_mask(grey).mean())


def text_ink(grey: Grey, dpi: int) -> NDArray[np.uint8]:
    """Ink of letters alone (1 where there is some) at 75 dpi: specks, rules, pictures and scanner edges are left out."""
    factor = _SKEW_DPI / dpi
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    mask = (small < 190).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    height, width, area = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_AREA]
    # At 75 dpi letters of 8 to 20 pt are 3 to 20 pixels high; words may run together to some length.
    keep = (height <= 30) & (width <= 160) & (area >= 3) & ~((width > 8 * height) & (height <= 3))
    keep[0] = False
    return np.asarray(keep[labels], dtype=np.uint8)


def _strips(ink: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Row profiles of narrow upright strips of the page, side by side: all that a search for the skew needs of it."""
    height, width = ink.shape
    count = max(1, width // _STRIP)
    means = cv2.resize(ink.astype(np.float32), (count, height), interpolation=cv2.INTER_AREA)
    return np.asarray(means * (width / count), dtype=np.float32)


def _sharpness(strips: NDArray[np.float32], angle: float) -> float:
    """How sharply lines stand out in the row profile after turning by ``angle`` degrees counter-clockwise."""
    height, count = strips.shape
    # A shear stands in for the turn: same profile for small angles, at a fraction of the cost.
    shift = np.tan(np.radians(angle)) * _STRIP
    matrix = np.array([[1.0, 0.0, 0.0], [-shift, 1.0, shift * (count - 1) / 2]], dtype=np.float32)
    sheared = cv2.warpAffine(strips, matrix, (count, height), flags=cv2.INTER_LINEAR)
    profile = cv2.reduce(sheared, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)
    return float(np.square(np.diff(profile[:, 0])).sum())


def skew_angle(grey: Grey, dpi: int) -> float:
    """Degrees by which the page must be turned counter-clockwise to lie straight, within ± 7; 0 where there is too little text."""
    ink = text_ink(grey, dpi)
    if np.count_nonzero(ink) < 400:
        return 0.0
    strips = _strips(ink)
    best = max((float(a) for a in np.arange(-_SKEW_LIMIT, _SKEW_LIMIT + 0.1, 0.5)), key=lambda a: _sharpness(strips, a))
    for step in (0.1, 0.02):
        around = [best + step * k for k in range(-5, 6)]
        best = max(around, key=lambda a: _sharpness(strips, a))
    return round(best, 2)


def is_sideways(grey: Grey, dpi: int) -> bool:
    """Whether the lines of text run up and down: their gaps then stand out in the column profile, not in the row profile."""
    ink = text_ink(grey, dpi)
    if np.count_nonzero(ink) < 400:
        return False
    angles = (-2.0, -1.0, 0.0, 1.0, 2.0)
    upright, sideways = (max(_sharpness(s, a) for a in angles) for s in (_strips(ink), _strips(np.ascontiguousarray(ink.T))))
    return sideways > 1.5 * upright


def letter_height(grey: Grey, dpi: int) -> float:
    """Height of the small letters in points (x-height: 6.0 for 13 pt Times), 0 where there are too few letters to say."""
    middle = grey[grey.shape[0] // 8 : grey.shape[0] * 7 // 8, grey.shape[1] // 4 : grey.shape[1] * 3 // 4]
    _, _, stats, _ = cv2.connectedComponentsWithStats((middle < _INK_BELOW).astype(np.uint8), connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT] * 72.0 / dpi
    widths = stats[1:, cv2.CC_STAT_WIDTH] * 72.0 / dpi
    letters = heights[(heights > 2.5) & (heights < 30) & (widths < 3 * heights) & (widths > 0.2 * heights)]
    if letters.size < 80:
        return 0.0
    counts, edges = np.histogram(letters, bins=np.arange(2.5, 30, 0.5))
    smooth = np.convolve(counts, (1, 2, 1), mode="same")
    return float(edges[int(smooth.argmax())] + 0.25)
