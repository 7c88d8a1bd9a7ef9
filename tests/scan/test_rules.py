"""Rules of every kind make the tables that were drawn, at any lean; leaders and letters make none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from benchmarks.drawn_pages import DrawnPage, Rule, Text, drawn
from benchmarks.laid_tables import Look, Written, laid
from tasks.scan.grid import find_grids
from tasks.scan.rules import rule_ink

ROWS = (
    (Written("TT", rows=2), Written("Chỉ tiêu", rows=2), Written("Kết quả", 2)),
    ("Kế hoạch", "Thực hiện"),
    ("1", "Số lớp học xóa mù chữ", "12", "9"),
    ("2", "Diện tích lúa vụ Đông Xuân", "1.250,5", "1.250,5"),
    ("", "Tổng cộng", "0", "-"),
)
WIDTHS = (12.0, 70.0, 40.0, 40.0)


def scan(look, **how):
    marks, table = laid((24, 60), WIDTHS, ROWS, "clrr", head=2, look=look)
    return drawn(DrawnPage("", (*marks, Text(24, 40, "Kết quả thực hiện nhiệm vụ như sau:")), (table,), **how)), table


def shape(grid):
    return sorted((c.row, c.column, c.last_row, c.width) for c, _ in grid.cells)


@pytest.mark.parametrize(
    ("rules", "thick"),
    [("full", 0.25), ("open", 0.12), ("inner-dotted", 0.25), ("inner-dashed", 0.25), ("dotted", 0.3), ("dashed", 0.25)],
)
def test_every_kind_of_rule(rules, thick):
    page, table = scan(Look(rules, thick))
    (grid,) = find_grids(page, 200)
    assert shape(grid) == sorted((c.row, c.column, c.last_row, c.width) for c in table.cells)


@pytest.mark.parametrize("skew", [-1.0, -0.4, 0.4, 1.0])
@pytest.mark.parametrize("size", [9.0, 12.0])
def test_rules_that_lean(skew, size):
    page, table = scan(Look(size=size), skew=skew)
    (grid,) = find_grids(page, 200)
    assert shape(grid) == sorted((c.row, c.column, c.last_row, c.width) for c in table.cells)


@pytest.mark.parametrize("broken", [0.03, 0.06])
def test_broken_rules(broken):
    page, table = scan(Look(thick=0.15), broken=broken, noise=6)
    (grid,) = find_grids(page, 200)
    assert len(grid.cells) == len(table.cells)


def test_a_rule_that_hardly_shows_between_two_cells_parts_them():
    page, table = scan(Look())
    (whole,) = find_grids(page, 200)
    box = next(b for c, b in whole.cells if (c.row, c.column) == (3, 2))
    part = page[box.top - 6 : box.top + 2, box.left - 2 : box.right + 2]
    part[:] = np.maximum(part, 225)
    (grid,) = find_grids(page, 200)
    assert shape(grid) == sorted((c.row, c.column, c.last_row, c.width) for c in table.cells)
    part[:] = 255
    (grid,) = find_grids(page, 200)
    assert (2, 2, 3, 1) in shape(grid)


@pytest.mark.parametrize("style", ["dotted", "dashed"])
def test_lines_to_write_on_are_no_table(style):
    rules = [Rule(60, 50 + 9 * i, 180, 50 + 9 * i, 0.3, style) for i in range(12)]
    names = [Text(25, 45 + 9 * i, "Họ và tên:") for i in range(12)]
    assert find_grids(drawn(DrawnPage("", (*rules, *names))), 200) == ()


def test_a_line_to_write_on_within_a_cell_does_not_part_it():
    page, _ = scan(Look())
    (grid,) = find_grids(page, 200)
    box = next(b for c, b in grid.cells if (c.row, c.column) == (2, 1))
    for x in range(box.left + 60, box.right - 12, 6):
        page[box.bottom - 14 : box.bottom - 11, x : x + 3] = 20
    assert shape(find_grids(page, 200)[0]) == shape(grid)


def test_ink_of_rules_is_told_from_letters():
    with_rules, _ = scan(Look())
    letters, _ = scan(Look("none"))
    assert not rule_ink(letters, 200).any()
    left = cv2.bitwise_and((with_rules < 160).astype(np.uint8), 1 - rule_ink(with_rules, 200))
    assert np.count_nonzero(left) < 1.05 * np.count_nonzero(letters < 160)
