import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.degrade import STRENGTHS, add_noise, blur, rotate, scan, shade, speckle, to_bits, to_grey, tone

SHEET = np.full((330, 240, 3), 255, np.uint8)
for _row in range(40, 300, 20):
    cv2.rectangle(SHEET, (30, _row), (200, _row + 6), (0, 0, 0), -1)
STAMPED = SHEET.copy()
cv2.circle(STAMPED, (120, 200), 40, (205, 30, 45), 6)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("name", STRENGTHS)
def test_a_scan_depends_on_its_seed_alone(name):
    strength = STRENGTHS[name]
    first, again = (scan(STAMPED, strength, rng()) for _ in range(2))
    assert np.array_equal(first, again)
    assert first.dtype == np.uint8
    assert first.shape[:2] == SHEET.shape[:2]
    if strength.noise or strength.skew:
        assert not np.array_equal(first, scan(STAMPED, strength, rng(2)))


@pytest.mark.parametrize("name", STRENGTHS)
def test_colour_is_kept_exactly_where_there_is_coloured_ink(name):
    fax = STRENGTHS[name].quality is None
    assert scan(STAMPED, STRENGTHS[name], rng()).ndim == (2 if fax else 3)
    assert scan(SHEET, STRENGTHS[name], rng()).ndim == 2


def test_a_fax_has_two_levels():
    assert set(np.unique(scan(STAMPED, STRENGTHS["fax"], rng()))) == {0, 255}
    assert set(np.unique(to_bits(SHEET))) == {0, 255}


@given(st.floats(-3, 3))
@settings(max_examples=15)
def test_turning_back_gives_the_page_again(degrees):
    grey = to_grey(SHEET)
    inner = (slice(40, 290), slice(40, 200))
    soft = blur(grey, 2.0)
    back = rotate(rotate(soft, degrees), -degrees)
    assert np.abs(back[inner].astype(int) - soft[inner]).mean() < 4


def test_turning_is_anticlockwise_and_fills_with_paper():
    turned = rotate(to_grey(SHEET), 3.0)
    left, right = (int(np.argmax(turned[:, x] < 128)) for x in (50, 180))
    assert left > right
    assert turned[0, 0] == 255


@pytest.mark.parametrize("depth", [0.1, 0.55])
def test_shade_darkens_by_no_more_than_its_depth(depth):
    page = np.full((330, 240), 200, np.uint8)
    shaded = shade(page, depth, rng())
    assert shaded.max() <= 200
    assert shaded.min() == pytest.approx(200 * (1 - depth), abs=3)
    assert np.abs(np.diff(shaded.astype(int), axis=1)).max() <= 4


def test_noise_has_its_standard_deviation_and_no_bias():
    page = np.full((400, 400), 128, np.uint8)
    noisy = add_noise(page, 10.0, rng()).astype(float)
    assert noisy.std() == pytest.approx(10, rel=0.03)
    assert noisy.mean() == pytest.approx(128, abs=0.2)


def test_tone_maps_black_and_white_to_ink_and_paper():
    assert np.array_equal(tone(np.array([[0, 255]], np.uint8), 240, 30), [[30, 240]])


def test_blur_softens_edges_and_zero_leaves_the_page_alone():
    grey = to_grey(SHEET)
    assert blur(grey, 0) is grey
    assert np.abs(np.diff(blur(grey, 2.0).astype(int), axis=0)).max() < np.abs(np.diff(grey.astype(int), axis=0)).max()


def test_speckle_count_follows_the_area():
    page = np.full((1000, 1000), 128, np.uint8)
    specks = cv2.connectedComponents((speckle(page, 5.0, 100, rng()) != 128).astype(np.uint8))[0] - 1
    assert 420 < specks < 560
