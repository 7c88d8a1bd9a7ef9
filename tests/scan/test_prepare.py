"""Each operation helps a page that needs it and leaves a clean page as good as it was."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from sheets import DPI, TEXT, body, colour, noisy, rotate, seal, shade

from tasks.scan.measure import noise_level, skew_angle
from tasks.scan.prepare import (
    deepen_ink,
    drop_red,
    drop_specks,
    level_light,
    quarter_turns,
    resize_to,
    smooth_noise,
    turn,
    white_edges,
    white_holes,
    whiten,
)

LINES = TEXT * 2


@pytest.fixture(scope="module")
def clean():
    return body()


@pytest.fixture(scope="module")
def floor(clean, error_rate):
    """What Tesseract gets wrong on the clean page itself."""
    return error_rate(clean, LINES)


@pytest.mark.parametrize("operation", [level_light, white_edges, white_holes, drop_specks])
def test_a_clean_page_stays_as_it_is(clean, operation):
    assert np.abs(operation(clean, DPI).astype(int) - clean).max() == 0


def test_red_ink_goes_and_black_ink_below_it_stays(clean, floor, error_rate):
    sealed = seal(colour(clean), (700, 700), 300)
    plain = error_rate(cv2.cvtColor(sealed, cv2.COLOR_RGB2GRAY), LINES)
    dropped = error_rate(drop_red(sealed), LINES)
    assert plain > 0.05
    assert dropped <= floor + 0.01
    assert np.array_equal(drop_red(colour(clean)), clean)


def test_uneven_light_is_levelled(clean, floor, error_rate):
    dark = shade(clean, 0.35)
    levelled = level_light(dark, DPI)
    paper = levelled[clean == 255]
    assert np.percentile(paper, 5) > 225
    assert error_rate(levelled, LINES) <= floor + 0.01


def test_noise_is_measured_and_smoothed_only_where_it_is(clean, error_rate):
    rough = noisy(shade(body(repeat=1), 0.5), 34)[:1300]
    assert noise_level(clean) < 1 < 5 < noise_level(rough)
    plain = error_rate(rough, TEXT)
    mended = error_rate(drop_specks(whiten(level_light(smooth_noise(rough), DPI)), DPI), TEXT)
    assert plain > 0.08
    assert mended < plain / 5


def test_dense_text_is_not_taken_for_noise():
    assert noise_level(body(repeat=3)) < 1


@pytest.mark.parametrize("degrees", [-6.0, -2.0, -0.7, 0.3, 1.5, 5.0])
def test_skew_is_removed_within_a_tenth_of_a_degree(clean, degrees):
    crooked = rotate(clean, degrees)
    assert skew_angle(crooked, DPI) == pytest.approx(degrees, abs=0.1)
    assert abs(skew_angle(turn(crooked, skew_angle(crooked, DPI)), DPI)) <= 0.1


def test_deskewing_brings_the_text_back(clean, floor, error_rate):
    crooked = rotate(clean, 6.5)
    assert error_rate(crooked, LINES) > 0.03
    assert error_rate(turn(crooked, skew_angle(crooked, DPI)), LINES) <= floor + 0.01


def test_a_straight_page_and_an_empty_one_have_no_skew(clean):
    assert abs(skew_angle(clean, DPI)) < 0.1
    assert skew_angle(np.full((2339, 1654), 255, np.uint8), DPI) == 0.0


def test_dark_scanner_edges_go_and_letters_at_the_rim_stay(clean):
    framed = clean.copy()
    framed[:, :90] = 20
    framed[-60:] = 10
    mended = white_edges(framed, DPI)
    assert mended[:, :90].min() == 255
    assert mended[-60:].min() == 255
    assert np.array_equal(mended[200:1500, 200:1500], clean[200:1500, 200:1500])


def test_punch_holes_go(clean):
    holed = clean.copy()
    for row in (800, 1500):
        cv2.circle(holed, (70, row), 22, 15, -1)
    mended = white_holes(holed, DPI)
    assert mended[740:860, 20:120].min() == 255
    assert np.array_equal(mended[:, 200:], clean[:, 200:])


def test_specks_alone_go_and_dots_of_the_text_stay(clean):
    dirty = clean.copy()
    specks = [(300, 60), (900, 90), (1700, 1600), (2100, 800)]
    for row, column in specks:
        dirty[row : row + 3, column : column + 3] = 30
    mended = drop_specks(dirty, DPI)
    assert np.array_equal(mended, clean)


def test_a_rule_of_dots_stays(clean):
    dotted = clean.copy()
    for x in range(300, 1400, 7):
        dotted[2000:2003, x : x + 3] = 30
    for y in range(1850, 2000, 7):
        dotted[y : y + 3, 300:303] = 30
    kept, drawn = (np.count_nonzero(picture < 100) - np.count_nonzero(clean < 100) for picture in (drop_specks(dotted, DPI), dotted))
    assert kept > 0.97 * drawn


def test_turns_and_sizes():
    picture = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert quarter_turns(picture, 90).tolist() == [[3, 0], [4, 1], [5, 2]]
    assert quarter_turns(quarter_turns(picture, 90), 270).tolist() == picture.tolist()
    assert resize_to(np.zeros((100, 200), np.uint8), 100, 200).shape == (200, 400)
    assert resize_to(picture, 100, 100) is picture


def test_a_page_of_100_dpi_is_read_better_when_grown(floor, error_rate):
    small = resize_to(body(300), 300, 100)
    assert error_rate(resize_to(small, 100, 225), LINES, 225) < error_rate(small, LINES, 100) / 2


def test_one_bit_pages_become_grey_when_shrunk(error_rate):
    fax = np.where(body(300) < 140, 0, 255).astype(np.uint8)
    shrunk = resize_to(fax, 300, 225)
    assert np.unique(shrunk).size > 10
    assert error_rate(shrunk, LINES, 225) < 0.02


@pytest.mark.parametrize("ink", [140, 165])
def test_pale_ink_is_deepened_and_paper_stays_white(clean, ink):
    pale = (255 - (255.0 - clean) * (255 - ink) / 255).astype(np.uint8)
    deep = deepen_ink(pale)
    assert np.percentile(deep, 0.5) < 80
    assert np.percentile(deep, 50) == np.percentile(pale, 50) == 255


def test_dark_ink_and_pages_without_any_are_left_as_they_are(clean):
    blank = np.full_like(clean, 250)
    assert deepen_ink(clean) is clean
    assert deepen_ink(blank) is blank
