"""Two A4 pages side by side on one A3 scan: an open booklet, or two sheets on a large glass."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tasks.domain.page import Half
from tasks.scan.measure import Colour, Grey

# ISO 216: A3 lies 420 mm wide and 297 mm high; what is smaller is a landscape page, whose tables must stay whole. Scanners cut off some.
LEAST_WIDTH_MM = 380.0
_SHAPES = (1.25, 1.6)
# Decree 30/2020/NĐ-CP, Appendix I: 15 to 20 mm are left free at the right of a page and 30 to 35 mm at its left, 45 mm and more
# together; a page that lies 2° askew still leaves 35 mm, a careless sheet less.
LEAST_GUTTER_MM = 18.0
_MIDDLE = (0.42, 0.58)
_DARK = 128
# Of the height: specks that a column of the gutter may hold, and a column that is no letters but the shadow of the fold.
_SPECKS, _FOLD = 0.004, 0.5
_MOST_FOLD_MM = 3.0
# The rim of the glass and the edge of the lid say nothing.
_RIM = 0.03
# Of a half: how wide its print is at least, and in how many of its rows there is some; a half with less than a line is blank.
_LEAST_PRINT, _LEAST_ROWS, _BLANK_ROWS = 0.5, 0.08, 0.01


def find_gutter(grey: Grey, dpi: int) -> int | None:
    """The column at which an upright picture falls into two pages, None where it is one page.

    It is a spread where it has the size of A3 and a white strip runs through its middle from top to bottom, which the title, the rules and
    the page number of a landscape page would cross, with print to both sides as wide as that of a page (one of the two may be blank).
    """
    height, width = grey.shape
    if width / dpi * 25.4 < LEAST_WIDTH_MM or not _SHAPES[0] <= width / height <= _SHAPES[1]:
        return None
    step = max(1, dpi // 50)
    rim = round(_RIM * height / step)
    ink = (grey[::step, ::step] < _DARK)[rim : height // step - rim]
    per_mm = dpi / step / 25.4
    strip = _white_strip(ink, per_mm)
    if strip is None:
        return None
    cut = (strip[0] + strip[1]) // 2
    edge = round(_RIM * ink.shape[1])
    halves = ink[:, edge : strip[0]], ink[:, strip[1] : ink.shape[1] - edge]
    printed = [_is_page(half, half.shape[1]) for half in halves]
    blank = [float(half.any(axis=1).mean()) < _BLANK_ROWS for half in halves]
    return cut * step if any(printed) and all(p or b for p, b in zip(printed, blank, strict=True)) else None


def half_of(picture: Colour, half: Half) -> Colour:
    """That half of an upright picture of a whole sheet."""
    left, right = (round(share * picture.shape[1]) for share in (half.left, half.right))
    return np.ascontiguousarray(picture[:, left:right])


def _white_strip(ink: npt.NDArray[np.bool_], per_mm: float) -> tuple[int, int] | None:
    """First column and the one behind the last of the widest white strip in the middle part, None where none is wide enough."""
    share = ink.mean(axis=0)
    fold = share > _FOLD
    white = share <= _SPECKS
    first, last = (round(part * ink.shape[1]) for part in _MIDDLE)
    best, start, folded = (0, 0), first, 0
    for column in range(first, last + 1):
        folded = folded + 1 if column < last and fold[column] else 0
        if column < last and (white[column] or 0 < folded <= _MOST_FOLD_MM * per_mm):
            continue
        best = max(best, (start, column), key=lambda strip: strip[1] - strip[0])
        start = column + 1
    return best if best[1] - best[0] >= LEAST_GUTTER_MM * per_mm else None


def _is_page(half: npt.NDArray[np.bool_], width: int) -> bool:
    """Whether the print of a half is as wide and as full as that of a page."""
    columns = np.flatnonzero(half.mean(axis=0) > _SPECKS)
    rows = float(half.any(axis=1).mean())
    return bool(columns.size) and (columns[-1] - columns[0]) >= _LEAST_PRINT * width and rows >= _LEAST_ROWS
