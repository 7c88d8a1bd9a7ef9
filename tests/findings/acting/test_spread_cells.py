"""Tables of tasks whose cells stand one a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.notice import CleanText
from tasks.findings.acting.spread_cells import SpreadCells

ROWS = "1\nSửa mái kho.\nĐội Xây lắp\nTháng 6\n2\nSơn cửa kho.\nPhòng Kỹ thuật\nTháng 7"
BEHIND = "Các phòng báo cáo Ban Giám đốc."


def holds(text, part):
    return SpreadCells(CleanText.from_plain(text)).holds(text.index(part))


@pytest.mark.parametrize(
    "names",
    [
        "STT\nNội dung công việc\nĐơn vị thực hiện\nTiến độ",
        "TT\nTên nhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nThời gian hoàn thành",
        "Số TT\nNhiệm vụ\nĐơn vị\nchủ trì\nThời hạn",
        "TT\nChỉ tiêu\nChủ trì\nI. Kho bãi",
        "STT\nNội dung công việc\nĐơn vị thực hiện",
    ],
)
def test_rows_below_names_of_columns_are_held(names):
    text = f"{BEHIND}\n\n{names}\n{ROWS}\n\n3\nXây tường rào.\nĐội Xây lắp\nTháng 8\n\nPhòng Hành chính lưu hồ sơ."
    assert holds(text, "Sửa mái kho")
    assert holds(text, "Sơn cửa kho")
    assert holds(text, "Xây tường rào")
    assert not holds(text, BEHIND)
    assert not holds(text, "Phòng Hành chính")


@pytest.mark.parametrize(
    "names", ["STT\nHọ và tên\nNgày sinh\nĐơn vị", "STT\nNội dung\nĐơn vị tính\nĐịnh mức", "Nội dung\nĐơn vị thực hiện\nTiến độ"]
)
def test_other_tables_are_not(names):
    assert not holds(f"{BEHIND}\n\n{names}\n{ROWS}", "Sửa mái kho")


@given(st.text(alphabet="STT12\nCơ quan chủ trì Tiến độ.", max_size=200), st.integers(0, 220))
def test_any_text_is_looked_through(text, place):
    assert SpreadCells(CleanText.from_plain(text)).holds(place) in (True, False)
