"""The figure that fills a cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.findings.figure_tables.cell_figures import is_english, read_figure


@pytest.mark.parametrize(
    ("text", "value", "unit", "total", "doubt"),
    [
        ("1.234,5", "1234.5", "", None, None),
        ("12,5%", "12.5", "%", None, None),
        ("-0,59", "-0.59", "", None, None),
        ("− 3", "-3", "", None, None),
        ("âm 2,1", "-2.1", "", None, None),
        ("02 trường", "2", "trường", None, None),
        ("125,5 km", "125.5", "km", None, None),
        ("12 450", "12450", "", None, "number-spaced"),
        ("5/8", "5", "", 8, None),
        ("(1.250)", "-1250", "", None, "number-bracketed"),
        ("(12,5)", "-12.5", "", None, "number-bracketed"),
        ("( 3 )", "-3", "", None, "number-bracketed"),
        ("(12,5) triệu USD", "-12.5", "triệu USD", None, "number-bracketed"),
        ("(12,5 triệu USD)", "-12.5", "triệu USD", None, "number-bracketed"),
        ("(12)%", "-12", "%", None, "number-bracketed"),
        ("[1.250]", "-1250", "", None, "number-bracketed"),
        ("-(5)", "-5", "", None, "number-bracketed"),
        ("âm (5,2)", "-5.2", "", None, "number-bracketed"),
        ("(–5,2)", "-5.2", "", None, "number-bracketed"),
        ("(+5,2)", "5.2", "", None, "number-bracketed"),
        ("▼ 5,2%", "5.2", "%", None, "number-marked"),
        ("±0,5", "0.5", "", None, "number-marked"),
        ("1.250-", "1250", "", None, "number-marked"),
        ("[ 23,29", "23.29", "", None, None),
        ("23,29 ]", "23.29", "", None, None),
        ("15 (12 nữ)", "15", "", None, "cell-remark"),
        ("1.200(*)", "1200", "", None, None),
        ("0", "0", "", None, None),
        ("' 23,29 .", "23.29", "", None, None),
    ],
)
def test_a_cell_holds(text, value, unit, total, doubt):
    figure = read_figure(text)
    assert (figure.value, figure.unit, figure.total, figure.doubt) == (Decimal(value), unit, total, doubt)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "...",
        "12/2027",
        "15/6/2025",
        "12/CT-UBND",
        "Nhóm 1",
        "120-150",
        "9/8",
        "đang làm",
        "8 và 9",
        "0912 34 567 890 12",
        "(5",
        "5)",
        "[",
        "(a)",
        "5-7",
        "0,5±0,1",
    ],
)
def test_no_figure(text):
    assert read_figure(text) is None


def test_commas_part_thousands_where_the_table_shows_it():
    assert (is_english("12,345,600"), is_english("1,234.5"), is_english("1,250"), is_english("1.250,5")) == (True, True, False, False)
    assert (read_figure("1,250", english=True).value, read_figure("1,250").value) == (1250, Decimal("1.250"))
    assert read_figure("1,250", english=True).doubt == "number-grouping"


@given(st.text(max_size=40))
def test_any_text_is_read_or_left(text):
    figure = read_figure(text)
    assert figure is None or 0 <= figure.start < figure.end <= len(text)
