import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.letter_costs import LetterCosts

NOTHING = LetterCosts({})


@pytest.mark.parametrize(
    ("letter", "likely", "unlikely"),
    [("ộ", "o", "x"), ("ộ", "", "xy"), ("a", "a", ""), ("ọ", "", "nnn"), ("o", "o", "ô"), ("ộ", "a", "x")],
)
def test_before_anything_is_counted(letter, likely, unlikely):
    assert NOTHING.cost(letter, likely) < NOTHING.cost(letter, unlikely)


def test_letters_of_a_text_tell_of_others_of_their_class():
    counted = LetterCosts({"ọ": {"": 80.0, "o": 5.0}, "ị": {"": 60.0}})
    assert counted.cost("ụ", "") < NOTHING.cost("ụ", "") - 0.5
    assert counted.cost("u", "") == pytest.approx(NOTHING.cost("u", ""))


@given(st.text(st.sampled_from("oae1;~x"), max_size=3))
def test_one_by_one_and_together_the_costs_are_the_same(read):
    costs = LetterCosts({"ộ": {"6": 4.0, "o": 5.0}, "ộn": {"m": 2.0}})
    letters = ("ộ", "a", "n", "ư")
    assert costs.costs(letters, read) == pytest.approx([costs.cost(letter, read) for letter in letters])
