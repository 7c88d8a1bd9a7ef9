"""Parties of every kind, one a line: bodies, titles, kinds and lists as the lexicons and the grammar read them together."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.words import load_words
from tasks.findings.extract import tagger_of
from tasks.nouns.parties import parse_of, read_parties
from tasks.reading.sentences import of_plain

CORPUS = Path(__file__).parent / "corpus" / "parties.txt"
BEHIND = "khẩn trương rà soát"


TAGGER = tagger_of(load_words())


def _lines() -> list[str]:
    return [line for line in CORPUS.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", _lines())
def test_the_party_ends_where_its_verb_begins(line: str) -> None:
    """The whole name is read and nothing of the clause behind it."""
    printed, _, read = line.partition(" => ")
    wanted = tuple(read.split(" | ")) if read else (printed,)
    found = read_parties(parse_of(of_plain(f"{printed} {BEHIND}", TAGGER)), 0)
    assert found is not None
    assert found.names == wanted
