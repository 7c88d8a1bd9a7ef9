"""Doubtful lines are read once more, and only what is better is kept."""

from __future__ import annotations

import numpy as np
import pytest
from sheets import TEXT, noisy, page

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.picture_reader import read_array
from tasks.ocr.second_look import AGAIN_DPI, is_doubtful, look_again
from tasks.ocr.tesseract import TesseractEngine

DPI = 225
WHITE = np.full((2600, 1860), 255, np.uint8)


def line(text, confidences, top=400):
    words, left = [], 200
    for word, confidence in zip(text.split(), confidences, strict=True):
        words.append(Word(word, BBox(left, top, left + 20 * len(word), top + 40), confidence))
        left += 20 * len(word) + 12
    return Line(tuple(words))


SURE = line("Sở Nội vụ chủ trì", [96] * 5)
DOUBTED = line("- Lưu: VI.", [92, 95, 47], top=600)


@pytest.mark.parametrize(
    ("text", "confidences", "doubtful"),
    [
        ("Sở Nội vụ", [96, 96, 96], False),
        ("Sở Nội vụ", [96, 55, 96], True),
        ("- Như trên;", [12, 96, 96], False),
        ("Số: 5/", [96, 20], False),
        ("thyc hiện", [75, 96], True),
        ("thyc hiện", [91, 96], False),
        ("UBND tỉnh", [78, 96], False),
    ],
)
def test_what_is_doubtful(text, confidences, doubtful):
    assert is_doubtful(line(text, confidences)) is doubtful


class Answers:
    """A reader that gives one line in the middle of each strip of the stack, in the pixels it was asked in."""

    def __init__(self, *texts):
        self.texts, self.asked = texts, []

    def __call__(self, grey, dpi):
        self.asked.append((grey.shape, dpi))
        height = grey.shape[0] // len(self.texts)
        found = []
        for row, (text, confidence) in enumerate(self.texts):
            middle = round((row + 0.5) * height)
            words = [Word(w, BBox(20 + 60 * i, middle - 9, 60 + 60 * i, middle + 9), confidence) for i, w in enumerate(text.split())]
            found.append(Line(tuple(words)))
        return tuple(found)


def test_the_better_reading_is_kept_and_the_attempt_recorded():
    reader = Answers(("- Lưu: VT.", 93.0))
    look = look_again(WHITE, DPI, (SURE, DOUBTED), reader)
    assert [found.text for found in look.lines] == [SURE.text, "- Lưu: VT."]
    assert look.attempt == f"psm6@{AGAIN_DPI} 1 doubtful lines, 1 better"
    assert [dpi for _, dpi in reader.asked] == [AGAIN_DPI]
    box, before = look.lines[1].bbox, DOUBTED.bbox
    assert before.top - 10 <= box.top < box.bottom <= before.bottom + 10


@pytest.mark.parametrize("again", [("- Lưu: VI.", 50.0), ("", 0.0), ("- Lưu: VT. và nhiều chữ khác nữa", 96.0)])
def test_what_is_not_surely_better_is_not_kept(again):
    look = look_again(WHITE, DPI, (SURE, DOUBTED), Answers(again))
    assert look.lines == (SURE, DOUBTED)
    assert look.attempt.endswith("0 better")


def test_nothing_is_read_where_nothing_or_everything_is_in_doubt():
    reader = Answers(("x", 1.0))
    assert look_again(WHITE, DPI, (SURE, SURE), reader).attempt == ""
    assert look_again(WHITE, DPI, (DOUBTED,) * 6, reader).attempt == ""
    assert look_again(WHITE, DPI, (), reader).lines == ()
    assert reader.asked == []


def test_several_lines_come_back_each_to_its_place():
    other = line("thyc hiện nhiệm vụ", [40, 96, 96, 96], top=900)
    look = look_again(WHITE, DPI, (DOUBTED, SURE, other, SURE), Answers(("- Lưu: VT.", 95.0), ("thực hiện nhiệm vụ", 95.0)))
    assert [found.text for found in look.lines] == ["- Lưu: VT.", SURE.text, "thực hiện nhiệm vụ", SURE.text]
    assert abs(look.lines[2].bbox.center[1] - other.bbox.center[1]) < 15


def test_on_a_noisy_page_the_real_reader_gains_or_loses_nothing():
    # A part of a page: dust without end is slow to read.
    grey = noisy(page([(30, 10 + 9 * i, text) for i, text in enumerate(TEXT[:5])], DPI), 44)[: round(60 * DPI / 25.4)]

    def reader(part, dpi):
        return read_array(part, TesseractEngine(), dpi=dpi, psm=6, seconds=300)

    lines = reader(grey, DPI)
    look = look_again(grey, DPI, lines, reader)
    right = [sum(found.text in TEXT for found in both) for both in (lines, look.lines)]
    assert right[1] >= right[0]
