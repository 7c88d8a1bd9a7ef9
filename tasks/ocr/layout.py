"""Where the columns of a notice are: a two-column head, a body, a two-column foot, found in the pixels before anything is read."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column

Mask = NDArray[np.uint8]

_DPI = 100
# Decree 30/2020/NĐ-CP, Appendix I: the columns meet between 35 % and 55 % of the page's width.
_GUTTER = (0.3, 0.64)
# Wider than a space in justified 14 pt text (up to 3 mm), narrower than any gap between columns seen (6 mm and more).
_GUTTER_MM = 4.5
_WIDE_MM = 12.0
_RIM = 20
# The gap between columns is wider than those between the words of its line by so much, in at least this share of the lines that it parts;
# between words that are set wide by chance the widest gap of a line is often another. Letters stand no further apart than 1 mm.
_WIDER, _PARTED, _LETTER_MM = 1.4, 0.6, 1.0
# Lines of a paragraph begin and end within so much of one another.
_FLUSH_MM = 3.0
# Height of a capital of 13 points without marks.
_LETTER = 13
# Lines of the head follow one another within 6 mm; "Kính gửi" and the title stand apart from them.
_HEAD_GAP = 28


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the page that is read from top to bottom, its column, and the cell where it is one."""

    box: BBox
    column: Column
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows with ink between two white gaps, in pixels at 100 dpi."""

    top: int
    bottom: int


def find_zones(grey: NDArray[np.uint8], dpi: int, *, boxes: bool = False) -> tuple[Zone, ...]:
    """Zones in reading order: head left, head right, body, foot left, foot right; one full zone where there are no columns.

    A head or foot counts as two-column when at least two of its lines (one, where the gutter is wide) have ink on both sides of a white
    gutter that runs through all of its lines. Lines that stand on one side only (a last short line above the foot) may belong to it;
    order is kept anyway. With ``boxes`` the picture shows filled boxes of words instead of letters, so nothing in it is a rule.
    """
    height, width = grey.shape
    mask = _text_mask(grey, dpi, boxes=boxes)
    bands = _bands(mask)
    scale = dpi / _DPI
    zones: list[Zone] = []
    head_count, head_gutter = _columns(mask, bands, ends_at=_HEAD_GAP)
    foot_count, foot_gutter = _columns(mask, bands[head_count:][::-1])
    body = bands[head_count : len(bands) - foot_count]
    top = 0
    if head_count:
        bottom = round((bands[head_count - 1].bottom + (body[0].top if body else mask.shape[0])) / 2 * scale) if body else height
        zones += _pair(0, bottom, round(head_gutter * scale), width)
        top = bottom
    foot_top = height
    if foot_count:
        first = bands[len(bands) - foot_count].top
        above = body[-1].bottom if body else (bands[head_count - 1].bottom if head_count else 0)
        foot_top = round((first + above) / 2 * scale) if above else 0
        if not body and head_count:
            zones = [Zone(BBox(z.box.left, 0, z.box.right, foot_top), z.column) for z in zones]
            top = foot_top
    if foot_top > top and (body or (not zones and not foot_count)):
        zones.append(Zone(BBox(0, top, width, foot_top), Column.FULL))
    if foot_count:
        zones += _pair(foot_top, height, round(foot_gutter * scale), width)
    return tuple(zones)


def _pair(top: int, bottom: int, gutter: int, width: int) -> list[Zone]:
    return [Zone(BBox(0, top, gutter, bottom), Column.LEFT), Zone(BBox(gutter, top, width, bottom), Column.RIGHT)]


def _text_mask(grey: NDArray[np.uint8], dpi: int, *, boxes: bool) -> Mask:
    """Ink of text at 100 dpi: specks and rules left out."""
    factor = _DPI / dpi
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    mask = (small < 170).astype(np.uint8)
    if boxes:
        return mask
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    height, width, area = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_AREA]
    # The frame of an urgency stamp, whole or in corners, is mostly empty; of letters only small ones and strokes are.
    frame = (np.maximum(width, height) >= _LETTER) & (np.minimum(width, height) >= _LETTER // 2) & (area < 0.2 * width * height)
    keep = (area >= 4) & (height <= 40) & ~((height <= 3) & (width >= 24)) & ~frame
    keep[0] = False
    text = np.asarray(keep[labels], dtype=np.uint8)
    # No office prints within 5 mm of the rim; what is there is shadow and fold.
    text[:_RIM] = text[-_RIM:] = 0
    text[:, :_RIM] = text[:, -_RIM:] = 0
    return text


def _bands(mask: Mask) -> list[_Band]:
    rows = np.flatnonzero(mask.sum(axis=1) >= 2)
    if rows.size == 0:
        return []
    breaks = np.flatnonzero(np.diff(rows) > 2)
    starts = np.concatenate(([rows[0]], rows[breaks + 1]))
    ends = np.concatenate((rows[breaks], [rows[-1]])) + 1
    # Bands of less than 1 mm are marks that float above a line.
    return [_Band(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a >= 4]


def _columns(mask: Mask, bands: list[_Band], ends_at: int | None = None) -> tuple[int, int]:
    """How many of ``bands``, from the first on, share a gutter, and where it is; (0, 0) where they are no columns.

    With ``ends_at``, lines of one side that follow a white gap of more rows than that no longer belong to the columns.
    """
    width = mask.shape[1]
    low, high = round(width * _GUTTER[0]), round(width * _GUTTER[1])
    least = round(_GUTTER_MM * _DPI / 25.4)
    ink = np.zeros(width, dtype=np.int64)
    best, gutter, lines, gap = 0, 0, 0, 0
    parted: list[_Band] = []
    for count, band in enumerate(bands, 1):
        ink += mask[band.top : band.bottom].sum(axis=0, dtype=np.int64)
        run = _widest_gap(ink[low:high])
        if run is None or run[1] - run[0] < least:
            break
        middle = low + (run[0] + run[1]) // 2
        split = _is_split(mask, band, middle)
        if lines and ends_at and not split and band.top - bands[count - 2].bottom > ends_at:
            break
        if split:
            parted.append(band)
            lines += 1 + (band.bottom - band.top) // 36
        if lines:
            best, gutter, gap = count, middle, run[1] - run[0]
    # One line on both sides is enough where a wide gutter goes on beside lines of one side ("Nơi nhận" beside a title and a name).
    wide = gap >= _WIDE_MM * _DPI / 25.4
    if sum(_is_widest(mask, band, gutter) for band in parted) < _PARTED * len(parted) and _is_block(mask, parted):
        return 0, 0
    return (best, gutter) if lines >= 2 or (lines and best >= 4 and wide) else (0, 0)


def _is_split(mask: Mask, band: _Band, gutter: int) -> bool:
    here = mask[band.top : band.bottom]
    return bool(here[:, :gutter].any() and here[:, gutter:].any())


def _is_widest(mask: Mask, band: _Band, gutter: int) -> bool:
    """Whether the white at the gutter is wider than all other gaps between the words of a line."""
    columns = np.flatnonzero(mask[band.top : band.bottom].any(axis=0))
    gaps = np.diff(columns)
    at = int(np.searchsorted(columns, gutter))
    if not 0 < at < columns.size:
        # All ink of this line is on one side.
        return False
    own = int(gaps[at - 1])
    others = np.delete(gaps, at - 1)
    others = others[others > _LETTER_MM * _DPI / 25.4]
    return bool(others.size == 0 or own >= _WIDER * int(others.max()))


def _is_block(mask: Mask, bands: list[_Band]) -> bool:
    """Whether most lines begin and end at the same places, as those of a paragraph do and those of a head or a foot do not."""
    ends = np.array([np.flatnonzero(mask[band.top : band.bottom].any(axis=0))[[0, -1]] for band in bands])
    off = np.abs(ends - np.median(ends, axis=0)).max(axis=1)
    return bool(np.mean(off <= _FLUSH_MM * _DPI / 25.4) >= _PARTED)


def _widest_gap(ink: NDArray[np.int64]) -> tuple[int, int] | None:
    """Longest run of white columns, as (start, end)."""
    white = np.concatenate(([0], (ink == 0).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(white))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    return max(runs, key=lambda r: r[1] - r[0]) if runs else None


def stack_zones(grey: NDArray[np.uint8], zones: tuple[Zone, ...]) -> tuple[NDArray[np.uint8], tuple[int, ...]]:
    """Zones cut out and put below one another at their own x, so that one reading of one column reads the page in order.

    Returns:
        The picture and the row at which each zone begins in it.
    """
    height = sum(z.box.height for z in zones)
    out = np.full((max(1, height), grey.shape[1]), 255, dtype=np.uint8)
    starts, row = [], 0
    for zone in zones:
        box = zone.box
        out[row : row + box.height, box.left : box.right] = grey[box.top : box.bottom, box.left : box.right]
        starts.append(row)
        row += box.height
    return out, tuple(starts)
