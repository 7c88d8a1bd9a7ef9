import numpy as np
import pytest

from samples.stamps import RED, SEAL_RADIUS, ink, put, seal_mask, seals_over_text, signature_mask, urgency_mask
from samples.typeset import Mark

PAPER = np.full((400, 400, 3), 255, np.uint8)


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_a_seal_is_36_millimetres_wide():
    columns = np.flatnonzero(seal_mask("SỞ NỘI VỤ", 300).any(axis=0))
    assert (columns[-1] - columns[0]) / 300 * 25.4 == pytest.approx(2 * SEAL_RADIUS / 72 * 25.4, abs=0.5)


def test_ink_darkens_and_leaves_print_below_it_black():
    page = PAPER.copy()
    page[150:160] = 0
    sealed = ink(page, seal_mask("SỞ NỘI VỤ", 150), (200, 200), RED, rng())
    assert (sealed <= page).all()
    assert (sealed[150:160] == 0).all()
    assert (sealed[..., 0].astype(int) - sealed[..., 1]).max() > 100


def test_under_the_red_channel_the_seal_is_faint():
    sealed = ink(PAPER, seal_mask("SỞ NỘI VỤ", 150), (200, 200), RED, rng())
    assert sealed[..., 0].min() >= 190
    assert sealed[..., 1].min() < 60


@pytest.mark.parametrize("centre", [(0, 0), (399, 399), (-500, 20)])
def test_a_stamp_over_the_edge_is_cut_off(centre):
    assert ink(PAPER, seal_mask("SỞ NỘI VỤ", 100), centre, RED, rng()).shape == PAPER.shape


@pytest.mark.parametrize("kind", ["seal", "signature", "urgency"])
def test_every_mark_leaves_ink_near_its_place(kind):
    page = put(PAPER, Mark(kind, 144, 144, "KHẨN"), 100, rng())
    rows, columns = np.nonzero((page < 200).any(axis=2))
    assert abs(rows.mean() - 200) < 30
    assert abs(columns.mean() - 200) < 30


def test_masks_are_drawn():
    assert signature_mask(100, rng()).max() == 255
    assert urgency_mask("HỎA TỐC", 100).shape[1] > urgency_mask("KHẨN", 100).shape[1]
    assert len(seals_over_text("X", 3, rng())) == 3
