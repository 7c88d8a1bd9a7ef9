"""What people type, and what it means: the same on every way in."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.row_fields import FIELDS, TASK_FIELDS, FieldType
from tasks.domain.typed import (
    LONGEST_NOTE,
    Wrong,
    WrongValueError,
    read_day,
    read_field,
    read_lines,
    read_note,
    read_number,
    write_field,
    write_number,
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30/06/2026", date(2026, 6, 30)),
        ("30/6/2026", date(2026, 6, 30)),
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


@pytest.mark.parametrize("typed", ["30/06/26", "31/02/2026", "06/30/2026", "tomorrow", "hôm nay", "30 tháng 6", "30/6"])
def test_what_is_no_day(typed):
    with pytest.raises(WrongValueError) as caught:
        read_day(typed)
    assert (caught.value.reason, caught.value.value) == (Wrong.DAY, typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("0.250", "0.250"),
        ("0,050", "0.050"),
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("-2", "-2"),
        ("\u22122,5", "-2.5"),
        ("+10", "10"),
        ("1 234", "1234"),
        (Decimal("1.234"), "1.234"),
        ("12.3456", "12.3456"),
        ("12345.678", "12345.678"),
    ],
)
def test_figures_are_typed_as_they_are_printed(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12,5,3", Wrong.NUMBER),
        ("1,", Wrong.NUMBER),
        ("1e5", Wrong.NUMBER),
        ("NaN", Wrong.NUMBER),
        ("Infinity", Wrong.NUMBER),
        ("một", Wrong.NUMBER),
        ("12a", Wrong.NUMBER),
        ("--1", Wrong.NUMBER),
        ("1.23.456", Wrong.NUMBER),
        ("1.234.5", Wrong.NUMBER),
        ("\u0661", Wrong.NUMBER),
        ("9" * 31, Wrong.LONG_NUMBER),
        ("9" * 5000, Wrong.LONG_NUMBER),
        ("0," + "3" * 5000, Wrong.LONG_NUMBER),
        (Decimal("Infinity"), Wrong.LONG_NUMBER),
        (Decimal("1e999999999"), Wrong.LONG_NUMBER),
    ],
)
def test_what_is_no_figure(typed, reason):
    with pytest.raises(WrongValueError) as caught:
        read_number(typed)
    assert caught.value.reason is reason


def test_a_refusal_says_what_was_typed():
    with pytest.raises(WrongValueError) as caught:
        read_number(" mười  tám ")
    assert caught.value.value == "mười tám"


@pytest.mark.parametrize(("value", "wanted"), [("1234567.50", "1.234.567,50"), ("12", "12"), ("-0.5", "-0,5"), ("1E+3", "1.000")])
def test_a_figure_as_it_is_printed(value, wanted):
    assert write_number(Decimal(value)) == wanted


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_a_number_that_was_written_is_read_again(number):
    assert read_number(write_number(number)) == number


def test_names_and_notes():
    assert read_lines(" Sở  Y tế ; ;Sở Y tế\nBan X") == ["Sở Y tế", "Ban X"]
    assert read_note(" a  b \n\n c ") == "a b\n\nc"
    assert len(read_note("x" * 5000)) == LONGEST_NOTE


VALUES = {
    FieldType.LINE: st.sampled_from(["Quý I/2026", "12/KH-UBND", "hộ"]),
    FieldType.TEXT: st.just("Giao việc"),
    FieldType.NOTE: st.just("một\nhai"),
    FieldType.LINES: st.lists(st.sampled_from(["Sở A", "Sở B", "UBND xã C"]), unique=True),
    FieldType.DAY: st.dates(),
    FieldType.NUMBER: st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
}
ALL = [field for fields in (*FIELDS.values(), TASK_FIELDS) for field in fields.values()]


@given(st.data(), st.sampled_from(ALL))
def test_every_field_reads_what_it_shows(data, field):
    value = data.draw(st.sampled_from([str(c) for c in field.choices]) if field.choices else VALUES[field.holds])
    assert read_field(field, write_field(field, value)) == value


@pytest.mark.parametrize("field", [f for f in ALL if f.required], ids=lambda f: f.name)
def test_what_is_needed_cannot_be_empty(field):
    with pytest.raises(WrongValueError) as caught:
        read_field(field, "  ")
    assert (caught.value.reason, caught.value.field) == (Wrong.MISSING, field)


def test_a_choice_that_nobody_offered_is_refused():
    field = FIELDS["directive"]["deadline_recurs"]
    assert read_field(field, "weekly") == "weekly"
    with pytest.raises(WrongValueError):
        read_field(field, "daily")
