import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.candidates import MOST, propose
from tasks.text.confusions import error_rate, habit_discount, learn_habits, letter_cost, similar_letters, word_cost
from tasks.text.model import load_model


@given(st.floats(0, 100), st.floats(0, 100))
def test_doubt_falls_with_confidence(one, other):
    low, high = sorted((one, other))
    assert 0 < error_rate(high) <= error_rate(low) + 1e-12 < 1


@pytest.mark.parametrize(
    ("near", "far"),
    [(("ổ", "ố"), ("ổ", "ạ")), (("i", "ỉ"), ("i", "u")), (("d", "đ"), ("d", "k")), (("ề", "ê"), ("ề", "ẹ")), (("l", "i"), ("l", "s"))],
)
def test_frequent_confusions_cost_less(near, far):
    assert letter_cost(*near) < letter_cost(*far)


@given(st.text(alphabet="aăâổốđdil", max_size=7))
def test_the_same_word_costs_nothing(word):
    assert word_cost(word, word) == 0


def test_words_of_very_different_length_are_no_readings_of_each_other():
    assert word_cost("nghiêng", "ngh") == math.inf
    assert word_cost("thi", "th") < math.inf


def test_similar_letters_hold_the_one_letter_changes():
    assert "lai" in similar_letters("iai")
    assert "iai" not in similar_letters("iai")


def test_what_was_read_comes_first_and_the_number_of_readings_is_bounded():
    found = propose(load_model(), "chuyền", 80.0, {})
    assert found[0].form == "chuyền"
    assert "chuyển" in [c.form for c in found]
    assert len(found) <= MOST
    assert all(c.cost >= 0 for c in found)


LOST_ACUTE = [("thuế", "thuê"), ("quyết", "quyêt"), ("chiếm", "chiêm"), ("tiến", "tiên")]


def test_a_scan_that_loses_a_mark_again_and_again_has_a_habit():
    habits = learn_habits(LOST_ACUTE, {"ế": 6, "ê": 40})
    assert set(habits) == {("ế", "ê")}
    assert 0.5 < habits["ế", "ê"] <= 3
    assert habit_discount("thiết", "thiêt", habits) == habits["ế", "ê"]
    assert habit_discount("thiệt", "thiêt", habits) == 0
    assert habit_discount("thi", "thiêt", habits) == 0


def test_what_was_seen_once_or_is_usual_is_no_habit():
    assert learn_habits(LOST_ACUTE[:1], {"ế": 6}) == {}
    assert learn_habits([], {}) == {}
    assert learn_habits([("tổ", "tố")] * 3, {"ổ": 900}) == {}
    assert learn_habits([("nghiêng", "nghiêg")] * 5, {"n": 3}) == {}


def test_a_habit_makes_a_reading_cheaper():
    model = load_model()
    plain, usual = (
        {c.form: c.cost for c in propose(model, "thuê", 94.0, habits)}["thuế"] for habits in ({}, learn_habits(LOST_ACUTE, {"ế": 2}))
    )
    assert usual < plain
