import pytest

from tasks.restore.sentences import sentences_of
from tasks.restore.symbols import part_of


def lines(text):
    return [[part_of(token, at) for at, token in enumerate(line.split())] for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Uy ban\nnhan dan. So Noi vu", [["Uy", "ban", "nhan", "dan"], ["So", "Noi", "vu"]]),
        ("THONG BAO\n\nKet luan", [["THONG", "BAO"], ["Ket", "luan"]]),
        ("- Giao: So", [["Giao"], ["So"]]),
        ("", []),
    ],
)
def test_where_sentences_end(text, wanted):
    assert [[p.core for p in s.pieces] for s in sentences_of(lines(text))] == wanted


def test_what_the_place_says_of_the_case():
    first, second = list(sentences_of(lines("THONG BAO\n\n- Giao So. Noi; vu")))[:2]
    assert [(p.setting.opens, p.setting.capitals) for p in first.pieces] == [(True, True), (False, True)]
    assert [(p.setting.opens, p.setting.capitals) for p in second.pieces] == [(True, False), (False, False)]


def test_only_words_of_one_line_without_signs_between_may_be_one():
    (sentence,) = sentences_of(lines("Nghi quy et, so\nmoi"))
    assert [p.joins for p in sentence.pieces] == [True, True, False, False, False]
