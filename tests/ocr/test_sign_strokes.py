"""Bounds, tolerances and shares per thousand are told by their strokes; plain signs, underlined ones too, stay what they are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import ImageFont
from sheets import DPI, FACE, noisy, page

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.sign_strokes import with_told_signs

LEFT, TOP = 30, 40


def read_as(printed, seen, points=13.5, rule=False):
    """A line as printed, and the words that a recogniser makes of it, which stand where the printed ones do."""
    grey = page([(LEFT, TOP, printed)], points=points)
    face, words, at = ImageFont.truetype(FACE, round(points * DPI / 72)), [], LEFT * DPI / 25.4
    for shown, text in zip(printed.split(), seen.split(), strict=True):
        left, top, right, bottom = face.getbbox(shown)
        y = round(TOP * DPI / 25.4)
        words.append(Word(text, BBox(round(at + left), y + top, round(at + right), y + bottom), 92.0))
        at += face.getlength(shown + " ")
    if rule:
        box = words[0].bbox
        grey[box.bottom + 3 : box.bottom + 5, box.left - 60 : words[-1].bbox.right + 20] = 15
    soft = cv2.GaussianBlur(grey, (0, 0), 0.6)
    return noisy(np.asarray(soft), 3), (Line(tuple(words)),)


@pytest.mark.parametrize("points", [13.5, 14])
@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("đạt ≥ 95% số hộ", "đạt > 95% số hộ"),
        ("đạt ≥95%; còn ≤12‰, sai", "đạt >95%; còn <12%, sai"),
        ("sai số ± 0,5 mm", "sai số + 0,5 mm"),
        ("là 9,5‰. Giảm 0,3‰;", "là 9,5%. Giảm 0,3%;"),
        ("độ mặn 68‰ và 4 ‰", "độ mặn 68% và 4 %"),
    ],
)
def test_what_the_page_shows_counts(printed, seen, points):
    grey, lines = read_as(printed, seen, points)
    assert with_told_signs(grey, DPI, lines)[0].text == printed


@pytest.mark.parametrize("points", [11, 12, 13.5, 16])
@pytest.mark.parametrize("printed", ["đạt > 95% số hộ", "còn <12%, tăng +2%; 68,9%", "tăng + 0,6% và 100%.", "6% 8% 9% 0%"])
def test_plain_signs_stay(printed, points):
    grey, lines = read_as(printed, printed, points)
    assert with_told_signs(grey, DPI, lines) == lines


def test_a_line_under_the_text_is_no_bar():
    grey, lines = read_as("> 95% số hộ", "> 95% số hộ", rule=True)
    assert with_told_signs(grey, DPI, lines) == lines
