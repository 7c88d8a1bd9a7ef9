"""Rows of an assignment table become directives, whatever its columns are called and in whatever order they stand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText, Head, Section, Structure, TextLine
from tasks.domain.page import Cell, Column
from tasks.domain.span import Span
from tasks.findings.extract import tagger_of
from tasks.findings.reading.notice import NoticeReading
from tasks.findings.rows.assignments import find_assignments
from tasks.findings.tables import read_tables

VOCABULARY = load_vocabulary()
TAGGER = tagger_of(VOCABULARY.words)


def assigned(clean, structure):
    return find_assignments(NoticeReading(clean, structure, TAGGER), lambda _: (), VOCABULARY.cues)


def table_text(rows, *, page=1, number=0, before="", merged=()):
    """A text whose lines are the cells of ``rows``; ``merged`` maps (row, column) to the last row a cell reaches into."""
    text, lines = before, []
    for row, cells in enumerate(rows):
        for column, content in enumerate(cells):
            for part in filter(None, content.split("\n")):
                last = dict(merged).get((row, column), row)
                start = len(text)
                text += part + "\n"
                fresh = not lines or lines[-1].cell != Cell(number, row, column, last)
                lines.append(
                    TextLine(
                        Span(start, start + len(part)),
                        page,
                        Column.CELL,
                        starts_paragraph=fresh,
                        cell=Cell(number, row, column, last),
                    )
                )
    return text, lines


def found(*tables, issued=date(2025, 3, 3)):
    text, lines = "", []
    for page, (rows, merged) in enumerate(tables, 1):
        text, more = table_text(rows, page=page, before=text, merged=merged)
        lines += more
    clean = CleanText(text, tuple(lines))
    sections = (Section("Phụ lục", "Phụ lục", None, "", Span(0, 1), None, Span(0, 1)),)
    structure = Structure(Head(issued_on=issued), sections, Span(0, len(text)))
    return assigned(clean, structure)


HEAD = ("STT", "Nội dung công việc", "Cơ quan\nchủ trì", "Cơ quan phối hợp", "Thời gian\nhoàn thành", "Sản phẩm")


def test_a_row_says_who_does_what_with_whom_by_when_and_what_comes_out():
    (one, two) = found(
        (
            [
                HEAD,
                (
                    "1",
                    "Rà soát quy hoạch\nchợ đầu mối;",
                    "Sở Công Thương",
                    "Các sở: Tài chính, Xây dựng",
                    "Quý II/2025",
                    "Báo cáo",
                ),
                ("2", "Tập huấn cho cán bộ xã", "Sở Nội vụ; UBND các xã, phường", "", "Trước ngày 30/9/2025", "Kế hoạch"),
            ],
            (),
        )
    )
    assert (one.text, one.lead, one.coordinating) == (
        "Rà soát quy hoạch chợ đầu mối",
        ("Sở Công Thương",),
        ("Sở Tài chính", "Sở Xây dựng"),
    )
    assert (one.deadline.on, one.product, one.section, one.rule) == (date(2025, 6, 30), "Báo cáo", "Phụ lục", "table")
    assert (two.lead, two.coordinating, two.deadline.on) == (("Sở Nội vụ", "UBND các xã, phường"), (), date(2025, 9, 30))


def test_columns_are_known_by_their_names_not_their_order():
    (one,) = found(
        ([("TT", "Thời hạn", "Đơn vị thực hiện", "Nhiệm vụ"), ("1", "Hằng quý", "Văn phòng UBND tỉnh", "Tổng hợp kết quả")], ()),
    )
    assert (one.text, one.lead, one.deadline.recurs) == ("Tổng hợp kết quả", ("Văn phòng UBND tỉnh",), "quarterly")


def test_titles_over_groups_and_rows_of_column_numbers_are_no_tasks():
    tasks = found(
        (
            [
                HEAD,
                ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
                ("I", "Lĩnh vực đất đai", "", "", "", ""),
                ("1", "Lập kế hoạch sử dụng đất", "Sở Nông nghiệp và Môi trường", "", "Tháng 10/2025", ""),
            ],
            (),
        )
    )
    assert [t.text for t in tasks] == ["Lập kế hoạch sử dụng đất"]


def test_a_cell_over_several_rows_and_a_ditto_hold_for_each():
    tasks = found(
        (
            [
                HEAD,
                ("1", "Lập danh mục", "Sở Tài chính", "Sở Nội vụ", "Tháng 4/2025", ""),
                ("2", "Công khai danh mục", "", "nt", "Tháng 5/2025", ""),
            ],
            {(1, 2): 2}.items(),
        )
    )
    assert [(t.lead, t.coordinating) for t in tasks] == [(("Sở Tài chính",), ("Sở Nội vụ",))] * 2


def test_a_head_of_two_rows():
    head = [("TT", "Nhiệm vụ", "Cơ quan", "", "Thời hạn"), ("", "", "Chủ trì", "Phối hợp", "")]
    merged = {(0, 0): 1, (0, 1): 1, (0, 4): 1}.items()
    (one,) = found(([*head, ("1", "Xây dựng đề án", "Sở Y tế", "Công an tỉnh", "Quý IV năm 2025")], merged))
    assert (one.lead, one.coordinating, one.deadline.on) == (("Sở Y tế",), ("Công an tỉnh",), date(2025, 12, 31))


def test_a_table_goes_on_over_a_page_break():
    first = [HEAD, ("1", "Việc thứ nhất", "Sở Y tế", "", "Tháng 4/2025", "")]
    second = [("2", "Việc thứ hai", "Sở Nội vụ", "", "Tháng 5/2025", "Tờ trình")]
    assert [(t.text, t.lead) for t in found((first, ()), (second, ()))] == [
        ("Việc thứ nhất", ("Sở Y tế",)),
        ("Việc thứ hai", ("Sở Nội vụ",)),
    ]


def test_a_schedule_is_one_too_and_brackets_around_a_party_are_left_out():
    head = ("Thời gian", "Nội dung công việc", "Người thực hiện")
    tasks = found(([head, ("12/6/2025", "Kiểm tra sân bãi", "Sở Y tế (cử kíp trực)"), ("13/6/2025", "Tổng duyệt", "Ban Tổ chức")], ()))
    assert [(t.text, t.lead, t.deadline.on, t.in_table) for t in tasks] == [
        ("Kiểm tra sân bãi", ("Sở Y tế",), date(2025, 6, 12), True),
        ("Tổng duyệt", ("Ban Tổ chức",), date(2025, 6, 13), True),
    ]


@pytest.mark.xfail(reason="the order's word stays in front of the party of a cell", strict=True)
@pytest.mark.parametrize("cell", ["Đề nghị Sở Y tế", "Đề nghị Công an tỉnh"])
def test_the_word_of_an_order_in_a_cell_is_no_part_of_the_party(cell):
    (one,) = found(([HEAD, ("1", "Lập danh mục", cell, "", "Tháng 4/2025", "")], ()))
    assert one.lead == (cell.removeprefix("Đề nghị "),)


def test_a_label_or_bullet_in_front_of_a_task_is_left_out():
    (one,) = found(([HEAD, ("1", "a) Lập danh mục;", "- Sở Y tế", "", "Tháng 4/2025", "")], ()))
    assert (one.text, one.lead) == ("Lập danh mục", ("Sở Y tế",))


@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2024", "Năm 2025"),
        ("STT", "Nội dung", "Kinh phí", "Ghi chú", "Nguồn"),
        ("STT", "Họ và tên", "Chức vụ", "Cơ quan chủ trì", "Thời hạn"),
    ],
)
def test_other_tables_give_none(head):
    assert found(([head, ("1", "Giá trị sản xuất", "tỷ đồng", "12", "14")], ())) == ()


@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=6), max_size=8))
@settings(max_examples=50, deadline=None)
def test_any_table_gives_findings_or_none(rows):
    clean_rows = [[" ".join(c.split()) for c in row] for row in rows]
    text, lines = table_text([HEAD, *clean_rows])
    clean = CleanText(text, tuple(lines))
    for table in read_tables(clean):
        assert table.row_count >= 1
    for directive in assigned(clean, Structure(Head(), (), Span(0, len(text)))):
        assert " ".join(directive.span.of(text).split()) == directive.text
