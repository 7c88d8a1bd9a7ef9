"""Dashes that stand for "none" in tables without rules: too low for letters, so that a recogniser passes over most of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.line_places import put_beside
from tasks.ocr.lone_cells import AGREED, is_dash
from tasks.ocr.printed_rows import PrintedRow, is_mark, printed_rows
from tasks.scan.measure import Grey

_INCH_MM = 25.4
_INK = 160
# Columns of a table stand further apart than this; figures and dashes of one column have their middles within so much of one another.
_GAP_MM, _ALIGNED_MM = 8.0, 4.0
# With so many others a dash makes a column, and so many rows make a table.
_OTHERS, _LEAST_ROWS = 2, 3
# Room around the words beside, and the middle part of a line's height in which a dash stands.
_ROOM_MM, _MIDDLE = 0.8, (0.25, 0.85)


def with_lone_dashes(grey: Grey, dpi: int, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with dashes that stand in wide gaps of printed rows, in a column with other dashes, crosses or figures.

    Args:
        grey: the page, upright, dark on light.
        dpi: of it and of all boxes.
        lines: as read, those of ruled tables too, which are left as they are.
    """
    mm = dpi / _INCH_MM
    rows = printed_rows((word for line in lines if line.cell is None for word in line.words if is_mark(word)), dpi)
    wide = [row for row in rows if any(two.left - one.right >= _GAP_MM * mm for one, two in pairwise(row.pieces))]
    if len(wide) < _LEAST_ROWS:
        return tuple(lines)
    first, last = min(row.box.top for row in wide), max(row.box.bottom for row in wide)
    high = last - first
    near = [row for row in rows if first - high <= row.box.top <= last + high]
    edge = max(row.box.right for row in rows) + round(mm)
    found = [(row, box) for row in near for box in _dashes(grey, row, edge, mm)]
    figures = [(piece.left + piece.right) / 2 for row in near for piece in row.pieces if piece.is_figure]
    middles = [*figures, *(box.center[0] for _, box in found)]
    out = tuple(lines)
    for row, box in found:
        if sum(abs(x - box.center[0]) <= _ALIGNED_MM * mm for x in middles) > _OTHERS:
            out = put_beside(out, Word("-", box, AGREED), row.words)
    return out


def _dashes(grey: Grey, row: PrintedRow, edge: int, mm: float) -> Iterator[BBox]:
    """The one mark in each wide gap of a row, and behind its last word, where it is a dash."""
    room = round(_ROOM_MM * mm)
    top, high = row.box.top, row.box.height
    ends = [*(piece.left for piece in row.pieces[1:]), edge]
    for piece, end in zip(row.pieces, ends, strict=True):
        left, right = piece.right + room, end - room
        if right - left < (_GAP_MM - 2 * _ROOM_MM) * mm:
            continue
        part = grey[max(0, top) : row.box.bottom, max(0, left) : right]
        if not part.size:
            continue
        _, _, stats, _ = cv2.connectedComponentsWithStats((part < _INK).astype(np.uint8), connectivity=8)
        marks = [BBox(x + left, y + top, x + wide + left, y + tall + top) for x, y, wide, tall, area in stats[1:].tolist() if area > 1]
        if len(marks) == 1 and is_dash(marks[0], mm * _INCH_MM) and _MIDDLE[0] * high <= marks[0].center[1] - top <= _MIDDLE[1] * high:
            yield marks[0]
