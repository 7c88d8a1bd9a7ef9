"""One test runs the corpus file of the names of figures: where they begin and end, behind a figure and in front of it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.nouns.measured_name import NameParse, name_words
from tasks.nouns.measured_subject import subject
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import tagger_of

VOCABULARY = load_vocabulary()
TAGGER = tagger_of(VOCABULARY.words)
WORDS = name_words(VOCABULARY.naming)
KINDS = tomllib.loads((Path(__file__).parent / "corpus" / "measured_name.toml").read_text("utf-8"))["kind"]
PIECES = (
    "hộ nghèo", "đạt", "năm 2024", "so với", "(", ")", ",", ";", ":", ".", "-", "12", "1.234,5", "hạng", "2", "giá", "có giá", "với", "đã",
    "tỷ lệ", "bình quân", "sang", "Tân Lập", "OM", "18", "lít",
    "mỗi", "lũy kế", "tổng số", "hơn", "cao", "[3]", "văn hóa", "thể thao", "/", '"',
)  # fmt: skip


def cases(field):
    found = ((kind["name"], case) for kind in KINDS for case in kind.get(field, []))
    return [pytest.param(case, id=f"{name}: {case['text']}"[:90]) for name, case in found]


def read(text):
    return NameParse(of_plain(text, TAGGER), WORDS)


@pytest.mark.parametrize("case", cases("behind"))
def test_a_name_behind_a_figure_ends(case):
    assert read(case["text"]).counted(0, tested=False) == case["name"]


@pytest.mark.parametrize("case", cases("before"))
def test_a_name_before_a_figure(case):
    parse = read(case["text"])
    assert subject(parse, 0, len(parse.tokens))[0] == case["name"]


def test_the_number_of_another_figure_is_in_no_name():
    sentence = of_plain("trạm y tế xã hạng 2 giường bệnh", TAGGER)
    assert NameParse(sentence, WORDS).counted(0, tested=False) == "trạm y tế xã hạng 2 giường bệnh"
    assert NameParse(sentence, WORDS, [sentence.text.index("2")]).counted(0, tested=False) == "trạm y tế xã hạng"


def test_behind_other_words_the_first_may_end_a_name():
    assert read("so với năm 2023").counted(0, tested=True) == ""
    assert read("hộ so với năm 2023").counted(0, tested=True) == "hộ"


def test_every_kind_has_two_variants():
    assert [kind["name"] for kind in KINDS if len(kind.get("behind", [])) + len(kind.get("before", [])) < 2] == []


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.text(max_size=100)))
def test_any_words_give_a_name_or_none(text):
    parse = read(text)
    for at in range(len(parse.tokens)):
        name, start = subject(parse, 0, at + 1)
        assert 0 <= start <= at + 1
        assert name == name.strip()
        parse.counted(at, tested=True)
