"""The commands as they are typed, in one process: the database is small and nothing is read."""

import csv
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from typer.testing import CliRunner

from flows.cli import app
from tasks.domain.asking_errors import UnknownNameError
from tasks.domain.errors import OutputError, UnknownDocumentError


@pytest.fixture
def run(url, tmp_path, monkeypatch):
    """Types a command in an empty folder; an error of our tree comes out as such."""
    monkeypatch.chdir(tmp_path)

    def typed(*arguments):
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return typed


@pytest.mark.parametrize(
    ("options", "symbols"),
    [
        ((), ["1/TB-UBND", "2/TB-SYT"]),
        (("--from", "2026-06-01", "--to", "2026-06-30"), ["1/TB-UBND"]),
        (("--from", "1/6/2026", "--to", "30.06.2026"), ["1/TB-UBND"]),
        (("--from", "2026-07-01"), []),
        (("--issuer", "so y te"), ["2/TB-SYT"]),
        (("--agency", "so-noi-vu"), ["1/TB-UBND"]),
        (("--type", "CT"), []),
        (("--document", "2.pdf"), ["2/TB-SYT"]),
        (("2.pdf", "--document", "1/TB-UBND"), ["2/TB-SYT", "1/TB-UBND"]),
    ],
)
def test_every_format_takes_the_same_filters(run, options, symbols):
    assert [d["document"]["symbol"] for d in json.loads(run("export", *options).stdout)] == symbols
    run("export", "--format", "xlsx", "--output", "x.xlsx", *options)
    cells = [cell.value for cell in load_workbook("x.xlsx")["Nhiệm vụ"]["I"][3:] if cell.value]
    assert {cell.split(" ")[0] for cell in cells} == set(symbols)
    run("export", "--format", "ical", "--output", "x.ics", *options)
    events = Calendar.from_ical(Path("x.ics").read_bytes()).walk("VEVENT")
    assert len(events) == (2 if "1/TB-UBND" in symbols else 0)
    run("export", "--format", "csv", "--output", "t", *options)
    with Path("t/documents.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["symbol"] for row in csv.DictReader(stream)] == symbols


@pytest.mark.parametrize("format_", ["json", "csv", "xlsx", "ical", "parquet", "gold"])
def test_a_file_that_is_there_is_written_over_by_force_alone(run, format_):
    options = ("export", "--format", format_, "--output", "there", *(("--unreviewed",) if format_ == "gold" else ()))
    run(*options)
    files = [p for p in (Path("there"), *Path("there").rglob("*")) if p.is_file()]
    assert files
    for file in files:
        file.write_bytes(b"what somebody made of it")
    with pytest.raises(OutputError, match="--force"):
        run(*options)
    assert all(file.read_bytes() == b"what somebody made of it" for file in files)
    run(*options, "--force")
    assert not any(file.read_bytes() == b"what somebody made of it" for file in files)


def test_parquet_alone_is_added_to(run):
    for _ in range(2):
        assert run("export", "1/TB-UBND", "--format", "parquet", "--output", "t", "--append").exit_code == 0
    assert "rows of other documents were kept" in run("export", "2.pdf", "--format", "parquet", "--output", "t", "--append").stderr
    assert run("export", "--format", "csv", "--append").exit_code == 2


def test_a_name_that_nobody_knows_gives_no_empty_file(run):
    for options in (("--agency", "Sở Nội xvu"), ("--issuer", "xyzzy"), ("--type", "TP")):
        with pytest.raises(UnknownNameError):
            run("export", "--format", "json", "--output", "x.json", *options)
    assert not Path("x.json").exists()


def test_of_a_document_with_tasks_of_others_an_agency_gets_its_own(run):
    [document] = json.loads(run("export", "--agency", "Sở Nội vụ").stdout)
    assert [d["lead"][0] for d in document["directives"]] == ["Sở Nội Vụ", "Sở Tài chính"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "--format", "docx"), "is none of json"),
        (("export", "--from", "31/6/2026"), "is no date"),
        (("export", "--format", "xlsx"), "A file is needed"),
        (("chart", "tasks", "--output", "x.gif"), "ends in none of"),
        (("chart", "tasks", "--by", "mood", "--output", "x.png"), "is none of agency"),
    ],
)
def test_wrong_usage_is_told(run, arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_was_written_and_what_was_left_out_is_told(run):
    assert "x.ics: 2 deadlines; 2 without a day were left out" in run("export", "--format", "ical", "--output", "x.ics").stderr
    assert "x.xlsx: 6 tasks, 6 figures" in run("export", "--format", "xlsx", "--output", "x.xlsx").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("series", "PAR-INDEX"), "4 figures in rank"),
        (("series", "par index", "--unit", "rank"), "4 figures in rank"),
        (("tasks",), "6 tasks"),
        (("tasks", "--by", "month"), "6 tasks"),
        (("tasks", "--agency", "Sở Nội vụ"), "2 tasks"),
        (("doubts",), "1 documents of 1 months"),
    ],
)
@pytest.mark.parametrize("ending", ["png", "svg"])
def test_charts_are_drawn(run, tmp_path, arguments, said, ending):
    assert said in run("chart", *arguments, "--output", f"x.{ending}").stderr
    assert (tmp_path / f"x.{ending}").stat().st_size > 5_000


@pytest.mark.parametrize(
    "arguments",
    [
        ("series", "GDP"),
        ("series", "PAR-INDEX", "--unit", "%"),
        ("tasks", "--type", "CT"),
        ("tasks", "--document", "2.pdf", "--by", "month"),
    ],
)
def test_a_chart_of_nothing_is_refused(run, arguments):
    with pytest.raises(OutputError, match=r"nothing to draw|No figure"):
        run("chart", *arguments, "--output", "x.png")


def test_a_pdf_whose_words_are_gone_is_not_written(run, tmp_path):
    with pytest.raises(UnknownDocumentError, match="reprocess"):
        run("pdf", "1/TB-UBND", "--output", "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("chart", [("series", "PAR-INDEX"), ("tasks",), ("doubts",)])
def test_a_chart_takes_no_files_place(run, chart):
    Path("x.svg").write_text("somebody's")
    with pytest.raises(OutputError, match="--force"):
        run("chart", *chart, "--output", "x.svg")
    assert Path("x.svg").read_text() == "somebody's"
    assert run("chart", *chart, "--output", "x.svg", "--force").exit_code == 0
    assert "<svg" in Path("x.svg").read_text("utf-8")


def test_answers_that_nobody_brought_back_are_not_lost(run):
    run("export", "--format", "xlsx", "--output", "x.xlsx")
    with pytest.raises(OutputError, match="is there already"):
        run("export", "--format", "xlsx", "--output", "x.xlsx")
    book = load_workbook("x.xlsx")
    names = [cell.value for cell in book["Nhiệm vụ"][3]]
    book["Nhiệm vụ"].cell(4, names.index("Ghi chú") + 1).value = "đã gửi"
    book.save("x.xlsx")
    with pytest.raises(OutputError, match="1 nhiệm vụ đã ghi mà chưa đưa vào"):
        run("export", "--format", "xlsx", "--output", "x.xlsx")
    said = run("export", "--format", "xlsx", "--output", "x.xlsx", "--force").stderr
    assert "còn nguyên ở x.1.xlsx" in said.replace("\n", " ")
    assert load_workbook("x.1.xlsx")["Nhiệm vụ"].cell(4, names.index("Ghi chú") + 1).value == "đã gửi"
    assert "1 nhiệm vụ thay đổi" in run("import", "x.1.xlsx").stdout
    assert "0 nhiệm vụ thay đổi" in run("import", "x.1.xlsx").stdout


@pytest.mark.parametrize(("language", "said"), [("vi", "Ghi chú: (trống) → đã gửi"), ("en", "Ghi chú: (empty) → đã gửi")])
def test_what_comes_back_is_told_in_the_language_of_the_setting(run, monkeypatch, language, said):
    monkeypatch.setenv("THONGBAO_UI_LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "300")
    run("export", "--format", "xlsx", "--output", "x.xlsx")
    book = load_workbook("x.xlsx")
    names = [cell.value for cell in book["Nhiệm vụ"][3]]
    book["Nhiệm vụ"].cell(4, names.index("Ghi chú") + 1).value = "đã gửi"
    book["Nhiệm vụ"].cell(5, names.index("Trạng thái") + 1).value = "xong"
    book.save("x.xlsx")
    told = run("import", "x.xlsx", "--dry-run")
    assert told.exit_code == 16 and said in told.stdout
    assert ("is no state" in told.stdout, "không phải là trạng thái" in told.stdout) == (language == "en", language == "vi")
