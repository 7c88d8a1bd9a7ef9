"""Rows that no rule parts are told by figures beside one another; a cell of several lines stays one."""

from __future__ import annotations

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Grid, Line, Word
from tasks.ocr.grid_rows import part_rows

CELLS = (
    (Cell(0, 0, 0, 0), BBox(0, 0, 100, 50)),
    (Cell(0, 0, 1, 0), BBox(100, 0, 500, 50)),
    (Cell(0, 0, 2, 0), BBox(500, 0, 700, 50)),
    (Cell(0, 1, 0, 1), BBox(0, 50, 100, 400)),
    (Cell(0, 1, 1, 1), BBox(100, 50, 500, 400)),
    (Cell(0, 1, 2, 1), BBox(500, 50, 700, 400)),
    (Cell(0, 2, 0, 2, 3), BBox(0, 400, 700, 450)),
)
GRID = Grid(BBox(0, 0, 700, 450), CELLS)
LAST = Line((Word("Ghi", BBox(20, 410, 60, 435), 95.0),), Column.CELL, CELLS[6][0])


def column(number, *texts):
    """Lines of the second row's cell, by their place on the page."""
    left = (20, 120, 520)[number]
    return [
        Line((Word(text, BBox(left, top, left + 14 * len(text), top + 25), 95.0),), Column.CELL, CELLS[3 + number][0])
        for top, text in texts
    ]


def test_rows_of_figures_are_parted_and_texts_go_with_them():
    lines = [*column(0, (60, "1"), (140, "2"), (180, "3")), *column(1, (60, "Lúa"), (100, "nước"), (140, "Ngô"), (180, "Sắn"))]
    lines += [*column(2, (60, "12"), (140, "9"), (180, "0")), LAST]
    found, (grid,) = part_rows(lines, (GRID,), 200)
    assert [(line.cell.row, line.cell.column, line.text) for line in found] == [
        (1, 0, "1"), (1, 1, "Lúa"), (1, 1, "nước"), (1, 2, "12"),
        (2, 0, "2"), (2, 1, "Ngô"), (2, 2, "9"),
        (3, 0, "3"), (3, 1, "Sắn"), (3, 2, "0"),
        (4, 0, "Ghi"),
    ]  # fmt: skip
    assert [(c.row, c.last_row) for c, _ in grid.cells if c.column == 0] == [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]
    tops = [box.top for cell, box in grid.cells if cell.column == 1]
    assert tops == sorted(tops)


def test_several_lines_in_a_cell_are_no_rows():
    texts = column(1, (60, "Trồng"), (100, "rừng"), (140, "ven"), (180, "biển"))
    for lines in (
        [*column(0, (120, "1")), *texts, *column(2, (100, "12/2/2026"), (140, "19/2/2026"))],
        [*column(0, (60, "1"), (100, "2"), (180, "4")), *texts],
        texts,
    ):
        assert part_rows(lines, (GRID,), 200) == (tuple(lines), (GRID,))
