from datetime import date

import pytest

from flows.takeaway.recurrence import find_recurrence

START = date(2026, 6, 19)  # a Friday


@pytest.mark.parametrize(
    ("raw", "recurs", "rule", "first"),
    [
        ("trước ngày 20 hằng tháng", "monthly", {"freq": "monthly", "bymonthday": 20}, date(2026, 6, 20)),
        ("chậm nhất ngày 05 hàng tháng", "monthly", {"freq": "monthly", "bymonthday": 5}, date(2026, 7, 5)),
        ("ngày cuối tháng", "monthly", {"freq": "monthly", "bymonthday": -1}, date(2026, 6, 30)),
        ("trước 16 giờ thứ Sáu hằng tuần", "weekly", {"freq": "weekly", "byday": "FR"}, START),
        ("thứ 2 hằng tuần", "weekly", {"freq": "weekly", "byday": "MO"}, date(2026, 6, 22)),
        ("Chủ nhật hằng tuần", "weekly", {"freq": "weekly", "byday": "SU"}, date(2026, 6, 21)),
        (
            "trước ngày 20 tháng 12 hằng năm",
            "yearly",
            {"freq": "yearly", "bymonth": 12, "bymonthday": 20},
            date(2026, 12, 20),
        ),
        ("trước ngày 31/3 hằng năm", "yearly", {"freq": "yearly", "bymonth": 3, "bymonthday": 31}, date(2027, 3, 31)),
        (
            "trước ngày 15 của tháng cuối quý",
            "quarterly",
            {"freq": "monthly", "bymonth": [3, 6, 9, 12], "bymonthday": 15},
            date(2026, 9, 15),
        ),
    ],
)
def test_a_day_that_is_named_gives_a_rule(raw, recurs, rule, first):
    found = find_recurrence(raw, recurs, START)
    assert (found.rule, found.first) == (rule, first)


@pytest.mark.parametrize(
    ("raw", "recurs"),
    [
        ("hằng tháng", "monthly"),
        ("định kỳ hằng tuần", "weekly"),
        ("định kỳ 6 tháng, hằng năm", "yearly"),
        ("hằng quý", "quarterly"),
        ("trước ngày 15 hằng quý", "quarterly"),
        ("ngày 15 và ngày 30 hằng tháng", "monthly"),
        ("trước ngày 30 hằng tháng", "monthly"),
        ("trước ngày 29/2 hằng năm", "yearly"),
        ("trước ngày 45 hằng tháng", "monthly"),
        ("thứ Hai và thứ Năm hằng tuần", "weekly"),
        ("ngày làm việc cuối cùng của tháng", "monthly"),
        ("trước ngày 20 hằng năm", "yearly"),
        ("", ""),
    ],
)
def test_no_day_is_made_up(raw, recurs):
    assert find_recurrence(raw, recurs, START) is None
