import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.restore.symbols import nearest, part_of, settle_line

KNOWN = ("QĐ-TTg", "NĐ-CP", "NQ-CP", "TT-BTC", "QĐ-BTNMT")


TYPES = load_vocabulary().type_abbreviations


def settled(line):
    return settle_line([part_of(token) for token in line.split()], KNOWN, TYPES)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("288/0D-TT: gngay 28/02/2022", "288/QĐ-TTg ngay 28/02/2022"),
        ("571/QD-UBND ngay", "571/QĐ-UBND ngay"),
        ("(12/2020/ND-CP)", "(12/2020/NĐ-CP)"),
        ("23/NQ-HDND;", "23/NQ-HĐND;"),
        ("540-QB/TU", "540-QĐ/TU"),
        ("123/QD-SNV", "123/QĐ-SNV"),
        ("l2/UBND-VX", "12/UBND-VX"),
        ("2021 -2025,", "2021-2025,"),
        ("2O/1l/2023", "20/11/2023"),
        ("1O%", "10%"),
        ("Quy | nam", "Quy I nam"),
    ],
)
def test_what_grammar_and_vocabulary_repair(line, wanted):
    parts = settled(line)
    assert " ".join(p.text for p in parts) == wanted
    repaired = [p for p in parts if p.reason]
    assert repaired
    assert all(p.settled and p.original != p.text and 0 < p.confidence < 95 for p in repaired)


@pytest.mark.parametrize(
    "token", ["06-NQ/TU", "184/KH-UBND", "45/2019/QH14", "2231/SNV-CCHC&PC", "28/02/2022", "2,5%", "8/10", "10.000", "2021-2025", "540"]
)
def test_what_is_right_stays(token):
    (part,) = settled(token)
    assert (part.text, part.reason, part.doubt, part.settled) == (token, "", "", True)


@pytest.mark.parametrize(
    ("token", "doubt"), [("1234/Ab-xyz", "unrepaired-symbol"), ("35/45/2021", "unreadable-number"), ("77/SLDTBXH-VP", "unrepaired-symbol")]
)
def test_what_is_not_safe_stays_and_is_doubted(token, doubt):
    (part,) = settled(token)
    assert (part.text, part.doubt) == (token, doubt)
    assert part.confidence < 60


@pytest.mark.parametrize("token", ["x4", "6", "18", "Uy", "H5N1", "-", "&"])
def test_words_are_left_to_the_channel(token):
    (part,) = settled(token)
    assert not part.settled and part.text == token


def test_two_tails_as_near_are_no_answer():
    assert nearest("XA-CP", ("XB-CP", "XC-CP")) is None
    assert nearest("DA-UBND", ("ĐA-UBND",)) == "ĐA-UBND"


@given(st.lists(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=10), max_size=8))
def test_every_word_of_a_line_is_kept_or_joined(tokens):
    parts = settle_line([part_of(t) for t in tokens], KNOWN, TYPES)
    assert " ".join(p.original for p in parts) == " ".join(tokens)


@pytest.mark.parametrize(
    ("line", "first"),
    [("So: 12/CT-UBND", "Số:"), ("S6 288/QĐ-TTg", "Số"), ("so 06-NQ/TU", "số"), ("So 12 cán", "So"), ("Sau 12/CT-UBND", "Sau")],
)
def test_the_word_before_a_symbol(line, first):
    assert settle_line([part_of(t) for t in line.split()], KNOWN, TYPES)[0].text == first


def test_a_kind_of_document_comes_from_the_vocabulary():
    """A new kind in the vocabulary is one in the repair too."""
    parts = [part_of("12/GXD-UBND")]
    assert settle_line(parts, (), ("QĐ",))[0].doubt == "unrepaired-symbol"
    assert settle_line(parts, (), ("QĐ", "GXĐ"))[0].core == "12/GXĐ-UBND"
    assert {"QĐ", "NĐ", "QyĐ", "QĐi", "TTLT"} <= set(TYPES)
