import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.heads import head_order

IN_TURNS = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc

Số: 45/UBND-VP

Tân Giang, ngày 5 tháng 02 năm 2019

V/v thực hiện Thông tư số
7/2018/TT-BTC

Kính gửi: Các sở"""
LEFT_FIRST = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: 45/UBND-VP
V/v thực hiện Thông tư số
7/2018/TT-BTC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Tân Giang, ngày 5 tháng 02 năm 2019
Kính gửi: Các sở"""


def ordered(text):
    lines = text.split("\n")
    return [lines[n] for n in head_order(lines) if lines[n]]


def test_the_left_column_goes_first():
    assert ordered(IN_TURNS) == [line for line in LEFT_FIRST.split("\n") if line]


@pytest.mark.parametrize(
    "text",
    [
        LEFT_FIRST,
        # A line of neither column, no date, no head at all.
        IN_TURNS.replace("\nSố:", "\nHỎA TỐC\nSố:"),
        IN_TURNS.replace("Tân Giang, ngày", "Tân Giang"),
        # What it is about goes over into the nation's name.
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTân Giang, ngày 5 tháng 02 năm 2019\n"
        "Về việc báo cáo\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Kính gửi: Các sở\n\nThực hiện Quyết định số 5/QĐ-UBND",
        "",
    ],
)
def test_a_head_in_order_or_not_understood_stays(text):
    assert ordered(text) == [line for line in text.split("\n") if line]


@given(st.lists(st.sampled_from([*IN_TURNS.split("\n"), "Về việc báo cáo", "Chương I"]), max_size=20))
def test_every_line_is_kept_once(lines):
    assert sorted(head_order(lines)) == list(range(len(lines)))
