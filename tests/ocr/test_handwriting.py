"""Figures of the head are tried again, kept only when surer, and noted while in doubt."""

from __future__ import annotations

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.handwriting import read_head_figures
from tasks.ocr.urgency import urgency_of


def line(*words):
    out, left = [], 100
    for text, confidence in words:
        out.append(Word(text, BBox(left, 300, left + 20 * len(text), 330), confidence))
        left += 20 * len(text) + 60
    return Line(tuple(out))


def run(head, answer, confidence, ink=True):
    asked = []

    def reader(box):
        asked.append(box)
        return (Line((Word(answer, box, confidence),)),) if answer else ()

    return read_head_figures((head,), 200, reader, lambda _: ink), asked


NUMBER = line(("Số:", 95), ("2ƒ", 40), ("/CT-UBND", 90))
BLANK = line(("Số:", 95), ("/CT-UBND", 90))
DAY = line(("Tân", 95), ("Giang,", 95), ("ngày", 90), ("®", 20), ("tháng", 90), ("3", 95), ("năm", 95), ("2026", 95))


@pytest.mark.parametrize(
    ("head", "answer", "confidence", "text", "notes"),
    [
        (NUMBER, "27", 95, "Số: 27 /CT-UBND", 0),
        (NUMBER, "27", 70, "Số: 27 /CT-UBND", 1),
        (NUMBER, "27", 30, "Số: 2ƒ /CT-UBND", 1),
        (NUMBER, "", 0, "Số: 2ƒ /CT-UBND", 1),
        (BLANK, "27", 70, "Số: 27 /CT-UBND", 1),
        (BLANK, "", 0, "Số: /CT-UBND", 1),
        (DAY, "14", 92, "Tân Giang, ngày 14 tháng 3 năm 2026", 0),
        (DAY, "74", 92, "Tân Giang, ngày ® tháng 3 năm 2026", 1),
    ],
)
def test_second_reading(head, answer, confidence, text, notes):
    reading, asked = run(head, answer, confidence)
    assert len(asked) == 1
    assert reading.lines[0].text == text
    assert [n.code for n in reading.notes] == ["handwriting-doubtful"] * notes
    assert all(n.bbox == asked[0] for n in reading.notes)
    assert len(reading.attempts) == 1


def test_an_empty_blank_is_no_doubt():
    reading, asked = run(BLANK, "27", 95, ink=False)
    assert (asked, reading.notes, reading.lines) == ([], (), (BLANK,))


def test_what_was_surely_read_is_left_alone():
    typed = line(("Số:", 95), ("27", 93), ("/CT-UBND", 90))
    reading, asked = run(typed, "99", 99)
    assert (asked, reading.lines) == ([], (typed,))


def test_sentences_of_the_body_are_left_alone():
    sentence = line(("Giao", 95), ("Sở", 40), ("Số", 30), ("lượng", 30), ("theo", 90))
    assert run(sentence, "1", 99)[1] == []


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
