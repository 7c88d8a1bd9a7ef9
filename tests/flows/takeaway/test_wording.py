import pytest

from flows.takeaway.wording import period


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
