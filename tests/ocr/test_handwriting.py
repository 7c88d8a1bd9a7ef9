"""Figures of the head are read as writing where they were not surely read as print, and never presented as fact while in doubt."""

from __future__ import annotations

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.acceptance import ACCEPTED
from tasks.ocr.figures import FigureReading
from tasks.ocr.handwriting import read_head_figures
from tasks.ocr.letters import letters_width
from tasks.ocr.urgency import urgency_of


def line(*words):
    out, left = [], 100
    for text, confidence in words:
        width = round(37 * letters_width(text))
        out.append(Word(text, BBox(left, 300, left + width, 330), confidence))
        left += width + 60
    return Line(tuple(out))


def run(head, *alternatives, ink=True):
    asked = []

    def reader(blank, most):
        if blank.confidence >= 93 and blank.text.isdigit():
            return FigureReading(blank.text, 99.0, ((blank.text, 0.99),))
        asked.append((blank.box, most))
        text, share = alternatives[0] if alternatives else ("", 0.0)
        return FigureReading(text, 100 * share, alternatives)

    return read_head_figures((head,), 200, reader, lambda _: ink), asked


NUMBER = line(("Số:", 95), ("2ƒ", 40), ("/CT-UBND", 90))
BLANK = line(("Số:", 95), ("/CT-UBND", 90))
MERGED = line(("Số:", 95), ("ð!/CT-UBND", 39))
DAY = line(("Tân", 95), ("Giang,", 95), ("ngày", 90), ("®", 20), ("tháng", 90), ("3", 95), ("năm", 95), ("2026", 95))
MONTH = line(("Tân", 95), ("Giang,", 95), ("ngày", 90), ("05", 95), ("tháng", 90), ("I]", 70), ("năm", 95), ("2026", 95))


@pytest.mark.parametrize(
    ("head", "alternatives", "text", "sure"),
    [
        (NUMBER, [("27", 0.97)], "Số: 27 /CT-UBND", True),
        (NUMBER, [("27", 0.7), ("21", 0.2)], "Số: 27 /CT-UBND", False),
        (NUMBER, [], "Số: 2ƒ /CT-UBND", False),
        (BLANK, [("27", 0.98)], "Số: 27 /CT-UBND", True),
        (BLANK, [("575", 0.55), ("0575", 0.44)], "Số: 575 /CT-UBND", True),
        (BLANK, [("001", 0.5), ("01", 0.49)], "Số: 01 /CT-UBND", True),
        (BLANK, [], "Số: /CT-UBND", False),
        (MERGED, [("574", 0.98)], "Số: 574 /CT-UBND", True),
        (DAY, [("14", 0.98)], "Tân Giang, ngày 14 tháng 3 năm 2026", True),
        (DAY, [("74", 0.55), ("14", 0.43)], "Tân Giang, ngày 14 tháng 3 năm 2026", False),
        (DAY, [("74", 0.04), ("14", 0.94)], "Tân Giang, ngày 14 tháng 3 năm 2026", True),
        (DAY, [("74", 0.99)], "Tân Giang, ngày ® tháng 3 năm 2026", False),
        (MONTH, [("1", 0.52), ("11", 0.48)], "Tân Giang, ngày 05 tháng 11 năm 2026", True),
    ],
)
def test_writing(head, alternatives, text, sure):
    reading, asked = run(head, *alternatives)
    assert len(asked) == 1
    assert reading.lines[0].text == text
    assert [n.code for n in reading.notes] == ["handwriting-read" if sure else "handwriting-doubtful"]
    assert reading.notes[0].bbox == asked[0][0]
    assert len(reading.attempts) == 1
    if alternatives and reading.lines[0].text != head.text:
        (word,) = [w for w in reading.lines[0].words if w.bbox == asked[0][0]]
        assert (word.confidence >= ACCEPTED[reading.notes[0].name]) is sure
        assert sure or word.confidence < 60


def test_the_note_on_a_doubt_says_what_it_may_be():
    reading, _ = run(NUMBER, ("27", 0.7), ("21", 0.2))
    assert "27 (70 %) or 21 (20 %)" in reading.notes[0].message


def test_an_empty_blank_is_no_doubt():
    reading, asked = run(BLANK, ("27", 0.95), ink=False)
    assert (asked, reading.notes, reading.lines) == ([], (), (BLANK,))


def test_print_that_was_surely_read_is_left_alone():
    typed = line(("Số:", 95), ("27", 93), ("/CT-UBND", 90))
    reading, _ = run(typed, ("27", 0.99))
    assert (reading.notes, reading.lines) == ((), (typed,))


@pytest.mark.parametrize(
    ("alternatives", "doubted"),
    [
        ([("115", 0.9)], True),
        ([("115", 0.62), ("445", 0.01)], True),
        ([("115", 0.5)], False),
        ([("115", 0.6), ("445", 0.1)], False),
        ([("445", 0.3)], False),
        ([("0445", 0.9)], False),
        ([], False),
    ],
)
def test_print_that_is_surely_something_else_as_writing_is_doubted(alternatives, doubted):
    typed = line(("Số:", 95), ("445", 88), ("/CT-UBND", 90))
    reading, _ = run(typed, *alternatives)
    assert [n.code for n in reading.notes] == (["handwriting-doubtful"] if doubted else [])
    (word,) = [w for w in reading.lines[0].words if w.text == "445"]
    assert (word.confidence < 60) is doubted


def test_what_a_text_layer_says_is_not_looked_at():
    typed = line(("Số:", 100), ("445", 100), ("/CT-UBND", 100))
    assert run(typed, ("115", 0.99))[1] == []


def test_words_that_held_print_and_writing_are_cut_apart():
    reading, asked = run(MERGED, ("574", 0.98))
    label, figures, tail = reading.lines[0].words
    assert label.bbox.right <= figures.bbox.left + 1
    assert figures.bbox.right <= tail.bbox.left + 1
    assert tail.bbox.right == MERGED.words[1].bbox.right
    assert [most for _, most in asked] == [5]


def test_sentences_of_the_body_are_left_alone():
    sentence = line(("Giao", 95), ("Sở", 40), ("Số", 30), ("lượng", 30), ("theo", 90))
    assert run(sentence, ("1", 0.99))[1] == []


@pytest.mark.parametrize(
    ("read", "stamp"),
    [
        ("HỎA TỐC", "HỎA TỐC"),
        ("HOẢ TÓC", "HỎA TỐC"),
        ("KHAN", "KHẨN"),
        ("| KHẨN |", "KHẨN"),
        ("THUONG KHẨN", "THƯỢNG KHẨN"),
        ("ĐẾN", None),
        ("", None),
        ("TỈNH TÂN GIANG", None),
        ("KHÁNH HÒA", None),
    ],
)
def test_urgency(read, stamp):
    assert urgency_of(read) == stamp
