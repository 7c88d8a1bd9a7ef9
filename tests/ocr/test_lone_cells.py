"""Cells whose ink was not read are read for themselves; doubtful figures are compared; empty cells, specks and rules are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Grid, Line, Word
from tasks.ocr.lone_cells import read_lone_cells

DPI = 200
PLACES = {Cell(0, 0, column, 0): BBox(100 + 200 * column, 100, 298 + 200 * column, 160) for column in range(4)}
GRID = Grid(BBox(100, 100, 900, 160), tuple(PLACES.items()))


def cell(column):
    return Cell(0, 0, column, 0)


def line(column, text, confidence):
    return Line((Word(text, BBox(130 + 200 * column, 120, 150 + 200 * column, 144), confidence),), Column.CELL, cell(column))


def page(*inked):
    grey = np.full((400, 1000), 255, np.uint8)
    for column, width, height in inked:
        grey[130 - height // 2 : 130 - height // 2 + height, 180 + 200 * column : 180 + 200 * column + width] = 20
    return grey


def reader(*views):
    """Each picture of a cell is read as the next of ``views``, for all cells alike; "" for nothing."""

    def read(pictures, dpi):
        each = len(pictures) // 3
        box = BBox(5, 5, 20, 20)
        return [((Line((Word(*views[i // each][:1], box, views[i // each][1]),)),) if views[i // each][0] else ()) for i in range(3 * each)]

    return read


def unused(pictures, dpi):
    raise AssertionError("nothing is to be read")


def test_a_figure_that_was_lost_is_found_and_put_in_its_place():
    lines = (line(0, "1", 96.0), line(2, "12", 96.0), Line((Word("Sau", BBox(100, 300, 150, 330), 90.0),)))
    found = read_lone_cells(page((1, 14, 24)), DPI, lines, (GRID,), reader(("7", 90.0), ("7", 80.0), ("", 0.0)))
    assert [each.text for each in found] == ["1", "7", "12", "Sau"]
    assert found[1].cell == cell(1)
    assert found[1].bbox == BBox(380, 118, 394, 142)


def test_a_dash_is_seen_by_its_shape():
    found = read_lone_cells(page((3, 14, 4)), DPI, (line(0, "1", 96.0),), (GRID,), unused)
    assert [(each.text, each.cell.column) for each in found] == [("1", 0), ("-", 3)]


@pytest.mark.parametrize("ink", [(1, 3, 3), (1, 0, 0)], ids=["speck", "nothing"])
def test_empty_cells_stay_empty(ink):
    lines = (line(0, "1", 96.0),)
    assert read_lone_cells(page(ink), DPI, lines, (GRID,), unused) == lines


def test_what_no_two_readings_agree_on_must_be_sure():
    lines = (line(0, "1", 96.0),)
    views = reader(("ý", 30.0), ("E", 20.0), ("7", 40.0))
    assert read_lone_cells(page((1, 14, 24)), DPI, lines, (GRID,), views) == lines


@pytest.mark.parametrize(
    ("before", "views", "after"),
    [
        (("8", 60.0), [("3", 90.0), ("3", 80.0), ("3", 85.0)], "3"),
        (("4,2", 60.0), [("42", 90.0), ("42", 90.0), ("42", 90.0)], "4,2"),
        (("8", 60.0), [("", 0.0), ("", 0.0), ("", 0.0)], "8"),
        (("8", 96.0), [("3", 90.0), ("3", 80.0), ("3", 85.0)], "8"),
    ],
    ids=["outvoted", "a comma is not lost", "not read again", "sure"],
)
def test_a_doubtful_figure_is_compared(before, views, after):
    found = read_lone_cells(page((1, 14, 24)), DPI, (line(1, *before),), (GRID,), reader(*views))
    assert [each.text for each in found] == [after]
