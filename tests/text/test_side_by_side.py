"""What stands side by side is read in rows unless it is a head, a foot, or columns of text that more than one witness speaks for."""

from __future__ import annotations

import pytest
from typeset import LEFT, set_line, set_page

from tasks.domain.page import Column
from tasks.text.model import load_model
from tasks.text.side_by_side import in_rows

RIGHT_AT, STEP = 1300, 80

TABBED = (
    ("Thời gian:", "08 giờ 00 ngày 12 tháng 6 năm 2026"),
    ("Địa điểm:", "Phòng họp số 2, trụ sở Sở Nội vụ"),
    ("Chủ trì:", "Giám đốc Sở Nội vụ"),
    ("Thành phần:", "Trưởng các phòng chuyên môn"),
)
DIALOGUE = (
    ("Ông Lê Văn Bình:", "Đề nghị tỉnh bố trí vốn để sửa"),
    ("", "đường vào xã trong năm nay, trước"),
    ("", "mùa mưa bão."),
    ("Bà Trần Thị Hoa:", "Sở Xây dựng đã khảo sát và sẽ"),
    ("", "trình phương án trong tháng 7."),
    ("Ông Phạm Văn Nam:", "Nhất trí với phương án đã nêu."),
)
PLAIN_TABLE = (
    ("Xã Hòa Bình", "Đã hoàn thành"),
    ("Xã Tân Phú", "Đang thực hiện"),
    ("Phường Cửa Nam", "Chưa báo cáo"),
    ("Xã Long Khê", "Đã hoàn thành"),
)
# A body whose gaps stand above one another by chance.
PARTED = (
    ("Thực hiện kế hoạch của Ủy ban nhân dân", "tỉnh về cải cách hành chính năm 2026,"),
    ("Sở Nội vụ chủ trì, phối hợp với các sở,", "ban, ngành rà soát, sửa đổi, bổ sung quy"),
    ("định về giải quyết thủ tục hành chính; tổ", "chức tuyên truyền để người dân biết và"),
    ("giám sát việc thực hiện nhiệm vụ được", "giao, nâng tỷ lệ hồ sơ trực tuyến toàn"),
    ("trình lên ít nhất 65% tổng số hồ sơ của", "các cơ quan, đơn vị trên địa bàn tỉnh."),
)
PROSE = (
    ("Thực hiện kế hoạch của Ủy ban nhân", "Thủ trưởng các cơ quan chịu trách"),
    ("dân tỉnh về cải cách hành chính, các", "nhiệm trước Chủ tịch Ủy ban nhân"),
    ("cơ quan, đơn vị tổ chức tuyên truyền", "dân tỉnh về tiến độ và chất lượng"),
    ("để người dân biết và giám sát việc", "thực hiện nhiệm vụ được giao trong"),
    ("giải quyết thủ tục hành chính trên", "năm 2026, định kỳ báo cáo kết quả"),
)
HEAD = (
    ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("TỈNH TÂN GIANG", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 12/TB-UBND", "Tân Giang, ngày 05 tháng 3 năm 2026"),
)
FOOT = (
    ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
    ("- Như trên;", "KT. CHỦ TỊCH"),
    ("- Chủ tịch Ủy ban nhân dân tỉnh;", "PHÓ CHỦ TỊCH"),
    ("- Các Phó Chủ tịch;", ""),
    ("- Lưu: VT.", "Nguyễn Văn An"),
)


def sides(rows, top=400):
    """Rows as a page is read that a gutter parts: the left column, then the right one."""
    places = [(left, right, top + STEP * i) for i, (left, right) in enumerate(rows)]
    left = [set_line(text, y, LEFT, column=Column.LEFT) for text, _, y in places if text]
    return left + [set_line(text, y, RIGHT_AT, column=Column.RIGHT) for _, text, y in places if text]


def texts(page):
    return [line.text for line in in_rows(page, load_model()).lines]


def words_of(page):
    return sorted(word.text for line in page.lines for word in line.words)


def as_rows(rows):
    return [" ".join(filter(None, row)) for row in rows]


@pytest.mark.parametrize("rows", [TABBED, DIALOGUE, PLAIN_TABLE, PARTED], ids=["labels", "dialogue", "table", "parted body"])
def test_what_is_no_column_is_read_in_rows(rows):
    page = set_page(sides(rows))
    assert texts(page) == as_rows(rows)
    assert {line.column for line in in_rows(page, load_model()).lines} == {Column.FULL}


@pytest.mark.parametrize("rows", [HEAD, FOOT, PROSE], ids=["head", "foot", "two columns of prose"])
def test_columns_stay_columns(rows):
    page = set_page(sides(rows))
    assert in_rows(page, load_model()) is page


@pytest.mark.parametrize("rows", [TABBED, PLAIN_TABLE])
def test_a_table_above_the_foot_is_none_of_it(rows):
    page = set_page(sides(rows + FOOT, 2000))
    assert texts(page) == as_rows(rows) + [line.text for line in sides(FOOT)]


def test_labels_below_the_head_are_none_of_it():
    page = set_page(sides(HEAD + TABBED))
    assert texts(page) == [line.text for line in sides(HEAD)] + as_rows(TABBED)


def test_the_short_last_line_of_a_text_is_none_of_the_foot():
    page = set_page([set_line("báo cáo kết quả trước ngày 25 tháng 12 năm", 1920), *sides((("2026.", ""), *FOOT), 2000)])
    lines = in_rows(page, load_model()).lines
    assert [line.text for line in lines] == [line.text for line in page.lines]
    assert [line.column for line in lines[:3]] == [Column.FULL, Column.FULL, Column.LEFT]


def test_a_foot_whose_words_were_misread_stays():
    misread = (("Noi nhán", "lM. uy ban"), ("- Nhu trên", ""), ("- Luu VT", "Nguyén Van An"))
    page = set_page(sides(misread, 2600))
    assert in_rows(page, load_model()) is page


def test_no_word_is_lost_and_pages_without_columns_stay():
    page = set_page(sides(PARTED))
    assert words_of(in_rows(page, None)) == words_of(page)
    full = set_page([set_line("Thực hiện kế hoạch", 400)])
    assert in_rows(full, load_model()) is full


def test_a_list_of_offices_with_crosses_is_a_table():
    rows = (("Sở Nội vụ", "x"), ("Sở Tài chính", "x"), ("Sở Y tế", "x"), ("Sở Xây dựng", ""), ("Thanh tra tỉnh", "x"))
    page = set_page(sides(rows + FOOT, 2000))
    assert texts(page)[:5] == as_rows(rows)


CELLS = (
    (("Sở Nông nghiệp và", "Môi trường"), ("Rà soát các hồ chứa nước", "trên địa bàn tỉnh")),
    (("Sở Giáo dục và Đào", "tạo"), ("Hướng dẫn các trường học", "phòng, chống mưa bão")),
    (("Sở Tài chính",), ("Bố trí kinh phí",)),
)


def test_cells_of_several_lines_are_read_one_by_one():
    lines, top = ([], []), 400
    for left, right in CELLS:
        for side, texts_, x in ((Column.LEFT, left, LEFT), (Column.RIGHT, right, RIGHT_AT)):
            lines[side is Column.RIGHT].extend(set_line(text, top + 60 * i, x, column=side) for i, text in enumerate(texts_))
        top += 60 * len(left) + 60
    expected = [text for left, right in CELLS[:2] for text in (*left, *right)] + ["Sở Tài chính Bố trí kinh phí"]
    assert texts(set_page([*lines[0], *lines[1]])) == expected


def test_rows_that_go_on_down_rather_than_across_are_a_doubt():
    rows = [pair for left, right in CELLS[:2] for pair in zip(left, right, strict=True)] + [("Sở Tài chính", "Bố trí kinh phí")]
    page = in_rows(set_page(sides(rows)), load_model())
    assert [line.text for line in page.lines] == as_rows(rows) and [note.code for note in page.notes] == ["order-doubtful"]
    assert not in_rows(set_page(sides(TABBED)), load_model()).notes
