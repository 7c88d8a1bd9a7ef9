"""Logistic regression against chances that are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.logistic import LEAST_ROWS, Design, family, newton


def design(counts, weight=None, without=()):
    """Rows of features with how many of them are right and wrong."""
    rows = [(features, right) for features, (rights, wrongs) in counts for right in [True] * rights + [False] * wrongs]
    return Design.of([f for f, _ in rows], [r for _, r in rows], weight or [1.0] * len(rows), without)


def fitted(made, penalty=1e-6):
    return made.odds(made.fit(np.arange(len(made.right)), penalty), 0.9)


def test_chances_are_the_shares_seen():
    odds = fitted(design([({"rule=order": 1.0}, (90, 10)), ({"rule=verb": 1.0}, (30, 70)), ({}, (50, 50))]))
    assert odds.chance({"rule=order": 1.0}) == pytest.approx(0.9, abs=0.01)
    assert odds.chance({"rule=verb": 1.0}) == pytest.approx(0.3, abs=0.01)
    assert odds.chance({}) == pytest.approx(0.5, abs=0.01)
    assert odds.chance({"never seen": 1.0}) == pytest.approx(0.5, abs=0.01)


def test_a_penalty_draws_what_few_rows_say_to_the_whole():
    counts = [({"few": 1.0}, (6, 0)), ({}, (60, 60))]
    loose, strict = fitted(design(counts), 0.01).chance({"few": 1.0}), fitted(design(counts), 4.0).chance({"few": 1.0})
    assert 0.55 < strict < 0.9 < loose < 1


def test_weights_count_rows():
    counts = [({}, (10, 30))]
    even = fitted(design(counts, [3.0] * 10 + [1.0] * 30))
    assert even.chance({}) == pytest.approx(0.5, abs=0.01)


def test_hardly_seen_features_get_no_weight():
    seldom = LEAST_ROWS - 1
    assert fitted(design([({"seldom": 1.0}, (seldom, 0)), ({}, (20, 20))]), 1.0).weights == {}


def test_families_are_left_out_whole():
    odds = fitted(design([({"type=CT": 1.0, "words<60": 1.0}, (20, 10)), ({}, (10, 20))], without=["type"]), 1.0)
    assert set(odds.weights) == {"words<60"}


@pytest.mark.parametrize(
    ("name", "wanted"), [("rule=order", "rule"), ("words<60", "words"), ("long party", "long party"), ("lead by=x", "lead by")]
)
def test_family(name, wanted):
    assert family(name) == wanted


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.floats(0.01, 100))
def test_features_that_say_everything_keep_finite_weights(right, penalty):
    matrix = np.array([[1.0, float(r)] for r in right])
    weights = newton(matrix, np.array(right, dtype=float), np.ones(len(right)), penalty)
    assert np.isfinite(weights).all()


def test_nothing_to_fit_is_refused():
    with pytest.raises(ValueError, match="rows"):
        newton(np.zeros((0, 1)), np.zeros(0), np.zeros(0), 1.0)
    with pytest.raises(ValueError, match="penalty"):
        newton(np.ones((1, 1)), np.ones(1), np.ones(1), 0.0)
