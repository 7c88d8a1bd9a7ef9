"""Lists of parties: the corpus file beside this noun, and what holds for any words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.words import load_words
from tasks.findings.extract import tagger_of
from tasks.nouns.parties import MOST_PARTIES, parse_of, read_all, read_parties
from tasks.nouns.party import GRAMMAR
from tasks.reading.sentences import of_plain
from tasks.rules.engine import Parse

TAGGER = tagger_of(load_words())
KINDS = tomllib.loads((Path(__file__).parent / "corpus" / "party.toml").read_text("utf-8"))["kind"]


def read(entry):
    """The parties at the beginning of a text and what stands behind their list."""
    sentence = of_plain(entry["text"], TAGGER)
    found = read_parties(parse_of(sentence), 0)
    if found is None:
        return ([], "")
    behind = entry["text"][sentence.tokens[found.end].start :] if found.end < len(sentence.tokens) else ""
    return (list(found.names), behind[: len(entry.get("behind", behind))])


def expected(entry):
    return (entry.get("parties", []), entry.get("behind", ""))


def entries(kind):
    return [*kind["cases"], *({"text": text} if isinstance(text, str) else text for text in kind.get("none", ()))]


def case(kind, entry):
    marks = [pytest.mark.xfail(reason=entry["fails"], strict=True)] if "fails" in entry else []
    return pytest.param(entry, id=f"{kind['name']}: {entry['text'][:40]}", marks=marks)


@pytest.mark.parametrize("entry", [case(kind, entry) for kind in KINDS for entry in entries(kind)])
def test_a_list_of_parties_is_cut_and_ends_before_the_verb(entry):
    assert read(entry) == expected(entry)


def test_every_kind_has_two_variants():
    assert all(len(entries(kind)) >= 2 for kind in KINDS)


def test_the_printed_form_is_kept():
    assert read({"text": "Uỷ ban nhân dân tỉnh chỉ đạo"})[0] == ["Uỷ ban nhân dân tỉnh"]


def test_a_party_named_twice_is_one():
    assert read({"text": "Sở Y tế, Sở Nội vụ, Sở Y tế rà soát"})[0] == ["Sở Y tế", "Sở Nội vụ"]


def test_each_party_knows_where_its_own_words_stand_and_whether_they_say_which():
    text = "Giám đốc các Sở: Tài chính, Y tế; các đơn vị liên quan rà soát"
    found = read_parties(parse_of(of_plain(text, TAGGER)), 0)
    assert [(p.name, text[p.start : p.end], p.complete) for p in found.parties] == [
        ("Giám đốc Sở Tài chính", "Tài chính", True),
        ("Giám đốc Sở Y tế", "Y tế", True),
        ("các đơn vị liên quan", "các đơn vị liên quan", False),
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sở Công Thương", ["Sở Công Thương"]),
        ("Các sở: Tài chính, Xây dựng", ["Sở Tài chính", "Sở Xây dựng"]),
        ("Sở Y tế;\nUBND các xã", ["Sở Y tế", "UBND các xã"]),
        ("Hòa An Eco, Sở Nội vụ, Nhóm Sáng tạo Trẻ", ["Hòa An Eco", "Sở Nội vụ", "Nhóm Sáng tạo Trẻ"]),
        ("", []),
        ("-", []),
    ],
)
def test_a_cell_names_parties_and_what_no_rule_knows_is_cut_at_commas(cell, names):
    parse = parse_of(of_plain(cell.replace("\n", " "), TAGGER))
    assert [p.name for p in read_all(parse, 0, len(cell))] == names


def test_only_the_asked_part_of_a_line_is_read():
    line = "Cơ quan chủ trì: Sở Y tế; thời gian: Quý I"
    parse = parse_of(of_plain(line, TAGGER))
    assert [p.name for p in read_all(parse, line.index("Sở"), line.index(";"))] == ["Sở Y tế"]


WORDS = (
    *("Sở Y tế", "Sở", "các", "sở", "ban", "ngành", "tỉnh", "UBND", "Thủ trưởng", "đơn vị", "Tài chính", "Văn hóa", "và", "hoặc", "&"),
    *(
        ",",
        ";",
        ":",
        "(",
        ")",
        "/",
        "-",
        ".",
        "số",
        "2",
        "rà soát",
        "phải",
        "có liên quan",
        "thuộc",
        "trên địa bàn",
        "tổ chức",
        "được giao",
    ),
    *("Công ty", "Tân Giang", "Quản lý", "dự án", "thành viên", "Hòa", "cung cấp", "ông", "xã"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_give_lists_inside_the_text(words):
    sentence = of_plain(" ".join(words), TAGGER)
    parse = parse_of(sentence)
    for at in range(len(sentence.tokens) + 1):
        found = read_parties(parse, at)
        if found is None:
            continue
        assert at == found.start < found.end <= len(sentence.tokens)
        assert 0 < len(found.names) == len(set(found.names)) <= MOST_PARTIES
        assert all(p.name.strip() and 0 <= p.start < p.end <= len(sentence.text) for p in found.parties)


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_everything_named_in_a_cell_stands_in_it(words):
    text = " ".join(words)
    for party in read_all(parse_of(of_plain(text, TAGGER)), 0, len(text)):
        assert 0 <= party.start < party.end <= len(text)


def test_the_number_of_parties_is_bounded():
    text = ", ".join(f"Sở Y tế {n}" for n in range(MOST_PARTIES * 2))
    found = read_parties(parse_of(of_plain(text, TAGGER)), 0)
    assert len(found.parties) <= MOST_PARTIES + 1


class Counted(Parse):
    """A parse that counts how many nodes are worked out and asked for."""

    asked = 0

    def node(self, name, at):
        type(self).asked += 1
        return super().node(name, at)


@pytest.mark.parametrize("piece", ["Sở Y tế, ", "các ", "UBND các xã: A, B; ", "đơn vị có liên quan đến ", "( ", "Thủ trưởng "])
def test_the_work_grows_with_the_length_of_the_sentence(piece):
    def asked(times):
        Counted.asked = 0
        parse = Counted(of_plain(piece * times, TAGGER), GRAMMAR)
        for at in range(len(parse.tokens)):
            parse.node("party", at)
        return Counted.asked

    # Shorter ones still grow faster: rules go deeper with them until DEEPEST.
    assert asked(640) < 2.6 * asked(320)
