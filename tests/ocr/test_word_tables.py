"""Tables are seen by where their words stand: their columns, rows, heads of several levels; lists, heads, feet and forms are none."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.drawn_pages import Text, wide_of
from benchmarks.laid_tables import Look, Written, laid
from benchmarks.made_tables import made_pages, pages_without
from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, Word
from tasks.ocr.word_tables import find_word_tables, with_tables

DPI = 200
MM = DPI / 25.4


def lines_of(marks, order=None):
    """Every text as a line of words, as a recogniser or a PDF gives them."""
    lines = []
    for text in (mark for mark in marks if isinstance(mark, Text)):
        words, left = [], text.left
        for word in text.text.split():
            wide = wide_of(word, text.size, text.bold)
            box = BBox(*(round(v * MM) for v in (left, text.top + 0.5, left + wide, text.top + 0.36 * text.size)))
            words.append(Word(word, box, 95.0))
            left += wide + wide_of(" ", text.size, text.bold)
        lines.append(Line(tuple(words)))
    if order is not None:
        order.shuffle(lines)
    return tuple(lines)


def texts_of(table):
    cells = {}
    for line in table.lines:
        cells.setdefault((line.cell.row, line.cell.column, line.cell.last_row, line.cell.width), []).append(line.text)
    return {place: " ".join(lines) for place, lines in cells.items()}


def true_cells(table):
    return {(c.row, c.column, c.last_row, c.width): c.text for c in table.cells if c.text}


@pytest.mark.parametrize("page", [p for p in made_pages() if "no rules" in p.kind], ids=lambda p: p.kind)
def test_tables_without_rules(page):
    (found,) = find_word_tables(lines_of(page.marks, np.random.default_rng(2)), (), DPI)
    assert texts_of(found) == true_cells(page.tables[0])


@pytest.mark.parametrize(
    "rows",
    [
        (
            (Written("TT", rows=2), Written("Đơn vị", rows=2), Written("Dân số (người)", 2)),
            ("Nam", "Nữ"),
            ("A", "Khu vực thành thị", "", ""),
            ("1", "Phường An Lạc và các khu phố mới lập trong năm", "12.004", "11.870"),
            ("2", "Phường Tân Phú", "8.110", "8.256"),
            ("3", "Phường Hòa Bình", "15.300", "14.985"),
        ),
        (
            ("Xã", "Số hộ", "Hộ nghèo", "Tỷ lệ"),
            ("Đông Sơn", "1.020", "0", "-"),
            ("Tân Lập", "640", "12", "1,9"),
            ("Hòa An", "88", "1", "1,1"),
        ),
    ],
    ids=["group and wrapped text", "plain"],
)
@pytest.mark.parametrize("size", [10.0, 12.0])
def test_what_stands_around_figures(rows, size):
    head = 2 if isinstance(rows[0][0], Written) else 1
    marks, table = laid(
        (30, 80), (14.0, 64.0, 34.0, 34.0) if head == 2 else (50.0, 30.0, 30.0, 30.0), rows, "clrr", head=head, look=Look("none", size=size)
    )
    around = [Text(25, 60, "Số liệu của các địa phương trong tỉnh tính đến hết năm 2025 được tổng hợp như sau:")]
    around.append(Text(25, table.box[3] + 8, "Các địa phương tiếp tục rà soát, cập nhật số liệu và báo cáo trước ngày 15 tháng 12."))
    lines = lines_of((around[0], *marks, around[1]))
    (found,) = find_word_tables(lines, (), DPI)
    assert texts_of(found) == true_cells(table)
    left, grids = with_tables(lines, (), (found,))
    assert [line.text for line in left if line.cell is None] == [text.text for text in around]
    assert left[0].cell is None and left[-1].cell is None and all(line.column is Column.CELL for line in left[1:-1])
    assert len(grids) == 1


@pytest.mark.parametrize("look", ["rows", "book"])
def test_rules_across_tell_the_rows_of_a_table(look):
    page = next(p for p in made_pages() if p.kind == ("rules across only, tasks" if look == "rows" else "three rules, figures"))
    rules = [mark for mark in page.marks if hasattr(mark, "thick")]
    boxes = tuple(BBox(*(round(v * MM) for v in (r.left, r.top - 0.2, r.right, r.top + 0.2))) for r in rules)
    (found,) = find_word_tables(lines_of(page.marks), boxes, DPI)
    assert texts_of(found) == true_cells(page.tables[0])


@pytest.mark.parametrize("page", pages_without(), ids=lambda p: p.kind)
def test_what_only_looks_like_a_table(page):
    assert find_word_tables(lines_of(page.marks), (), DPI) == ()


def test_tables_are_numbered_from_top_to_bottom():
    page = next(p for p in made_pages() if p.kind == "no rules, fees")
    lines = lines_of(page.marks)
    (found,) = find_word_tables(lines, (), DPI)
    lower = Line((Word("12", BBox(300, 2000, 330, 2030), 90.0),), Column.CELL, found.grid.cells[0][0])
    ruled = type(found.grid)(BBox(200, 1950, 800, 2100), ((found.grid.cells[0][0], BBox(200, 1950, 800, 2100)),))
    placed, grids = with_tables((*lines, lower), (ruled,), (found,))
    assert [grid.cells[0][0].table for grid in grids] == [0, 1]
    assert placed[-1].cell.table == 1
