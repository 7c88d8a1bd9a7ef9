"""Cells of a kept table cover each place once."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.span import Span
from tasks.domain.table import PrintedCell
from tasks.findings.printed_tables import whole


def cell(row, column, last_row, last_column, text="x"):
    return PrintedCell(row, column, last_row, last_column, text, (Span(0, 1),) if text else (), (), 50.0 if text else None)


def places(cells):
    return Counter((r, c) for x in cells for r in range(x.row, x.last_row + 1) for c in range(x.column, x.last_column + 1))


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    found = []
    for number in range(draw(st.integers(0, 10))):
        row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        found.append(cell(row, column, draw(st.integers(row, rows - 1)), draw(st.integers(column, columns - 1)), f"w{number}"))
    return found, rows, columns


@given(tables())
def test_cells_cover_each_place_once_and_lose_no_word(table):
    cells, rows, columns = table
    made = whole(cells, rows, columns)
    assert places(made) == Counter((r, c) for r in range(rows) for c in range(columns))
    assert sorted(" ".join(x.text for x in made).split()) == sorted(x.text for x in cells)
    assert [(x.row, x.column) for x in made] == sorted((x.row, x.column) for x in made)
    assert whole(made, rows, columns) == made


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ([cell(0, 0, 0, 0)], [(0, 0, 0, 0), (0, 1, 0, 1), (1, 0, 1, 0), (1, 1, 1, 1)]),  # gaps are empty cells
        ([cell(0, 0, 1, 0), cell(0, 1, 1, 1)], [(0, 0, 1, 0), (0, 1, 1, 1)]),  # nothing to mend
        ([cell(0, 0, 1, 1), cell(1, 0, 1, 1)], [(0, 0, 0, 1), (1, 0, 1, 1)]),  # one reaches into another
        ([cell(0, 1, 1, 1), cell(1, 0, 1, 1)], [(0, 0, 0, 0), (0, 1, 1, 1), (1, 0, 1, 0)]),  # they cross
    ],
)
def test_gaps_and_overlaps(cells, wanted):
    assert [(x.row, x.column, x.last_row, x.last_column) for x in whole(cells, 2, 2)] == wanted


def test_two_that_begin_in_one_place_are_one_cell():
    first, second = cell(0, 0, 0, 0, "Sở"), cell(0, 0, 0, 1, "Y tế")
    [made] = whole([first, second], 1, 2)
    assert (made.text, made.last_column, len(made.spans), made.confidence) == ("Sở Y tế", 1, 2, 50.0)
