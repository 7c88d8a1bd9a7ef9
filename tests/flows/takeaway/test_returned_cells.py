"""Cells of a workbook that came back, as people and spreadsheets write them."""

from datetime import date, datetime

import pytest

from flows.takeaway.exported import read_mark
from flows.takeaway.returned import answer


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("30/06/2026", date(2026, 6, 30)),
        ("30-6-2026", date(2026, 6, 30)),
        (datetime(2026, 6, 30, 12), date(2026, 6, 30)),
        (46203, date(2026, 6, 30)),
        (46203.5, date(2026, 6, 30)),
        (" ", None),
        (None, None),
    ],
)
def test_days_as_spreadsheets_hold_them(cell, said):
    assert answer("completed_on", cell) == said


@pytest.mark.parametrize(
    ("field", "cell"), [("completed_on", "30/06/26"), ("completed_on", 12), ("completed_on", "hôm qua"), ("state", "xong rồi")]
)
def test_what_no_field_can_take(field, cell):
    with pytest.raises(ValueError, match=str(cell)):
        answer(field, cell)


@pytest.mark.parametrize("cell", ["Hoàn thành", "hoàn  thành ", "HOAN THANH", "done"])
def test_states_as_people_write_them(cell):
    assert answer("state", cell) == "done"


@pytest.mark.parametrize("text", [None, "", "[1]", "{", "x"])
def test_a_mark_that_was_written_over_is_none(text):
    assert read_mark(text) == {}
