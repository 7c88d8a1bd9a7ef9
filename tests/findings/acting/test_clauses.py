"""Who must act in a clause and who takes part: the corpus file of clauses."""

import tomllib
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.together import find_together
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)
KINDS = tomllib.loads((Path(__file__).parent.parent / "corpus" / "clause.toml").read_text("utf-8"))["kind"]


def read(entry):
    """Who acts and who takes part, the latter only where the entry says something about it."""
    reader = ClauseReader(of_plain(entry["text"], TAGGER), CUES)
    count = len(reader.sentence.tokens)
    actors = reader.actors(0, count, assigned=entry.get("assigned", False))
    together = [party.name for found in find_together(reader, 0, count) for party in found.parties] if "together" in entry else None
    return (actors.kind if actors else None, list(actors.parties.names) if actors else [], together)


def expected(entry):
    return (entry.get("who"), entry.get("parties", []), entry.get("together"))


def entries(kind):
    return [*kind["cases"], *({"text": text} if isinstance(text, str) else text for text in kind.get("nobody", ()))]


def case(kind, entry):
    marks = [pytest.mark.xfail(reason=entry["fails"], strict=True)] if "fails" in entry else []
    return pytest.param(entry, id=f"{kind['name']}: {entry['text'][:40]}", marks=marks)


@pytest.mark.parametrize("entry", [case(kind, entry) for kind in KINDS for entry in entries(kind)])
def test_who_must_act_and_who_takes_part(entry):
    assert read(entry) == expected(entry)


def test_every_kind_has_two_variants():
    assert all(len(entries(kind)) >= 2 for kind in KINDS)
