from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vietnamese.numerals import parse_number

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu", "tỷ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,5", "1.5"),
        ("03", "3"),
        ("29,0", "29.0"),
        ("1.846", "1846"),
        ("339,477", "339.477"),
        ("7.5", "7.5"),
        ("0.125", "0.125"),
        ("1,234,567", "1234567"),
        ("12 345", "12345"),
        ("500.000.000", "500000000"),
        ("một trăm", "100"),
        ("Một trăm\nlinh năm", "105"),
        ("hai mươi mốt", "21"),
        ("mười lăm", "15"),
        ("ba", "3"),
        ("bảy tư", "74"),
        ("hai nghìn không trăm hai mươi lăm", "2025"),
        ("hai nghìn ba", "2300"),
        ("ba nghìn tỷ", "3000000000000"),
        ("hai triệu rưỡi", "2500000"),
        ("bảy phẩy hai lăm", "7.25"),
        ("bảy phẩy hai năm", "7.25"),
        ("hai chục", "20"),
        ("", None),
        ("1.2.3", None),
        ("12a", None),
        ("1,2,3", None),
        ("trăm", None),
        ("linh năm", "5"),
        ("mươi", None),
        ("triệu tỷ", None),
        ("ba hộ", None),
        ("①", None),
        ("٣", None),
    ],
)
def test_what_is_printed_is_the_exact_number(text, value):
    assert parse_number(text) == (None if value is None else Decimal(value))


def test_printed_decimals_are_kept():
    assert str(parse_number("29,0")) == "29.0"


def printed(value: Decimal) -> str:
    whole, _, decimals = f"{value:f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return grouped + ("," + decimals if decimals else "")


def below_thousand(number: int, *, leading: bool) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = []
    if hundreds or not leading:
        words += [DIGITS[hundreds], "trăm"]
    if tens == 0 and ones and words:
        words += ["linh", DIGITS[ones]]
    elif tens == 0 and ones:
        words += [DIGITS[ones]]
    elif tens == 1:
        words += ["mười", *(["lăm"] if ones == 5 else [DIGITS[ones]] if ones else [])]
    elif tens:
        words += [DIGITS[tens], "mươi", *({1: ["mốt"], 5: ["lăm"]}.get(ones, [DIGITS[ones]]) if ones else [])]
    return " ".join(words)


def spelled(number: int) -> str:
    if number == 0:
        return "không"
    parts, power = [], 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            parts.append(f"{below_thousand(group, leading=number == 0)} {GROUPS[power]}".strip())
        power += 1
    return " ".join(reversed(parts))


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_figures_come_back(value):
    assert parse_number(printed(value)) == value


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_words_come_back(number):
    assert parse_number(spelled(number)) == number


@given(st.text(max_size=60))
def test_any_text_is_a_finite_number_or_none(text):
    value = parse_number(text)
    assert value is None or (value.is_finite() and value >= 0)


@given(
    st.lists(
        st.sampled_from([*DIGITS, *GROUPS[1:], "trăm", "mươi", "mười", "linh", "lẻ", "mốt", "lăm", "rưỡi", "phẩy", "chục"]), max_size=12
    )
)
def test_any_run_of_number_words_is_a_finite_number_or_none(words):
    value = parse_number(" ".join(words))
    assert value is None or (value.is_finite() and value >= 0)
