from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import update

from db.asking.details import revision_detail
from db.asking.selection import Selection, selected
from db.engine import transaction
from db.models.finding import Directive
from db.models.finding import Metric as MetricRow
from db.models.run import Issue
from db.review.corrections import Change, correct
from db.review.followup import set_task
from flows.takeaway.cells import lines_needed, put
from flows.takeaway.wording import STATES
from flows.takeaway.workbook import FIGURES, HEAD_ROW, TASKS, write_workbook
from tasks.domain.doubt import words_for
from tasks.domain.finding import Deadline, Metric
from tasks.domain.span import Span


@pytest.fixture
def book(url, tmp_path):
    path = tmp_path / "out" / "x.xlsx"
    path.parent.mkdir()
    assert write_workbook(selected(url, Selection()), path, date(2026, 6, 30)) == (6, 6)
    return load_workbook(path)


def rows_of(sheet):
    names = [cell.value for cell in sheet[HEAD_ROW]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=HEAD_ROW + 1)]


def test_the_sheets_have_the_columns_of_the_form(book):
    assert book.sheetnames == ["Nhiệm vụ", "Số liệu"]
    for form, sheet in zip((TASKS, FIGURES), book, strict=True):
        assert [cell.value for cell in sheet[HEAD_ROW]] == [name for name, _ in form.columns]
        assert [sheet.column_dimensions[chr(64 + i)].width for i in (1, 2)] == [width for _, width in form.columns[:2]]


def test_a_task_is_dates_and_text_as_printed(book):
    tasks = rows_of(book["Nhiệm vụ"])
    first = {name: cell.value for name, cell in tasks[0].items()}
    assert first["Thời hạn"] == first["Ngày ban hành"] + (datetime(2026, 6, 30) - datetime(2026, 6, 19)) == datetime(2026, 6, 30)
    assert tasks[0]["Thời hạn"].number_format == tasks[0]["Ngày ban hành"].number_format == "dd/mm/yyyy"
    assert (first["STT"], first["Cơ quan chủ trì"], first["Cơ quan phối hợp"]) == (1, "Sở Nội Vụ", "Sở Y tế")
    assert (first["Văn bản giao"], first["Trạng thái"], first["Ghi chú"]) == (
        "1/TB-UBND ngày 19/06/2026",
        "Chưa thực hiện",
        None,
    )
    assert (first["Mục"], first["Trang"], first["So với hạn"]) == ("1", 1, "Trong 7 ngày tới")
    assert [t["Thời hạn"].value for t in tasks[1:]] == ["trước ngày 20 hằng tháng", "hằng tuần", "trong thời gian tới", None, None]
    assert [t["Sản phẩm"].value for t in tasks[4:]] == ["kế hoạch", "kế hoạch"]
    assert [t["Căn cứ"].value for t in tasks[:2]] == [None, "12/QĐ-UBND"]
    assert tasks[5]["Văn bản giao"].value == "2/TB-SYT"


def test_no_cell_is_a_formula(book):
    texts = [t["Nhiệm vụ"] for t in rows_of(book["Nhiệm vụ"])][:4]
    assert [cell.value for cell in texts] == ["=SUM(A1) rà soát", "+84 báo cáo", "-2 họp giao ban", "@x nghiên cứu"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_figures_are_numbers(book):
    figures = rows_of(book["Số liệu"])
    assert [f["Giá trị"].value for f in figures[:3]] == [12, 9, 1234567.5]
    assert [f["Giá trị"].number_format for f in figures[:3]] == ["#,##0", "#,##0", "#,##0.00"]
    first = {name: cell.value for name, cell in figures[0].items()}
    assert (first["Trên tổng số"], first["Tăng/giảm"], first["Đơn vị tính"], first["Loại số liệu"]) == (63, 10, "hạng", "Thứ hạng")
    money = {name: cell.value for name, cell in figures[2].items()}
    assert (money["Giá trị"], money["Đơn vị tính"]) == (1234567.5, "triệu đồng")
    assert (money["Giá trị quy đổi"], money["Đơn vị quy đổi"]) == (1234567500000, "đồng")
    assert [(f["Kỳ"].value, f["Kết quả/mục tiêu"].value, f["So sánh"].value) for f in figures[:3]] == [
        (2021, "Kết quả", None),
        ("Quý I/2023", "Mục tiêu", None),
        (None, "Kết quả", "≥"),
    ]


def test_doubts_are_marked_with_their_reason(book):
    tasks, figures = rows_of(book["Nhiệm vụ"]), rows_of(book["Số liệu"])
    assert tasks[3]["Thời hạn"].comment.text == "Thời hạn không tính được thành ngày."
    assert figures[0]["Giá trị"].comment.text == "Con số đọc chưa chắc chắn."
    assert tasks[5]["Văn bản giao"].comment is not None  # it has no date
    marked = [(name, i) for i, t in enumerate(tasks) for name, cell in t.items() if cell.comment]
    assert marked == [("Thời hạn", 3), ("Văn bản giao", 5)]  # one doubt, one cell
    assert [t["Kiểm tra"].value for t in tasks] == [None, None, None, "Cần kiểm tra", None, None]
    assert [f["Kiểm tra"].value for f in figures[:3]] == ["Cần kiểm tra", None, None]
    assert tasks[3]["Thời hạn"].fill.fgColor.rgb != tasks[0]["Thời hạn"].fill.fgColor.rgb
    assert "Ô nền vàng" in book["Nhiệm vụ"]["A2"].value


@pytest.mark.parametrize(
    ("field", "column"), [("lead", "Cơ quan chủ trì"), ("deadline", "Thời hạn"), ("text", "Nhiệm vụ"), (None, "Nhiệm vụ")]
)
def test_a_doubt_stands_at_its_field(url, tmp_path, field, column):
    with transaction(url) as session:
        session.execute(update(Issue).where(Issue.code == "deadline-unresolved").values(field=field, code="party-runs-on"))
    write_workbook(selected(url, Selection()), tmp_path / "x.xlsx", date(2026, 6, 30))
    row = rows_of(load_workbook(tmp_path / "x.xlsx")["Nhiệm vụ"])[3]
    assert row[column].comment.text == words_for("party-runs-on", "vi")
    assert [name for name, cell in row.items() if cell.comment] == [column]


def test_rows_of_an_earlier_version_count_as_not_sure_until_somebody_looked(url, tmp_path):
    with transaction(url) as session:
        session.execute(update(Directive).values(sure=None))
    detail = next(selected(url, Selection()))
    correct(url, Change(detail.document.id, "directive", "confirm", "Lan", detail.directives[0].id))
    write_workbook(selected(url, Selection()), tmp_path / "x.xlsx", date(2026, 6, 30))
    tasks = rows_of(load_workbook(tmp_path / "x.xlsx")["Nhiệm vụ"])
    assert [t["Kiểm tra"].value for t in tasks] == [None, *["Cần kiểm tra"] * 5]
    assert tasks[1]["Nhiệm vụ"].comment.text == words_for("directive-not-sure", "vi")


def test_states_are_offered_and_the_key_is_hidden(book):
    sheet = book["Nhiệm vụ"]
    offered, days = sheet.data_validations.dataValidation
    assert offered.formula1 == f'"{",".join(STATES)}"'
    assert str(offered.sqref) == "M4:M9"
    assert (days.type, str(days.sqref)) == ("date", "P4:P9")
    assert [sheet.column_dimensions[letter].hidden for letter in "QRST"] == [False, False, True, True]
    keys = [t["id"].value for t in rows_of(sheet)]
    assert len(set(keys)) == 6
    assert all(key.startswith(("01010101-", "02020202-")) for key in keys)


def test_the_sheet_is_ready_for_screen_and_printer(book):
    for sheet in book:
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, 0, True)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet["B4"].alignment.wrap_text


def test_a_workbook_of_nothing_opens(url, tmp_path):
    assert write_workbook(iter(()), tmp_path / "x.xlsx", date(2026, 6, 30)) == (0, 0)
    assert load_workbook(tmp_path / "x.xlsx")["Nhiệm vụ"]["B3"].value == "Nhiệm vụ"


@pytest.mark.parametrize(
    ("value", "kept"), [("a\x00b\x1b", "a b "), ("x" * 40_000, "x" * 32_767), ("", None), (Decimal("-0.5"), Decimal("-0.5")), (None, None)]
)
def test_a_cell_takes_any_value(value, kept):
    cell = Workbook().active["A1"]
    put(cell, value)
    assert cell.value == kept


@pytest.mark.parametrize(("text", "lines"), [("", 1), (None, 1), ("một", 1), ("một hai " * 20, 14), ("a\nb", 2)])
def test_rows_are_as_high_as_their_text(text, lines):
    assert lines_needed(text, 10) == lines


def test_figures_that_contradict_each_other_have_a_sheet(url, load, tmp_path):
    whole = Span(0, 3)
    figures = (Metric("1", "PAR INDEX", Decimal(40), "rank", "rank", "=1", whole, whole, code="PAR-INDEX", period="2021", sure=True),)
    load(url, 3, symbol="3/TB-UBND", issued_on=date(2026, 6, 20), issuer="UBND tỉnh Tân Giang", figures=figures)
    write_workbook(selected(url, Selection()), tmp_path / "x.xlsx", date(2026, 6, 30))
    rows = rows_of(load_workbook(tmp_path / "x.xlsx")["Số liệu khác nhau"])
    told = [(row["Chỉ tiêu"].value, row["Kỳ"].value, row["Giá trị"].value, row["Văn bản"].value) for row in rows]
    assert told == [("PAR-INDEX", "2021", 12, "1/TB-UBND"), ("PAR-INDEX", "2021", 40, "3/TB-UBND")]
    assert rows[0]["Kiểm tra"].value == "Cần kiểm tra"


def test_tasks_stand_by_deadline_and_what_is_overdue_says_so(url, load, given_tasks, tmp_path):
    early = replace(given_tasks[0], text="nộp báo cáo", deadline=Deadline("trước ngày 1/6/2026", date(2026, 6, 1)))
    late = replace(given_tasks[0], text="họp", deadline=Deadline("trước ngày 31/12/2026", date(2026, 12, 31)))
    load(url, 3, symbol="3/TB-UBND", issued_on=date(2026, 6, 25), issuer="UBND tỉnh Tân Giang", tasks=(late, early))
    detail = revision_detail(url, 3)
    set_task(url, detail.directives[0].id, "Lan", source="page", state="cancelled")
    write_workbook(selected(url, Selection()), tmp_path / "x.xlsx", date(2026, 7, 1), review_url="https://van-ban.example/")
    tasks = rows_of(load_workbook(tmp_path / "x.xlsx")["Nhiệm vụ"])
    assert [t["Thời hạn"].value for t in tasks[:4]] == [
        datetime(2026, 6, 1),
        datetime(2026, 6, 30),
        datetime(2026, 12, 31),
        given_tasks[1].deadline.raw,
    ]
    assert [t["So với hạn"].value for t in tasks[:4]] == ["Quá hạn", "Quá hạn", None, None]
    assert [t["STT"].value for t in tasks[:3]] == [1, 2, 3]
    assert tasks[0]["Trang"].hyperlink.target == f"https://van-ban.example/rows/{detail.directives[1].key}"
    assert all(t["Trạng thái"].value for t in tasks)


def test_which_way_a_figure_changed_has_a_column(url, tmp_path):
    with transaction(url) as session:
        for position, direction in ((1, "increase"), (2, "decrease")):
            session.execute(update(MetricRow).where(MetricRow.position == position).values(direction=direction))
    write_workbook(selected(url, Selection()), tmp_path / "x.xlsx", date(2026, 6, 30))
    figures = rows_of(load_workbook(tmp_path / "x.xlsx")["Số liệu"])
    assert [f["Chiều thay đổi"].value for f in figures[:3]] == ["Tăng", "Giảm", None]
