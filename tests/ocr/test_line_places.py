"""Words that were read later stand in their line, their cell, or beside the nearest line."""

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Grid, Line, Word
from tasks.ocr.line_places import put_in_place, stands_in_line


def line(text, left, top, column=Column.FULL, cell=None):
    words, x = [], left
    for word in text.split():
        words.append(Word(word, BBox(x, top, x + 15 * len(word), top + 28), 95.0))
        x += 15 * len(word) + 12
    return Line(tuple(words), column, cell)


def put(lines, new, grids=()):
    return [found.text for found in put_in_place(lines, new.words, grids)]


PAGE = (
    line("Số: /TB-UBND", 100, 100, Column.LEFT),
    line("Độc lập", 700, 100, Column.RIGHT),
    line("Giao Sở Y tế", 100, 300),
    line("xong.", 100, 420),
)


def test_words_go_into_the_line_they_stand_on():
    assert put(PAGE, line("hai", 290, 302))[2] == "Giao Sở Y tế hai"
    spaced = (Line((PAGE[0].words[0], Word("/TB-UBND", BBox(250, 100, 380, 128), 95.0)), Column.LEFT), *PAGE[1:])
    assert put(spaced, line("818", 180, 101))[0] == "Số: 818 /TB-UBND"


def test_a_row_between_two_lines_is_a_line_of_its_own():
    assert put(PAGE, line("báo cáo", 100, 340)) == ["Số: /TB-UBND", "Độc lập", "Giao Sở Y tế", "báo cáo", "xong."]
    assert put(PAGE, line("trước hết", 100, 385)) == ["Số: /TB-UBND", "Độc lập", "Giao Sở Y tế", "trước hết", "xong."]
    assert put_in_place(PAGE, line("Hạnh phúc", 700, 140).words, ())[2].column is Column.RIGHT


def test_a_row_in_a_cell_stays_in_it():
    cells = tuple((Cell(0, row, 0, row), BBox(100, 500 + 60 * row, 400, 560 + 60 * row)) for row in range(3))
    grid = Grid(BBox(100, 500, 400, 680), cells)
    lines = (
        *PAGE,
        line("Xã", 110, 510, Column.CELL, cells[0][0]),
        line("Phú Lâm", 110, 630, Column.CELL, cells[2][0]),
        line("cuối", 100, 700),
    )
    assert put(lines, line("An Sơn", 110, 570), (grid,))[4:] == ["Xã", "An Sơn", "Phú Lâm", "cuối"]
    assert put(PAGE, line("An Sơn", 110, 570), (grid,))[-1] == "An Sơn"


def test_an_empty_page_has_its_first_line():
    assert put((), line("An Sơn", 110, 570)) == ["An Sơn"]


def test_what_stands_far_off_is_in_no_line():
    assert stands_in_line(PAGE, line("5", 300, 302).words, ())
    assert not stands_in_line(PAGE, line("5", 900, 302).words, ())
