"""Lines that were passed over are read once more: taken where they are surely words, doubted where they are print and stay unread."""

import sys
from pathlib import Path

import numpy as np
import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.left_text import LeftPage, read_left_text, red_alone

sys.path.insert(0, str(Path(__file__).parent.parent / "scan"))
from test_left_ink import DPI, blank, write


def page():
    grey, first = write(blank(), "Giao Sở Xây dựng chủ trì", 150, 200)
    grey, missed = write(grey, "trước ngày 15/12", 150, 400)
    return grey, (Line((Word("Giao", first, 95.0),)),), missed


def saying(*words):
    """A reader that says the same of every picture."""

    def read(parts, _dpi):
        line = Line(tuple(Word(text, BBox(40 + 60 * n, 30, 90 + 60 * n, 60), confidence) for n, (text, confidence) in enumerate(words)))
        return [(line,) if words else () for _ in parts]

    return read


SURE = [("trước", 96.0), ("ngày", 95.0), ("15/12", 94.0)]


def test_a_line_surely_read_is_taken_where_it_stands():
    grey, lines, missed = page()
    left = read_left_text(LeftPage(grey, DPI), lines, saying(*SURE))
    assert [line.text for line in left.lines] == ["Giao", "trước ngày 15/12"] and not left.notes
    assert abs(left.lines[1].bbox.top - missed.top) < missed.height and left.attempt


@pytest.mark.parametrize("said", [[], [("trưóc", 20.0), ("zgày", 30.0)], [("a", 96.0)], [("Xq", 90.0), ("qqzx", 91.0), ("x#wq", 90.0)]])
def test_a_line_not_surely_read_is_a_doubt_with_its_place(said):
    grey, lines, missed = page()
    left = read_left_text(LeftPage(grey, DPI), lines, saying(*said))
    assert left.lines == lines
    (note,) = left.notes
    assert note.code == "ink-unread" and note.bbox and missed.top - 5 <= note.bbox.top < note.bbox.bottom <= missed.bottom + 5


def test_dirt_and_rules_beside_a_line_are_no_words():
    grey, lines, _ = page()
    left = read_left_text(LeftPage(grey, DPI), lines, saying(("¬", 70.0), ("|trước", 96.0), ("ngày", 95.0), ("15/12", 94.0)))
    assert left.lines[1].text == "trước ngày 15/12"


def test_single_marks_are_taken_on_a_line_only():
    grey, first = write(blank(), "Số hộ là", 150, 200)
    grey, _ = write(grey, "7", first.right + 30, 200)
    grey, _ = write(grey, "7", 800, 700)
    left = read_left_text(LeftPage(grey, DPI), (Line((Word("Số", first, 95.0),)),), saying(("7", 96.0)))
    assert [line.text for line in left.lines] == ["Số 7"] and not left.notes


def test_nothing_is_asked_where_every_word_is_known():
    grey, first = write(blank(), "Giao Sở Xây dựng", 150, 200)
    lines = (Line((Word("Giao", first, 95.0),)),)

    def never(_parts, _dpi):
        raise AssertionError

    assert read_left_text(LeftPage(grey, DPI), lines, never).lines == lines


def test_red_print_is_read_and_red_places_that_are_read_apart_are_not():
    _, lines, missed = page()
    grey, _ = write(blank(), "trước ngày 15/12", 150, 400)
    rgb = np.full((*grey.shape, 3), 255, np.uint8)
    rgb[grey < 160] = (200, 20, 30)
    red = red_alone(rgb)
    assert len(read_left_text(LeftPage(red, DPI, apart=()), lines, saying(*SURE)).lines) == 2
    assert read_left_text(LeftPage(red, DPI, apart=(missed,)), lines, saying(*SURE)).lines == lines


def test_a_line_on_its_side_is_doubted_and_its_letters_leave_the_lines_beside_it():
    strip, _ = write(np.full((60, 700), 255, np.uint8), "Thay thông báo số 12", 10, 5)
    grey, first = write(blank(), "Giao Sở Xây dựng", 250, 200)
    turned = np.rot90(strip)
    grey[200 : 200 + turned.shape[0], 60 : 60 + turned.shape[1]] = turned
    read = [Line((Word("Giao", first, 95.0),))]
    read += [Line((Word(letter, BBox(68, 640 + 45 * n, 95, 660 + 45 * n), 70.0),)) for n, letter in enumerate("E3>2A")]
    left = read_left_text(LeftPage(grey, DPI), read, saying())
    assert [line.text for line in left.lines] == ["Giao"]
    assert left.notes and all("on its side" in note.message for note in left.notes)
