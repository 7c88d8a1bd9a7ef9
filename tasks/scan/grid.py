"""Ruled tables on a page: the cells between their rules, found in the pixels."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Grid
from tasks.scan.components import components
from tasks.scan.measure import Grey
from tasks.scan.rules import Rules, find_rules

# A table is at least as wide as three rules across are long, and as high as one row and a half.
_LEAST_WIDE_MM, _LEAST_HIGH_MM = 42.0, 9.0
_LEAST_CELL_MM = 3.5
# What a rule leaves at the edge of a cell; text stands further off.
_RIM_MM = 0.3
# Edges of cells of one column or row differ by less than this.
_SAME_MM = 2.5
# A rule that a scanner hardly saw: how far off its place, its contrast, and the least share of its length that shows.
_FAINT_MM, _FAINT_CONTRAST, _FAINT_SHARE = 0.8, 14, 0.7
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
    rules = find_rules(grey, dpi)
    return grids_of(grey, rules, dpi) if rules is not None else ()


def grids_of(grey: Grey, found_rules: Rules, dpi: int) -> tuple[Grid, ...]:
    """The tables that the rules of a page make, as :func:`find_grids` has them."""
    if not found_rules.down.any():
        return ()
    rules = found_rules.joined(dpi)
    _, stats = components(rules)
    found: list[Grid] = []
    for number in range(1, len(stats)):
        left, top, width, height = (int(stats[number, k]) for k in range(4))
        if width > _LEAST_WIDE_MM * dpi / _INCH_MM and height > _LEAST_HIGH_MM * dpi / _INCH_MM:
            box = BBox(left, top, left + width, top + height)
            grid = _grid(rules, box, dpi, len(found), _lean(found_rules, box))
            if grid is not None:
                found.append(_split(grey, grid, dpi))
    found.sort(key=lambda g: g.box.top)
    return tuple(found)


def loose_rules(rules: Rules, grids: tuple[Grid, ...]) -> tuple[BBox, ...]:
    """Rules across the page that belong to none of its tables."""
    left = rules.across.copy()
    for grid in grids:
        left[grid.box.top : grid.box.bottom, grid.box.left : grid.box.right] = 0
    _, stats = components(left)
    return tuple(BBox(int(s[0]), int(s[1]), int(s[0] + s[2]), int(s[1] + s[3])) for s in stats[1:])


def rubbed_out(grey: Grey, rules: Rules, boxes: tuple[BBox, ...]) -> Grey:
    """The page with the rules across within ``boxes`` white; ``grey`` itself where there are no boxes."""
    if not boxes:
        return grey
    out = grey.copy()
    for box in boxes:
        place = slice(max(0, box.top - 2), box.bottom + 2), slice(box.left, box.right)
        out[place][cv2.dilate(rules.across[place], np.ones((3, 3), np.uint8)) > 0] = 255
    return out


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


def _split(grey: Grey, grid: Grid, dpi: int) -> Grid:
    """The table with cells over several rows or columns parted where most of a faint rule shows on the line of their neighbours' edges."""
    cells = list(grid.cells)
    tops: dict[int, list[BBox]] = {}
    lefts: dict[int, list[BBox]] = {}
    for cell, box in cells:
        tops.setdefault(cell.row, []).append(box)
        lefts.setdefault(cell.column, []).append(box)
    out: list[tuple[Cell, BBox]] = []
    while cells:
        cell, box = cells.pop()
        for row in range(cell.row + 1, cell.last_row + 1):
            y = min(tops.get(row, ()), key=lambda b: abs(b.center[0] - box.center[0])).top
            if _is_faint_rule(grey[:, box.left : box.right], y, dpi):
                cells.append((replace(cell, row=row), BBox(box.left, y, box.right, box.bottom)))
                cell, box = replace(cell, last_row=row - 1), BBox(box.left, box.top, box.right, y)
                break
        for column in range(cell.column + 1, cell.column + cell.width):
            x = min(lefts.get(column, ()), key=lambda b: abs(b.center[1] - box.center[1])).left
            if _is_faint_rule(grey[box.top : box.bottom].T, x, dpi):
                cells.append(
                    (replace(cell, column=column, width=cell.column + cell.width - column), BBox(x, box.top, box.right, box.bottom))
                )
                cell, box = replace(cell, width=column - cell.column), BBox(box.left, box.top, x, box.bottom)
                break
        out.append((cell, box))
    return Grid(grid.box, tuple(sorted(out, key=lambda pair: (pair[0].row, pair[0].column))))


def _is_faint_rule(grey: Grey, y: int, dpi: int) -> bool:
    """Whether a thin line, darker than the paper above and below it, runs over most of the width within a rule's thickness of ``y``."""
    reach = round(_FAINT_MM * dpi / _INCH_MM)
    strip = np.ascontiguousarray(grey[max(0, y - 2 * reach) : y + 2 * reach])
    if strip.shape[0] < 3 or strip.shape[1] == 0:
        return False
    dark = cv2.morphologyEx(strip, cv2.MORPH_BLACKHAT, np.ones((max(3, reach), 1), np.uint8)) > _FAINT_CONTRAST
    # A row more or less, where the rule leans.
    near = cv2.dilate(dark.astype(np.uint8), np.ones((3, 1), np.uint8))
    return bool(near.mean(axis=1).max() >= _FAINT_SHARE)


def _lean(rules: Rules, box: BBox) -> tuple[float, float]:
    """Rows that the rules across fall for each column to the right, and columns that those down go to the right for each row."""
    part = slice(box.top, box.bottom), slice(box.left, box.right)
    return _fall(rules.across[part]), _fall(np.ascontiguousarray(rules.down[part].T))


def _fall(across: Grey) -> float:
    """Median fall of the runs that reach over a quarter of the width, weighed equally; 0 where there is none."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(across, connectivity=8)
    falls = []
    for number in range(1, count):
        left, top, width, height = (int(v) for v in stats[number, :4])
        if width >= across.shape[1] / 4:
            rows, columns = np.nonzero(labels[top : top + height, left : left + width] == number)
            falls.append(float(np.polyfit(columns, rows, 1)[0]))
    return float(np.median(falls)) if falls else 0.0


def _grid(rules: Grey, box: BBox, dpi: int, number: int, lean: tuple[float, float]) -> Grid | None:
    """The white places between the rules inside ``box`` as cells; ``lean`` says how far the rules are askew."""
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
    straight = {b: _straightened(b, lean) for b in boxes}
    columns = _steps([s.left for s in straight.values()], same)
    rows = _steps([s.top for s in straight.values()], same)
    if max(columns.values()) < 1 or max(rows.values()) < 1:
        return None
    placed = []
    for own, s in straight.items():
        last_row = max(row for top, row in rows.items() if top < s.bottom - same)
        last_column = max(column for left, column in columns.items() if left < s.right - same)
        placed.append((Cell(number, rows[s.top], columns[s.left], last_row, last_column - columns[s.left] + 1), own))
    # A rule that ends within a cell leaves two places of one.
    cells: dict[tuple[int, int], tuple[Cell, BBox]] = {}
    for cell, own in placed:
        other, around = cells.get((cell.row, cell.column), (cell, own))
        whole = replace(cell, last_row=max(cell.last_row, other.last_row), width=max(cell.width, other.width))
        cells[(cell.row, cell.column)] = whole, BBox.union((own, around))
    return Grid(box, tuple(cells[place] for place in sorted(cells)))


def _straightened(box: BBox, lean: tuple[float, float]) -> BBox:
    """Where a cell stood before its table leaned."""
    fall, drift = lean
    x, y = box.center
    rise, reach = abs(fall) * box.width / 2, abs(drift) * box.height / 2
    down, right = fall * x, drift * y
    left, top = round(box.left + reach - right), round(box.top + rise - down)
    return BBox(left, top, max(left + 1, round(box.right - reach - right)), max(top + 1, round(box.bottom - rise - down)))


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
