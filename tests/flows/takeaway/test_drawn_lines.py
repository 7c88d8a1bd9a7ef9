"""Which lines a chart of figures shows: never two provinces, roles or lengths of period on one."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.figures.asked import lines
from flows.takeaway.charts import MOST_SERIES, draw_series
from flows.takeaway.drawn_lines import drawn
from tasks.domain.figure import Figure

TODAY = date(2025, 1, 15)


def figure(place, period, value, unit="tỷ đồng", **further):
    plain = Figure(
        *(
            1,
            f"{place}{period}"[:8],
            f"{period}/{place}",
            TODAY,
            f"Ủy ban nhân dân tỉnh {place}",
            place,
            "Báo cáo năm",
            "",
            "thu ngân sách",
        ),
        *("STATE-REVENUE", Decimal(value), unit, "money", None, "result", "=", None, period, "", False, True),
    )
    return replace(plain, **further)


GIANG = [figure("Tân Giang", "2022", "40.5"), figure("Tân Giang", "2023", "47500", "triệu đồng"), figure("Tân Giang", "2024", "51")]
BINH = [figure("Hòa Bình", "2023", "9.25"), figure("Hòa Bình", "2024", "10")]


def said(found):
    return [(point.series, point.period, str(point.value), point.role) for point in found.points]


def test_each_province_has_a_line_of_its_own_in_the_commonest_unit():
    found = drawn(lines([*GIANG, *BINH]), None)
    assert found.unit == "tỷ đồng"
    assert said(found) == [
        ("tỉnh Tân Giang", "2022", "40.5", "result"),
        ("tỉnh Tân Giang", "2023", "47.5", "result"),
        ("tỉnh Tân Giang", "2024", "51", "result"),
        ("tỉnh Hòa Bình", "2023", "9.25", "result"),
        ("tỉnh Hòa Bình", "2024", "10", "result"),
    ]


def test_one_line_needs_no_more_than_its_name():
    assert {point.series for point in drawn(lines(GIANG), None).points} == {"STATE-REVENUE"}


def test_targets_months_and_running_totals_are_other_lines():
    further = [
        figure("Tân Giang", "2025", "55", role="target"),
        figure("Tân Giang", "2024-06", "5"),
        figure("Tân Giang", "2024-06", "25", text="6 tháng đầu năm đạt 25 tỷ đồng"),
        figure("Tân Giang", "2026/2030", "300"),
        figure("Tân Giang", "2024", "50", comparator=">="),
    ]
    found = drawn(lines([*GIANG, *further]), None)
    assert {(point.series, point.role) for point in found.points} == {
        ("năm", "result"),
        ("năm", "target"),
        ("tháng", "result"),
        ("tháng (lũy kế)", "result"),
        ("giai đoạn 5 năm", "result"),
        ("≥, năm", "result"),
    }


@pytest.mark.parametrize(
    ("unit", "values", "axis"),
    [("nghìn tỷ đồng", ["0.0405", "0.0475", "0.051"], "nghìn tỷ đồng"), ("đồng", ["40500000000", "47500000000", "51000000000"], "đồng")],
)
def test_the_axis_is_in_the_unit_that_is_wanted(unit, values, axis):
    found = drawn(lines(GIANG), unit)
    assert (found.unit, [str(point.value) for point in found.points]) == (axis, values)


def test_what_is_no_point_is_not_drawn_and_what_does_not_fit_is_named():
    others = [
        figure("Tân Giang", "2024", "5", "%", kind="percent"),
        figure("Tân Giang", None, "7"),
        replace(GIANG[0], direction="increase"),
    ]
    many = [figure(f"Tân {chr(65 + n)}a", "2024", "1") for n in range(MOST_SERIES)]
    found = drawn(lines([*GIANG, *others, *many]), None)
    assert len({point.series for point in found.points}) == len(found.lines) == MOST_SERIES
    assert dict(found.left_out)["figures in %"] == 1 and len(found.left_out) == 2
    assert drawn(lines(others[1:]), None).lines == ()


def test_what_documents_say_differently_parts_the_line(tmp_path):
    other = figure("Tân Giang", "2023", "60", document="other")
    found = drawn(lines([*GIANG, other]), None)
    assert [(p.period, p.disputed) for p in found.points] == [("2022", False), ("2023", True), ("2023", True), ("2024", False)]
    path = tmp_path / "x.svg"
    draw_series(path, "Thu ngân sách", found.unit, found.points, "", is_rank=False)
    words = [text.strip() for text in re.findall(r"<!--(.*?)-->", path.read_text("utf-8"), re.DOTALL)]
    assert {"40,5", "47,5 ≠", "60 ≠", "51"} <= set(words)
