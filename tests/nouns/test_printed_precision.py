from decimal import Decimal

import pytest

from tasks.nouns.printed_precision import is_about, rounded

BILLION, MILLION, ONE = Decimal(10**9), Decimal(10**6), Decimal(1)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (("1.2", BILLION, ""), ("1204", MILLION, ""), True),
        (("1.2", BILLION, ""), ("1260", MILLION, ""), False),
        (("1.20", BILLION, ""), ("1204", MILLION, ""), True),
        (("1.200", BILLION, ""), ("1204", MILLION, ""), False),
        (("12.5", ONE, ""), ("12.48", ONE, ""), True),
        (("12.5", ONE, ""), ("12.6", ONE, ""), False),
        (("85", ONE, ""), ("85.5", ONE, ""), True),
        (("12", ONE, ""), ("13", ONE, ""), False),
        (("1200", ONE, ""), ("1204", ONE, ""), False),
        (("1200", ONE, "khoảng 1.200 hộ nghèo"), ("1204", ONE, ""), True),
        (("1200", ONE, "có hơn 1.200 hộ"), ("1299", ONE, ""), True),
        (("1200", ONE, "có hơn 1.200 hộ"), ("1304", ONE, ""), False),
        (("0", ONE, ""), ("1", ONE, ""), False),
        (("-1.5", ONE, ""), ("1.5", ONE, ""), False),
    ],
)
def test_figures_agree_as_exactly_as_they_are_printed(one, other, wanted):
    first, second = (rounded(Decimal(value), factor, text) for value, factor, text in (one, other))
    assert first.agrees(second) is wanted
    assert second.agrees(first) is wanted
    assert first.agrees(first)


@pytest.mark.parametrize(
    ("value", "text", "wanted"),
    [
        ("1200", "khoảng 1.200 hộ", True),
        ("1200", "gần 1 200 hộ", True),
        ("1.5", "xấp xỉ 1,5 tỷ đồng", True),
        ("1200", "hơn 12 hộ, 1.200 người", False),
        ("1200", "khoảng cách 1.200 m", False),
        ("1200", "1.200 hộ", False),
    ],
)
def test_what_is_about_so_much(value, text, wanted):
    assert is_about(Decimal(value), text) is wanted
