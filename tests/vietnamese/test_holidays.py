from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vietnamese.holidays import add_working_days, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 4, 7), False),  # Hùng Kings
        (date(2025, 4, 8), True),
        (date(2025, 4, 30), False),
        (date(2025, 5, 1), False),
        (date(2025, 9, 2), False),
        (date(2025, 1, 29), False),  # Tết
        (date(2025, 4, 12), False),  # Saturday
    ],
)
def test_working_days(day, works):
    assert is_working_day(day) is works


def test_weekends_and_holidays_are_left_out():
    assert add_working_days(date(2025, 4, 10), 5) == date(2025, 4, 17)
    assert add_working_days(date(2025, 4, 3), 2) == date(2025, 4, 8)
    assert add_working_days(date(2025, 4, 10), 0) == date(2025, 4, 10)


def test_a_misread_number_gives_no_day():
    assert add_working_days(date(2025, 4, 10), 5000) is None


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_the_day_reached_is_a_working_day_behind_the_start(start, count):
    reached = add_working_days(start, count)
    assert reached > start and is_working_day(reached)
