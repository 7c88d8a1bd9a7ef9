"""Numbers follow the days; what does not is out of order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.series import Numbered, numbered, out_of_order

START = date(2026, 1, 5)
SERIES = [Numbered(n, START + timedelta(days=n)) for n in range(10, 100, 10)]


@pytest.mark.parametrize(
    ("number", "day", "wrong"),
    [
        (35, 35, False),
        (35, 38, False),
        (35, 60, True),
        (35, 2, True),
        (95, 95, False),
        # Misread: "35" for "85".
        (85, 35, True),
        (5, 80, True),
        (120, 100, False),
        (120, 20, True),
    ],
)
def test_a_number_far_from_its_day_is_out_of_order(number, day, wrong):
    found = out_of_order(Numbered(number, START + timedelta(days=day)), SERIES)
    assert bool(found) is wrong
    assert list(found) == sorted(found, key=lambda n: n.number)


def test_one_wrong_neighbour_of_many_makes_no_doubt():
    series = [*SERIES, Numbered(36, START)]
    assert out_of_order(Numbered(35, START + timedelta(days=35)), series) == ()


@given(st.lists(st.integers(1, 500), unique=True, min_size=1))
def test_a_series_in_order_has_no_doubts(numbers):
    series = [Numbered(n, START + timedelta(days=n // 2)) for n in numbers]
    for one in series:
        assert out_of_order(one, (other for other in series if other != one)) == ()


@pytest.mark.parametrize(("printed", "number"), [("07", 7), ("158b", 158), ("1602", 1602), ("", None), (None, None), ("b", None)])
def test_printed_numbers(printed, number):
    found = numbered(printed, START)
    assert (found.number if found else None) == number
    assert numbered(printed, None) is None
