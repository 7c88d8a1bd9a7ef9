"""Verdicts on single rows add up to what the corpus' own scorer says."""

import copy

import pytest

from benchmarks.corpora import CORPORA, annotated, scorer_of
from benchmarks.exported import read_all, read_text
from benchmarks.scorer import Scorer
from config.vocabulary import load_vocabulary

DOCUMENTS = annotated(CORPORA)
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the corpus is not beside this checkout")
COLUMNS = {"lead": "lead", "coordinating": "coordinating", "deadline": "deadline", "citations": "cites"}


@pytest.fixture(scope="module")
def scorer():
    return Scorer(scorer_of(CORPORA))


def gold_export(document):
    """A perfect export of a document."""
    gold = document.gold()
    rows = {kind: [row | {"sure": True} for row in gold[kind]] for kind in ("directives", "metrics")}
    cells = [row | {"in_table": True} for row in gold.get("table_metrics") or []]
    return copy.deepcopy(gold) | rows | {"metrics": rows["metrics"] + cells, "text": document.text()}


def test_gold_rows_are_all_right(scorer):
    for document in DOCUMENTS:
        verdicts = scorer.judge(document.gold(), gold_export(document))
        assert all(verdict.whole for rows in verdicts.values() for verdict in rows), document.name


def test_made_up_rows_are_not(scorer):
    gold = DOCUMENTS[0].gold()
    made_up = {"text": "Không ai viết câu này ở đây bao giờ.", "lead": [], "coordinating": [], "deadline": None, "citations": []}
    (verdict,) = scorer.judge(gold, {"directives": [made_up]})["directive"]
    assert (verdict.gold, verdict.whole) == (None, False)


def test_verdicts_add_up_to_the_scores(scorer):
    for read in read_all(DOCUMENTS[:9], load_vocabulary(), read_text):
        export = read.export() | {"text": ""}
        for rows in (export["directives"], export["metrics"]):
            rows[:] = [row | {"sure": number % 2 == 0} for number, row in enumerate(rows)]
        tally = scorer.module.Tally()
        scorer.module.score(read.document.folder, export, tally)
        verdicts = scorer.judge(read.document.gold(), export)
        assert tally.rows["directives"][0] == sum(v.gold is not None for v in verdicts["directive"])
        assert tally.rows["sections"][0] == sum(v.gold is not None for v in verdicts["section"])
        assert tally.rows["citations"][0] == sum(v.gold is not None for v in verdicts["citation"])
        for field, column in COLUMNS.items():
            assert tally.rows.get(column, [0, 0])[0] == sum(v.right.get(field, False) for v in verdicts["directive"])
        assert tally.rows.get("metric fields", [0, 0])[0] == sum(sum(v.right.values()) for v in verdicts["metric"])
        sure = [v for kind in ("directive", "metric") for v in verdicts[kind][::2]]
        assert tally.rows["sure right"] == [sum(v.whole for v in sure), len(sure)]


def test_a_table_of_several_documents(scorer, capsys):
    documents = DOCUMENTS[:3]
    scores = scorer.scores(documents, {document.name: gold_export(document) for document in documents}, show=True)
    assert list(scores) == [*(document.name for document in documents), "all"]
    assert {scores["all"][c] for c in ("CER", "directives", "lead", "sure share", "sure right")} == {0.0, 1.0}
    assert capsys.readouterr().out.count("\n") >= 5


def test_a_document_without_an_export_scores_nothing(scorer):
    scores = scorer.scores(DOCUMENTS[:1], {})
    assert (scores["all"]["directives"], scores["all"]["lead"]) == (0.0, None)
