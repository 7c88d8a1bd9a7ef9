import csv

import pytest

from flows.takeaway.export import cell, csv_rows


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
        "issues": [{"code": "c", "severity": "info", "message": "m", "page": None}],
    }
    rows = list(csv_rows(document))
    assert [name for name, _ in rows] == ["documents", "tasks", "directives", "issues"]
    assert rows[1][1] | {"key": "k", "directives": 1, "deadline_on": None, "state": "done"} == rows[1][1]
    directive = rows[2][1]
    assert directive["document_symbol"] == "1/TB-UBND"
    assert (directive["page"], directive["quote"], directive["deadline_on"]) == (3, "ab", None)
    assert "evidence" not in directive


def test_a_spreadsheet_reads_the_accents(tmp_path):
    path = tmp_path / "x.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerow(["Ủy ban"])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
