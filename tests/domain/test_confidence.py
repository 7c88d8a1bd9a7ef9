"""Odds become chances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.confidence import Odds

NUMBERS = st.floats(-1e6, 1e6)


def test_chance():
    odds = Odds(0.0, {"doubt": -2.2}, 0.5)
    assert odds.chance({}) == 0.5
    assert odds.chance({"doubt": 1.0, "unknown": 5.0}) == pytest.approx(0.0998, abs=1e-4)
    assert odds.is_sure({})
    assert not odds.is_sure({"doubt": 1.0})


def test_without_a_threshold_nothing_is_sure():
    assert not Odds(1000.0).is_sure({})


@given(NUMBERS, st.dictionaries(st.sampled_from("abc"), NUMBERS), st.dictionaries(st.sampled_from("abcd"), NUMBERS))
def test_a_chance_is_a_chance(intercept, weights, features):
    assert 0 <= Odds(intercept, weights).chance(features) <= 1


@given(st.floats(-20, 20), st.floats(0.01, 5))
def test_what_speaks_for_a_row_raises_its_chance(intercept, weight):
    odds = Odds(intercept, {"for": weight, "against": -weight})
    assert odds.chance({"against": 1.0}) < odds.chance({}) < odds.chance({"for": 1.0})
