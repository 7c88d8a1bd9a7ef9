"""Rows of letters without words are found; rules, seals, dirt and words that are known are not."""

import cv2
import numpy as np
import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from tasks.domain.geometry import BBox
from tasks.domain.page import PageSource
from tasks.scan.left_ink import PageInk, left_rows
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source

DPI = 200
FACE = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"


def blank():
    return np.full((1200, 1100), 255, np.uint8)


def write(grey, text, left, top, points=13, fill=15, face="Regular"):
    """The page with a line on it, and the line's box."""
    sheet = Image.fromarray(grey)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FACE.format(face), round(points * DPI / 72))
    draw.text((left, top), text, font=font, fill=fill)
    return np.asarray(sheet).copy(), BBox(*(int(v) for v in draw.textbbox((left, top), text, font=font)))


def inside(row, box):
    return (
        box.left - 3 <= row.box.left and row.box.right <= box.right + 3 and box.top - 3 <= row.box.top and row.box.bottom <= box.bottom + 3
    )


@pytest.mark.parametrize("points", [8, 13, 28])
def test_a_line_that_no_word_covers_is_a_row_of_print(points):
    grey, known = write(blank(), "Giao Sở Xây dựng", 150, 200)
    grey, box = write(grey, "trước ngày 15/12", 150, 400, points)
    rows = [row for row in left_rows(grey, DPI, [known]) if row.is_print and row.marks > 1]
    assert rows and all(inside(row, box) for row in rows) and sum(row.marks for row in rows) >= 10


def test_a_page_of_words_and_rules_has_nothing_left():
    grey, known = write(blank(), "Giao Sở Xây dựng chủ trì", 150, 200)
    cv2.rectangle(grey, (100, 150), (900, 500), 0, 2)
    cv2.line(grey, (100, 300), (900, 300), 0, 2)
    assert left_rows(grey, DPI, [known]) == ()


def test_dirt_is_no_print():
    grey, random = blank(), np.random.default_rng(4)
    for x, y in random.integers(100, 1000, (60, 2)):
        cv2.circle(grey, (int(x), int(y)), 2, 0, -1)
    assert not [row for row in left_rows(grey, DPI, []) if row.marks > 2 and row.is_print]


def test_letters_in_a_seal_are_none_of_the_page_and_a_title_under_it_is():
    seal = blank()
    cv2.circle(seal, (500, 700), 138, 0, 5)
    seal, _ = write(seal, "UBND XÃ", 430, 640, 14)
    seal, _ = write(seal, "TÂN PHÚ", 430, 690, 14)
    assert not [row for row in left_rows(seal, DPI, []) if row.is_print and row.marks > 1]
    crossed, box = write(seal, "TRƯỞNG BAN QUẢN LÝ DỰ ÁN TÂN GIANG", 260, 780, 13, face="Bold")
    assert any(row.box.width > 0.4 * box.width for row in left_rows(crossed, DPI, []) if row.is_print)


def test_a_line_on_its_side_is_turned():
    strip, _ = write(np.full((60, 700), 255, np.uint8), "Thay thông báo số 12", 10, 5)
    grey = blank()
    turned = np.rot90(strip)
    grey[200 : 200 + turned.shape[0], 60 : 60 + turned.shape[1]] = turned
    assert any(row.is_turned and row.marks >= 6 for row in left_rows(grey, DPI, []))


def test_white_letters_on_a_bar_are_found():
    grey = blank()
    grey[300:380, 150:950] = 10
    grey, box = write(grey, "TIẾN ĐỘ GIẢI NGÂN", 200, 315, 14, 250, "Bold")
    rows = [row for row in left_rows(grey, DPI, []) if row.is_white]
    assert rows and all(inside(row, box) for row in rows)


@pytest.mark.parametrize(("stamped", "more"), [("818/TB-UBND", True), ("", False)])
def test_a_page_with_text_whose_number_is_a_picture_is_prepared_for_reading(tmp_path, stamped, more):
    pdf = FPDF(unit="mm", format="A4")
    pdf.add_page()
    pdf.add_font("serif", "", FACE.format("Regular"))
    pdf.set_font("serif", "", 13)
    for row, text in enumerate(("Số:", *["Ủy ban nhân dân tỉnh giao Sở Xây dựng rà soát các cầu yếu trên địa bàn"] * 8)):
        pdf.text(25, 40 + 8 * row, text)
    if stamped:
        picture, box = write(blank(), stamped, 20, 20)
        pdf.image(Image.fromarray(picture[10 : box.bottom + 10, 10 : box.right + 10]), 36, 34.5, (box.right) * 25.4 / DPI)
    pdf.output(str(tmp_path / "a.pdf"))
    (page,) = rasterize_sheet(open_source(tmp_path / "a.pdf", Limits()), 1, tmp_path, RasterOptions())
    assert page.source is PageSource.EMBEDDED and bool(page.grey) is more and (page.dpi > 110) is more


def test_lines_on_their_side_are_told_alone_too():
    grey, known = write(blank(), "Giao Sở Xây dựng chủ trì", 150, 200)
    lying, _ = write(np.full((1100, 1200), 255, np.uint8), "Trình ký 05/11/2026", 200, 40)
    grey = np.minimum(grey, np.rot90(lying))
    ink = PageInk(grey, DPI)
    turned = ink.turned([known])
    assert turned and turned == tuple(row for row in left_rows(grey, DPI, [known]) if row.is_turned)
    assert ink.turned([known, *(row.box for row in turned)]) == () == ink.rows([known, *(row.box for row in turned)])
