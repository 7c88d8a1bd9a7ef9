"""The places for figures in the head are found however Tesseract cut print and writing into words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.blanks import find_blanks, letters_width

DPI = 200
EM = 37.0


def line(*words, gap=12):
    """Words as wide as print is; ``(text, confidence)`` or ``(text, confidence, width)``."""
    out, left = [], 200
    for text, confidence, *more in words:
        width = more[0] if more else round(letters_width(text) * EM)
        out.append(Word(text, BBox(left, 300, left + width, 330), confidence))
        left += width + gap
    return Line(tuple(out))


def only(head, name):
    (found,) = (b for b in find_blanks((head,), DPI) if b.name == name)
    return found


PLACE = (("Tân", 96), ("Giang,", 96))
REST = (("3", 96), ("năm", 96), ("2026", 96))


@pytest.mark.parametrize(
    ("head", "name", "before", "text", "behind"),
    [
        (line(("Số:", 95), ("2ƒ", 40, 60), ("/CT-UBND", 90)), "number", "", "2ƒ", ""),
        (line(("Số:", 95), ("/CT-UBND", 90)), "number", "", "", ""),
        (line(("Số:0", 74), ("/CT-UBND", 90)), "number", "Số:", "0", ""),
        (line(("Số:", 93), ("ð!/UBND-KTTH", 39, 330)), "number", "", "ð!", "/UBND-KTTH"),
        (line(("Số:", 93), ("12/TB-UBND", 95)), "number", "", "12", "/TB-UBND"),
        (line(("Số", 93), ("12-CT/TU", 95)), "number", "", "12", "-CT/TU"),
        (line(("Số:", 93), ("06/2024/QĐ-UBND", 95)), "number", "", "06", "/2024/QĐ-UBND"),
        (line(*PLACE, ("ngày", 90), ("®", 20, 40), ("tháng", 90), *REST), "day", "", "®", ""),
        (line(*PLACE, ("ngày", 90), ("tháng", 90), *REST), "day", "", "", ""),
        (line(*PLACE, ("ngày¿&9", 0, 130), ("tháng", 90), *REST), "day", "ngày", "¿&9", ""),
        (line(*PLACE, ("ngày", 90), ("W†tháng", 30, 130), *REST), "day", "", "W†", "tháng"),
        (line(*PLACE, ("ngày", 90), ("04", 95), ("tháng?", 22, 120), ("năm", 95), ("2026", 95)), "month", "tháng", "?", ""),
    ],
)
def test_places_are_found(head, name, before, text, behind):
    blank = only(head, name)
    assert (blank.before, blank.text, blank.behind) == (before, text, behind)
    assert 0 <= blank.first <= blank.last <= len(head.words)
    assert blank.box.left < blank.box.right
    assert blank.box.top < 300 < 330 < blank.box.bottom


def test_a_place_inside_a_word_begins_where_its_print_ends():
    head = line(*PLACE, ("ngày¿&9", 0, 130), ("tháng", 90), *REST)
    blank, word = only(head, "day"), head.words[2]
    assert blank.box.left == pytest.approx(word.bbox.left + letters_width("ngày") * EM, abs=9)
    assert blank.box.right == pytest.approx(head.words[3].bbox.left, abs=3)


def test_a_box_of_print_that_reaches_over_the_writing_is_cut():
    head = line(*PLACE, ("ngày", 94, 120), ("45", 37, 29), ("tháng", 94), *REST)
    assert only(head, "day").box.left == pytest.approx(head.words[2].bbox.left + letters_width("ngày") * EM, abs=9)


@pytest.mark.parametrize(
    "text",
    [
        "Giao Sở Nội vụ chủ trì",
        "Số lượng hồ sơ tiếp nhận",
        "Sở Tài chính tại Công văn số 12/STC-NS",
        "Ngày 03/01/2025, Phó Chủ tịch chủ trì họp",
        "trước ngày 30 của tháng cuối quý trong năm",
    ],
)
def test_sentences_have_no_such_places(text):
    assert find_blanks((line(*((w, 95) for w in text.split())),), DPI) == ()


def test_lines_of_the_body_are_not_looked_at():
    body = line(("Giao", 95))
    assert find_blanks((*[body] * 20, line(("Số:", 95), ("/CT-UBND", 90))), DPI) == ()


@given(st.lists(st.text(alphabet="Sốngàythăm:/-AB12 .?", min_size=1, max_size=9).filter(str.strip), min_size=1, max_size=7))
def test_any_line_is_read_without_an_error(texts):
    head = line(*(("".join(t.split()), 50) for t in texts))
    for blank in find_blanks((head,), DPI):
        assert 0 <= blank.first <= blank.last <= len(head.words)
        assert blank.box.left < blank.box.right
