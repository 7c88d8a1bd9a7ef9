"""Shares of dark and bright pixels by columns are those of the box's own pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.scan.word_ink import WordInk

PLACE = st.integers(-5, 45)
BOXES = st.builds(lambda a, b, c, d: BBox(a, b, a + c, b + d), PLACE, PLACE, st.integers(0, 30), st.integers(0, 30))


def pixels(page, box):
    return page[max(0, box.top) : max(0, box.bottom), max(0, box.left) : max(0, box.right)]


@given(seed=st.integers(0, 2**16), boxes=st.lists(BOXES, min_size=1, max_size=8))
def test_each_box_is_told_as_if_it_were_looked_at(seed, boxes):
    draw = np.random.default_rng(seed)
    page = draw.choice(
        np.array([0, 128, 129, 199, 200, 231, 232, 255], np.uint8), (40, 40), p=[0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.08, 0.8]
    )
    ink = WordInk(np.dstack((page * 0, page, page * 0)))
    for box in boxes:
        part = pixels(page, box)
        shares = ((part <= 128).mean(), (part >= 200).mean()) if part.size else (0.0, 0.0)
        assert ink.shares(box) == pytest.approx(shares)
        assert ink.is_white(box) == bool((part >= 232).all())


@pytest.mark.parametrize("box", [BBox(60, 0, 90, 10), BBox(0, 60, 10, 90), BBox(-9, -9, -1, -1), BBox(5, 5, 5, 9), BBox(9, 5, 3, 9)])
def test_a_box_without_pixels_has_nothing_and_is_white(box):
    ink = WordInk(np.zeros((40, 40, 3), np.uint8))
    assert ink.shares(box) == (0.0, 0.0) and ink.is_white(box)
