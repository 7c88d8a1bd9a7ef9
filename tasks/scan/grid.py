"""Ruled tables on a page: the cells between their rules, found in the pixels."""

from __future__ import annotations

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Grid
from tasks.scan.measure import Grey

# Rules are longer than any letter is high or wide: 14 mm across, 6 mm down (a row of one line of 13 points is 6 to 8 mm high).
_ACROSS_MM, _DOWN_MM = 14.0, 6.0
# Ink of a rule: as dark as letters, or darker by so much than what lies above and below (or on both sides) within a rule's thickness.
# Hairlines of a scan at 200 dpi come down to 205 on white; a shaded cell is no rule.
_DARK, _CONTRAST, _THICK_MM = 160, 40, 1.2
# A scanner breaks thin rules; gaps up to this are closed between pieces longer than a stroke of a letter.
_PIECE_MM, _BROKEN_MM = 4.0, 1.5
_LEAST_CELL_MM, _MEET_MM = 3.5, 3.0
# What a rule leaves at the edge of a cell; text stands further off.
_RIM_MM = 0.3
# Edges of cells of one column or row differ by less than this.
_SAME_MM = 2.5
_LEAST_CELLS, _MOST_CELLS = 4, 600
# Two rows or columns without a rule at their ends have three rules that end there.
_LEAST_ENDS = 3
_INCH_MM = 25.4


def find_grids(grey: Grey, dpi: int) -> tuple[Grid, ...]:
    """Tables with rules around their cells, from top to bottom; at least two rows and two columns, and four cells.

    A cell that spans rows or columns is one cell, at the first of them.

    Args:
        grey: an upright page, dark on light.
        dpi: of its pixels.
    """
    rules = rules_of(grey, dpi)
    if rules is None:
        return ()
    count, _, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    found: list[Grid] = []
    for number in range(1, count):
        left, top, width, height = (int(stats[number, k]) for k in range(4))
        if width > 3 * _ACROSS_MM * dpi / _INCH_MM and height > 1.5 * _DOWN_MM * dpi / _INCH_MM:
            grid = _grid(rules, BBox(left, top, left + width, top + height), dpi, len(found))
            if grid is not None:
                found.append(grid)
    found.sort(key=lambda g: g.box.top)
    return tuple(found)


def rules_of(grey: Grey, dpi: int) -> Grey | None:
    """Mask (0 or 1) of the rules of a page; None where it has none that could make a table."""
    thick = max(3, round(_THICK_MM * dpi / _INCH_MM))
    across = _opened(_ink(grey, np.ones((thick, 1), np.uint8)), round(_ACROSS_MM * dpi / _INCH_MM), 1, dpi)
    # Most pages end here.
    if int(np.count_nonzero(across.any(axis=1))) < 3:
        return None
    down = _opened(_ink(grey, np.ones((1, thick), np.uint8)), 1, round(_DOWN_MM * dpi / _INCH_MM), dpi)
    if not down.any():
        return None
    meet = max(2, round(_MEET_MM * dpi / _INCH_MM))
    both = across | down
    # Where a broken rule ends short of the one that it meets, the gap is closed along the rule.
    closed = (cv2.morphologyEx(both, cv2.MORPH_CLOSE, kernel) for kernel in (np.ones((1, meet), np.uint8), np.ones((meet, 1), np.uint8)))
    return np.asarray(cv2.dilate(cv2.bitwise_or(*closed), np.ones((3, 3), np.uint8)), dtype=np.uint8)


def without_rules(grey: Grey, grids: tuple[Grid, ...], dpi: int) -> Grey:
    """The page with everything of its tables white that does not stand in a cell; ``grey`` itself where there are none."""
    if not grids:
        return grey
    out = grey.copy()
    rim = max(1, round(_RIM_MM * dpi / _INCH_MM))
    for grid in grids:
        box = grid.box
        out[box.top : box.bottom, box.left : box.right] = 255
        for _, cell in grid.cells:
            inside = slice(cell.top + rim, cell.bottom - rim), slice(cell.left + rim, cell.right - rim)
            out[inside] = grey[inside]
    return out


def _ink(grey: Grey, kernel: Grey) -> Grey:
    """Mask (0 or 1) of what is dark, or darker than its surroundings along ``kernel``."""
    thin = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel)
    return np.asarray((grey < _DARK) | (thin > _CONTRAST), dtype=np.uint8)


def _opened(ink: Grey, width: int, height: int, dpi: int) -> Grey:
    """Runs of ink at least ``width`` by ``height`` long, small gaps closed."""

    def run(length: int) -> Grey:
        return np.ones((1, length) if width > height else (length, 1), np.uint8)

    # A rule that is askew by half a pixel steps from row to row; one pixel of thickness more keeps it whole.
    thick = cv2.dilate(ink, np.ones((3, 1) if width > height else (1, 3), np.uint8))
    pieces = cv2.morphologyEx(thick, cv2.MORPH_OPEN, run(max(3, round(_PIECE_MM * dpi / _INCH_MM))))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, run(max(2, round(_BROKEN_MM * dpi / _INCH_MM))))
    return np.asarray(cv2.morphologyEx(joined, cv2.MORPH_OPEN, run(max(width, height))), dtype=np.uint8)


def _grid(rules: Grey, box: BBox, dpi: int, number: int) -> Grid | None:
    """The white places between the rules inside ``box`` as cells."""
    part = np.asarray(1 - _framed(rules[box.top : box.bottom, box.left : box.right], dpi), dtype=np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=4)
    least = _LEAST_CELL_MM * dpi / _INCH_MM
    boxes = []
    for place in range(1, count):
        left, top, width, height, area = (int(v) for v in stats[place])
        outside = left == 0 or top == 0 or left + width == part.shape[1] or top + height == part.shape[0]
        if not outside and width >= least and height >= least and area > 0.5 * width * height:
            boxes.append(BBox(box.left + left, box.top + top, box.left + left + width, box.top + top + height))
    if not _LEAST_CELLS <= len(boxes) <= _MOST_CELLS:
        return None
    same = _SAME_MM * dpi / _INCH_MM
    columns = _steps([b.left for b in boxes], same)
    rows = _steps([b.top for b in boxes], same)
    if max(columns.values()) < 1 or max(rows.values()) < 1:
        return None
    last_row = {b: max(rows[other.top] for other in boxes if other.top < b.bottom - same) for b in boxes}
    last_column = {b: max(columns[other.left] for other in boxes if other.left < b.right - same) for b in boxes}
    placed = [(Cell(number, rows[b.top], columns[b.left], last_row[b], last_column[b] - columns[b.left] + 1), b) for b in boxes]
    placed.sort(key=lambda pair: (pair[0].row, pair[0].column))
    return Grid(box, tuple(placed))


def _framed(rules: Grey, dpi: int) -> Grey:
    """The rules with the sides drawn that a table leaves open: at least three rules end there."""
    edge = max(2, round(_RIM_MM * dpi / _INCH_MM))
    out = rules.copy()
    for turned in range(4):
        side = np.rot90(out, turned)
        ends = side[:, : 2 * edge].max(axis=1) > 0
        if np.count_nonzero(ends) < 0.5 * ends.size and np.count_nonzero(np.diff(ends.astype(np.int8)) == 1) + int(ends[0]) >= _LEAST_ENDS:
            side[:, :edge] = 1
    return np.asarray(out, dtype=np.uint8)


def _steps(edges: list[int], same: float) -> dict[int, int]:
    """Each edge with the number, from 0, of the row or column it begins."""
    steps: dict[int, int] = {}
    number, before = -1, float("-inf")
    for edge in sorted(set(edges)):
        if edge - before > same:
            number += 1
        steps[edge] = number
        before = edge
    return steps
