"""A task of several sentences in everything that is taken away, and sheets from the days when each sentence was a row."""

import json
from datetime import date, datetime

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import update
from typer.testing import CliRunner

from db.asking.details import revision_detail
from db.asking.selection import Selection, list_parties, selected
from db.engine import transaction
from db.models.finding import Directive
from db.review.corrections import Change, correct
from db.review.followup import set_task
from flows.cli import app
from flows.report.markdown import document_report
from flows.report.words import words_in
from flows.takeaway import wording
from flows.takeaway.agenda import by_task, write_agenda
from flows.takeaway.bringing_back import carry_out, plan
from flows.takeaway.doubted import CHECK
from flows.takeaway.export import document_json
from flows.takeaway.exported import exported_mark
from flows.takeaway.flat_rows import csv_rows
from flows.takeaway.returned import ReturnedRow, read_rows
from flows.takeaway.telling import line_words, telling_in
from flows.takeaway.workbook import HEAD_ROW, write_workbook
from tasks.domain.doubt import NOT_SURE, words_for
from tasks.domain.finding import Deadline
from tasks.domain.finding import Directive as Order
from tasks.domain.membership import Whose
from tasks.domain.span import Span
from tasks.scan.process import Bounds

BOUNDS = Bounds(120.0, 1024**3)

SNV = ("Sở Nội vụ",)
DUE = Deadline("trước ngày 30/6/2026", date(2026, 6, 30))


def sentence(text, place, item, deadline=None, **further):
    return Order("1", text, Span(place, place + 2), SNV, deadline=deadline, item=item, **({"sure": True} | further))


SENTENCES = (
    sentence("Rà soát danh sách.", 0, 1, coordinating=("Sở Y tế",), citations=("12/QĐ-UBND",)),
    sentence("Lập dự toán.", 3, 1, product="dự toán"),
    sentence("Hoàn thành và báo cáo UBND tỉnh trước ngày 30/6/2026.", 6, 1, DUE, product="báo cáo"),
    sentence("Tổ chức họp.", 9, 2),
)
STEPS = "1. Rà soát danh sách.\n2. Lập dự toán.\n3. Hoàn thành và báo cáo UBND tỉnh trước ngày 30/6/2026."


@pytest.fixture
def detail(url, load):
    """Gives the reading of a notice with two tasks, one of three sentences."""
    load(url, 3, symbol="3/TB-UBND", issued_on=date(2026, 6, 19), issuer="UBND tỉnh Tân Giang", tasks=SENTENCES)
    return lambda: revision_detail(url, 3)


@pytest.fixture
def rows(url, tmp_path):
    """Rows of a sheet, as they come back, by the words of their tasks."""

    def run():
        path = tmp_path / "x.xlsx"
        write_workbook(selected(url, Selection(documents=("3.pdf",))), path, date(2026, 6, 20))
        return read_rows(path, BOUNDS)

    return run


def test_a_task_is_one_row_with_its_steps(url, detail, tmp_path):
    path = tmp_path / "x.xlsx"
    set_task(url, detail().directives[1].id, "Lan", source="page", state="in_progress", owner="Phòng TH")
    assert write_workbook(selected(url, Selection(documents=("3.pdf",))), path, date(2026, 6, 20))[0] == 2
    sheet = load_workbook(path)["Nhiệm vụ"]
    names = [cell.value for cell in sheet[HEAD_ROW]]
    first = dict(zip(names, [cell.value for cell in sheet[HEAD_ROW + 1]], strict=True))
    assert (first["Nhiệm vụ"], first["Thời hạn"], first["Cơ quan phối hợp"]) == (STEPS, datetime(2026, 6, 30), "Sở Y tế")
    assert (first["Sản phẩm"], first["Căn cứ"], first["Trạng thái"]) == ("dự toán; báo cáo", "12/QĐ-UBND", "Đang thực hiện")
    assert (first["Người phụ trách"], first["id"]) == ("Phòng TH", detail().tasks[0].key)


def test_json_and_tables_list_tasks_with_their_directives(url, detail):
    set_task(url, detail().directives[2].id, "Lan", source="page", state="done", completed_on="28/6/2026")
    document = json.loads(json.dumps(document_json(detail())))
    first, second = document["tasks"]
    assert (first["directives"], first["deadline_in"], first["deadline"]["on"]) == ([0, 1, 2], 2, "2026-06-30")
    assert (first["lead"], first["coordinating"], first["follow_up"]["state"]) == (["Sở Nội vụ"], ["Sở Y tế"], "done")
    assert (second["directives"], second["deadline_in"], second["deadline"]) == ([3], None, None)
    assert [d["follow_up"]["state"] for d in document["directives"]] == ["done", "done", "done", "not_started"]
    flat = [row for table, row in csv_rows(document) if table == "tasks"]
    assert [(row["directives"], row["deadline_on"], row["state"]) for row in flat] == [(3, "2026-06-30", "done"), (1, None, "not_started")]


def test_a_task_is_one_event(url, detail, tmp_path):
    made = write_agenda(selected(url, Selection(documents=("3.pdf",))), by_task(list_parties(url)), tmp_path / "x.ics", 3)
    [event] = Calendar.from_ical((tmp_path / "x.ics").read_bytes()).walk("VEVENT")
    assert (made.events, made.without_day, event.decoded("dtstart")) == (1, 0, date(2026, 6, 30))
    assert str(event["uid"]) == f"{detail().tasks[0].key}@thongbao"
    assert str(event["summary"]).startswith("Sở Nội vụ: Rà soát danh sách. Lập dự toán. Hoàn thành")
    assert "Thời hạn (nguyên văn, ở bước 3): trước ngày 30/6/2026" in event["description"]
    assert [str(c) for c in event["categories"].cats] == ["Sở Nội vụ", "Sở Y tế"]


def test_a_task_is_not_sure_where_one_of_its_steps_is_not(url, detail, tmp_path):
    with transaction(url) as session:
        session.execute(update(Directive).where(Directive.id == detail().directives[1].id).values(sure=False))
    chosen = Selection(documents=("3.pdf",))
    assert [task["sure"] for task in document_json(detail())["tasks"]] == [False, True]
    assert [row["sure"] for table, row in csv_rows(document_json(detail())) if table == "tasks"] == [False, True]
    write_agenda(selected(url, chosen), by_task(list_parties(url)), tmp_path / "x.ics", 3)
    [event] = Calendar.from_ical((tmp_path / "x.ics").read_bytes()).walk("VEVENT")
    assert (str(event["status"]), str(event["summary"])[:14]) == ("TENTATIVE", "[Cần kiểm tra]")
    why = words_for(NOT_SURE["directive"], "vi")
    assert f"Cần kiểm tra: {why}" in event["description"]
    write_workbook(selected(url, chosen), tmp_path / "x.xlsx", date(2026, 6, 20))
    sheet = load_workbook(tmp_path / "x.xlsx")["Nhiệm vụ"]
    check = [cell.value for cell in sheet[HEAD_ROW]].index(CHECK)
    assert [sheet[row][check].value for row in (HEAD_ROW + 1, HEAD_ROW + 2)] == [wording.CHECK, None]
    steps = [cell.value for cell in sheet[HEAD_ROW]].index("Nhiệm vụ")
    assert why in sheet[HEAD_ROW + 1][steps].comment.text and sheet[HEAD_ROW + 2][steps].comment is None
    assert "not sure" in document_report(detail(), words_in("en"), None).split("## Figures")[0]
    correct(url, Change(3, "directive", "confirm", "Lan", detail().directives[1].id))
    assert [task["sure"] for task in document_json(detail())["tasks"]] == [True, True]


def test_an_agency_gets_its_tasks_whole(url, detail):
    [chosen] = selected(url, Selection(whose=Whose("Sở Y tế"), documents=("3.pdf",)))
    assert [d.text for d in chosen.directives] == [s.text for s in SENTENCES[:3]]
    assert len(chosen.tasks) == 1


def sentence_row(detail, index, **answers):
    """A row of a sheet that left before there were tasks: one sentence with its own key."""
    directive = detail.directives[index]
    left = {"Nhiệm vụ": directive.text, "Cơ quan chủ trì": "Sở Nội vụ"}
    mark = json.loads(exported_mark(left))
    return ReturnedRow(f"Nhiệm vụ {index}", detail.keys[directive.id], left | answers, mark)


@pytest.mark.parametrize(
    ("index", "state", "outcome"),
    [
        (2, "Hoàn thành", "changed"),
        (0, "Đang thực hiện", "changed"),
        (0, "Hoàn thành", "refused"),
        (3, "Hoàn thành", "changed"),
        (1, None, "unchanged"),
    ],
)
def test_a_sheet_of_sentences_still_comes_back(url, detail, index, state, outcome):
    day = {"Ngày hoàn thành": "20/06/2026"} if state == "Hoàn thành" else {}
    [line] = carry_out(url, plan(url, [sentence_row(detail(), index, **{"Trạng thái": state}, **day)]), "Lan", "sheet:x")
    assert line.outcome == outcome, line.notes
    said = [task.state for task in detail().tasks if task.follow_up]
    assert said == ([{"Hoàn thành": "done", "Đang thực hiện": "in_progress"}[state]] if outcome == "changed" else [])
    assert outcome != "refused" or "one of the 3 sentences" in line_words(line, telling_in("en"))


def test_rows_of_one_task_that_say_nothing_are_no_fault(url, detail):
    lines = plan(url, [sentence_row(detail(), i) for i in range(4)])
    assert [line.outcome for line in lines] == ["unchanged"] * 4
    answers = [sentence_row(detail(), i, **{"Ghi chú": f"ghi {i}"}) for i in range(2)]
    assert [line.outcome for line in plan(url, answers)] == ["changed", "refused"]


def test_a_row_of_a_task_comes_back_also_without_its_key(url, detail, rows):
    row = rows()[0]
    bare = ReturnedRow(row.place, "", row.values | {"Trạng thái": "Hoàn thành", "Ngày hoàn thành": "20/06/2026"}, row.mark)
    assert [line.outcome for line in plan(url, [bare])] == ["changed"]
    correct(url, Change(3, "directive", "reject", "Lan", detail().directives[2].id))
    assert [line.outcome for line in plan(url, [ReturnedRow(row.place, row.key, bare.values, row.mark)])] == ["changed"]


def said(*words):
    done = CliRunner().invoke(app, words, env={"COLUMNS": "220"})
    assert done.exit_code == 0, done.output
    return done.output


def test_the_terminal_shows_one_line_a_task_with_its_steps_below(detail, home):
    due = said("due", "--days", "30", "--today", "2026-06-25")
    assert "1. Rà soát danh sách." in due and "3. Hoàn thành và báo cáo UBND tỉnh trước ngày 30/6/2026. ←" in due
    assert "2 tasks of 4 directives, 0 of them overdue" in due
    show = said("show", "3.pdf")
    ids = ", ".join(str(d.id) for d in detail().directives[:3])
    assert "Tasks" in show and "Directives" in show and ids in show
    assert "2. Lập dự toán." in said("under", "12/QĐ-UBND")
    assert "task of directive" in said("follow", str(detail().directives[1].id), "--state", "done", "--on", "20/6/2026", "--by", "Lan")
    assert "1 tasks of 1 directives" in said("due", "--days", "30", "--today", "2026-06-25")
