"""JPEG data of which some bytes were changed."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from sheets import body, noisy, shade

from tasks.scan.jpeg_faults import CHANGED, ZEROED, fault_of_jpeg
from tasks.scan.picture_ends import end_of_jpeg
from tasks.scan.shifted import is_shifted


def packed(grey, **options):
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "JPEG", **{"quality": 60, **options})
    return out.getvalue()


def changed(data, share, seed, count=1):
    """The data with some bytes at a place exchanged, none of which is a mark."""
    random = np.random.default_rng(seed)
    at = data.index(b"\xff\xda") + 20 + int(share * (len(data) - data.index(b"\xff\xda") - 40))
    return data[:at] + bytes(random.integers(1, 255, count, dtype=np.uint8)) + data[at + count :]


WHITE = body(100)
PAGES = {"white": WHITE, "grey": (WHITE * 0.8).astype(np.uint8), "noisy": noisy(WHITE, 6), "shaded": shade(WHITE)}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("options", [{}, {"quality": 95}, {"quality": 100}, {"progressive": True}], ids=str)
def test_what_an_encoder_wrote_is_whole(page, options):
    assert not is_shifted(packed(page, **options)) and not fault_of_jpeg(packed(page, **options))


def test_a_grey_band_across_the_page_or_from_its_middle_down_is_no_damage():
    band, foot = WHITE.copy(), WHITE.copy()
    band[403:603] = np.minimum(band[403:603], 180)
    foot[600:, 300:] = np.minimum(foot[600:, 300:], 150)
    assert not is_shifted(packed(band)) and not is_shifted(packed(foot))


@pytest.mark.parametrize("count", [1, 40])
def test_paper_that_changes_its_brightness_is_told(count):
    """What displaces letters by a block only stays readable and may pass."""
    told = lost = 0
    for seed in range(40):
        data = changed(packed(WHITE), 0.1 + 0.015 * seed, seed, count)
        with Image.open(io.BytesIO(data)) as image:
            seen = np.asarray(image.convert("L"))
        if np.median(seen[-100:]) < 245 or np.count_nonzero(seen < 128) < 0.7 * np.count_nonzero(WHITE < 128):
            lost += 1
            told += bool(fault_of_jpeg(data))
    assert lost >= 3 and told >= 0.75 * lost


def test_colour_is_looked_at_by_its_luminance():
    data = packed(np.repeat(WHITE[:, :, None], 3, axis=2))
    assert not is_shifted(data)
    assert any(is_shifted(changed(data, 0.3, seed, 8)) for seed in range(8))


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", packed(WHITE)[:300], packed(WHITE)[:-2]], ids=["nothing", "mark", "head", "no end"])
def test_what_does_not_open_is_not_judged(data):
    assert not is_shifted(data) and (end_of_jpeg(data) >= 0 or fault_of_jpeg(data))


def test_data_left_over_before_the_end_are_told_and_padding_is_not():
    data = packed(WHITE)
    assert fault_of_jpeg(data[:-2] + bytes(range(1, 200)) + data[-2:]) == CHANGED
    assert fault_of_jpeg(data[:-2] + bytes(199) + data[-2:]) in {"", ZEROED} and not fault_of_jpeg(data[:-2] + b"abcd" + data[-2:])
