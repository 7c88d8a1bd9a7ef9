"""Marks of who printed a page and when."""

from __future__ import annotations

import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, Word
from tasks.scan.printed_by import painted_over, without_marks


def line(text, top=0):
    return Line(tuple(Word(word, BBox(60 * at, top, 60 * at + 50, top + 20), 100.0) for at, word in enumerate(text.split())), Column.FULL)


BODY = ["Sở Tài chính báo cáo trước ngày 28/11/2026", "hoàn thành trước ngày 10/12/2026.", "Thủ trưởng các đơn vị", "chịu trách nhiệm"]
MARK = "an.nv 08:15 28/11/2026"


def page(*texts):
    return tuple(line(text, 30 * row) for row, text in enumerate(texts))


def test_marks_within_and_between_lines_are_left_out():
    lines = page(MARK, BODY[0], f"{BODY[1]} {MARK}", BODY[2], f"{MARK} {BODY[3]}", MARK)
    kept, marks = without_marks(lines)
    assert [one.text for one in kept] == BODY and " ".join(word.text for word in marks) == " ".join([MARK] * 4)


def test_a_name_in_full_is_a_mark_too():
    kept, _ = without_marks(page(*(f"{name} Nguyễn Văn An 08:15 28/11/2026" for name in BODY)))
    assert [one.text for one in kept] == BODY


def test_times_of_a_table_and_a_remark_stay():
    table = page(*(f"08:00 phòng {name}" for name in ("một", "hai", "ba", "bốn", "năm")))
    remark = page(MARK, *BODY)
    dates = page(*(f"{name} 31/12/2026" for name in BODY))
    limits = page(*(f"{name} trước 17:00 ngày 15/12/2026" for name in BODY))
    for lines in (remark, dates, table, limits, ()):
        assert without_marks(lines) == (lines, ())
    alone = page(*(f"{name} 08:00" for name in ("Hòa Lâm", "Tân Lộc", "An Sơn", "Bình Hải")))
    assert without_marks(alone) == (alone, ())


def test_their_places_become_white():
    rgb = np.full((40, 200, 3), 20, np.uint8)
    out = painted_over(rgb, line("08:15").words)
    assert (out[:20, :50] == 255).all() and (out[:, 60:] == 20).all() and (rgb == 20).all()
