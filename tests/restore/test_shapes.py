import pytest

from tasks.restore.letter_costs import LetterCosts
from tasks.restore.shapes import falls_into, hatted, looks_like, strokes_of


@pytest.mark.parametrize(("letters", "wanted"), [("ứ", "ư"), ("ậ", "â"), ("ế", "ê"), ("Ợ", "Ơ"), ("à", "a"), ("đ", "đ"), ("rì", "ri")])
def test_letters_without_their_tone_keep_their_hat(letters, wanted):
    assert hatted(letters) == wanted


@pytest.mark.parametrize(("letter", "strokes"), [("m", "rn"), ("ừ", "ir"), ("Đ", "E)"), ("Ủ", "IJ"), ("ớ", "cr")])
def test_letters_fall_into_strokes_whatever_their_tone(letter, strokes):
    assert strokes in strokes_of(letter)
    assert LetterCosts({}).cost(letter, strokes) < LetterCosts({}).cost(letter, "$%") - 2


def test_pairs_melt_into_the_letter_they_look_like():
    assert looks_like("rì") == "n" and looks_like("xa") == ""
    assert LetterCosts({}).cost("rì", "n") < LetterCosts({}).cost("rì", "k")


def test_a_tone_tells_of_the_others():
    counted = LetterCosts({"ừ": {"z": 40.0, "u": 10.0}})
    assert counted.cost("ứ", "z") < LetterCosts({}).cost("ứ", "z") - 1


@pytest.mark.parametrize(
    ("letter", "signs", "wanted"),
    [
        ("ạ", "1;1", True),
        ("ạ", "!;l", True),
        ("ủ", "i'i", True),
        ("k", "Ic", True),
        ("ớ", "o'", True),
        ("ạ", "xyz", False),
        ("a", "a'", False),
    ],
)
def test_thin_strokes_are_alike_and_a_mark_is_a_small_sign(letter, signs, wanted):
    assert falls_into(letter, signs) is wanted
    assert (LetterCosts({}).cost(letter, signs) < LetterCosts({}).cost(letter, "$%#"[: len(signs)]) - 1) is wanted


def test_a_letter_is_read_as_a_capital_of_its_shape_rather_than_of_another():
    assert LetterCosts({}).cost("v", "V") < LetterCosts({}).cost("n", "N") - 1
