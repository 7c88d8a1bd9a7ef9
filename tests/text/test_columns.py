"""Figures of a column are mended by those around them, and left alone where these say nothing."""

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Line, PageSource, RecognizedPage, Word
from tasks.text.clean import clean_pages


def cleaned(*cells, confidence=90.0):
    """The texts of one column of a table after cleaning."""
    lines = [
        Line((Word(text, BBox(600, 200 + 60 * row, 600 + 14 * len(text), 230 + 60 * row), confidence),), Column.CELL, Cell(0, row, 1, row))
        for row, text in enumerate(cells)
    ]
    page = RecognizedPage(1, 1654, 2339, 200, PageSource.OCR, tuple(lines))
    clean = clean_pages([page], None).clean
    return [line.span.of(clean.text) for line in clean.lines]


@pytest.mark.parametrize(
    ("read", "text"), [("102/7", "102,7"), ("99.8", "99,8"), ("-1.5", "-1,5"), ("12/2027", "12/2027"), ("1.250", "1.250")]
)
def test_a_comma_among_decimals(read, text):
    assert cleaned("6,45", "26,57", read, "1.250,5", "97,5")[2] == text
    assert cleaned("3", "12/2", read, "9,5", "40")[2] == read


def test_embedded_figures_are_what_they_are():
    assert cleaned("6,45", "26,57", "99.8", "1.250,5", "97,5", confidence=100.0)[2] == "99.8"


@pytest.mark.parametrize(
    ("read", "text"), [("%o", "‰"), ("%", "%"), ("(%)", "(%)"), ("-", "-"), ("0", "0"), ("1", "1"), ("X", "X"), ("+", "+")]
)
def test_what_is_all_that_stands_in_a_cell_stays(read, text):
    assert cleaned("Người", read, "lớp") == ["Người", text, "lớp"]
