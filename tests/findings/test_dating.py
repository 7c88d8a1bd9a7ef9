from datetime import date

import pytest

from tasks.domain.finding import Deadline, Directive
from tasks.domain.span import Span
from tasks.findings.dating import deadline_period


@pytest.mark.parametrize(
    ("deadline", "period"),
    [
        (Deadline("trong Quý I năm 2023", date(2023, 3, 31)), "2023-Q1"),
        (Deadline("trước ngày 31/12/2026", date(2026, 12, 31)), "2026-12-31"),
        (Deadline("trước ngày 30/6", date(2025, 6, 30)), "2025-06-30"),
        (Deadline("đến hết năm 2025", date(2025, 12, 31)), "2025"),
        (Deadline("trong 10 ngày làm việc", date(2025, 7, 17)), "2025-07-17"),
        (Deadline("hằng quý", recurs="quarterly"), None),
        (None, None),
    ],
)
def test_a_deadline_dates_as_precisely_as_it_is_printed(deadline, period):
    assert deadline_period(Directive("1", "a", Span(0, 1), deadline=deadline), 2025) == period
