"""JPEG data of which a few bytes were changed: decoders go on without a word, too bright or too dark from there on, and displaced.

The mean of each block of 8 by 8 pixels is stored as the difference from the block before, so that one wrong difference moves all that
follow. Two things tell: means that no pixels can have, and paper that changes its brightness in the middle of a row of blocks.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.scan.picture_ends import end_of_jpeg, jpeg_segments

Means = NDArray[np.float64]

_TABLES = 0xDB
_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
_MIDDLE, _WHITE = 128.0, 255.0
# So many blocks of a thousand, and in all, are no accident of rounding.
_LEAST_SHARE, _LEAST = 0.005, 8
# Paper is brighter than nine tenths of a row; the step between two rows of blocks that are next to each other but one, of 255.
_PAPER, _STEP = 90.0, 8.0
# Rows on both sides of a step that are looked at, and how much of the step they may differ by among themselves.
_ROWS, _STEADY = 12, 0.25
# The row of the step is bright and dark on so much of its width at least.
_SIDE = 0.04
# Of each part so much is paper; and so many rows beside it have none of the other brightness.
_LEAST_PAPER, _BESIDE = 0.12, 3


def is_shifted(data: bytes) -> bool:
    """Whether brightness of a JPEG tells that some of its data were changed.

    Args:
        data: a JPEG file, or the stream of a picture in a PDF; grey, or of a luminance and two colours.
    """
    found = _opened(data)
    if found is None:
        return False
    halved, stored, used, rows, columns = found
    seen = cv2.imdecode(np.frombuffer(halved, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8 | cv2.IMREAD_IGNORE_ORIENTATION)
    if seen is None or min(seen.shape) < _LEAST:
        return False
    ratio = used / stored
    means = (np.asarray(seen, dtype=np.float64) - _MIDDLE) / ratio + _MIDDLE
    margin = (used / 4 + 2) / ratio
    wrong = int(np.count_nonzero((means < -margin) | (means > _WHITE + margin))) if used < stored else 0
    return wrong >= max(_LEAST, _LEAST_SHARE * means.size) or _steps_within_a_row(means[::rows, ::columns])


def _opened(data: bytes) -> tuple[bytes, int, int, int, int] | None:
    """The data with means stored half as large, so that none is cut off at white.

    Behind them how large they were and are stored, and the blocks down and across that are stored together. None for another kind of JPEG.
    """
    if end_of_jpeg(data) < 0:
        return None
    out = bytearray(data)
    tables: dict[int, int] = {}
    frame: tuple[int, int, int] | None = None
    for marker, start, end in jpeg_segments(data):
        if marker == _TABLES:
            tables.update(_tables(data, start, end))
        elif marker in _FRAMES and data[start] == 8 and data[start + 5] in {1, 3}:
            grey = data[start + 5] == 1
            frame = data[start + 8], 1 if grey else data[start + 7] & 15, 1 if grey else data[start + 7] >> 4
    if frame is None or frame[0] not in tables or not all(1 <= side <= 4 for side in frame[1:]):
        return None
    place = tables[frame[0]]
    stored = data[place]
    out[place] = max(1, stored // 2)
    return (bytes(out), stored, out[place], frame[1], frame[2]) if stored else None


def _tables(data: bytes, at: int, end: int) -> dict[int, int]:
    """Where the step of the means stands in each table of one segment; those of 16 bits are left out."""
    found: dict[int, int] = {}
    while at + 65 <= end:
        wide = data[at] >> 4
        if not wide:
            found[data[at] & 15] = at + 1
        at += 129 if wide else 65
    return found


def _steps_within_a_row(means: Means) -> bool:
    """Whether paper has one brightness down to the middle of a row of blocks, and another from there on."""
    if len(means) < 2 * _LEAST:
        return False
    paper = np.percentile(means, _PAPER, axis=1)
    steps = np.abs(paper[2:] - paper[:-2])
    for row in np.flatnonzero(steps >= _STEP)[:_ROWS] + 1:
        above, below = paper[max(0, row - _ROWS) : row], paper[row + 1 : row + 1 + _ROWS]
        step = float(np.median(below) - np.median(above))
        steady = all(float(np.percentile(np.abs(part - np.median(part)), _PAPER)) <= _STEADY * abs(step) for part in (above, below))
        if abs(step) >= _STEP and min(len(above), len(below)) > 2 and steady and _has_both(means, int(row), step):
            return True
    return False


def _has_both(means: Means, row: int, step: float) -> bool:
    """Whether the left part of a row is as the rows above it, the right part as those below, and no other row has both.

    Darker from there on, the bright cells tell where the left part ends; brighter, where the right part begins. Ink is as dark as it likes,
    and the light may fall off from one side to the other.
    """
    above, below = (np.percentile(part, _PAPER, axis=0) for part in (means[max(0, row - _ROWS) : row], means[row + 1 : row + 1 + _ROWS]))
    near = np.abs(means[row] - above) <= _STEADY * abs(step)
    far = np.abs(means[row] - below) <= _STEADY * abs(step)
    told, level = (near, above) if step < 0 else (far, below)
    others = means[row + 1 : row + 1 + _BESIDE] if step < 0 else means[max(0, row - _BESIDE) : row]
    side = max(2, round(_SIDE * means.shape[1]))
    if not told.any() or np.count_nonzero(np.abs(others - level) <= _STEADY * abs(step)) > side:
        return False
    split = int(np.flatnonzero(told)[-1]) + 1 if step < 0 else int(np.flatnonzero(told)[0])
    left, right = near[:split], far[split:]
    return min(left.size, right.size) >= side and min(float(left.mean()), float(right.mean())) >= _LEAST_PAPER
