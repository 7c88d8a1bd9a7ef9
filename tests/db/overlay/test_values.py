import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.overlay.values import decode, encode, read_values
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.row_fields import FIELDS


def test_lists_and_text_are_put_in_order():
    read = read_values("directive", {"lead": " Sở  Y tế ; ;Sở Y tế; Ban X", "product": "  ", "text": "a\n b\0"})
    assert read == {"lead": ["Sở Y tế", "Ban X"], "product": None, "text": "a b\\x00"}


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("directive", {"text": "x" * 20_001}, "longer"),
        ("directive", {"deadline_on": "tomorrow"}, "no day"),
        ("directive", {"deadline_recurs": "daily"}, "cannot be 'daily'"),
        ("directive", {"text": " "}, "cannot be empty"),
        ("directive", {"deadline_on": "1/6/2026", "deadline_recurs": "weekly"}, "not both"),
        ("metric", {"value": "một"}, "no number"),
        ("metric", {"value": "9" * 31}, "more than 30"),
        ("section", {"value": "1"}, "no field"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_a_reason(kind, values, said):
    with pytest.raises(CorrectionError, match=said):
        read_values(kind, values)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.dates(), st.text())
def test_the_log_gives_back_what_it_was_given(number, day, text):
    assert decode("metric", "value", encode(number)) == number
    assert decode("directive", "deadline_on", encode(day)) == day
    assert decode("directive", "text", encode(text)) == text
    assert all(decode(kind, name, None) is None for kind, fields in FIELDS.items() for name in fields)
