"""Boxes go where the picture's pixels go."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.scan.moved import Move, moved_box, moved_lines
from tasks.scan.prepare import quarter_turns, resize_to, turn

WIDTH, HEIGHT = 600, 800


@given(st.integers(60, 400), st.integers(60, 600), st.sampled_from([0, 90, 180, 270]), st.sampled_from([60, 100, 150]), st.floats(-3, 3))
def test_a_mark_is_found_where_its_box_was_moved_to(left, top, rotation, target, skew):
    box = BBox(left, top, left + 40, top + 20)
    grey = np.full((HEIGHT, WIDTH), 255, np.uint8)
    grey[box.top : box.bottom, box.left : box.right] = 0
    grey = turn(resize_to(quarter_turns(grey, rotation), 100, target), skew)
    rows, columns = np.nonzero(grey < 128)
    x, y = moved_box(box, Move(WIDTH, HEIGHT, rotation, target / 100, skew)).center
    assert x == pytest.approx(columns.mean() + 0.5, abs=1.6)
    assert y == pytest.approx(rows.mean() + 0.5, abs=1.6)


def test_nothing_done_moves_nothing():
    lines = (Line((Word("Giang", BBox(10, 20, 40, 30), 90.0),)),)
    assert moved_lines(lines, Move(WIDTH, HEIGHT)) == lines


def test_a_box_never_vanishes():
    moved = moved_box(BBox(10, 10, 11, 11), Move(WIDTH, HEIGHT, 0, 0.1))
    assert moved.width >= 1 and moved.height >= 1
