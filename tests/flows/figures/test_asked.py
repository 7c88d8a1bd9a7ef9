"""Series over a real database: a line for each place and unit, contradictions, copies, corrections, and what there is."""

from dataclasses import replace
from decimal import Decimal

import pytest
from reports import REPORTS

from db.reading.documents import find_document
from db.review.corrections import Change, correct
from flows.figures.as_json import conflict_json, line_json, listed_json
from flows.figures.asked import Wanted, asked, conflicts_in
from flows.figures.listed import listed, told


def series(url, **wanted):
    return [
        (line.place, line.unit, line.role, line.step, [(p.figure.period, f"{p.normal.value:f}") for p in line.points])
        for line in asked(url, Wanted(**wanted))
    ]


def change(url, name, wanted, action="change"):
    """Let a person say something of the figure of a name in the last document that has it."""
    point = [p for line in asked(url, Wanted(name)) for p in line.points][-1]
    values = {} if action == "reject" else wanted
    document = find_document(url, point.figure.document).id
    correct(url, Change(document, "metric", action, "Lan", point.figure.id, values))


def test_one_line_for_each_place_role_and_length_of_period(loaded):
    assert sorted(series(loaded, indicator="state-revenue")) == [
        ("tỉnh Hòa Bình", "đồng", "result", "year", [("2023", "9250000000000")]),
        ("tỉnh Tân Giang", "đồng", "result", "month", [("2024-06", "25000000000000")]),
        ("tỉnh Tân Giang", "đồng", "result", "year", [("2023", "47500000000000"), ("2024", "51204000000000")]),
        ("tỉnh Tân Giang", "đồng", "target", "year", [("2025", "55000000000000")]),
    ]


def test_cells_of_tables_of_yearly_reports_are_one_series(loaded):
    assert series(loaded, indicator="trong rung tap trung") == [
        ("tỉnh Tân Giang", "m²", "result", "year", [("2023", "9035000"), ("2024", "12000000")])
    ]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ({"indicator": "STATE-REVENUE", "place": "hoa binh"}, 1),
        ({"indicator": "STATE-REVENUE", "issuer": "UBND tỉnh Tân Giang"}, 3),
        ({"indicator": "STATE-REVENUE", "unit": "triệu đồng"}, 4),
        ({"indicator": "STATE-REVENUE", "unit": "%"}, 0),
        ({"indicator": "STATE-REVENUE", "role": "target"}, 1),
        ({"unit": "ha"}, 1),
        ({"indicator": "không có"}, 0),
        ({}, 7),
    ],
)
def test_filters(loaded, wanted, number):
    assert len(series(loaded, **wanted)) == number


def test_documents_that_contradict_each_other_and_rounded_ones_that_do_not(loaded):
    [(line, conflict)] = conflicts_in(asked(loaded, Wanted()))
    assert (line.name, conflict.period) == ("số vụ cháy rừng", "2023")
    assert [(p.figure.symbol, p.figure.value, p.figure.sure) for p in conflict.points] == [
        ("1/BC-UBND", Decimal(12), False),
        ("2/BC-UBND", Decimal(21), True),
    ]


def test_a_correction_wins_and_a_rejected_figure_is_gone(loaded):
    change(loaded, "cháy rừng", {"value": Decimal(12)})
    assert conflicts_in(asked(loaded, Wanted())) == []
    change(loaded, "trồng rừng", {"unit": "ha"})
    assert series(loaded, indicator="trồng rừng")[0][-1] == [("2023", "9035000"), ("2024", "120000")]
    change(loaded, "trồng rừng", {}, "reject")
    assert series(loaded, indicator="trồng rừng")[0][-1] == [("2023", "9035000")]


def test_a_copy_counts_once(loaded, load):
    before = series(loaded)
    figures = tuple(replace(figure, value=figure.value + 1) for figure in REPORTS[0].figures)
    load(loaded, 1, replace(REPORTS[0], figures=figures), file=9)
    assert series(loaded) == before


def test_what_there_is(loaded):
    rows = listed(map(told, asked(loaded, Wanted())))
    first = rows[0]
    assert (first.name, first.unit, first.values, first.lines, first.first, first.last) == ("STATE-REVENUE", "đồng", 5, 4, "2023", "2025")
    assert first.places == ("tỉnh Tân Giang", "tỉnh Hòa Bình")
    assert [(row.name, row.conflicts) for row in rows if row.conflicts] == [("số vụ cháy rừng", 1)]
    assert sum(row.values for row in rows) == 11
    # What stands in the list is found by it.
    assert all(asked(loaded, Wanted(row.code or row.searched, unit=row.unit)) for row in rows)


def test_other_programs_get_exact_figures(loaded):
    lines = asked(loaded, Wanted("STATE-REVENUE", place="Hòa Bình"))
    made = line_json(lines[0])
    assert (made["unit"], made["place"], made["periods"], made["conflicts"]) == ("đồng", "tỉnh Hòa Bình", "year", [])
    assert {k: made["figures"][0][k] for k in ("value", "unit", "normal_value", "symbol", "issued_on")} == {
        "value": "9.25",
        "unit": "nghìn tỷ đồng",
        "normal_value": "9250000000000",
        "symbol": "3/BC-UBND",
        "issued_on": "2024-01-15",
    }
    line, conflict = conflicts_in(asked(loaded, Wanted()))[0]
    assert [f["value"] for f in conflict_json(line, conflict)["figures"]] == ["12", "21"]
    assert listed_json(listed(map(told, lines))[0])["values"] == 1
