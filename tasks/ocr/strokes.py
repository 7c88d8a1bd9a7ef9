"""What is written in a crop, brought to one height: specks off, gaps closed, ink as numbers between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Ink = NDArray[np.float32]

# Rows of the picture the net reads, and how many of them the writing fills.
ROWS = 32
_FILLED = 26
# A run of five wide figures with gaps fills 200 columns; what is wider is a line of text.
MOST_COLUMNS = 320
_STEP = 32
_MARGIN = 8
# Figures further apart than half their height are still one run; more white tells nothing.
_GAP = 14
# Crops are cut at 225 dpi; larger ones are scaled down first, which bounds the time.
_MOST_ROWS, _MOST_WIDE = 160, 1600
_LEAST_CONTRAST = 40.0
# A thin pen beside black print has a third of its weight; noise that the preparation left has a tenth.
_INK = 0.22
_LARGEST_ENLARGEMENT = 2.6


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the writing: its size against the usual one, and how far it is pushed upright (columns per row)."""

    size: float = 1.0
    slant: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """Ink of a crop without specks, and the rows between which its taller strokes stand."""

    ink: Ink
    top: int
    bottom: int


def find_writing(grey: Grey) -> Writing | None:
    """The ink of a crop (dark on light); None where there is nothing larger than specks or no contrast."""
    if grey.ndim != 2 or min(grey.shape) < 2:
        return None
    factor = min(1.0, _MOST_ROWS / grey.shape[0], _MOST_WIDE / grey.shape[1])
    if factor < 1.0:
        size = (max(2, round(grey.shape[1] * factor)), max(2, round(grey.shape[0] * factor)))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    dark, light = np.percentile(grey, (1, 90))
    if light - dark < _LEAST_CONTRAST:
        dark = float(grey.min())
    if light - dark < _LEAST_CONTRAST:
        return None
    ink = np.clip((light - grey.astype(np.float32)) / (light - dark), 0.0, 1.0)
    kept = _without_specks((ink > _INK).astype(np.uint8))
    if kept is None:
        return None
    mask, top, bottom = kept
    # The grey rim of a stroke belongs to it.
    rim = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    return Writing((ink * rim).astype(np.float32), top, bottom)


def _without_specks(mask: Grey) -> tuple[Grey, int, int] | None:
    """The mask without dots of a dotted line and specks, and the first and last row of its taller parts."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    top, height, width = stats[1:, cv2.CC_STAT_TOP], stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    tallest = int(height.max(initial=0))
    # At 225 dpi a dot has up to 5 pixels; the smallest figure has 20.
    if tallest < 7:
        return None
    keep = (height > max(3, 0.16 * tallest)) | (width > max(6, 0.3 * tallest))
    tall = keep & (height > 0.5 * tallest)
    clean = np.concatenate(([False], keep))[labels].astype(np.uint8)
    return clean, int(top[tall].min()), int((top + height)[tall].max())


def draw_line(writing: Writing, view: View) -> Ink | None:
    """The writing as :data:`ROWS` rows, seen in one way; None where it is too wide for a short run of figures.

    Columns of white beyond half a figure's height are left out, so that the width depends on what is written alone. The width is a
    multiple of 32 with white at both ends.
    """
    scale = min(_FILLED / (writing.bottom - writing.top), _LARGEST_ENLARGEMENT) * view.size
    ink = writing.ink
    wide, high = max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale))
    if wide > 8 * MOST_COLUMNS:
        return None
    small = cv2.resize(ink, (wide, high), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    middle = (writing.top + writing.bottom) / 2 * scale
    room = ROWS // 2
    matrix = np.array([[1.0, view.slant, room - view.slant * middle], [0.0, 1.0, ROWS / 2 - middle]])
    line = np.asarray(cv2.warpAffine(small, matrix, (wide + 2 * room, ROWS), flags=cv2.INTER_LINEAR), dtype=np.float32)
    columns = _columns_with_ink(line)
    if columns.size == 0 or columns.size + 2 * _MARGIN > MOST_COLUMNS:
        return None
    out = np.zeros((ROWS, -(-(columns.size + 2 * _MARGIN) // _STEP) * _STEP), dtype=np.float32)
    out[:, _MARGIN : _MARGIN + columns.size] = line[:, columns]
    return out


def _columns_with_ink(line: Ink) -> NDArray[np.int64]:
    """Columns between the first and the last with ink, without those in the middle of long gaps."""
    inked = line.max(axis=0) > 0.2
    near = np.convolve(inked, np.ones(_GAP + 1), mode="same") > 0
    where = np.flatnonzero(inked)
    return np.flatnonzero(near & (np.arange(near.size) >= where[0]) & (np.arange(near.size) <= where[-1])) if where.size else where
