"""Two states of the code compared, with the gold rows where there are some."""

import copy

import pytest

from benchmarks.corpora import CORPORA, annotated
from benchmarks.findings_changes import QUIET
from benchmarks.findings_diff import compared, failures, seconds, totals
from benchmarks.findings_effects import Effect

DOCUMENTS = [document for document in annotated(CORPORA) if document.gold()["directives"]]


def read(document):
    """The gold rows of a document as if they had been found."""
    gold = document.gold()
    rows = [row | {"span": [100 * number, 100 * number + 90], "rule": "order"} for number, row in enumerate(gold["directives"])]
    return {"document": gold["document"], "sections": [], "directives": rows, "metrics": [], "citations": []}


@pytest.mark.skipif(not DOCUMENTS, reason="the corpus is not beside this checkout")
def test_gains_and_losses_of_an_annotated_document():
    document = DOCUMENTS[0]
    before = read(document)
    after = copy.deepcopy(before)
    after["directives"][0]["lead"] = ["Sở khác"]
    del after["directives"][-1]
    name = f"{document.name}/scan"
    forth = list(compared({name: before}, {name: after}, frozenset(QUIET)))
    back = list(compared({name: after}, {name: before}, frozenset(QUIET)))
    assert [(r.what, r.effect) for r in forth] == [("lost", Effect.LOSS), ("altered", Effect.LOSS)]
    assert [(r.what, r.effect) for r in back] == [("altered", Effect.GAIN), ("found", Effect.GAIN)]


def test_texts_without_gold_rows_are_compared_without_judgement():
    row = {"span": [0, 9], "lead": [], "text": "a", "rule": "x", "section": "1"}
    (remark,) = compared({"official-001": {"directives": []}}, {"official-001": {"directives": [row]}}, frozenset(QUIET))
    assert (remark.what, remark.effect) == ("found", Effect.UNKNOWN)


def test_totals_and_failures():
    before, after = {"a": {"error": "KeyError: 1"}}, {"a": {"directives": [{}, {}], "document": {"type": "CT"}}}
    assert totals(before, after)["directive"] == (0, 2)
    assert totals(before, after)["head"] == (0, 1)
    assert list(failures("The baseline", before)) == ["The baseline failed on a: KeyError: 1"]
    assert list(failures("The present code", after)) == []
    assert seconds({"b": {"seconds": 1.5}, "c": {"seconds": 0.25}, **before}) == 1.75
