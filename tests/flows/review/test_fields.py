"""What is typed into a form, and what it means."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.review.fields import FIELDS, WrongValueError, as_typed, changes, read_day, read_number, understood, whole_row, write_number
from flows.review.language import wording_of

VI, EN = wording_of("vi"), wording_of("en")


@pytest.mark.parametrize(
    ("typed", "day"), [("30/6/2026", date(2026, 6, 30)), ("30.06.2026", date(2026, 6, 30)), ("2026-06-30", date(2026, 6, 30)), (" ", None)]
)
def test_a_day(typed, day):
    assert read_day(typed) == day


@pytest.mark.parametrize("typed", ["31/6/2026", "6/30/2026", "hôm nay", "30/6", "30/6/26"])
def test_no_day(typed):
    with pytest.raises(WrongValueError):
        read_day(typed)


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        ("1.234,5", "vi", "1234.5"),
        ("1,234.5", "en", "1234.5"),
        ("-12", "vi", "-12"),
        ("1 234", "vi", "1234"),
        ("0,050", "vi", "0.050"),
        ("", "vi", None),
    ],
)
def test_a_number(typed, language, number):
    assert read_number(typed, language) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("1.5", "vi"),
        ("1,5", "en"),
        ("1.23.456", "vi"),
        ("1,2,3", "vi"),
        ("12a", "vi"),
        ("1,", "vi"),
        ("NaN", "en"),
        ("1e5", "en"),
        ("9" * 31, "vi"),
        ("9" * 5000, "vi"),
        ("0," + "3" * 5000, "vi"),
        ("Infinity", "vi"),
    ],
)
def test_what_could_mean_another_number_is_refused(typed, language):
    with pytest.raises(WrongValueError):
        read_number(typed, language)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12), st.sampled_from(["vi", "en"]))
def test_a_number_that_was_written_is_read_again(number, language):
    assert read_number(write_number(number, language), language) == number


def test_only_what_was_changed_is_changed():
    now = {"text": "Giao  việc", "lead": ["Sở A", "Sở B"], "coordinating": [], "deadline_on": date(2026, 6, 30), "product": None}
    form = {field.name: as_typed(field, now.get(field.name), "vi") for field in FIELDS["directive"]}
    assert changes("directive", form, now, VI) == {}
    form |= {"lead": "Sở A\nSở C\n", "deadline_on": "1/7/2026", "product": " Báo  cáo "}
    assert changes("directive", form, now, VI) == {"lead": ["Sở A", "Sở C"], "deadline_on": date(2026, 7, 1), "product": "Báo cáo"}
    assert changes("directive", {"deadline_on": ""}, now, VI) == {"deadline_on": None}


def test_what_must_be_there_cannot_be_taken_away():
    with pytest.raises(WrongValueError, match=r"wrong\.missing"):
        changes("directive", {"text": " "}, {"text": "Giao"}, VI)
    with pytest.raises(WrongValueError, match=r"wrong\.missing"):
        whole_row("metric", {"name": "x", "value": "1"}, EN)


def test_a_whole_row():
    form = {"name": "Hộ nghèo", "value": "1,234.5", "unit": "hộ", "kind": "count", "role": "result", "comparator": "=", "period": ""}
    assert whole_row("metric", form, EN) == {**form, "value": Decimal("1234.5")} | {"period": None} or "period" not in whole_row(
        "metric", form, EN
    )
    assert "period" not in whole_row("metric", form, EN)


def test_a_choice_that_nobody_offered_is_refused():
    [recurs] = [field for field in FIELDS["directive"] if field.name == "deadline_recurs"]
    assert understood(recurs, "weekly", VI) == "weekly"
    with pytest.raises(WrongValueError):
        understood(recurs, "daily", VI)
