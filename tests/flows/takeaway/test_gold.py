"""Gold files of reviewed documents are measured with the corpus' own scorer."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from sqlalchemy import update

from db.asking.details import revision_detail
from db.asking.selection import Selection, selected
from db.engine import transaction
from db.models.finding import Metric
from db.review.corrections import Change, correct
from flows.takeaway.gold import gold_json, write_gold

SCORER = Path(__file__).parents[4] / "shared" / "corpus" / "score.py"
needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason="the corpus is not beside the checkout")


def score(folder, export):
    """All measures of the corpus' scorer."""
    spec = importlib.util.spec_from_file_location("corpus_score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tally = module.Tally()
    module.score(folder, export, tally)
    return {name: value for name in module.COLUMNS if (value := tally.value(name)) is not None}


def confirm_all(url):
    for kind in ("directive", "metric", "citation"):
        for row in getattr(revision_detail(url, 1), kind + "s"):
            correct(url, Change(1, kind, "confirm", "Lan", row.id))


def write(url, folder, **options):
    return write_gold(selected(url, Selection(), rejected=True), folder, unreviewed=options.get("unreviewed", False), force=True)


def test_only_documents_that_people_looked_through_are_gold(url, tmp_path):
    assert write(url, tmp_path).folders == ()
    confirm_all(url)
    made = write(url, tmp_path)
    assert ([f.name for f in made.folders], made.left_out) == (["01010101"], (("02020202", 5),))
    assert len(write(url, tmp_path, unreviewed=True).folders) == 2
    assert (tmp_path / "01010101" / "text.txt").read_text("utf-8").strip() == revision_detail(url, 1).revision.clean_text


def test_the_files_have_the_keys_of_the_guidelines(url, tmp_path):
    confirm_all(url)
    [folder] = write(url, tmp_path).folders
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    assert list(gold) == ["document", "sections", "directives", "metrics", "citations", "table_metrics"]
    assert list(gold["directives"][0]) == ["section", "text", "lead", "coordinating", "deadline", "citations", "in_table", "sure"]
    read = json.loads((folder / "read.json").read_text("utf-8"))
    # Somebody confirmed every row; the machine was sure of all but one.
    assert {row["sure"] for row in (*gold["directives"], *gold["metrics"])} == {True}
    assert [row["sure"] for row in read["directives"]] == [True, True, True, False, True]
    assert [row["sure"] for row in read["metrics"]] == [False, True, True]
    assert gold["directives"][0]["deadline"] == {"raw": "trước ngày 30/6/2026", "on": "2026-06-30", "recurs": None}
    assert gold["metrics"][0]["value"] == "12"


def test_figures_of_tables_stand_apart(url, tmp_path):
    with transaction(url) as session:
        session.execute(update(Metric).where(Metric.position == 2).values(in_table=True))
    confirm_all(url)
    [folder] = write(url, tmp_path).folders
    gold, read = (json.loads((folder / name).read_text("utf-8")) for name in ("gold.json", "read.json"))
    assert gold["table_metrics"] == [{"name": "PAR INDEX", "value": "9", "unit": "rank"}]
    assert [row["value"] for row in gold["metrics"]] == ["12", "1234567.50"]
    assert [row["in_table"] for row in read["metrics"]] == [False, True, False]


@needs_scorer
def test_a_document_scores_full_against_its_own_gold_and_the_machine_less_with_each_correction(url, tmp_path):
    sys.dont_write_bytecode = True
    confirm_all(url)
    [folder] = write(url, tmp_path).folders

    def machine():
        [own] = write(url, tmp_path).folders
        found = score(own, json.loads((own / "read.json").read_text("utf-8")))
        mine = score(own, gold_json(revision_detail(url, 1)))
        assert {name for name, value in mine.items() if name not in ("CER", "WER") and value != 1.0} == set()
        assert (mine["CER"], mine["WER"]) == (0.0, 0.0)
        return found

    assert set(machine().values()) == {0.0, 1.0}
    detail = revision_detail(url, 1)
    correct(url, Change(1, "directive", "change", "Lan", detail.directives[0].id, {"lead": ["Sở X"], "deadline_on": "1/7/2026"}))
    found = machine()
    assert (found["lead"], found["deadline"], found["directives"]) == (0.8, 0.8, 1.0)
    correct(url, Change(1, "metric", "change", "Lan", detail.metrics[0].id, {"value": "13", "change": "-4"}))
    assert machine()["metrics"] == pytest.approx(2 / 3)
    correct(url, Change(1, "directive", "reject", "Lan", detail.directives[4].id))
    assert machine()["directives"] == pytest.approx(8 / 9)
    correct(url, Change(1, "head", "change", "Lan", values={"symbol": "9/TB-UBND"}))
    assert machine()["head"] < 1.0
    correct(url, Change(1, "citation", "change", "Lan", detail.citations[0].id, {"symbol": "13/QĐ-UBND"}))
    found = machine()
    assert (found["citations"], found["cites"]) == (0.0, 0.75)
    read = json.loads((folder / "read.json").read_text("utf-8"))
    assert read["document"]["symbol"] == "1/TB-UBND"
    assert read["directives"][0]["lead"] == ["Sở Nội Vụ"]
    assert read["metrics"][0]["change"] == "+10"
