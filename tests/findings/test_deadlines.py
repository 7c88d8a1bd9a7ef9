from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.findings.deadlines import find_deadline, read_time

ISSUED = date(2025, 4, 10)  # a Thursday; offices work on the following Friday


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("hoàn thành trước ngày 30/6/2025.", date(2025, 6, 30)),
        ("gửi báo cáo trước 30/6.", date(2025, 6, 30)),
        ("báo cáo trước ngày 15/01", date(2026, 1, 15)),
        ("chậm nhất đến ngày 20 tháng 6 năm 2025", date(2025, 6, 20)),
        ("báo cáo trước 17 giờ 00 ngày 15/5/2025", date(2025, 5, 15)),
        ("hoàn thành trong tháng 6/2025", date(2025, 6, 30)),
        ("xong trước tháng 7/2025", date(2025, 6, 30)),
        ("ngay trong Quý III năm 2025", date(2025, 9, 30)),
        ("trước khi hết Quý III", date(2025, 9, 30)),
        ("hoàn thành mục tiêu đến hết năm 2025", date(2025, 12, 31)),
        ("bảo đảm đến năm 2027 giảm 5%", date(2027, 12, 31)),
        ("đến cuối năm 2025 đạt 90%", date(2025, 12, 31)),
        ("từ nay đến hết tháng 9 năm 2025", date(2025, 9, 30)),
        ("hoàn thành trong năm 2025", date(2025, 12, 31)),
        ("tổng kết vào cuối năm.", date(2025, 12, 31)),
        ("trong 05 ngày làm việc kể từ ngày ký ban hành Thông báo này", date(2025, 4, 17)),
        ("trong vòng 10 ngày kể từ ngày nhận được Công văn này", date(2025, 4, 20)),
        ("trong thời hạn 02 tháng kể từ ngày 01/5/2025", date(2025, 7, 1)),
        ("ban hành kế hoạch trước ngày 15/5/2025, hoàn thành trước ngày 30/9/2025", date(2025, 9, 30)),
    ],
)
def test_the_last_permitted_day(text, on):
    assert find_deadline(text, ISSUED).on == on


@pytest.mark.parametrize(
    ("text", "recurs"),
    [
        ("Định kỳ hằng quý tổng hợp, báo cáo", "quarterly"),
        ("Định kỳ 6 tháng, hàng năm hoặc đột xuất, báo cáo", "yearly"),
        ("báo cáo trước ngày 20 hằng tháng", "monthly"),
        ("báo cáo trước ngày 15 tháng 12 hằng năm", "yearly"),
        ("Hằng tháng, tổng hợp số liệu", "monthly"),
        ("trước ngày 25 của tháng cuối quý", "quarterly"),
        ("định kỳ hàng tháng, quý, năm báo cáo", "monthly"),
        ("tổ chức vệ sinh vào sáng thứ bảy hằng tuần", "weekly"),
        ("báo cáo 6 tháng một lần", "yearly"),
    ],
)
def test_what_recurs(text, recurs):
    found = find_deadline(text, ISSUED)
    assert (found.on, found.recurs) == (None, recurs)


@pytest.mark.parametrize(
    "text",
    [
        "bố trí ngân sách hằng năm và trong Kế hoạch giai đoạn 2026 - 2030",
        "Chương trình phát triển đến năm 2030, tầm nhìn đến năm 2050",
        "theo Quyết định số 5/QĐ-UBND ngày 01/7/2026 của UBND tỉnh",
        "đất sử dụng trước ngày 01/7/2014",
        "các phong trào trong năm 2025 của tỉnh",
        "định kỳ báo cáo kết quả",
        "đánh giá, xếp loại hằng năm theo quy định",
        "giảm 10% so với năm 2021",
    ],
)
def test_plan_periods_and_other_times_are_no_deadline(text):
    assert find_deadline(text, ISSUED) is None


def test_a_term_from_an_event_stays_open():
    found = find_deadline("trong thời hạn 10 ngày kể từ ngày nhận được hồ sơ hợp lệ", ISSUED)
    assert (found.on, found.recurs) == (None, None)


def test_a_day_without_year_and_without_date_of_issue_stays_open():
    assert find_deadline("báo cáo trước ngày 30/6", None).on is None
    assert find_deadline("báo cáo trước ngày 30/6", None, 2024).on == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("text", "on", "recurs"),
    [
        ("Quý III/2025", date(2025, 9, 30), None),
        ("Tháng 6/2025", date(2025, 6, 30), None),
        ("Hằng năm", None, "yearly"),
        ("Trước 30/6/2025", date(2025, 6, 30), None),
    ],
)
def test_a_line_of_time(text, on, recurs):
    found = read_time(text, ISSUED)
    assert (found.on, found.recurs) == (on, recurs)


def test_lines_without_a_limit():
    assert read_time("Thường xuyên", ISSUED) is None
    assert read_time("Giai đoạn 2025-2030", ISSUED) is None


@given(st.text(alphabet="trướcngày 0123456789/.,;năm quýIđếhằkỳị-", max_size=200))
def test_any_text_gives_a_deadline_or_none(text):
    found = find_deadline(text, ISSUED)
    assert found is None or not (found.on and found.recurs)
