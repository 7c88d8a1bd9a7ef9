"""Figures in normal units: the corpus file beside these nouns, and what holds for any figure."""

import tomllib
from decimal import Context, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_measures
from tasks.nouns.measure import Measures

MEASURES = Measures(load_measures())
KINDS = tomllib.loads((Path(__file__).parent / "corpus" / "measure.toml").read_text("utf-8"))["kind"]
CASES = [pytest.param(case, id=f"{case['value']} {case['unit']}") for kind in KINDS for case in kind["reads"]]
EXACT = Context(prec=80)
VALUES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**29), max_value=10**29, places=6)


@pytest.mark.parametrize("case", CASES)
def test_a_figure_in_normal_units(case):
    found = MEASURES.normal(Decimal(case["value"]), case["unit"], case["kind"])
    assert (f"{found.value:f}", found.unit) == (case["normal"], case["becomes"])


@pytest.mark.parametrize("entry", load_measures().entries, ids=lambda entry: entry.code)
def test_every_entry_converts_its_own_examples_alike(entry):
    scales = [MEASURES.scale(text, "other") for text in (*entry.examples, entry.label)]
    assert {scale.factor for scale in scales} == {Decimal(entry.values["factor"])}
    assert all(f"{scale.unit} ".startswith(f"{entry.values['unit']} ") for scale in scales)


@given(VALUES)
def test_no_digit_is_lost_and_the_printed_figure_comes_back(value):
    for unit in ("nghìn tỷ đồng", "ha", "mg", "%", "hộ"):
        normal = MEASURES.normal(value, unit, "other")
        assert MEASURES.printed(normal.value, unit, "other") == value
        assert not ("." in f"{normal.value:f}" and f"{normal.value:f}".endswith("0"))


@given(VALUES)
def test_equal_figures_have_equal_normal_forms(value):
    small, large = MEASURES.normal(value.scaleb(3, EXACT), "triệu đồng", "money"), MEASURES.normal(value, "tỷ đồng", "money")
    assert (small, str(small.value)) == (large, str(large.value))


@given(st.text(max_size=40))
def test_any_unit_is_one(unit):
    assert MEASURES.scale(unit, "other").factor > 0


def test_what_cannot_be_said_exactly_is_not_said():
    assert MEASURES.printed(Decimal(1), "hải lý", "other") is None
    assert MEASURES.printed(Decimal(1852), "hải lý", "other") == 1
