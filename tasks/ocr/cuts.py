"""A place for figures is cut out of its page between the strokes: the letters' widths say about where, white columns say exactly."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.domain.geometry import BBox
from tasks.ocr.blanks import Blank
from tasks.ocr.letters import letters_width
from tasks.scan.measure import Grey

# In em: how far the widths of letters are off where all of a line was read as one word. Beyond the expected edge, where print stands
# that does no harm, a cut may go further than into the writing, which it would maim.
_INTO, _OUT = 0.2, 0.55
# A second, wider look takes in half a letter more on both sides: wide enough to show a figure that the first cut off, and hardly more
_WIDER = 0.42
# Writing darkens a column by more than this share of the darkest ink.
_INK = 0.3
# Pixels of ink that a cut may cross count as much as an em of distance from where it was expected.
_PER_EM = 12.0
# Widths of the symbol's letters against those of the body that are tried, and letters without which there is too little to go by.
_SIZES = np.arange(0.76, 1.11, 0.01)
_ENOUGH_LETTERS = 4
_LEAST_WIDE = 8
_TOO_WIDE = 3.0
# Shares of a box's height: hands reach above and below it by so much; what does not reach into its middle is of another line.
_HANDS, _MIDDLE = 0.6, 0.3


def pictures(grey: Grey, blank: Blank) -> tuple[Grey, ...]:
    """What stands in a place, cut out as :func:`crops` says, with all of its strokes, however high or low, and nothing of other lines."""
    return tuple(_whole_strokes(grey, box) for box in crops(grey, blank))


def _whole_strokes(grey: Grey, box: BBox) -> Grey:
    more = round(_HANDS * box.height)
    top = max(0, box.top - more)
    part = grey[top : box.bottom + more, max(0, box.left) : box.right]
    if not part.size:
        return part
    _, labels, stats, _ = cv2.connectedComponentsWithStats(_is_ink(part).astype(np.uint8), connectivity=8)
    first, last = box.top - top + _MIDDLE * box.height, box.bottom - top - _MIDDLE * box.height
    low, high = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT]
    other = (high <= first) | (low >= last)
    other[0] = False
    # The grey rim of a stroke goes with it.
    gone = cv2.dilate(other[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    gone &= ~((labels > 0) & ~other[labels])
    return np.where(gone, np.uint8(np.percentile(part, 90)), part).astype(np.uint8)


def crops(grey: Grey, blank: Blank) -> tuple[BBox, ...]:
    """Boxes of a place, cut at white columns near its expected edges, and of a wider one; both within the page.

    Where the figures touch print the cut crosses the fewest strokes.
    """
    blank = _measured(grey, blank)
    box = blank.box
    strip = grey[box.top : box.bottom]
    if strip.size == 0:
        return (box,)
    ink = _inked_rows(strip)
    left = _cut(ink, box.left, (round(_OUT * blank.em), round(_INTO * blank.em)), blank.em)
    right = _cut(ink, box.right, (round(_INTO * blank.em), round(_OUT * blank.em)), blank.em)
    low, high = blank.reach
    left, right = max(left, low, 0), min(max(right, left + 1), high + 1, grey.shape[1])
    wide = round(_WIDER * blank.em)
    # The figures of a year behind the slash would be read with the number's.
    wide_right = 0 if blank.behind[1:3].isdigit() else wide
    outer = (
        _cut(ink, left - wide, (wide // 2, wide // 2), blank.em),
        _cut(ink, right + wide_right, (wide_right // 2, wide_right // 2), blank.em),
    )
    narrow = BBox(left, box.top, max(left + 1, right), box.bottom)
    wider = BBox(max(0, low, min(outer[0], left)), box.top, min(max(outer[1], right), max(high + 1, right), grey.shape[1]), box.bottom)
    return (narrow,) if wider == narrow or wider.width <= 0 else (narrow, wider)


def _measured(grey: Grey, blank: Blank) -> Blank:
    """The place with its right edge where the letters of the symbol, as wide as they are printed, put it.

    Heads are set narrower or smaller than the body. The width is the one at which the gaps between the letters fall on white.
    """
    text, end = blank.behind, min(blank.reach[1], grey.shape[1])
    strip = grey[blank.box.top : blank.box.bottom, :end]
    if blank.name != "number" or not blank.letters[1] or len(text) < _ENOUGH_LETTERS or strip.size == 0 or end < _LEAST_WIDE:
        return blank
    ink = _inked_rows(strip)
    # The slash leans over its neighbours, so that there is no white beside it.
    ends = np.array([letters_width(text[place:]) for place in range(2, len(text))])
    sizes = blank.em * _SIZES
    columns = np.clip(np.rint(end - ends[None, :] * sizes[:, None]).astype(int), 1, max(1, end - 2))
    crossed = np.minimum(ink[columns - 1], np.minimum(ink[columns], ink[columns + 1])).mean(axis=1)
    # Too narrow a symbol shows print to the reader, too wide a one hides figures.
    unusual = np.where(_SIZES > 1.0, _TOO_WIDE, 1.0) * np.abs(_SIZES - 1.0)
    em = float(sizes[int((crossed + _PER_EM * unusual).argmin())])
    right = end - round(letters_width(text) * em)
    return replace(blank, em=em, box=replace(blank.box, right=max(blank.box.left + 1, right)))


def _is_ink(part: Grey) -> NDArray[np.bool_]:
    light, dark = np.percentile(part, (90, 1))
    return np.asarray(part < light - _INK * max(40.0, light - dark))


def _inked_rows(strip: Grey) -> NDArray[np.int64]:
    """Inked pixels of every column, the rows above and below the printed line left out, where other lines begin."""
    rise = strip.shape[0] // 6
    return np.asarray(_is_ink(strip)[rise : strip.shape[0] - rise].sum(axis=0))


def _cut(ink: NDArray[np.int64], expected: int, window: tuple[int, int], em: float) -> int:
    """The column within ``window`` (to the left and right of ``expected``) that crosses the least ink nearby; white ones are cut midway."""
    first, last = max(0, expected - window[0]), min(len(ink), expected + window[1] + 1)
    if last <= first:
        return min(max(expected, 0), len(ink))
    columns = np.arange(first, last)
    cost = ink[first:last] + _PER_EM * np.abs(columns - expected) / em
    return int(columns[int(cost.argmin())])
