"""Rows that were read from a cell which a person corrected: doubted where they say something else, until somebody looks."""

from decimal import Decimal

import pytest
from tabled import GRID, Tabled, change, write

from db.asking.details import revision_detail
from db.overlay.cell_doubts import numbers_in
from db.review.corrections import Change, correct, undo
from db.upkeep.verify import check_database

pytestmark = pytest.mark.usefixtures("kept_right")


def doubts(url, document):
    return [(i.subject_kind, i.field, i.message) for i in revision_detail(url, document).issues if i.code == "cell-corrected"]


def figure(url, document):
    return next(m for m in revision_detail(url, document).metrics if m.name == "hộ nghèo An Hòa")


def test_a_figure_of_a_corrected_cell_is_doubted_until_somebody_looks(url, with_table):
    number = change(url, with_table, (2, 2), "130")
    told = "The cell it was read from was corrected since, and says something else: “130”."
    assert doubts(url, with_table) == [("metric", "value", told)]
    before = figure(url, with_table)
    assert (before.value, before.is_sure, before.review) == (120, False, None)
    assert check_database(url).faults == ()
    change(url, with_table, (2, 2), "131 hộ")
    assert [message[-9:] for _, _, message in doubts(url, with_table)] == ["“131 hộ”."]
    correct(url, Change(with_table, "metric", "change", "Lan", figure(url, with_table).id, {"value": "131"}))
    assert doubts(url, with_table) == []
    after = figure(url, with_table)
    assert (after.value, after.is_sure, after.machine) == (131, True, {"value": "120"})
    undo(url, with_table, "Lan")
    undo(url, with_table, "Lan")
    undo(url, with_table, "Lan", number)
    assert doubts(url, with_table) == []
    assert (figure(url, with_table).is_sure, figure(url, with_table).machine) == (True, None)


def test_a_task_of_a_corrected_cell_is_doubted_and_one_that_agrees_is_not(url, with_table):
    change(url, with_table, (2, 1), "An Hoà và An Bình")
    assert doubts(url, with_table) == []
    change(url, with_table, (2, 1), "Tân Giang")
    assert [(kind, field) for kind, field, _ in doubts(url, with_table)] == [("directive", None)]
    change(url, with_table, (3, 2), "85,0")
    assert len(doubts(url, with_table)) == 1


def test_the_doubt_comes_back_with_another_reading(url, with_table):
    change(url, with_table, (2, 2), "130")
    write(url, Tabled(dpi=300).reading(), "f2")
    assert len(doubts(url, with_table)) == 1
    assert not figure(url, with_table).is_sure
    write(url, Tabled(grid=(GRID[0], ("An Hòa", "130", "35"), GRID[2])).reading(), "f3")
    assert doubts(url, with_table) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", set()),
        ("không", set()),
        ("120 hộ", {"120"}),
        ("1.234", {"1234", "1.234"}),
        ("1.234,5", {"1234.5"}),
        ("12/63", {"12", "63"}),
        ("−1,5 %", {"-1.5"}),
        ("5.250.000.000", {"5250000000"}),
        ("ngày 30.", {"30"}),
    ],
)
def test_the_figures_of_a_cell_in_both_ways_of_writing(text, wanted):
    assert set(numbers_in(text)) == {Decimal(number) for number in wanted}
