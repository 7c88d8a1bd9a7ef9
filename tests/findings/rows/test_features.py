"""Which reasons to doubt a row has."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.domain.finding import Directive, Doubt, Metric, Part
from tasks.domain.span import Span
from tasks.findings.rows.features import of_directive, of_metric

TEXT = "Sở Xây dựng kiểm tra các hồ chứa trên địa bàn huyện Hòa Bình."
AT = Span(0, len(TEXT))
DIRECTIVE = Directive("1", TEXT, AT, ("Sở Xây dựng",), rule="order")
METRIC = Metric("1", "tỷ lệ hộ", Decimal("3.5"), "%", "percent", "tỷ lệ hộ là 3,5%", AT, AT, rule="printed-unit", period="2026")


PART = Part("lead", "Sở Xây dựng", Span(0, 11), "subject")


def marks(directive, words):
    """Features but the rule of the row, which each has."""
    return {name: value for name, value in of_directive(directive, words).items() if name != "rule=order"}


def test_a_whole_sentence_with_its_party_has_none_but_its_rules():
    assert marks(DIRECTIVE, 95.0) == marks(DIRECTIVE, None) == {}
    assert set(of_directive(replace(DIRECTIVE, parts=(PART, PART)), None)) == {"rule=order", "lead by subject"}


def test_what_is_required_of_everybody_names_nobody():
    assert "lead=none" not in of_directive(replace(DIRECTIVE, lead=(), rule="requirement"), None)


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"lead": ()}, "lead=none"),
        ({"lead": ("các Sở",)}, "lead=small letter"),
        ({"lead": ("Sở Xây dựng", "Hộ nuôi cá lồng")}, "lead=kind"),
        ({"text": TEXT.rstrip(".")}, "cut"),
        ({"text": "Sở Xây dựng thực hiện."}, "short text"),
        ({"in_table": True}, "in table"),
        ({"doubts": (Doubt("party-runs-on", "lead"), Doubt("party-runs-on", "coordinating"))}, "doubt=party-runs-on"),
    ],
)
def test_a_directive(changed, wanted):
    assert marks(replace(DIRECTIVE, **changed), None) == {wanted: 1.0}


def test_many_behind_the_first_of_a_list_stand_in_small_letters():
    assert marks(replace(DIRECTIVE, lead=("Sở Xây dựng", "các Sở")), None) == {}
    assert "lead=small letter" in marks(replace(DIRECTIVE, lead=("Sở Xây dựng", "sở Y tế")), None)


@pytest.mark.parametrize(
    ("party", "kind"),
    [
        ("Các cơ quan, đơn vị, địa phương", False),
        ("Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", False),
        ("Thủ trưởng các sở, ban, ngành tỉnh", False),
        ("Thủ trưởng các đơn vị trực thuộc Sở", False),
        ("Các Bộ trưởng", False),
        ("các ông (bà) có tên tại Điều 1", False),
        ("Các thành viên Ban Chỉ đạo", False),
        ("Trưởng", True),
        ("các thành viên", True),
        ("Các tổ chức chính trị - xã hội", False),
        ("Các đơn vị liên quan", False),
        ("Tỉnh Tân Giang", False),
        ("Vụ Tổ chức cán bộ", False),
        ("Các tổ chức, cá nhân có liên quan", False),
        ("Các tổ chức, cá nhân", True),
        ("Ngành liên quan", True),
        ("Vụ thuộc bộ", True),
        ("Vụ", True),
        ("Các đơn vị", True),
        ("Các cơ quan, đơn vị quản lý chợ", True),
        ("Tỉnh đội", True),
    ],
)
def test_set_phrases_and_places_are_as_whole_as_names(party, kind):
    assert ("lead=kind" in of_directive(replace(DIRECTIVE, lead=(party,)), None)) is kind


def test_a_kind_of_bodies_alone_names_nobody():
    assert set(marks(replace(DIRECTIVE, lead=("Đơn vị",)), None)) == {"lead=general", "lead=kind"}


def test_an_end_before_a_quotation_mark_is_one():
    assert marks(replace(DIRECTIVE, text=f"“{TEXT}”"), None) == {}


def test_badly_read_words_have_a_mark_for_each_bound():
    assert list(marks(DIRECTIVE, 55.0)) == ["words<60", "words<75"]


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, set()),
        ({"text": "1 2 3,5 4 5.000 xã"}, {"figures>3", "numbers in a row"}),
        ({"text": "1 2 3 4 5 6 7"}, {"figures>3", "figures>6", "numbers in a row"}),
        ({"text": "01 đại diện Sở Y tế"}, {"begins with a small count"}),
        ({"text": "có 01 xã, đạt 3,5 %"}, set()),
        ({"period": "2026-Q1"}, {"period=part of a year"}),
        ({"period": "2026/2030"}, {"period=range"}),
        ({"period": None}, set()),
        ({"doubts": (Doubt("metric-conflict"),)}, {"doubt=metric-conflict"}),
    ],
)
def test_a_metric(changed, wanted):
    assert set(of_metric(replace(METRIC, **changed), 95.0)) == {"rule=printed-unit", *wanted}
