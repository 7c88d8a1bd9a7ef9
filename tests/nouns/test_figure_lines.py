"""Series: what stands on one line, what never does, and what is a contradiction."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_measures
from tasks.domain.figure import Figure
from tasks.domain.spelling import spelling_key
from tasks.nouns.figure_lines import PlaceName, lines_of
from tasks.nouns.figure_names import period_kind, share_of, step_of, tells, timeless
from tasks.nouns.measure import Measures

MEASURES = Measures(load_measures())
PLAIN = Figure(
    id=1,
    document="aaaaaaaa",
    symbol="1/BC-UBND",
    issued_on=date(2024, 1, 15),
    issuer="Ủy ban nhân dân tỉnh Tân Giang",
    issued_in="Tân Giang",
    subject="Báo cáo kết quả công tác giảm nghèo năm 2023",
    heading="",
    name="số hộ thoát nghèo bền vững",
    code=None,
    value=Decimal(1200),
    unit="hộ",
    kind="count",
    total=None,
    role="result",
    comparator="=",
    direction=None,
    period="2023",
    text="số hộ thoát nghèo bền vững đạt 1.200 hộ",
    in_table=False,
    sure=True,
)
OTHER = replace(PLAIN, id=2, document="bbbbbbbb", symbol="9/BC-UBND", issued_on=date(2025, 1, 15))


def lines(*figures):
    return lines_of(figures, lambda figure: PlaceName(figure.issued_in or "", figure.issued_in or ""), MEASURES)


@pytest.mark.parametrize(
    "changes",
    [
        {"period": "2024"},
        {"issuer": "UBND tỉnh Tân Giang", "period": "2024"},
        {"name": "Số hộ thoát nghèo bền vững năm 2024", "period": "2024"},
        {"unit": "nghìn hộ", "period": "2024"},
        {"unit": "Hộ", "period": "2024"},
        {"sure": False, "period": "2024"},
        {"heading": "Kết quả", "period": "2024"},
    ],
)
def test_one_line(changes):
    [line] = lines(PLAIN, replace(OTHER, **changes))
    assert [p.figure.id for p in line.points] == [1, 2]
    assert line.conflicts == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"issued_in": "Hòa Bình"},
        {"issuer": "Sở Nội vụ"},
        {"issuer": None},
        {"unit": "khẩu"},
        {"role": "target"},
        {"comparator": ">="},
        {"total": Decimal(2000)},
        {"direction": "increase"},
        {"name": "số hộ cận nghèo"},
        {"period": "2024-06"},
        {"period": "2024-Q1"},
        {"period": "2024-12-14"},
        {"period": "2021/2025"},
        {"period": None},
        {"kind": "rank", "unit": "rank"},
        {"code": "POVERTY-RATE"},
        {"in_table": True, "name": "Hộ nghèo, Tổng số"},
    ],
)
def test_two_lines(changes):
    found = lines(PLAIN, replace(OTHER, **changes))
    assert len(found) == 2
    assert all(line.conflicts == () for line in found)


def test_documents_whose_issuer_is_unknown_are_not_joined():
    assert len(lines(replace(PLAIN, issuer=None), replace(OTHER, issuer=None))) == 2


def test_a_rank_is_one_series_whether_the_number_of_the_ranked_is_printed_or_not():
    first = replace(PLAIN, kind="rank", unit="rank", value=Decimal(12), total=Decimal(63), code="PAR-INDEX")
    [line] = lines(first, replace(first, id=2, document="b", total=None, period="2024"))
    assert (line.name, line.of_a_whole) == ("PAR-INDEX", False)


def test_cells_of_yearly_reports_with_the_same_labels_are_one_series():
    cell = replace(PLAIN, in_table=True, name="Trồng rừng, Năm 2023", unit="ha", kind="area")
    [line] = lines(cell, replace(cell, id=2, document="b", name="Trồng rừng, Năm 2024", period="2024", unit="km2"))
    assert (line.name, line.unit, len(line.points)) == ("Trồng rừng", "m²", 2)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"value": Decimal(1300)}, True),
        ({"value": Decimal(1200)}, False),
        ({"value": Decimal("1.2"), "unit": "nghìn hộ"}, False),
        ({"value": Decimal("1.2"), "unit": "nghìn hộ", "text": "1,2 nghìn hộ"}, False),
        ({"value": Decimal("1.4"), "unit": "nghìn hộ"}, True),
        ({"value": Decimal(1300), "period": "2024"}, False),
        ({"value": Decimal(1300), "period": None}, False),
        ({"value": Decimal(1300), "issued_in": "Hòa Bình"}, False),
        ({"value": Decimal(1300), "role": "target"}, False),
        ({"value": Decimal(1300), "document": "aaaaaaaa"}, False),
    ],
)
def test_two_documents_contradict_each_other(changes, wanted):
    found = [conflict for line in lines(PLAIN, replace(OTHER, **changes)) for conflict in line.conflicts]
    assert bool(found) is wanted
    for conflict in found:
        assert [(p.figure.id, p.figure.cited) for p in conflict.points] == [(1, "1/BC-UBND"), (2, "9/BC-UBND")]
        assert conflict.period == "2023"


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"name": "tổng mức đầu tư"}, False),
        ({"name": "hộ"}, False),
        ({"name": "tổng mức đầu tư", "code": "PUBLIC-INVESTMENT-DISBURSEMENT"}, True),
        ({"name": "tổng mức đầu tư", "in_table": True}, True),
        ({"name": "tổng mức đầu tư", "subject": "Báo cáo giảm nghèo năm 2023"}, False),
    ],
)
def test_a_name_that_many_things_have_contradicts_only_under_the_same_subject(changes, wanted):
    first, second = (replace(figure, **changes) for figure in (PLAIN, replace(OTHER, value=Decimal(7))))
    assert tells(first) is wanted
    apart = replace(second, subject="Phê duyệt dự án đường ven sông")
    assert any(line.conflicts for line in lines(first, apart)) is wanted
    assert any(line.conflicts for line in lines(first, second)) is True


REVENUE = replace(PLAIN, name="thu ngân sách", code="STATE-REVENUE", unit="tỷ đồng", kind="money", value=Decimal(50))


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, True),
        ({"value": Decimal("50.4")}, False),
        ({"issued_in": "Hòa Bình"}, False),
        ({"code": None}, False),
        ({"code": "PAR-INDEX"}, False),
        ({"in_table": True}, False),
        ({"issued_in": ""}, False),
    ],
)
def test_two_issuers_contradict_each_other_about_what_their_place_has_one_of(changes, wanted):
    shared = {name: value for name, value in changes.items() if name in {"code", "in_table"} or not value}
    other = replace(REVENUE, id=2, document="b", issuer="Sở Tài chính", value=Decimal(60))
    found = lines(replace(REVENUE, **shared), replace(other, **changes))
    assert len(found) == 2
    assert [len(line.conflicts) for line in found] == [int(wanted)] * 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("đạt 85% dự toán tỉnh giao", "dự toán tỉnh giao"),
        ("bằng 85% so với cùng kỳ năm 2023", "cùng kỳ"),
        ("đạt 104% kế hoạch, 85% dự toán Trung ương giao đầu năm nay", "dự toán trung ương giao"),
        ("tỷ lệ hộ nghèo 85%", ""),
        ("85% hộ dân", ""),
        ("đạt 104% kế hoạch", ""),
    ],
)
def test_what_a_percentage_is_of(text, wanted):
    share = share_of(replace(PLAIN, kind="percent", unit="%", value=Decimal(85), text=text))
    assert share == spelling_key(wanted) or share.startswith(f"{spelling_key(wanted)} ")


def test_shares_of_two_plans_are_no_contradiction():
    first = replace(PLAIN, kind="percent", unit="%", value=Decimal(104), text="đạt 104% dự toán Trung ương giao")
    second = replace(first, id=2, document="b", value=Decimal(85), text="đạt 85% dự toán tỉnh giao")
    assert lines(first, second)[0].conflicts == ()
    assert lines(first, replace(second, text="đạt 85% dự toán Trung ương giao"))[0].conflicts


def test_what_one_document_says_several_things_of_is_compared_with_nothing():
    twice = replace(PLAIN, id=3, value=Decimal(80))
    [line] = lines(PLAIN, twice, replace(OTHER, value=Decimal(900)))
    assert (line.several, line.conflicts) == ({"2023"}, ())
    assert len(line.points) == 3


def test_things_of_one_name_are_told_apart_by_their_headings():
    one, two = replace(PLAIN, heading="Bệnh viện Lao"), replace(PLAIN, id=3, heading="Bệnh viện Nhi", value=Decimal(80))
    later = replace(OTHER, heading="Bệnh viện Nhi", period="2024", value=Decimal(90))
    found = lines(one, two, later)
    assert {(line.heading, len(line.points), line.several) for line in found} == {
        ("Bệnh viện Lao", 1, frozenset()),
        ("Bệnh viện Nhi", 2, frozenset()),
    }


def test_changes_in_percent_are_no_contradiction_but_those_of_counts_are():
    fallen = replace(PLAIN, direction="decrease"), replace(OTHER, direction="decrease", value=Decimal(7))
    assert lines(*fallen)[0].conflicts
    assert not lines(*(replace(figure, kind="percent", unit="%") for figure in fallen))[0].conflicts


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Kế hoạch vốn năm 2023 giao", "Kế hoạch vốn giao"),
        ("số vụ tai nạn 6 tháng đầu năm 2024", "số vụ tai nạn 6 tháng đầu"),
        ("dân số đến ngày 31/12/2024", "dân số"),
        ("thu ngân sách quý I/2024", "thu ngân sách"),
        ("Hộ nghèo / Năm 2023", "Hộ nghèo"),
        ("Hộ nghèo, giai đoạn 2021 - 2025", "Hộ nghèo"),
        ("2023", "2023"),
        ("12 tháng", "12 tháng"),
        ("xã 2023a", "xã 2023a"),
    ],
)
def test_times_are_no_part_of_a_name(name, wanted):
    assert timeless(name) == wanted


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("2024", "year"),
        ("2024-06", "month"),
        ("2024-Q1", "quarter"),
        ("2024-06-30", "day"),
        ("2026/2030", "years-5"),
        ("2024-01/2024-06", "span"),
        (None, ""),
        ("", ""),
    ],
)
def test_kinds_of_periods(period, wanted):
    assert period_kind(period) == wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"period": "2024-06", "text": "thu tháng 6 đạt 5 tỷ đồng"}, "month"),
        ({"period": "2024-06", "text": "thu 6 tháng đầu năm đạt 25 tỷ đồng"}, "month-sum"),
        ({"period": "2024-06", "text": "lũy kế đạt 25 tỷ đồng"}, "month-sum"),
        ({"period": "2024-09-30", "text": "chín tháng năm 2024 đạt 25 tỷ đồng"}, "day-sum"),
        ({"period": "2024", "text": "12 tháng năm 2024"}, "year"),
        ({"period": "2024", "name": "Luỹ kế giải ngân"}, "year-sum"),
        ({"period": "2024-06", "text": "trẻ dưới 6 tháng tuổi"}, "month"),
        ({"period": "2024-06", "text": "đến 15/6 tháng này"}, "month"),
        ({"period": "2021/2025", "text": "lũy kế"}, "years-5"),
        ({"period": None, "text": "lũy kế"}, ""),
    ],
)
def test_running_totals_are_told_from_months(changes, wanted):
    assert step_of(replace(PLAIN, **changes)) == wanted


FIELDS = {
    "id": st.integers(1, 99),
    "document": st.sampled_from(["a", "b", "c"]),
    "issuer": st.sampled_from([None, "UBND tỉnh Tân Giang", "Sở Y tế"]),
    "issued_in": st.sampled_from([None, "Tân Giang", "Hòa Bình"]),
    "name": st.sampled_from(["số hộ nghèo", "diện tích rừng trồng mới năm 2024", ""]),
    "value": st.decimals(min_value=-1000, max_value=1000, places=2),
    "unit": st.sampled_from(["ha", "km2", "%", "tỷ đồng", ""]),
    "total": st.sampled_from([None, Decimal(14)]),
    "role": st.sampled_from(["result", "target"]),
    "period": st.sampled_from([None, "2023", "2024", "2024-06", "x"]),
    "heading": st.sampled_from(["", "A", "B"]),
}


@given(st.lists(st.builds(lambda **given: replace(PLAIN, **given), **FIELDS), max_size=8))
def test_every_figure_stands_on_one_line_and_no_line_mixes(figures):
    found = lines(*figures)
    assert sorted(p.figure.id for line in found for p in line.points) == sorted(f.id for f in figures)
    assert len({line.key for line in found}) == len(found)
    for line in found:
        for of in (lambda p: p.place.key, lambda p: p.normal.unit, lambda p: p.figure.role, lambda p: period_kind(p.figure.period)):
            assert len({of(point) for point in line.points}) == 1
        for conflict in line.conflicts:
            assert len({p.figure.document for p in conflict.points}) > 1
