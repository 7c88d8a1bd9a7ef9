"""Tokens: every character in exactly one, spelling folded at equal length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reading.tokens import fold_spelling, fold_word, tokenize

LETTERS = "aăâđeêioôơuưyAĐỦ hoàHOÀuỷquý0123.,;:-–“”()/%&_\n"


@given(st.one_of(st.text(max_size=80), st.text(alphabet=LETTERS, max_size=80)))
def test_every_character_but_white_space_is_in_exactly_one_token(text):
    tokens = tokenize(text)
    covered = [position for token in tokens for position in range(token.start, token.end)]
    assert covered == sorted(set(covered))
    assert [p for p in range(len(text)) if p not in set(covered) and not text[p].isspace()] == []
    assert all(text[t.start : t.end] == t.text for t in tokens)


@given(st.one_of(st.text(max_size=80), st.text(alphabet=LETTERS, max_size=80)))
def test_folding_keeps_the_length_and_is_done_once(text):
    folded = fold_spelling(text)
    assert len(folded) == len(text)
    assert fold_spelling(folded) == folded


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("xoá đói", "xóa đói"),
        ("hoà giải", "hòa giải"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("quý I", "quý I"),
        ("quỹ đất", "quỹ đất"),
        ("hoàn thành", "hoàn thành"),
        ("kinh tế – xã hội", "kinh tế - xã hội"),
        ("“Sở”", '"Sở"'),
        ("Ðà Nẵng", "Đà Nẵng"),
    ],
)
def test_spellings_are_one(printed, folded):
    assert fold_spelling(printed) == folded


def test_words_numbers_and_signs():
    tokens = tokenize("Sở Y tế: 12/BC-SYT & UBND_2")
    assert [t.text for t in tokens] == ["Sở", "Y", "tế", ":", "12", "/", "BC", "-", "SYT", "&", "UBND", "_", "2"]
    assert [t.text for t in tokens if t.is_number] == ["12", "2"]
    assert [t.text for t in tokens if t.is_capital] == ["Sở", "Y", "BC", "SYT", "UBND"]
    assert [t.text for t in tokens if not t.is_word and not t.is_number] == [":", "/", "-", "&", "_"]


def test_what_words_are_compared_by():
    assert (fold_word("Sở"), fold_word("&"), fold_word("12")) == ("sở", "và", "12")
