"""What cells of times mean: forms that only tables have, and the year of a plan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.notice import Head
from tasks.findings.rows.times import TableTimes, plan_year

ISSUED = date(2025, 11, 20)
PLAIN = TableTimes(ISSUED, 2025)
PLANNED = TableTimes(ISSUED, 2025, 2026)


@pytest.mark.parametrize(
    ("text", "on", "recurs"),
    [
        ("T6/2026", date(2026, 6, 30), None),
        ("T.12/2025", date(2025, 12, 31), None),
        ("Quý II, IV/2026", date(2026, 12, 31), None),
        ("Quý II-III/2026", date(2026, 9, 30), None),
        ("Tháng 5, 10/2026", date(2026, 10, 31), None),
        ("Tháng 3-5/2026", date(2026, 5, 31), None),
        ("tháng 3 và 4/2026", date(2026, 4, 30), None),
        ("Tuần 2 tháng 3/2026", date(2026, 3, 14), None),
        ("Tuần đầu tháng 10/2026", date(2026, 10, 7), None),
        ("Tuần 4 tháng 2/2026", date(2026, 2, 28), None),
        ("Tuần cuối tháng 3 năm 2026", date(2026, 3, 31), None),
        ("Tuần 1 tháng 3 (02/3/2026 - 07/3/2026)", date(2026, 3, 7), None),
        ("6 tháng, năm", None, "yearly"),
        ("Định kỳ 6 tháng và 01 năm", None, "yearly"),
        ("Hằng quý", None, "quarterly"),
        ("15/12/2025", date(2025, 12, 15), None),
        ("Từ 01/12 đến 05/12/2025", date(2025, 12, 5), None),
    ],
)
def test_a_cell_means(text, on, recurs):
    found = PLAIN.read(text)
    assert found is not None
    assert (found.deadline.on, found.deadline.recurs, found.deadline.raw) == (on, recurs, text)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize("text", ["Thường xuyên", "Theo kế hoạch", "Sau khi có chỉ đạo", "Giai đoạn 2026-2030", "Tuần 1", ""])
def test_a_cell_that_names_no_day_has_none(text):
    found = PLAIN.read(text)
    assert found is None or (found.deadline.on, found.deadline.recurs) == (None, None)


def test_a_week_of_a_month_is_doubted():
    found = PLAIN.read("Tuần 3 tháng 12")
    assert found is not None
    assert (found.deadline.on, found.doubts) == (date(2025, 12, 21), ("week-assumed",))


@pytest.mark.parametrize(
    ("text", "alone", "planned", "doubts"),
    [
        ("Tháng 01", date(2026, 1, 31), date(2026, 1, 31), ("year-assumed",)),
        ("Tháng 12", date(2025, 12, 31), date(2026, 12, 31), ("year-assumed",)),
        ("Quý IV", date(2025, 12, 31), date(2026, 12, 31), ("year-assumed",)),
        ("Tháng 12/2025", date(2025, 12, 31), date(2025, 12, 31), ()),
        ("30 tháng 11 năm 2025", date(2025, 11, 30), date(2025, 11, 30), ()),
    ],
)
def test_a_time_without_a_year_lies_in_the_year_of_the_plan(text, alone, planned, doubts):
    by_issue, by_plan = PLAIN.read(text), PLANNED.read(text)
    assert by_issue is not None
    assert by_plan is not None
    assert (by_issue.deadline.on, by_plan.deadline.on, by_plan.doubts) == (alone, planned, doubts)


@pytest.mark.parametrize(
    ("kind", "subject", "year"),
    [
        ("KH", "Cải cách hành chính năm 2026", 2026),
        ("QĐ", "Ban hành Kế hoạch thanh tra năm 2026", 2026),
        ("CTr", "Công tác năm 2025 của Sở Nội vụ", 2025),
        ("KH", "Công tác năm học 2025-2026", None),
        ("KH", "Phát triển kinh tế giai đoạn 2026-2030", None),
        ("KH", "Kết quả năm 2025, kế hoạch năm 2026", None),
        ("KH", "Khắc phục tồn tại năm 2024", None),
        ("TB", "Kết luận phiên họp thường kỳ tháng 12 năm 2026", None),
        ("KH", None, None),
    ],
)
def test_the_year_of_a_plan_is_the_one_that_its_title_names(kind, subject, year):
    assert plan_year(Head(type=kind, subject=subject, issued_on=ISSUED)) == year


@given(st.text(alphabet="Tháng quý tuần IV0123456789/-,; năm6", max_size=30))
def test_any_text_gives_a_time_or_none(text):
    found = PLANNED.read(text)
    assert found is None or (0 <= found.start <= found.end <= len(text))
