"""The word of an urgency stamp, ready to be read: its ink alone, turned straight, without the frame around it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.scan.measure import Colour, Grey

Mask = NDArray[np.uint8]

# Ink of less redness, in grey levels, is the tint of paper.
_LEAST_RED = 25.0
_INKED = 0.35
# Clerks stamp by eye.
_MOST_TURN = 15.0
# Shares of the stamp's extent: a frame goes along most of it and is hollow; no letter is as wide.
_FRAME_WIDE, _FRAME_HIGH, _HOLLOW = 0.55, 0.6, 0.4
# Sides of a frame that is broken or touches the word.
_SIDE_WIDE, _SIDE_HIGH = 0.4, 0.75
# Capitals of 36 pixels are what the recogniser reads best where a line is large (measured on stamps made for the tests).
_CAPITALS = 36
_PAD = 24
_LEAST_HIGH = 5


def red_ink(rgb: Colour) -> Grey | None:
    """Red ink as black on white, print of other colours left out; None where there is none."""
    red, green, blue = (rgb[:, :, i].astype(np.float32) for i in range(3))
    redness = np.clip(red - np.maximum(green, blue), 0, None)
    strength = float(np.percentile(redness, 98)) if redness.size else 0.0
    if strength < _LEAST_RED:
        return None
    return np.asarray(255 - np.clip(255 * redness / strength, 0, 255), dtype=np.uint8)


def words_of(ink: Grey) -> tuple[Grey, ...]:
    """The word in a picture of a stamp (dark on white), without frame and at one size: turned straight, and as it stands.

    Without a frame the shape of the word is all that tells how it is turned, and its marks mislead; and tall letters at its ends look
    like sides of one, so that at last all of it is given.
    """
    turned = _straight(ink)
    ways = [(turned, True), (turned, False)] if turned is ink else [(turned, True), (ink, True), (turned, False)]
    return tuple(word for way, framed in ways if (word := _word(way, framed=framed)) is not None)


def _word(turned: Grey, *, framed: bool) -> Grey | None:
    mask = _without_frame(_mask(turned)) if framed else _mask(turned)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size < _LEAST_HIGH:
        return None
    near = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    word = np.where(near, turned, 255).astype(np.uint8)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    # Marks above the capitals are a third of a line's height.
    scale = _CAPITALS / (0.72 * rows.size)
    size = (max(8, round(word.shape[1] * scale)), max(8, round(word.shape[0] * scale)))
    word = np.asarray(cv2.resize(word, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), dtype=np.uint8)
    return np.asarray(np.pad(word, _PAD, constant_values=255), dtype=np.uint8)


def _mask(ink: Grey) -> Mask:
    return (ink < 255 * (1 - _INKED)).astype(np.uint8)


def _straight(ink: Grey) -> Grey:
    points = cv2.findNonZero(_mask(ink))
    if points is None:
        return ink
    (_, _), (wide, high), angle = cv2.minAreaRect(points)
    if wide < high:
        angle -= 90.0
    angle = (angle + 45.0) % 90.0 - 45.0
    if not 0.3 < abs(angle) <= _MOST_TURN:
        return ink
    rows, columns = ink.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=(255,)), dtype=np.uint8)


def _without_frame(mask: Mask) -> Mask:
    where = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not where[0].size:
        return mask
    high, wide = int(np.ptp(where[0])) + 1, int(np.ptp(where[1])) + 1
    lying = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, max(9, round(_SIDE_WIDE * wide))), np.uint8))
    standing = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((max(9, round(_SIDE_HIGH * high)), 1), np.uint8))
    sides = cv2.max(cv2.dilate(lying, np.ones((3, 1), np.uint8)), cv2.dilate(standing, np.ones((1, 3), np.uint8)))
    rest = np.where(np.asarray(sides) > 0, 0, mask).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    drop = np.zeros(len(stats), dtype=np.bool_)
    for label, (left, top, across, down, area) in enumerate(stats.tolist()):
        frame = across > _FRAME_WIDE * wide or down > _FRAME_HIGH * high
        edge = left <= 1 or top <= 1 or left + across >= mask.shape[1] - 1 or top + down >= mask.shape[0] - 1
        drop[label] = label == 0 or (frame and area < _HOLLOW * across * down) or (edge and max(across, down) < 0.2 * high) or area < 6
    return np.where(drop[labels], 0, 1).astype(np.uint8)
