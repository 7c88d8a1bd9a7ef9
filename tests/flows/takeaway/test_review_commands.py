"""Corrections and follow-up from the command line, and what every output makes of them."""

import csv
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from typer.testing import CliRunner

from db.asking.details import revision_detail
from db.review.corrections import list_corrections
from flows import app as frame
from flows.cli import app
from flows.takeaway.columns import ANSWERS
from tasks.domain.correction_errors import CorrectionError


@pytest.fixture
def run(url, tmp_path, monkeypatch):
    """Types a command in an empty folder; an error of our tree comes out as such."""
    monkeypatch.setenv("THONGBAO_UI_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(frame.out, "_width", 300)

    def typed(*arguments, code=0):
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result.stdout

    return typed


def test_a_correction_is_made_shown_and_taken_back(run, url):
    first = revision_detail(url, 1).directives[0]
    said = run(
        "correct", "1.pdf", "change", "directive", "lead=Công an tỉnh; Sở Y tế", "deadline_on=15/7/2026", "--row", first.id, "--by", "Lan"
    )
    assert "Lan" in said
    assert "deadline_on: '2026-06-30' -> '2026-07-15'" in said
    assert "corrected" in run("show", "1.pdf")
    assert "Công an tỉnh" in run("due", "--today", "2026-07-01")
    assert "1 corrections by people, none of them not applied" in run("diff", "1.pdf")
    assert "Nothing is open" in run("corrections", "1.pdf", "--open")
    run("undo", "1.pdf", "--by", "Minh")
    assert "Nobody corrected anything" in run("corrections", "2.pdf")
    listed = run("corrections", "1.pdf")
    assert "undone" in listed
    assert "Minh" in listed
    assert [p.printed for p in revision_detail(url, 1).directives[0].parties] == [p.printed for p in first.parties]
    with pytest.raises(CorrectionError, match="FIELD=VALUE"):
        run("correct", "1.pdf", "change", "directive", "lead", "--row", first.id)


def test_typed_parties_get_the_agency_of_the_vocabulary(run, url):
    first = revision_detail(url, 1).directives[0]
    run("correct", "1.pdf", "change", "directive", "lead=Sở Tài chính", "--row", first.id)
    [document] = json.loads(run("export", "--agency", "department-finance"))
    assert document["directives"][0]["id"] == first.id


def test_doubts_of_rows_that_somebody_looked_at_are_settled(run, url):
    assert "deadline-unresolved" in run("issues", "1.pdf")
    run("correct", "1.pdf", "confirm", "directive", "--row", revision_detail(url, 1).directives[3].id)
    assert "deadline-unresolved" not in run("issues", "1.pdf")
    assert "deadline-unresolved" in run("issues", "1.pdf", "--settled")
    assert "1 more were settled by people" in run("show", "1.pdf")
    [document, _] = json.loads(run("export"))
    assert {i["code"]: i["settled"] for i in document["issues"]} == {
        "number-doubtful": False,
        "deadline-unresolved": True,
        "directive-without-lead": False,
    }


def test_every_file_shows_what_people_said(run, url):
    directives, metrics = revision_detail(url, 1).directives, revision_detail(url, 1).metrics
    run("correct", "1.pdf", "change", "directive", "text=Rà soát lại", "--row", directives[0].id)
    run("correct", "1.pdf", "reject", "directive", "--row", directives[1].id)
    run("correct", "1.pdf", "change", "metric", "value=13", "--row", metrics[0].id)
    run("follow", directives[0].id, "--state", "done", "--on", "28/6/2026", "--document", "5/BC-SNV", "--note", "xong", "--by", "Lan")
    run("follow", directives[2].id, "--state", "cancelled")
    [document, _] = json.loads(run("export"))
    first = document["directives"][0]
    assert (first["text"], first["review"], first["machine"]) == ("Rà soát lại", "corrected", {"text": "=SUM(A1) rà soát"})
    assert first["follow_up"] == {
        "state": "done",
        "owner": None,
        "note": "xong",
        "completion_symbol": "5/BC-SNV",
        "completed_on": "2026-06-28",
        "ending_symbol": None,
        "ended_on": None,
        "extended_to": None,
        "extensions": [],
    }
    assert len(document["directives"]) == 4
    assert (document["metrics"][0]["value"], document["metrics"][0]["machine"]) == ("13", {"value": "12"})
    run("export", "--format", "csv", "--output", "t")
    with Path("t/directives.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(r["text"], r["review"], r["state"]) for r in rows[:2]] == [
        ("Rà soát lại", "corrected", "done"),
        ("'-2 họp giao ban", "", "cancelled"),
    ]
    run("export", "--format", "xlsx", "--output", "x.xlsx")
    sheet = load_workbook("x.xlsx")["Nhiệm vụ"]
    assert [cell.value for cell in sheet[4]][1] == "Rà soát lại"
    said = dict(zip((cell.value for cell in sheet[3]), (cell.value for cell in sheet[4]), strict=True))
    assert [said[name] for name in (ANSWERS["state"], ANSWERS["completion_symbol"], ANSWERS["note"])] == ["Hoàn thành", "5/BC-SNV", "xong"]
    run("export", "--format", "ical", "--output", "x.ics")
    events = Calendar.from_ical(Path("x.ics").read_bytes()).walk("VEVENT")
    assert [(str(e["summary"]), str(e["status"]), len(e.walk("VALARM"))) for e in events] == [
        ("[Hoàn thành] Sở Nội vụ: Rà soát lại", "CONFIRMED", 0)
    ]
    assert "Hoàn thành: 5/BC-SNV ngày 28/06/2026" in events[0]["description"]
    run("export", "--format", "parquet", "--output", "p")
    import pyarrow.parquet as pq

    table = pq.read_table("p/directives.parquet").to_pylist()
    assert [row["completed_on"] and row["completed_on"].isoformat() for row in table[:2]] == ["2026-06-28", None]
    run("chart", "tasks", "--output", "c.svg")
    assert Path("c.svg").stat().st_size > 1000
    assert run("due", "--today", "2026-07-10").startswith("Nothing is due")


def test_a_workbook_goes_out_and_comes_back(run, url):
    run("export", "--format", "xlsx", "--output", "x.xlsx")
    book = load_workbook("x.xlsx")
    sheet = book["Nhiệm vụ"]
    column = {cell.value: cell.column_letter for cell in sheet[3]}
    sheet[f"{column['Trạng thái']}4"], sheet[f"{column['Ngày hoàn thành']}4"] = "Hoàn thành", "20/06/2026"
    sheet[f"{column['Ngày hoàn thành']}5"] = "31/02/2026"
    book.save("x.xlsx")
    shown = run("import", "x.xlsx", "--dry-run", code=16)
    assert "1 changed, 4 unchanged, 1 refused. Nothing was written." in shown
    assert [task for task in revision_detail(url, 1).tasks if task.follow_up] == []
    shown = run("import", "x.xlsx", "--by", "Lan", code=16)
    assert "Trạng thái: Not started → Done" in shown
    assert "31/02/2026" in shown and "is no day" in shown
    assert "0 changed, 5 unchanged, 1 refused." in run("import", "x.xlsx", code=16)
    sheet[f"{column['Ngày hoàn thành']}5"] = None
    book.save("x.xlsx")
    assert "0 changed, 6 unchanged, 0 refused." in run("import", "x.xlsx")


def test_gold_files_come_from_reviewed_documents(run, url):
    run("export", "--format", "gold", "--output", "gold")
    assert not Path("gold").exists()
    run("export", "1.pdf", "--format", "gold", "--output", "gold", "--unreviewed")
    assert sorted(p.name for p in Path("gold/01010101").iterdir()) == ["gold.json", "read.json", "text.txt"]


def test_a_missed_row_is_added_by_its_words(run, url):
    run("correct", "1.pdf", "add", "directive", "text=Sở Nội vụ rà soát", "--quote", "rà soát 12/63 danh sách")
    [added] = [d for d in revision_detail(url, 1).directives if d.review == "added"]
    assert (added.text, added.evidence.quote) == ("Sở Nội vụ rà soát", "rà soát 12/63 danh sách")
    assert [c.state for c in list_corrections(url, 1)] == ["applied"]
