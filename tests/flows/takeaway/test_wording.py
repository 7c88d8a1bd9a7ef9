from decimal import Decimal

import pytest

from flows.takeaway.wording import period
from tasks.domain.typed import write_number as figure


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2021", "2021"),
        ("2023-Q1", "Quý I/2023"),
        ("2023-06", "06/2023"),
        ("2023-01-11", "11/01/2023"),
        ("2022/2025", "2022–2025"),
        (None, ""),
        ("đến nay", "đến nay"),
    ],
)
def test_a_period_as_offices_write_it(value, wanted):
    assert period(value) == wanted


@pytest.mark.parametrize(("value", "wanted"), [("1234567.50", "1.234.567,50"), ("12", "12"), ("-0.5", "-0,5")])
def test_a_figure_as_it_is_written_in_vietnamese(value, wanted):
    assert figure(Decimal(value)) == wanted
