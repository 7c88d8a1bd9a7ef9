"""Parts of pages that are white on black, pale negatives, and pages whose ink is pale."""

from __future__ import annotations

import numpy as np
import pytest
from sheets import DPI, TEXT, body, page

from tasks.domain.page import PageSource
from tasks.scan.embedded import decide_source
from tasks.scan.negative import is_dark, is_negative, positive_parts


def band(grey, top, bottom):
    """The page as colour, its rows from ``top`` to ``bottom`` exchanged dark for bright."""
    out = np.repeat(grey[:, :, None], 3, axis=2)
    out[top:bottom] = 255 - out[top:bottom]
    return out


@pytest.mark.parametrize(("top", "bottom"), [(0.3, 1.0), (0.3, 0.6), (0.0, 0.4)])
def test_a_negative_part_of_a_page_is_turned(top, bottom):
    grey = body()
    mixed = band(grey, round(top * grey.shape[0]), round(bottom * grey.shape[0]))
    assert not is_negative(mixed)
    whole = positive_parts(mixed, DPI)
    assert np.mean(np.abs(whole[:, :, 1].astype(int) - grey) > 100) < 0.02
    assert not is_dark(whole)


def test_a_negative_within_a_white_rim_is_turned():
    grey = body()
    mixed = np.repeat((255 - grey)[:, :, None], 3, axis=2)
    for rim in (np.s_[:60], np.s_[-60:], np.s_[:, :60], np.s_[:, -60:]):
        mixed[rim] = 250
    assert np.mean(positive_parts(mixed, DPI)[:, :, 1] < 100) < 0.1


def test_dark_parts_without_letters_and_white_pages_stay():
    page_ = np.repeat(body()[:, :, None], 3, axis=2)
    assert positive_parts(page_, DPI) is page_ and not is_dark(page_)
    page_[400:900, 200:1400] = 12
    assert positive_parts(page_, DPI) is page_
    assert is_dark(np.full_like(page_, 40))


def test_pale_letters_on_dark_are_a_negative_too():
    grey = body().astype(np.float32)
    assert is_negative(np.repeat((4 + (255 - grey) * 0.45)[:, :, None], 3, axis=2).astype(np.uint8))


def on(grey, paper, ink):
    """The page with its paper and ink of these greys."""
    return np.repeat((paper + (255 - grey.astype(np.float32)) / 255 * (ink - paper))[:, :, None], 3, axis=2).astype(np.uint8)


@pytest.mark.parametrize(
    ("paper", "ink", "turned"), [(100, 230, True), (125, 240, True), (100, 20, False), (140, 60, False), (200, 250, False)]
)
def test_bright_letters_on_grey_are_a_negative_and_dark_ones_are_not(paper, ink, turned):
    assert is_negative(on(body(), paper, ink)) == turned


def test_a_bright_label_on_a_brown_envelope_is_no_negative():
    envelope = on(body(), 120, 120)
    envelope[800:1400, 400:1200] = 245
    envelope[900:920, 500:1000] = 30
    assert not is_negative(envelope)


def test_the_end_of_a_notice_on_black_is_turned():
    grey = page([(30, 160 + 8 * i, text) for i, text in enumerate(TEXT[:3])])
    mixed = band(grey, grey.shape[0] // 2, grey.shape[0])
    assert positive_parts(mixed, DPI) is not mixed


def test_a_pale_page_is_not_blank():
    pale = (255 - (255 - body().astype(np.float32)) * 0.25).astype(np.uint8)
    assert decide_source((), pale, fault="no embedded text", force_ocr=False).source is PageSource.OCR
    assert decide_source((), np.full_like(pale, 246), fault="no embedded text", force_ocr=False).source is PageSource.BLANK
