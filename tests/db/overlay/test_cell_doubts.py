"""Rows that were read from a cell which a person corrected: doubted where they say something else, until somebody looks."""

from decimal import Decimal

import pytest
from tabled import GRID, Tabled, change, write

from db.asking.details import revision_detail
from db.overlay.cell_doubts import numbers_in
from db.review.corrections import Change, correct, undo
from db.upkeep.verify import check_database

pytestmark = pytest.mark.usefixtures("kept_right")


def fill(url):
    return write(url, Tabled().reading())


@pytest.fixture
def filled(copied):
    return copied(fill)


@pytest.fixture
def url(filled):
    return filled[0]


@pytest.fixture
def written(filled):
    return filled[1]


def doubts(url, document):
    return [(i.subject_kind, i.field, i.message) for i in revision_detail(url, document).issues if i.code == "cell-corrected"]


def figure(url, document):
    return next(m for m in revision_detail(url, document).metrics if m.name == "hộ nghèo An Hòa")


def test_a_figure_of_a_corrected_cell_is_doubted_until_somebody_looks(url, written):
    number = change(url, written, (2, 2), "130")
    assert doubts(url, written) == [("metric", "value", "The cell it was read from was corrected since, and says something else: “130”.")]
    assert (figure(url, written).value, figure(url, written).is_sure, figure(url, written).review) == (120, False, None)
    assert check_database(url).faults == ()
    change(url, written, (2, 2), "131 hộ")
    assert [message[-9:] for _, _, message in doubts(url, written)] == ["“131 hộ”."]
    correct(url, Change(written, "metric", "change", "Lan", figure(url, written).id, {"value": "131"}))
    assert doubts(url, written) == []
    assert (figure(url, written).value, figure(url, written).is_sure, figure(url, written).machine) == (131, True, {"value": "120"})
    undo(url, written, "Lan")
    undo(url, written, "Lan")
    undo(url, written, "Lan", number)
    assert doubts(url, written) == []
    assert (figure(url, written).is_sure, figure(url, written).machine) == (True, None)


def test_a_task_of_a_corrected_cell_is_doubted_and_one_that_agrees_is_not(url, written):
    change(url, written, (2, 1), "An Hoà và An Bình")
    assert doubts(url, written) == []
    change(url, written, (2, 1), "Tân Giang")
    assert [(kind, field) for kind, field, _ in doubts(url, written)] == [("directive", None)]
    change(url, written, (3, 2), "85,0")
    assert len(doubts(url, written)) == 1


def test_the_doubt_comes_back_with_another_reading(url, written):
    change(url, written, (2, 2), "130")
    write(url, Tabled(dpi=300).reading(), "f2")
    assert len(doubts(url, written)) == 1
    assert not figure(url, written).is_sure
    write(url, Tabled(grid=(GRID[0], ("An Hòa", "130", "35"), GRID[2])).reading(), "f3")
    assert doubts(url, written) == []


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
