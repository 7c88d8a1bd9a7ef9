"""Which end of a page is up."""

from __future__ import annotations

import numpy as np
import pytest
from sheets import DPI, MARKS_BELOW, NO_MARKS, body, noisy, page, rotate, shade

from tasks.scan import orientation as module
from tasks.scan.orientation import Orientation, Standing, detect_orientation, find_standing, share_above
from tasks.scan.prepare import level_light, quarter_turns, smooth_noise, whiten


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.5])
def test_a_page_is_turned_back_however_it_lies(turned, skew):
    lying = quarter_turns(rotate(body(), skew), turned)
    assert find_standing(lying, DPI, "no-such-program") == Standing((360 - turned) % 360)


def test_marks_stand_above_on_a_noisy_page_too():
    rough = whiten(level_light(smooth_noise(noisy(shade(body(), 0.5), 26)), DPI))
    assert share_above(rough, DPI) > 0.7
    assert share_above(np.ascontiguousarray(np.rot90(rough, 2)), DPI) < 0.3


def test_a_page_without_enough_marks_tells_nothing_and_stays():
    for grey in (np.full((2339, 1654), 255, np.uint8), page([(30, 40, "Độc lập - Tự do")]), body(lines=NO_MARKS)):
        assert share_above(grey, DPI) is None
        assert find_standing(np.ascontiguousarray(np.rot90(grey, 2)), DPI, "no-such-program") == Standing(0)


def test_a_page_whose_marks_stand_below_is_not_turned_on_its_head():
    grey = body(lines=MARKS_BELOW, repeat=8)
    assert share_above(grey, DPI) < 0.1
    assert find_standing(grey, DPI).degrees == 0
    assert find_standing(grey, DPI, "no-such-program") == Standing(180)


def test_a_page_on_its_side_without_marks_is_asked_of_tesseract():
    lying = quarter_turns(body(lines=NO_MARKS, repeat=3), 90)
    assert find_standing(lying, DPI).degrees == 270
    unsure = find_standing(lying, DPI, "no-such-program")
    assert unsure.degrees == 0
    assert unsure.warning


def test_a_failing_detection_is_an_answer():
    found = detect_orientation(np.full((100, 100), 255, np.uint8), DPI)
    assert not found.is_sure
    assert "orientation detection failed" in found.failure


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        (Orientation(180, 8.0), Standing(180)),
        (Orientation(0, 8.0), Standing(0, "its marks stand below its letters (20% above)")),
        (Orientation(0, 1.0), Standing(180)),
        (Orientation(0, 0.0, "no answer"), Standing(180)),
        (Orientation(90, 9.0), Standing(180)),
    ],
)
def test_a_half_turn_needs_two_witnesses_unless_the_second_knows_nothing(monkeypatch, said, standing):
    monkeypatch.setattr(module, "share_above", lambda grey, dpi: 0.2)
    monkeypatch.setattr(module, "detect_orientation", lambda *_: said)
    assert find_standing(body(), DPI) == standing


def test_a_coarse_page_is_not_turned_by_its_marks_alone(monkeypatch):
    monkeypatch.setattr(module, "share_above", lambda grey, dpi: 0.2)
    monkeypatch.setattr(module, "detect_orientation", lambda *_: Orientation(0, 1.0))
    assert find_standing(body(110), 110) == Standing(0, "too little tells which end is up")
