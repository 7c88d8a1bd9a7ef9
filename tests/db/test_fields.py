from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.fields import FIELDS, decode, encode, read_day, read_number, read_values
from tasks.domain.correction_errors import CorrectionError


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30/06/2026", date(2026, 6, 30)),
        ("1-7-2026", date(2026, 7, 1)),
        ("1.7.2026", date(2026, 7, 1)),
        ("2026-06-30", date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (" ", None),
        (None, None),
    ],
)
def test_days_as_they_are_typed(typed, day):
    assert read_day(typed) == day


@pytest.mark.parametrize("typed", ["30/06/26", "31/02/2026", "06/30/2026", "tomorrow", "30 tháng 6"])
def test_what_is_no_day(typed):
    with pytest.raises(ValueError):
        read_day(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0,25", "0.25"),
        ("-2", "-2"),
        ("+10", "10"),
        ("1 234", "1234"),
        (Decimal("1.234"), "1.234"),
        ("12.3456", "12.3456"),
    ],
)
def test_figures_as_they_are_typed(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "1.234",
        "12,5,3",
        "1e5",
        "NaN",
        "Infinity",
        "một",
        "--1",
        "1.23.456",
        "9" * 31,
        "9" * 5000,
        Decimal("Infinity"),
        Decimal("1e999999999"),
    ],
)
def test_what_is_no_figure_or_two(typed):
    with pytest.raises(ValueError):
        read_number(typed)


def test_lists_and_text_are_put_in_order():
    read = read_values("directive", {"lead": " Sở  Y tế ; ;Sở Y tế; Ban X", "product": "  ", "text": "a\n b\0"})
    assert read == {"lead": ["Sở Y tế", "Ban X"], "product": None, "text": "a b\\x00"}
    with pytest.raises(CorrectionError, match="longer"):
        read_values("directive", {"text": "x" * 20_001})


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.dates(), st.text())
def test_the_log_gives_back_what_it_was_given(number, day, text):
    assert decode("metric", "value", encode(number)) == number
    assert decode("directive", "deadline_on", encode(day)) == day
    assert decode("directive", "text", encode(text)) == text
    assert all(decode(kind, name, None) is None for kind, fields in FIELDS.items() for name in fields)
