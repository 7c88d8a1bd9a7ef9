"""Lists of parties: the corpus file beside this noun, and what holds for any words."""

import tomllib
from pathlib import Path

import pytest

from config.words import load_words
from tasks.findings.extract import tagger_of
from tasks.findings.nouns.parties import parse_of, read_parties
from tasks.findings.reading.sentences import of_plain

TAGGER = tagger_of(load_words())
KINDS = tomllib.loads((Path(__file__).parent.parent / "corpus" / "party.toml").read_text("utf-8"))["kind"]


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
