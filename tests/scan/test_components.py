import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.scan.components import components, part_boxes


def same(mask):
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found, numbers = components(mask)
    assert len(numbers) == count
    assert np.array_equal(found, labels)
    assert np.array_equal(numbers[1:], stats[1:])
    parts = list(part_boxes(mask))
    assert {labels[y, x]: box for *box, (x, y) in parts} == {i: stats[i, :4].tolist() for i in range(1, count)}
    assert len(parts) == count - 1


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 0.4), st.tuples(*[st.integers(1, 70)] * 2), st.tuples(*[st.integers(0, 40)] * 4))
def test_the_parts_are_those_of_the_whole_mask_in_the_same_order(seed, share, inner, around):
    part = (np.random.default_rng(seed).random(inner) < share).astype(np.uint8)
    same(np.pad(part, ((around[0], around[1]), (around[2], around[3]))))


@pytest.mark.parametrize("value", [0, 1])
def test_an_empty_and_a_full_mask(value):
    same(np.full((31, 45), value, np.uint8))


def test_rules_of_a_whole_page():
    mask = np.zeros((2339, 1653), np.uint8)
    for row in range(301, 1800, 77):
        mask[row : row + 3, 151 : 900 + row % 500] = 1
    mask[301:1750, 403:405] = 1
    same(mask)
