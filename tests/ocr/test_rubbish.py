"""Marks that are no text go; text stays, however badly read."""

from __future__ import annotations

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, Word
from tasks.ocr.rubbish import drop_rubbish, is_plausible

DPI = 200


def line(*words, column=Column.FULL, top=500):
    """Words as (text, confidence[, left, width, height])."""
    out, left = [], 240
    for text, confidence, *size in words:
        x, width, height = (*size, 28)[:3] if len(size) > 1 else (left, 18 * len(text), 28)
        out.append(Word(text, BBox(x, top, x + width, top + height), confidence))
        left = x + width + 14
    return Line(tuple(out), column)


def texts(*lines):
    return [found.text for found in drop_rubbish(tuple(lines), DPI)]


GOOD = line(("Giao", 95), ("Sở", 96), ("Nội", 95), ("vụ", 96))


@pytest.mark.parametrize(
    "bad",
    [
        line(("S<", 15), ("j0", 59), column=Column.RIGHT),
        line(("À9", 0), ("227", 17), ("8/7", 19)),
        line(("—Ƒ”DVNhh.=---", 0)),
        line(("|", 40)),
        line(("§", 0, 84, 4, 3), ("⁄", 63, 956, 16, 15)),
        line(("Ị", 40), column=Column.LEFT),
    ],
)
def test_lines_of_strokes_go(bad):
    assert texts(GOOD, bad, GOOD) == [GOOD.text, GOOD.text]


@pytest.mark.parametrize(
    "kept",
    [
        line(("Số:", 0), ("914", 9), ("/UBND-KTTH", 9)),
        line(("ngày", 31), ("®ð", 31), ("tháng", 60)),
        line(("bậc.", 88)),
        line(("thưc", 50), ("hiên", 40), ("nhiệm", 70)),
        line(("2", 92)),
        line(("KT.", 80), ("CHỦ", 85), ("TỊCH", 50), column=Column.RIGHT),
        line(("Krông", 80), ("Pắc", 70)),
    ],
)
def test_text_stays_however_doubtful(kept):
    assert texts(kept) == [kept.text]


def test_specks_at_the_ends_go_and_punctuation_stays():
    specked = line((":", 65, 100, 3, 3), ("Giao", 95, 240, 70, 28), ("Sở", 96), ("_", 20, 900, 3, 4))
    assert texts(specked) == ["Giao Sở"]
    listed = line(("-", 80, 240, 12, 4), ("Như", 95), ("trên", 95), (";", 80, 420, 5, 20))
    assert texts(listed) == ["- Như trên ;"]


def test_a_dash_read_as_an_underscore_is_a_dash():
    assert texts(line(("_", 33, 240, 12, 4), ("Tiếp", 95), ("tục", 95))) == ["- Tiếp tục"]
    assert texts(line(("__8.", 23), ("Hiệp", 95), ("hội", 95))) == ["8. Hiệp hội"]


def test_a_word_as_tall_as_a_seal_goes():
    tall = line(("Giao", 95), ("#Z", 20, 600, 400, 300), ("Sở", 95))
    assert texts(GOOD, tall) == [GOOD.text, "Giao Sở"]


def test_nothing_gives_nothing():
    assert drop_rubbish((), DPI) == ()


@pytest.mark.parametrize(
    ("word", "answer"), [("tỉnh,", True), ("UBND", True), ("12/63", True), ("12/QĐ-UBND", True), ("S<", False), ("xZ", False), ("—", False)]
)
def test_plausible_words(word, answer):
    assert is_plausible(Word(word, BBox(0, 0, 9, 9), 90)) is answer
