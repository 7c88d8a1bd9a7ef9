"""Long straight runs of a mask, looked for only in the rows or columns that may hold one: a page of text has few."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.scan.measure import Grey

_BITS = 8


def rows_with_runs(mask: Grey, length: int) -> NDArray[np.intp]:
    """Rows that may hold a run of ``length`` pixels that are not 0, or of half as many at an edge; none of these is left out.

    Args:
        mask: 0 or 1.
        length: at least 1.
    """
    # A run of so many pixels holds so many whole bytes of packed ones, wherever it begins.
    whole = (length - _BITS + 1) // _BITS
    if whole < 1:
        return np.flatnonzero(mask.any(axis=1))
    found = _consecutive(np.packbits(mask, axis=1) == 255, whole).any(axis=1)
    # A filter takes what lies beyond an edge for more of the same.
    half = max(1, length // 2)
    found |= mask[:, :half].all(axis=1) | mask[:, -half:].all(axis=1)
    return np.flatnonzero(found)


def _consecutive(full: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Where ``count`` in a row are set, at the first of them."""
    have = 1
    while have < count and full.shape[1]:
        step = min(have, count - have)
        full = full[:, :-step] & full[:, step:]
        have += step
    return full


def in_rows(mask: Grey, length: int, work: Callable[[Grey], Grey]) -> Grey:
    """What ``work`` makes of a mask; it treats each row by itself, and leaves nothing of one without a run of ``length`` pixels.

    Args:
        mask: 0 or 1.
        length: of the runs.
        work: makes a mask of the same size of some rows.
    """
    rows = rows_with_runs(mask, length)
    out = np.zeros_like(mask)
    if rows.size:
        out[rows] = work(np.ascontiguousarray(mask[rows]))
    return out


def long_runs(mask: Grey, length: int) -> Grey:
    """Mask (0 or 1) of the runs across and down of at least ``length`` pixels: the union of OpenCV's two openings."""
    kernel = np.ones((1, length), np.uint8)

    def opened(part: Grey) -> Grey:
        return np.asarray(cv2.morphologyEx(part, cv2.MORPH_OPEN, kernel), dtype=np.uint8)

    out = in_rows(mask, length, opened)
    upright = transposed(mask)
    columns = rows_with_runs(upright, length)
    if columns.size:
        out[:, columns] |= opened(upright[columns]).T
    return out


def transposed(mask: Grey) -> Grey:
    """Rows as columns, packed in memory as a mask of its own: a sixth of numpy's time for that."""
    return np.asarray(cv2.transpose(mask), dtype=np.uint8)
