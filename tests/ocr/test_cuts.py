"""Places are cut out of the page between strokes, however far off the widths of letters are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.blanks import find_blanks
from tasks.ocr.cuts import crops, pictures

SERIF = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
HAND = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
DPI = 200


def head(figures, symbol, size):
    """A page with one line, all of it read as one word; where its figures begin and end."""
    page = Image.new("L", (900, 120), 255)
    pen, face, hand = ImageDraw.Draw(page), ImageFont.truetype(SERIF, size), ImageFont.truetype(HAND, size)
    x = 80.0
    pen.text((x, 40), "Số:", font=face, fill=0)
    x += pen.textlength("Số:", font=face) + 4
    start = x
    pen.text((x, 38), figures, font=hand, fill=0)
    x += pen.textlength(figures, font=hand)
    end = x
    pen.text((x + 4, 40), symbol, font=face, fill=0)
    right = round(x + 4 + pen.textlength(symbol, font=face))
    line = Line((Word(f"Số:ð{symbol}", BBox(80, 44, right, 44 + size), 40.0),))
    return np.asarray(page, dtype=np.uint8), line, (start, end)


@pytest.mark.parametrize("size", [33, 37, 41])
@pytest.mark.parametrize(("figures", "symbol"), [("574", "/UBND-KTTH"), ("2062", "/SYT-NVY"), ("09", "/KH-TTra"), ("12", "/2010/QĐ-UBND")])
def test_all_figures_and_hardly_more_are_cut_out(figures, symbol, size):
    grey, line, (start, end) = head(figures, symbol, size)
    (blank,) = find_blanks((line,), DPI)
    narrow, *wider = crops(grey, blank)
    assert narrow.left <= start + 4
    assert end - 4 <= narrow.right <= end + size
    assert all(w.left <= narrow.left and narrow.right <= w.right for w in wider)


@given(st.integers(2, 60), st.integers(2, 400), st.integers(0, 255))
def test_any_page_is_cut(rows, columns, grey):
    page = np.full((rows, columns), grey, dtype=np.uint8)
    _, line, _ = head("12", "/TB-UBND", 37)
    (blank,) = find_blanks((line,), DPI)
    for box in crops(page, blank):
        assert box.left <= box.right


def test_strokes_that_reach_out_are_whole_and_other_lines_are_left_out():
    grey, line, (start, end) = head("1", "/UBND-KTTH", 37)
    page = grey.copy()
    (blank,) = find_blanks((line,), DPI)
    middle = round((start + end) / 2)
    # A stroke that goes far up from the writing, and one of the line above.
    page[24:60, middle : middle + 4] = 0
    page[6:14, middle - 8 : middle + 8] = 0
    for picture, box in zip(pictures(page, blank), crops(page, blank), strict=True):
        inked = np.flatnonzero((picture < 128).any(axis=1))
        assert picture.shape[0] > box.height
        assert inked[0] == 24 - max(0, box.top - round(0.6 * box.height))
