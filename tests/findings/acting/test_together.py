"""Lists behind "phối hợp": where they stand; whom they name is in the corpus file of clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.together import find_together, together_lists
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def reader(text):
    return ClauseReader(of_plain(text, TAGGER), CUES)


def named(text, low=0, high=None):
    found = reader(text)
    count = len(found.sentence.tokens) if high is None else high
    return [list(parties.names) for parties in find_together(found, low, count)]


def test_several_lists_in_one_clause_are_found_in_order():
    text = "Sở Y tế phối hợp với Công an tỉnh kiểm tra, kết hợp với Tỉnh đoàn tuyên truyền."
    assert named(text) == [["Công an tỉnh"], ["Tỉnh đoàn"]]


def test_only_the_clause_is_read():
    text = "Rà soát; phối hợp với Công an tỉnh kiểm tra"
    assert named(text, 0, 2) == []
    assert named(text) == [["Công an tỉnh"]]


@pytest.mark.parametrize("text", ["phối hợp", "phối hợp với", "phối", "kết hợp", "", "phối hợp với rà soát"])
def test_nothing_behind_the_word_names_nobody(text):
    assert named(text) == []


def test_a_clause_is_looked_through_once():
    found = reader("Phối hợp với Công an tỉnh kiểm tra")
    assert together_lists(found, 0, 8) is together_lists(found, 0, 8)


@given(
    st.lists(
        st.sampled_from(["phối hợp", "với", "cùng", "kết hợp", "Sở Y tế", "các sở", "chặt chẽ", "và", ",", ";", "chủ trì", "("]),
        max_size=30,
    )
)
def test_lists_stand_in_order_behind_one_another(words):
    found = reader(" ".join(words))
    position = 0
    for parties in find_together(found, 0, len(found.sentence.tokens)):
        assert position <= parties.start < parties.end <= len(found.sentence.tokens)
        position = parties.end
