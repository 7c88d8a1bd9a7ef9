"""What is typed into a form, and what it means."""

from datetime import date
from decimal import Decimal

import pytest

from flows.review.fields import WrongValueError, changes, understood, whole_row
from flows.review.language import wording_of
from tasks.domain.row_fields import FIELDS
from tasks.domain.typed import Wrong, write_field

VI, EN = wording_of("vi"), wording_of("en")


def test_only_what_was_changed_is_changed():
    now = {"text": "Giao  việc", "lead": ["Sở A", "Sở B"], "coordinating": [], "deadline_on": date(2026, 6, 30), "product": None}
    form = {name: write_field(field, now.get(name)) for name, field in FIELDS["directive"].items()}
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


@pytest.mark.parametrize("wording", [VI, EN], ids=["vi", "en"])
def test_every_reason_is_worded(wording):
    assert all(wording.has(f"wrong.{reason}") for reason in Wrong)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("value", "một", "“một” không phải là số, ví dụ 1.234,5."),
        ("value", "", "Còn thiếu: Giá trị."),
        ("kind", "weight", "“weight” không có trong danh sách."),
    ],
)
def test_what_is_wrong_is_said_in_the_language_of_the_page(name, typed, said):
    with pytest.raises(WrongValueError) as caught:
        understood(FIELDS["metric"][name], typed, VI)
    assert VI(caught.value.key, **caught.value.values) == said
