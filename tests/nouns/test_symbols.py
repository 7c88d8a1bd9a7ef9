"""One test runs the corpus file of symbols: texts, the symbols in them, and what must give none."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.nouns.document_kinds import kinds_of
from tasks.nouns.symbol import may_hold_symbol, read_symbols

KINDS = kinds_of(load_vocabulary().document_types)
CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "symbol.toml").read_text("utf-8"))["kind"]
READS = [(kind["name"], read) for kind in CORPUS for read in kind.get("reads", [])]
REJECTS = [(kind["name"], text) for kind in CORPUS for text in kind.get("rejects", [])]
PIECES = (
    "số ",
    "12",
    "/",
    "-",
    "QĐ",
    "UBND",
    "NQ",
    "TW",
    "2024",
    "QH",
    "15",
    ".",
    ":",
    " ",
    " - ",
    "QCVN",
    "TTr",
    "_",
    "&",
    "a",
    "Sở",
    "0",
    "\n",
)


@pytest.mark.parametrize(("kind", "read"), READS, ids=lambda v: v.get("text") if isinstance(v, dict) else None)
def test_a_text_holds(kind, read):
    found = [symbol for symbol, _, _ in read_symbols(read["text"], KINDS)]
    assert [s.text for s in found] == read["symbols"], kind
    assert [s.kind or "" for s in found] == read.get("kinds", [s.kind or "" for s in found])
    assert [s.sure for s in found] == read.get("sure", [s.sure for s in found])


@pytest.mark.parametrize(("kind", "text"), REJECTS)
def test_a_text_holds_no_symbol(kind, text):
    assert read_symbols(text, KINDS) == (), kind


def test_every_kind_has_two_variants():
    assert {kind["name"] for kind in CORPUS if len(kind.get("reads", kind.get("rejects", []))) < 2} == set()


def test_what_two_printings_share():
    printed = "07/QĐ-UBND 7/QD-UBND 7/QĐUBND 7/2024/QĐ-UBND 07/QĐ-UBNDT"
    keys = [symbol.key for symbol, _, _ in read_symbols(printed, KINDS)]
    assert keys[0] == keys[1] == keys[2]
    assert len(set(keys)) == 3


def test_look_alikes_of_another_script_are_latin_letters():
    assert [s.text for s, _, _ in read_symbols("Nghị định số 58/2024/NĐ-\u0421\u0420", KINDS)] == ["58/2024/NĐ-CP"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
def test_symbols_stand_in_any_text_in_order(text):
    end = 0
    for symbol, start, behind in read_symbols(text, KINDS):
        assert end <= start < behind <= len(text)
        assert may_hold_symbol(text)
        assert symbol.text
        assert symbol.key
        end = behind
