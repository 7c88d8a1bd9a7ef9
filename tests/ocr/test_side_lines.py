"""Lines of a text layer on their side: in the margin they are told and left out, within the text they stay."""

from __future__ import annotations

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.side_lines import without_margin_lines


def level(top):
    return Line((Word("Giao", BBox(200, top, 280, top + 20), 100.0), Word("Sở", BBox(290, top, 1500, top + 20), 100.0)))


LEVEL = (level(100), level(140))


def on_side(left, text="Trình ký 05/11/2026"):
    places = enumerate(text.split())
    return Line(tuple(Word(word, BBox(left, 900 - 120 * i, left + 18, 1000 - 120 * i), 100.0) for i, word in places))


def test_a_line_in_either_margin_is_left_out_and_told():
    for left in (60, 1560):
        beside = on_side(left)
        kept, notes = without_margin_lines((LEVEL[0], beside, LEVEL[1]))
        assert kept == LEVEL
        assert [(note.code, note.bbox) for note in notes] == [("ink-unread", beside.bbox)] and "Trình ký" in notes[0].message


def test_heads_of_columns_and_pages_of_nothing_else_stay():
    lines = (*LEVEL, on_side(700))
    assert without_margin_lines(lines) == (lines, ())
    assert without_margin_lines((on_side(60),)) == ((on_side(60),), ())
    assert without_margin_lines(LEVEL) == (LEVEL, ())
