"""The grammar of searches: what is wanted, what is not, and every other string has a named error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.asking_errors import NoWordsError, OnlyExcludedError, OpenQuoteError, SearchError, TooManyWordsError
from tasks.domain.search_words import MOST_WORDS, Sought, read_query, words_of
from tasks.domain.spelling import tone_in_front

LETTERS = "aăâđeêoơuưyhknmtbáàảạóòọúủýỳHĐÁ0159 \n\"'“”-/.,:;()_&"


@pytest.mark.parametrize(
    ("typed", "wanted", "excluded"),
    [
        ("rà soát", [("rà",), ("soát",)], []),
        ('"rà  soát," cán bộ', [("rà", "soát"), ("cán",), ("bộ",)], []),
        ("“rà soát”", [("rà", "soát")], []),
        ("15/2024/QĐ-UBND", [("15", "2024", "qđ", "ubnd")], []),
        ('15/2024/QĐ-UBND -bãi -"thay thế"', [("15", "2024", "qđ", "ubnd")], [("bãi",), ("thay", "thế")]),
        ("- gạch đầu dòng – ngang", [("gạch",), ("đầu",), ("dòng",), ("ngang",)], []),
        ("--x y", [("y",)], [("x",)]),
        ("hoà Hoà", [("hòa",), ("hòa",)], []),
        ('a"b c"d', [("a",), ("b", "c"), ("d",)], []),
        ("* NEAR( folded:x", [("near",), ("folded", "x")], []),
        ("a_b", [("a", "b")], []),
    ],
)
def test_what_is_meant(typed, wanted, excluded):
    query = read_query(typed)
    assert ([t.words for t in query.wanted], [t.words for t in query.excluded]) == (wanted, excluded)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ('"rà soát', OpenQuoteError),
        ('rà "soát" "', OpenQuoteError),
        ("“rà", OpenQuoteError),
        ("", NoWordsError),
        (' "" – !', NoWordsError),
        ("-rà", OnlyExcludedError),
        ('-"rà soát" -x', OnlyExcludedError),
        ("x " * (MOST_WORDS + 1), TooManyWordsError),
    ],
)
def test_what_is_no_search_says_so(typed, error):
    with pytest.raises(error) as told:
        read_query(typed)
    assert told.value.message and told.value.hint


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("ra soat can bo", [False] * 4),
        ("rà soat", [True, True]),
        ("15/2024/QĐ-UBND ra soat", [True, False, False]),
        ("15/2024/QD-UBND rà soát", [False, True, True]),
        ("giam 400", [False, False]),
        ("công an", [True, True]),
        ("soat -hòa", [False]),
    ],
)
def test_whose_accents_count(typed, exact):
    assert [t.by_accents for t in read_query(typed).wanted] == exact


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("hòa", "bê tông HOÁ, hoà bình", True),
        ("hoà", "bê tông hóa", False),
        ("be tong hoa", "bê tông hoá", True),
        ('"rà soát"', "đã rà\nsoát xong", True),
        ('"rà soát"', "soát rà", False),
        ("soát rà", "rà\fsoát", True),
        ("rà", "ràng", False),
        ("15/2024/QĐ-UBND", "số 15/2024/QĐ-\nUBND ngày", True),
        ("15/2024/QD-UBND", "số 15/2024/QĐ-UBND", True),
        ("5/2024/QĐ-UBND", "số 15/2024/QĐ-UBND", False),
        ("rà -soát", "rà soát", False),
        ("rà -bỏ", "rà soát", True),
    ],
)
def test_where_it_fits(typed, text, fits):
    assert read_query(typed).fits(text) is fits


@given(st.one_of(st.text(), st.text(LETTERS, max_size=60)))
def test_any_string_is_a_search_or_has_a_named_error(typed):
    try:
        query = read_query(typed)
    except SearchError as error:
        assert type(error) is not SearchError and error.message
        return
    assert query.wanted and all(term.words for term in query.wanted + query.excluded)
    again = read_query(str(query))
    assert [(t.words, t.by_accents) for t in again.wanted] == [(t.words, t.by_accents) for t in query.wanted]
    assert [t.words for t in again.excluded] == [t.words for t in query.excluded]
    for other in (query.without_accents(), query.without_quotes()):
        assert other.wanted
    assert not query.without_accents().has_accents


@given(st.sampled_from(["hoà", "hoá", "khoẻ", "thuỷ", "uỷ", "quý", "xoè", "toạ", "Hoả"]), st.booleans(), st.text(" ,.x", max_size=5))
def test_any_spelling_of_a_tone_finds_the_other(word, typed_old, around):
    spelled = tone_in_front(word)
    typed, printed = (spelled, word) if typed_old else (word, spelled)
    assert read_query(typed).fits(f"{around} {printed} {around}")
    assert words_of(typed) == words_of(printed)


@given(st.text(LETTERS, max_size=80))
def test_places_are_those_of_the_text(text):
    words = words_of(text)
    if not words:
        return
    sought = Sought.of(text)
    [term] = read_query(f'"{words[0]}"').wanted
    found = list(term.spans_in(sought))
    assert found and all(words_of(text[start:end]) == [words[0]] or not term.by_accents for start, end in found)
