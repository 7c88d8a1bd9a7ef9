"""Patterns over tokens as text."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.rules.pattern import Piece, parse_pattern


def test_each_kind_of_element():
    assert parse_pattern("body <place> 'Ngành' @title-case") == (
        Piece("tag", "body"),
        Piece("rule", "place"),
        Piece("word", "ngành"),
        Piece("test", "title-case"),
    )


@pytest.mark.parametrize(("sign", "least", "most"), [("?", 0, 1), ("*", 0, 0), ("+", 1, 0), ("", 1, 1)])
def test_how_often_an_element_matches(sign, least, most):
    assert parse_pattern(f"body{sign}") == (Piece("tag", "body", least=least, most=most),)


@pytest.mark.parametrize("look", ["!", "&"])
def test_elements_that_are_only_looked_at(look):
    assert parse_pattern(f"{look}body title") == (Piece("tag", "body", look=look), Piece("tag", "title"))


def test_choices_and_their_repetition():
    (piece,) = parse_pattern("( body <place>? | 'các' )+")
    assert (piece.kind, piece.least, piece.most) == ("choice", 1, 0)
    assert piece.options == ((Piece("tag", "body"), Piece("rule", "place", least=0)), (Piece("word", "các"),))


def test_brackets_inside_brackets_and_words_with_accents():
    (piece,) = parse_pattern("( ( 'công' 'nghiệp' | 'chế' 'xuất' ) | level )")
    assert [len(option) for option in piece.options[0][0].options] == [2, 2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("( body", "not closed"),
        ("body )", "left over"),
        ("body | title", "left over"),
        ("*", "should"),
        ("body !", "too early"),
        ("( | * )", "should"),
        ("<place", "no pattern at"),
        ("'các", "no pattern at"),
        ("body $", "no pattern at"),
    ],
)
def test_what_is_no_pattern_is_named(text, message):
    with pytest.raises(ValueError, match=message):
        parse_pattern(text)


@given(st.text(alphabet="ab<>'()|?*+!&@ -", max_size=30))
def test_any_text_is_a_pattern_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        assert all(isinstance(piece, Piece) for piece in parse_pattern(text))
