import csv
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "db"))
from notice import PLAIN

from db.asking.selection import Selection, selected
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct
from flows.takeaway.csv_files import cell
from flows.takeaway.export import document_json
from flows.takeaway.flat_rows import csv_rows
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@x", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "＝1+1", "＠SUM(1)"])
def test_no_cell_is_taken_for_a_formula(text):
    assert cell(text) == "'" + text


@pytest.mark.parametrize(("value", "wanted"), [("Sở Nội vụ", "Sở Nội vụ"), (3, 3), (None, None), (["a", "b"], "a; b"), (["=a"], "'=a")])
def test_other_cells_stay_as_they_are(value, wanted):
    assert cell(value) == wanted


def test_rows_of_a_document_name_their_document_and_page():
    evidence = {"span": [0, 2], "quote": "ab", "regions": [{"page": 3, "bbox": [1, 2, 3, 4]}], "confidence": 91.0}
    task = {"key": "k", "directives": [0], "deadline": None, "deadline_in": None, "follow_up": {"state": "done"}}
    document = {
        "id": "abcd1234",
        "file_name": "x.pdf",
        "document": {"symbol": "1/TB-UBND", "type": "TB"},
        "sections": [],
        "directives": [{"id": 1, "text": "t", "lead": ["A", "B"], "deadline": None, "evidence": evidence}],
        "tasks": [task],
        "metrics": [],
        "citations": [],
        "signatures": [],
        "tables": [],
        "issues": [{"code": "c", "severity": "info", "message": "m", "page": None, "evidence": place} for place in (None, evidence)],
    }
    document["directives"][0]["parts"] = [{"field": "lead", "value": "A", "rule": "r", "evidence": evidence}]
    rows = list(csv_rows(document))
    assert [name for name, _ in rows] == ["documents", "tasks", "directives", "issues", "issues"]
    assert [row["quote"] for _, row in rows[3:]] == [None, "ab"]
    assert rows[1][1] | {"key": "k", "directives": 1, "deadline_on": None, "state": "done"} == rows[1][1]
    directive = rows[2][1]
    assert directive["document_symbol"] == "1/TB-UBND"
    assert (directive["page"], directive["quote"], directive["deadline_on"]) == (3, "ab", None)
    assert not {"evidence", "parts"} & directive.keys()


def test_a_spreadsheet_reads_the_accents(tmp_path):
    path = tmp_path / "x.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerow(["Ủy ban"])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_directive_and_metric_says_whether_it_is_sure(url):
    document = document_json(next(selected(url, Selection())))
    assert [row["sure"] for row in document["directives"]] == [True, True, True, False, True]
    assert [row["sure"] for row in document["metrics"]] == [False, True, True]
    doubted = {(i["row_kind"], i["row_id"]) for i in document["issues"] if i["severity"] != "info" and not i["settled"]}
    assert doubted == {("directive", 4), ("metric", 1)}
    correct(url, Change(1, "directive", "confirm", "Lan", 4))
    correct(url, Change(1, "metric", "change", "Lan", 1, {"value": "13"}))
    document = document_json(next(selected(url, Selection())))
    assert all(row["sure"] is True for row in (*document["directives"], *document["metrics"]))


def test_parts_and_doubts_have_their_places(migrated_url):
    document, _ = register_document(migrated_url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/a.pdf", "a.pdf"))
    reading = replace(PLAIN, tasks=(replace(PLAIN.tasks[0], sure=False), *PLAIN.tasks[1:])).reading()
    issue = Issue("no-such-date", Severity.WARNING, "?", 1, Span(0, 2), kind="directive", index=0, field="deadline")
    directives = tuple(replace(d, in_table=n == 3, item=n + 1) for n, d in enumerate(reading.extraction.findings.directives))
    findings = replace(reading.extraction.findings, directives=directives)
    reading = replace(reading, extraction=replace(reading.extraction, issues=(issue,), findings=findings))
    write_reading(migrated_url, RevisionKey(document.id, "f", {}, {}), reading)
    made = json.loads(json.dumps(document_json(next(selected(migrated_url, Selection())))))
    first = made["directives"][0]
    assert [(part["field"], part["value"], part["rule"]) for part in first["parts"]] == [
        ("lead", "Sở Nội vụ", "lead-rule"),
        ("deadline", "trước ngày 30/6/2026", "deadline-rule"),
    ]
    for row in made["directives"]:
        for part in row["parts"]:
            start, end = part["evidence"]["span"]
            assert made["text"][start:end] == part["evidence"]["quote"] == part["value"]
            assert part["evidence"]["regions"]
    assert [(row["in_table"], row["item"]) for row in made["directives"]] == [(False, 1), (False, 2), (False, 3), (True, 4)]
    [told] = made["issues"]
    assert (told["code"], told["row_kind"], told["row_id"], told["field"]) == ("no-such-date", "directive", first["id"], "deadline")
    assert told["evidence"]["quote"] == made["text"][:2]
