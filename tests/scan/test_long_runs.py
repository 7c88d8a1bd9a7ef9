"""Long runs are those that OpenCV's openings leave, whatever the mask."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tasks.scan.long_runs import in_rows, long_runs, rows_with_runs, transposed


@st.composite
def masks(draw):
    height, width = draw(st.integers(1, 60)), draw(st.integers(1, 90))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    mask = (rng.random((height, width)) < draw(st.sampled_from([0.3, 0.9, 0.97]))).astype(np.uint8)
    # Runs at the edges too, which openings judge by half of their length.
    mask[rng.integers(height), : rng.integers(width + 1)] = 1
    mask[rng.integers(height + 1) :, rng.integers(width)] = 1
    return mask


@given(masks(), st.integers(1, 70))
def test_runs_are_those_of_two_openings(mask, length):
    across, down = (cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, length), (length, 1)))
    assert np.array_equal(long_runs(mask, length), across | down)


@given(masks(), st.integers(1, 70))
def test_no_row_with_a_run_is_passed_over(mask, length):
    def opened(part):
        return cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))

    assert np.array_equal(in_rows(mask, length, opened), opened(mask))


def test_few_rows_of_a_page_are_looked_at():
    mask = np.zeros((100, 400), np.uint8)
    mask[:, ::3] = 1
    mask[40, 50:200] = 1
    assert rows_with_runs(mask, 80).tolist() == [40]
    assert np.array_equal(transposed(mask), mask.T)
