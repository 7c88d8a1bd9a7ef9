"""Text layers whose words do not stand as somebody reads them."""

from __future__ import annotations

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, Word
from tasks.scan.layer_sense import ON_EACH_OTHER, TURNED, fault_of_places, without_large

TEXT = ["Ủy", "ban", "nhân", "dân", "tỉnh", "Tân", "Giang", "yêu", "cầu", "các", "sở,", "ngành"]


def line(top, left=100, words=TEXT, step=60, height=20):
    return Line(
        tuple(Word(text, BBox(left + step * i, top, left + step * i + 50, top + height), 100.0) for i, text in enumerate(words)),
        Column.FULL,
    )


PAGE = tuple(line(100 + 24 * row) for row in range(10))


def test_level_lines_one_below_the_other_are_in_order():
    close = tuple(line(100 + 17 * row) for row in range(10))
    assert fault_of_places(PAGE) == "" and fault_of_places(close) == "" and fault_of_places(()) == ""


@pytest.mark.parametrize("left", [110, 400])
def test_words_typed_over_others_are_told(left):
    assert fault_of_places((*PAGE, line(126, left, ["báo", "cáo", "trước", "ngày"]))) == ON_EACH_OTHER


def test_the_same_words_twice_and_dots_below_a_number_are_none():
    assert fault_of_places((*PAGE, line(100))) == ""
    assert fault_of_places((*PAGE, line(500, words=["........."]), line(500, words=["818"]))) == ""


def turned(box, quarter):
    return (
        BBox(1000 - box.right, 1000 - box.bottom, 1000 - box.left, 1000 - box.top)
        if quarter == 2
        else BBox(box.top, box.left, box.bottom, box.right)
    )


@pytest.mark.parametrize("quarter", [1, 2])
def test_a_page_that_lies_on_its_side_or_head_is_told(quarter):
    lines = tuple(Line(tuple(Word(w.text, turned(w.bbox, quarter), 100.0) for w in row.words), Column.FULL) for row in PAGE)
    assert fault_of_places(lines) == TURNED


def test_large_words_across_the_page_are_left_out_and_a_large_title_stays():
    mark = line(150, 120, ["DỰ", "THẢO"], 300, 90)
    title = line(10, 100, ["THÔNG", "BÁO"], 300, 70)
    assert without_large((*PAGE, mark)) == PAGE and without_large((title, *PAGE)) == (title, *PAGE) and without_large(()) == ()
