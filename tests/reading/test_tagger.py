"""The longest match of the lexicons at each place, and when a word is not meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.words import load_words
from tasks.domain.words import WordGroup, WordLists
from tasks.findings.extract import tagger_of
from tasks.reading.tagger import VERB_INSIDE, Tagger
from tasks.reading.tokens import fold_spelling, tokenize

TAGGER = tagger_of(load_words())


def tags(text, *groups):
    tokens = tokenize(fold_spelling(text))
    tagger = Tagger(WordLists(groups)) if groups else TAGGER
    return [
        (fold_spelling(text)[tokens[at].start : tokens[end - 1].end], tag)
        for at, found in enumerate(tagger.tag(tokens))
        for tag, end in sorted(found.items())
        if tag != VERB_INSIDE
    ]


BODY = WordGroup("body", "body", ("sở", "ban", "ban quản lý", "tổ chức"))
VERB = WordGroup("verb", "verb", ("tổ chức", "quản lý", "tổ"))
REPORT = WordGroup("report", "verb", ("báo cáo",), not_before=("viên", "số"), not_after=("văn bản",))
POLICE = WordGroup("police", "name", ("Đảng", "CSGT"), case=True)


def test_the_longest_word_at_a_place_hides_shorter_ones():
    assert tags("ban quản lý chợ", BODY) == [("ban quản lý", "body")]
    assert tags("tổ chức hội thi", BODY, VERB) == [("tổ chức", "body"), ("tổ chức", "verb")]


def test_a_word_may_begin_inside_another():
    assert tags("ban quản lý", BODY, VERB) == [("ban quản lý", "body"), ("quản lý", "verb")]


def test_words_are_compared_without_capitals_and_with_folded_spelling():
    assert tags("SỞ Y tế", BODY) == [("SỞ", "body")]
    assert tags("Uỷ ban", WordGroup("c", "body", ("ủy ban",))) == [("Ủy ban", "body")]
    assert tags("điều tra & xử lý", WordGroup("v", "verb", ("điều tra và xử lý",))) == [("điều tra & xử lý", "verb")]


@pytest.mark.parametrize(
    ("text", "met"),
    [("báo cáo kết quả", True), ("báo cáo viên", False), ("Báo cáo số 12", False), ("văn bản báo cáo", False), ("báo cáo", True)],
)
def test_a_word_is_not_meant_before_or_behind_some_others(text, met):
    assert bool(tags(text, REPORT)) is met


@pytest.mark.parametrize(("text", "met"), [("Đảng lãnh đạo", True), ("đảng viên", False), ("CSGT chốt chặn", True), ("csgt", False)])
def test_words_meant_only_as_written(text, met):
    assert bool(tags(text, POLICE)) is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("phôi hợp với", True),
        ("phối họp với", True),
        ("phôi họp với", False),  # two words differ
        ("khân trương", True),
        ("phối hộp với", True),
    ],
)
def test_recognition_may_lose_the_accents_of_one_word_of_a_phrase(text, met):
    assert bool(tags(text, WordGroup("v", "verb", ("phối hợp", "khẩn trương")))) is met


def test_single_words_are_not_read_leniently():
    assert tags("so", BODY) == []
    assert tags("sơ", BODY) == []


def test_tags_that_say_how_words_join_hide_nothing_and_are_not_hidden():
    duty = WordGroup("duty", "duty", ("phải",))
    auxiliary = WordGroup("auxiliary", "auxiliary", ("phải có", "phải"))
    assert tags("phải có kho", duty, auxiliary) == [("phải có", "auxiliary"), ("phải", "duty")]


def test_phrases_with_signs_inside_are_words_too():
    assert ("sở, ban, ngành", "group") in tags("các sở, ban, ngành")


def test_a_verb_hidden_by_a_longer_noun_is_still_known_to_be_there():
    noun = WordGroup("noun", "noun", ("tổ chức hội nghị",))
    (tagged, *_) = Tagger(WordLists((noun, VERB))).tag(tokenize("tổ chức hội nghị"))
    assert tagged == {"noun": 4, VERB_INSIDE: 2}


@given(
    st.lists(
        st.sampled_from(["Sở", "Y", "tế", "các", "sở", ",", "ban", "ngành", "phối", "hợp", "phôi", "-", "12", "&", "Đ", "_"]), max_size=40
    )
)
def test_any_tokens_have_tags_that_end_behind_them(words):
    tokens = tokenize(fold_spelling(" ".join(words)))
    found = TAGGER.tag(tokens)
    assert len(found) == len(tokens)
    assert all(at < end <= len(tokens) for at, tags_here in enumerate(found) for end in tags_here.values())
