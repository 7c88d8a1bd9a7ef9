"""Pages with tables: each cell is read for itself, from left to right and from top to bottom, between the text above and below."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Grid
from tasks.ocr.layout import Zone, find_zones


def zones_with_tables(
    grey: NDArray[np.uint8], dpi: int, grids: tuple[Grid, ...], *, boxes: bool = False, unsplit: bool = False
) -> tuple[Zone, ...]:
    """Zones in reading order as :func:`find_zones` gives them, those that a table crosses cut at it, its cells between the parts.

    The columns of a table are no columns of a head or foot. With ``unsplit`` there is one zone beside the tables.
    """
    if unsplit:
        zones: tuple[Zone, ...] = (Zone(BBox(0, 0, grey.shape[1], grey.shape[0]), Column.FULL),)
    else:
        zones = find_zones(_blanked(grey, dpi, grids), dpi, boxes=boxes)
    for grid in grids:
        zones = tuple(part for zone in zones for part in _cut(zone, grid))
        cells = tuple(Zone(box, Column.CELL, cell) for cell, box in grid.cells)
        at = next((i for i, z in enumerate(zones) if z.cell is None and z.box.top >= grid.box.bottom), len(zones))
        zones = (*zones[:at], *cells, *zones[at:])
    return zones


def _blanked(grey: NDArray[np.uint8], dpi: int, grids: tuple[Grid, ...]) -> NDArray[np.uint8]:
    """The page without its tables; ``grey`` itself where it has none."""
    if not grids:
        return grey
    blank = grey.copy()
    for grid in grids:
        box = grid.box
        blank[box.top : box.bottom, box.left : box.right] = 255
        # Ink over the whole width in the table's middle: no gutter runs through it.
        middle = (box.top + box.bottom) // 2
        blank[middle : middle + max(1, dpi // 12), dpi // 4 : -dpi // 4] = 0
    return blank


def _cut(zone: Zone, grid: Grid) -> list[Zone]:
    """The parts of a zone above and below a table."""
    box, table = zone.box, grid.box
    if zone.cell is not None or box.bottom <= table.top or box.top >= table.bottom or box.right <= table.left or box.left >= table.right:
        return [zone]
    above = BBox(box.left, box.top, box.right, max(box.top, table.top))
    below = BBox(box.left, min(box.bottom, table.bottom), box.right, box.bottom)
    return [replace(zone, box=part) for part in (above, below) if part.bottom - part.top > 1]
