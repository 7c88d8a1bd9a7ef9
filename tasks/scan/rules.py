"""The rules of a page in its pixels: drawn through, broken by the scanner, dashed or dotted."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.scan.components import components, part_boxes
from tasks.scan.long_runs import in_rows, long_runs, transposed
from tasks.scan.measure import Grey

# Rules are longer than any letter is high or wide: 14 mm across, 6 mm down (a row of one line of 13 points is 6 to 8 mm high).
_ACROSS_MM, _DOWN_MM = 14.0, 6.0
# Ink of a rule: as dark as letters, or darker by so much than what lies above and below (or on both sides) within a rule's thickness.
# Hairlines of a scan at 200 dpi come down to 205 on white; a shaded cell is no rule.
_DARK, _CONTRAST, _THICK_MM = 160, 40, 1.2
# A scanner breaks thin rules; gaps up to this are closed between pieces longer than a stroke of a letter.
_PIECE_MM, _BROKEN_MM = 4.0, 1.5
_MEET_MM = 3.0
# Marks of dashed and dotted rules are thinner than this; word processors put 0.4 to 1.6 mm between them.
_FINE_MM, _APART_MM = 0.7, 1.7
# Of such a rule's length, the least share that is ink (dots: 0.35 to 0.5, measured), and of the paper along both of its sides the most.
# A line of text, which has fine strokes along its foot, has a fifth to a half beside it.
_LEAST_INK, _MOST_BESIDE = 0.25, 0.12
_BESIDE_MM = (0.45, 1.1)
# They part the rows of a table: together they run over most of its width. Leaders of a form stand within a cell.
_LEAST_SPAN = 0.6
_FINE_DPI = 100
# Rules of one row or column may lie so far off each other, and a table of such rules alone has at least so many in both directions.
_LEVEL_MM, _LEAST_FINE = 1.0, 3
_INCH_MM = 25.4


@dataclass(frozen=True, slots=True)
class Rules:
    """Masks (0 or 1) of the rules of a page.

    Attributes:
        across: those that run from left to right.
        down: those that run from top to bottom.
    """

    across: Grey
    down: Grey

    def joined(self, dpi: int) -> Grey:
        """Both, gaps closed where a rule ends short of the one that it meets."""
        meet = max(2, round(_MEET_MM * dpi / _INCH_MM))
        both = self.across | self.down
        closed = (
            cv2.morphologyEx(both, cv2.MORPH_CLOSE, kernel) for kernel in (np.ones((1, meet), np.uint8), np.ones((meet, 1), np.uint8))
        )
        return np.asarray(cv2.dilate(cv2.bitwise_or(*closed), np.ones((3, 3), np.uint8)), dtype=np.uint8)


def find_rules(grey: Grey, dpi: int) -> Rules | None:
    """The rules of a page; None where it has none across that could make a table.

    Args:
        grey: an upright page, dark on light.
        dpi: of its pixels.
    """
    thick = max(3, round(_THICK_MM * dpi / _INCH_MM))
    least_across, least_down = round(_ACROSS_MM * dpi / _INCH_MM), round(_DOWN_MM * dpi / _INCH_MM)
    across = _opened(_ink(grey, np.ones((thick, 1), np.uint8)), least_across, dpi)
    small, factor = _pooled(grey, dpi)
    fine = _fine(small, dpi / factor, _ACROSS_MM)
    if not across.any() and not fine.any():
        return None
    down = transposed(_opened(transposed(_ink(grey, np.ones((1, thick), np.uint8))), least_down, dpi))
    fine_across, fine_down = _fine_rules((small, factor), fine, (across, down), dpi)
    across, down = across | fine_across, down | fine_down
    return Rules(across, down) if across.any() else None


def rule_ink(grey: Grey, dpi: float) -> Grey:
    """Mask (0 or 1) of the ink that is rules drawn through, dashed or dotted, whatever they belong to; bars and boxes are none."""
    ink = np.asarray(grey < _DARK, dtype=np.uint8)
    long = max(8, round(_ACROSS_MM * dpi / _INCH_MM))
    small, factor = _pooled(grey, dpi)
    shape = (grey.shape[1], grey.shape[0])
    fine = _fine(small, dpi / factor, _ACROSS_MM) | np.asarray(_fine(small.T, dpi / factor, _ACROSS_MM).T, dtype=np.uint8)
    fine = np.asarray(cv2.resize(fine, shape, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    rules = cv2.dilate(cv2.bitwise_or(long_runs(ink, long), fine), np.ones((3, 3), np.uint8))
    broad = max(4, round(_THICK_MM * dpi / _INCH_MM) + 1)
    bars = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((broad, broad), np.uint8)), dtype=np.uint8)
    return np.asarray(cv2.bitwise_and(cv2.bitwise_and(rules, ink), np.asarray(1 - bars, dtype=np.uint8)), dtype=np.uint8)


def _ink(grey: Grey, kernel: Grey) -> Grey:
    """Mask (0 or 1) of what is dark, or darker than its surroundings along ``kernel``."""
    thin = cv2.threshold(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel), _CONTRAST, 1, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.bitwise_or(thin, cv2.threshold(grey, _DARK - 1, 1, cv2.THRESH_BINARY_INV)[1]), dtype=np.uint8)


def _opened(ink: Grey, length: int, dpi: int) -> Grey:
    """Runs of ink across at least ``length`` long, small gaps closed."""
    least, gap = max(3, round(_PIECE_MM * dpi / _INCH_MM)), max(2, round(_BROKEN_MM * dpi / _INCH_MM))

    def runs(part: Grey) -> Grey:
        pieces = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
        joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
        return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8)

    # A rule that is askew by half a pixel steps from row to row; one pixel of thickness more keeps it whole.
    thick = np.asarray(cv2.dilate(ink, np.ones((3, 1), np.uint8)), dtype=np.uint8)
    return in_rows(thick, least, runs)


def _fine_rules(pooled: tuple[Grey, int], fine_across: Grey, through: tuple[Grey, Grey], dpi: int) -> tuple[Grey, Grey]:
    """Rules of fine marks, across and down, that part a table or make one; looked for at some 100 dpi, which shows them as well.

    Args:
        pooled: the page at that resolution, and how many of its pixels in a row became one.
        fine_across: fine rules across there, whatever they are for.
        through: rules drawn through, across and down, in pixels of the page.
        dpi: of the page.
    """
    small, factor = pooled
    fine_down = np.asarray(_fine(small.T, dpi / factor, _DOWN_MM).T, dtype=np.uint8)
    if fine_across.any() or fine_down.any():
        drawn = [np.asarray(255 - _pooled(np.asarray(255 - 255 * mask, np.uint8), dpi)[0] > 0, dtype=np.uint8) for mask in through]
        fine_across, fine_down = _parting((drawn[0], drawn[1]), (fine_across, fine_down), dpi / factor)
    shape = (through[0].shape[1], through[0].shape[0])
    large = [np.asarray(cv2.resize(mask, shape, interpolation=cv2.INTER_NEAREST), dtype=np.uint8) for mask in (fine_across, fine_down)]
    return large[0], large[1]


def _pooled(grey: Grey, dpi: float) -> tuple[Grey, int]:
    """The darkest of every few pixels, so that about 100 to an inch are left, and how many in a row became one."""
    factor = max(1, int(dpi // _FINE_DPI))
    if factor == 1:
        return np.ascontiguousarray(grey), 1
    height, width = -(-grey.shape[0] // factor) * factor, -(-grey.shape[1] // factor) * factor
    whole = np.pad(grey, ((0, height - grey.shape[0]), (0, width - grey.shape[1])), constant_values=255)
    dark = whole[::factor].copy()
    for row in range(1, factor):
        np.minimum(dark, whole[row::factor], out=dark)
    small = dark[:, ::factor].copy()
    for column in range(1, factor):
        np.minimum(small, dark[:, column::factor], out=small)
    return np.asarray(small, dtype=np.uint8), factor


def _fine(grey: Grey, dpi: float, least_mm: float) -> Grey:
    """Rules across made of short fine marks with white paper along both sides, as one run each."""
    mm = dpi / _INCH_MM
    grey, least = np.ascontiguousarray(grey), round(least_mm * mm)
    tall = max(3, round(_FINE_MM * mm) + 1)
    ink = _ink(grey, np.ones((max(3, round(_THICK_MM * mm)), 1), np.uint8))
    marks = cv2.subtract(ink, cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((tall, 1), np.uint8)))
    thick = cv2.dilate(marks, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, max(3, round(_APART_MM * mm))), np.uint8))
    runs = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least), np.uint8)), dtype=np.uint8)
    out = np.zeros_like(runs)
    near, far = (round(value * mm) for value in _BESIDE_MM)
    for left, top, width, height, (x, y) in part_boxes(runs):
        # Askew by half a degree it climbs by a hundredth of its length.
        if height > tall + 2 + 0.02 * width:
            continue
        # Most runs are lines of text, which is told soonest by what lies along them.
        rows = slice(max(0, top - far), max(1, top - near)), slice(top + height + near, top + height + far)
        if any(_share(ink[along, left : left + width]) > _MOST_BESIDE for along in rows):
            continue
        place = slice(top, top + height), slice(left, left + width)
        labels, _ = components(runs[place])
        own = labels == labels[y - top, x - left]
        if _filled(ink[place], own) >= _LEAST_INK:
            out[place][own] = 1
    return out


def _share(ink: Grey) -> float:
    """Share of the pixels that hold ink."""
    return cv2.countNonZero(ink) / ink.size if ink.size else 0.0


def _filled(ink: Grey, own: NDArray[np.bool_]) -> float:
    """Share of a run's columns that hold ink."""
    return float((own & (ink > 0)).any(axis=0).mean())


def _parting(through: tuple[Grey, Grey], fine: tuple[Grey, Grey], dpi: float) -> tuple[Grey, Grey]:
    """Of fine rules across and down, those that part the rows or columns of a table."""
    meet = max(2, round(_MEET_MM * dpi / _INCH_MM))
    both = through[0] | through[1] | fine[0] | fine[1]
    labels, stats = components(np.asarray(cv2.dilate(both, np.ones((meet, meet), np.uint8)), dtype=np.uint8))
    across, down = np.zeros_like(fine[0]), np.zeros_like(fine[1])
    for number in range(1, len(stats)):
        left, top, width, height = (int(v) for v in stats[number, :4])
        if min(width, height) < 2 * meet:
            continue
        place = slice(top, top + height), slice(left, left + width)
        own = np.asarray(labels[place] == number, dtype=np.uint8)
        rows = (fine[0][place] * own, (through[1] | fine[1])[place] * own)
        columns = (fine[1][place] * own, (through[0] | fine[0])[place] * own)
        across[place] |= _spanning(*rows, meet, dpi)
        down[place] |= np.asarray(_spanning(columns[0].T, columns[1].T, meet, dpi).T, dtype=np.uint8)
    return across, down


def _spanning(fine: Grey, crossing: Grey, meet: int, dpi: float) -> Grey:
    """Of fine rules across within a table, those that run over most of it, or from one rule down over a second to a third."""
    crossed = crossing.any(axis=0)
    runs = np.diff(np.concatenate(([0], crossed.astype(np.int8), [0])))
    if not fine.any() or np.count_nonzero(runs == 1) < _LEAST_FINE:
        return np.zeros_like(fine)
    extent = np.flatnonzero(crossed)
    first, last = int(extent[0]), int(extent[-1]) + 1
    level = max(1, round(_LEVEL_MM * dpi / _INCH_MM))
    near = cv2.dilate(fine, np.ones((2 * level + 1, 1), np.uint8))
    enough = near[:, first:last].sum(axis=1) + 2 * meet >= _LEAST_SPAN * (last - first)
    out = fine * enough[:, None].astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(fine, connectivity=8)
    for number in range(1, count):
        left, top, width, height = (int(v) for v in stats[number, :4])
        around = slice(max(0, top - meet), top + height + meet), slice(max(0, left - meet), left + width + meet)
        met = np.concatenate(([0], crossing[around].any(axis=0).astype(np.int8), [0]))
        places = np.flatnonzero(np.diff(met) == 1)
        # Rules down that stand closer than a column is wide are one.
        if places.size >= _LEAST_FINE and np.count_nonzero(np.diff(places) > meet) >= _LEAST_FINE - 1:
            out[labels == number] = 1
    return np.asarray(out, dtype=np.uint8)
