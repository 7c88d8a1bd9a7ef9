"""What a page picture is like."""

from __future__ import annotations

import numpy as np
import pytest
from sheets import DPI, TEXT, body, colour, page, seal

from tasks.scan.measure import ink_share, is_colourful, is_sideways, letter_height
from tasks.scan.rasterize import reading_dpi


def test_lines_that_run_up_and_down_are_seen():
    clean = body()
    assert not is_sideways(clean, DPI)
    assert not is_sideways(np.rot90(clean, 2), DPI)
    assert is_sideways(np.ascontiguousarray(np.rot90(clean)), DPI)
    assert not is_sideways(np.full((2339, 1654), 255, np.uint8), DPI)


def test_red_is_seen_and_grey_is_not():
    assert not is_colourful(colour(body()))
    assert is_colourful(seal(colour(body()), (700, 700), 250))


def test_letter_height_does_not_depend_on_resolution():
    heights = [letter_height(body(dpi), dpi) for dpi in (200, 300)]
    assert heights[0] == pytest.approx(heights[1], abs=0.6)
    assert 5.5 < heights[0] < 7.5
    assert letter_height(page([(30, 40, "Trang")]), DPI) == 0


def test_resolution_follows_the_letters_not_the_scanner():
    assert 175 <= reading_dpi(body(300), 300) <= 225
    assert reading_dpi(body(210), 210) == 210
    assert 175 <= reading_dpi(body(100), 100) <= 225
    assert reading_dpi(np.full((3500, 2480), 255, np.uint8), 300) == 200
    small = page([(30, 40 + 5 * i, text) for i, text in enumerate(TEXT * 5)], 300, points=8)
    assert reading_dpi(small, 300) > 250


def test_share_of_ink():
    assert ink_share(np.full((100, 100), 255, np.uint8)) == 0
    assert 0.005 < ink_share(body()) < 0.1
