"""A label that stands alone is read once more; the new reading counts only with a symbol."""

from __future__ import annotations

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, Word
from tasks.ocr.lost_symbol import read_lost_symbol


def line(text, top=200):
    words, x = [], 100
    for word in text.split():
        words.append(Word(word, BBox(x, top, x + 18 * len(word), top + 30), 80.0))
        x += 18 * len(word) + 10
    return Line(tuple(words), Column.LEFT)


@pytest.mark.parametrize(
    ("number", "again", "text"),
    [
        ("Số:", "só:Ab0>/ /UBND-VP", "só:Ab0>/ /UBND-VP"),
        ("Số", "Số: 16 /TB-SNV |", "Số: 16 /TB-SNV |"),
        ("Số:", "só: Ab0", "Số:"),
        ("Số:", "", "Số:"),
    ],
)
def test_the_line_is_read_for_itself(number, again, text):
    page = (line("ỦY BAN NHÂN DÂN", 100), line(number), line("V/v đầu tư công", 300))
    asked = []

    def reader(box):
        asked.append(box)
        return (line(again),) if again else ()

    assert [found.text for found in read_lost_symbol(page, 200, reader)] == ["ỦY BAN NHÂN DÂN", text, "V/v đầu tư công"]
    (box,) = asked
    assert box.left <= 100
    assert box.right >= page[0].bbox.right


@pytest.mark.parametrize("number", ["Số: 12/TB-SNV", "Số: /TB-SNV", "Sở Nội vụ", "ỦY BAN"])
def test_other_lines_are_left_alone(number):
    page = (line("ỦY BAN NHÂN DÂN", 100), line(number))

    def reader(_box):
        raise AssertionError

    assert read_lost_symbol(page, 200, reader) == page
