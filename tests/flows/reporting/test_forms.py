"""The report as workbook, Word document, JSON and command."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt
from openpyxl import load_workbook
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[2] / "db"))
from orders import Order, load_document

from config.settings import Settings
from db.asking.task_report import ReportWanted, task_report
from db.review.followup import set_task
from db.schema import upgrade
from flows.cli import app
from flows.reporting.as_json import report_json
from flows.reporting.sheet import write_sheet
from flows.reporting.word import write_word

TODAY = date(2026, 6, 21)


@pytest.fixture
def url(tmp_path):
    settings = Settings(home=tmp_path / "home")
    settings.home.mkdir()
    upgrade(settings.database)
    tasks = load_document(
        settings.database,
        1,
        Order(("Sở Y tế",), date(2026, 5, 20), words="=SUM(A1) kiểm tra"),
        Order(("Sở Nội vụ",), date(2026, 6, 30), words="rà soát"),
    )
    set_task(settings.database, tasks[0], "Lan", source="page", state="done", completed_on="21/5/2026", completion_symbol="+5/BC")
    return settings.database


@pytest.fixture
def made(url):
    return task_report(url, ReportWanted(date(2026, 5, 1), date(2026, 6, 30)), TODAY, most=100)


def test_the_document_has_the_layout_of_the_decree(made, tmp_path):
    write_word(made, tmp_path / "x.docx", date(2026, 2, 3))
    paper = Document(str(tmp_path / "x.docx"))
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert all(20 <= round(margin.mm) <= 25 for margin in (section.top_margin, section.bottom_margin))
    assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20
    assert paper.styles["Normal"].font.name == "Times New Roman"
    head = [cell.text for cell in paper.tables[0].rows[0].cells]
    assert "Số: ……/BC-……" in head[0]
    assert head[1].split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert head[1].endswith("……, ngày 03 tháng 02 năm 2026")
    title = next(p for p in paper.paragraphs if p.text == "BÁO CÁO")
    assert title.runs[0].bold and title.runs[0].font.size == Pt(14)
    numbers = [[cell.text for cell in row.cells] for row in paper.tables[1].rows]
    assert numbers[0] == ["STT", "Cơ quan chủ trì", "Được giao", "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang trong hạn", "Quá hạn"]
    assert numbers[-1] == ["", "Tổng cộng", "2", "0", "1", "1", "0"]
    assert paper.tables[2].rows[0].cells[0].text.startswith("Nơi nhận:")
    assert [row.cells[5].text for row in paper.tables[3].rows] == ["Kết quả", "Hoàn thành quá hạn", "Chưa thực hiện"]
    assert "PAGE" in section.header._element.xml and section.different_first_page_header_footer
    assert "Trên đây là báo cáo" in "\n".join(p.text for p in paper.paragraphs)


def test_letters_that_no_document_can_hold_are_left_out(url, tmp_path):
    made = task_report(url, ReportWanted(date(2026, 5, 1), date(2026, 6, 30)), TODAY, most=100)
    tasks = (replace(made.tasks[0], lead=("Sở\x01Y tế",)), *made.tasks[1:])
    write_word(replace(made, tasks=tasks), tmp_path / "x.docx", TODAY)
    assert "Sở Y tế" in Document(str(tmp_path / "x.docx")).tables[3].rows[1].cells[2].text


def test_the_workbook_runs_no_formula(made, tmp_path):
    write_sheet(made, tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    assert [cell.value for cell in book["Tổng hợp"][7]] == [None, "Tổng cộng", 2, 0, 1, 1, 0]
    sheet = book["Danh sách"]
    assert [cell.value for cell in sheet[5]][4:] == [
        sheet["E5"].value, "Hoàn thành quá hạn", sheet["G5"].value, "+5/BC",
    ]  # fmt: skip
    assert (sheet["E5"].value.date(), sheet["G5"].value.date()) == (date(2026, 5, 20), date(2026, 5, 21))
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


def test_json_says_the_same(made):
    told = json.loads(json.dumps(report_json(made)))
    assert told["total"] | {"assigned": 2, "done_late": 1, "in_time": 1} == told["total"]
    assert [task["counted_as"] for task in told["tasks"]] == ["done_late", "in_time"]
    assert (told["from"], told["to"], told["day"]) == ("2026-05-01", "2026-06-30", "2026-06-21")


def test_the_command(url, tmp_path, monkeypatch):
    monkeypatch.setenv("THONGBAO_HOME", str(tmp_path / "home"))
    run = CliRunner().invoke
    span = ["report", "--from", "1/5/2026", "--to", "30/6/2026"]
    told = run(app, [*span, "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["total"]["assigned"] == 2
    assert json.loads(run(app, [*span, "--json", "--agency", "Sở Y tế", "--role", "lead"]).stdout)["total"]["assigned"] == 1
    assert json.loads(run(app, [*span, "--json", "--by", "issuer"]).stdout)["lines"][0]["name"] == "UBND tỉnh Tân Giang"
    assert json.loads(run(app, [*span, "--json", "--issuer", "tan giang"]).stdout)["total"]["assigned"] == 2
    shown = run(app, span)
    assert "Sở Nội vụ" in shown.stdout and "done late" in shown.stdout
    for name in ("bao-cao.docx", "bao-cao.xlsx"):
        target = tmp_path / name
        assert run(app, [*span, "--output", str(target)]).exit_code == 0
        assert target.read_bytes().startswith(b"PK")
        assert run(app, [*span, "--output", str(target)]).exit_code != 0
        assert run(app, [*span, "--output", str(target), "--force"]).exit_code == 0
    for wrong in (["--by", "x"], ["--output", "x.pdf"], ["--role", "boss", "--agency", "Sở Y tế"], ["--role", "lead"], ["--from", "x"]):
        assert run(app, ["report", *wrong]).exit_code == 2, wrong
    assert run(app, ["report", "--from", "2/6/2026", "--to", "1/6/2026"]).exit_code == 2
    assert run(app, [*span, "--agency", "Sở Không Có"]).exit_code != 0
