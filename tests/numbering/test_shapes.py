import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.numbering.label import LETTERS, ROMAN
from tasks.numbering.shapes import MOST_COST, arabic_values, letter_values, roman_values


@pytest.mark.parametrize(
    ("token", "value"),
    [
        *(("I", 1), ("l", 1), ("1", 1), ("|", 1), ("¡", 1)),
        *(("II", 2), ("H", 2), ("IL", 2), ("Il", 2), ("WI", 2), (".I", 2), ("1I", 2)),
        *(("III", 3), ("HI", 3), ("IH", 3), ("IIL", 3), ("II", 3), ("Ill", 3)),
        *(("IV", 4), ("1V", 4), ("V", 5), ("Y", 5), ("VỊ", 6), ("VH", 7), ("1X", 9)),
    ],
)
def test_what_a_roman_numeral_may_be(token, value):
    assert value in dict(roman_values(token))


@pytest.mark.parametrize(
    ("token", "value"),
    [("1", 1), ("l", 1), ("I", 1), ("Z", 2), ("S", 5), ("Š", 5), ("5S", 5), ("ó", 6), ("&", 8), ("1O", 10), ("l2", 12), ("o", 5)],
)
def test_what_a_number_may_be(token, value):
    assert value in dict(arabic_values(token))


@pytest.mark.parametrize(
    ("token", "letter"),
    [
        ("a", "a"),
        ("8", "a"),
        ("à", "a"),
        ("a4", "a"),
        ("e", "c"),
        ("€", "c"),
        ("đ", "d"),
        ("ð", "đ"),
        ("d", "đ"),
        ("ø", "g"),
        ("gø", "g"),
        ("1", "i"),
    ],
)
def test_what_a_letter_may_be(token, letter):
    assert LETTERS.index(letter) + 1 in dict(letter_values(token))


@pytest.mark.parametrize("token", ["", "UBND", "2024", "000", "Số", "xyz", "ABCDEF"])
def test_words_and_long_numbers_are_no_labels(token):
    assert not roman_values(token)
    assert not arabic_values(token)
    assert not letter_values(token)


@given(st.text(max_size=7))
def test_readings_are_in_range_and_the_literal_one_is_free(token):
    for values, most in ((roman_values, len(ROMAN)), (arabic_values, 99), (letter_values, len(LETTERS))):
        found = values(token)
        assert all(0 < value <= most and 0 <= cost <= MOST_COST for value, cost in found)
        assert [cost for _, cost in found] == sorted(cost for _, cost in found)
    if token in ROMAN:
        assert roman_values(token)[0] == (ROMAN[token], 0.0)
