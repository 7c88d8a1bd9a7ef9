"""The word of a stamp is read however the stamp was set: framed once, twice or not, turned, pale."""

from __future__ import annotations

import shutil

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from tasks.ocr.picture_reader import read_array
from tasks.ocr.stamp_word import red_ink, words_of
from tasks.ocr.tesseract import TesseractEngine
from tasks.ocr.urgency import SURE_LIKENESS, urgency_of
from tasks.scan.limits import Limits
from tasks.scan.stamps import find_frames, find_stamps

FONTS = "/usr/share/fonts/truetype/liberation2/Liberation"
RED, PINK, PALE = (200, 20, 30), (238, 120, 125), (242, 165, 168)
BLACK, GREY = (20, 20, 20), (90, 90, 90)


def stamped(word, frames, turn, colour, face="Serif-Bold", dpi=200):
    """A page with black print above a stamp."""
    page = Image.new("RGB", (1200, 900), (250, 250, 247))
    pen = ImageDraw.Draw(page)
    for row in range(5):
        pen.text(
            (150, 60 + 46 * row), "V/v tăng cường phòng chống thiên tai", font=ImageFont.truetype(f"{FONTS}Serif-Regular.ttf", 36), fill=20
        )
    font = ImageFont.truetype(f"{FONTS}{face}.ttf", round(13.5 * dpi / 72))
    wide, high = round(font.getlength(word)), round(22 * dpi / 72)
    mask = Image.new("L", (wide + 120, high + 90), 0)
    pen = ImageDraw.Draw(mask)
    for place in range(frames):
        pen.rectangle((30 + 8 * place, 30 + 8 * place, wide + 90 - 8 * place, high + 60 - 8 * place), outline=255, width=3)
    pen.text(((wide + 120) / 2, (high + 90) / 2), word, font=font, fill=255, anchor="mm")
    share = np.asarray(mask.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC), dtype=np.float64)[:, :, None] / 255
    pixels = np.asarray(page, dtype=np.float64).copy()
    part = pixels[340 : 340 + share.shape[0], 180 : 180 + share.shape[1]]
    part[:] = part * (1 - share + share * np.array(colour) / 255)
    _, stored = cv2.imencode(".jpg", cv2.GaussianBlur(pixels, (0, 0), 0.7).astype(np.uint8)[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 75])
    return np.ascontiguousarray(cv2.imdecode(stored, cv2.IMREAD_COLOR)[:, :, ::-1])


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")
@pytest.mark.parametrize(
    ("word", "frames", "turn", "colour", "face"),
    [
        ("HỎA TỐC", 2, 3.0, RED, "Serif-Bold"),
        ("HỎA TỐC", 1, -5.0, PINK, "Serif-Bold"),
        ("HỎA TỐC", 0, 1.0, RED, "Sans-Bold"),
        ("KHẨN", 2, -2.0, RED, "Serif-Bold"),
        ("KHẨN", 1, 4.0, PINK, "Sans-Bold"),
        ("THƯỢNG KHẨN", 1, 2.0, RED, "Sans-Bold"),
        ("THƯỢNG KHẨN", 2, -4.0, PINK, "Serif-Bold"),
        ("HỎA TỐC HẸN GIỜ", 1, 0.0, RED, "Serif-Bold"),
        ("HỎA TỐC", 1, -3.0, PALE, "Serif-Bold"),
        ("KHẨN", 0, 1.0, PALE, "Serif-Bold"),
    ],
)
def test_stamps_are_found_and_read(word, frames, turn, colour, face):
    page = stamped(word, frames, turn, colour, face)
    engine = TesseractEngine("tesseract", "vie", Limits().memory_bytes)
    found = []
    for box in find_stamps(page, 200):
        ink = red_ink(page[box.top - 12 : box.bottom + 12, box.left - 12 : box.right + 12])
        for picture in words_of(ink):
            found += [urgency_of(line.text) for line in read_array(picture, engine, dpi=200, psm=6, seconds=60)]
    assert word.removesuffix(" HẸN GIỜ") in found


def coarse(page, dpi):
    """A page of 200 dpi at another resolution."""
    return cv2.resize(page, None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_AREA)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")
@pytest.mark.parametrize(("word", "frames", "turn"), [("HỎA TỐC", 1, -3.0), ("KHẨN", 1, 1.0), ("THƯỢNG KHẨN", 2, 2.0)])
def test_pale_stamps_are_read_at_150_dpi(word, frames, turn):
    page = coarse(stamped(word, frames, turn, PALE), 150)
    engine = TesseractEngine("tesseract", "vie", Limits().memory_bytes)
    [box] = find_stamps(page, 150)
    pictures = words_of(red_ink(page[box.top - 9 : box.bottom + 9, box.left - 9 : box.right + 9]))
    lines = [line.text for picture in pictures for line in read_array(picture, engine, dpi=200, psm=6, seconds=60)]
    assert word in [urgency_of(text) for text in (*lines, " ".join(lines))]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")
@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize(
    ("word", "frames", "turn", "colour"), [("HỎA TỐC", 1, -3.0, BLACK), ("KHẨN", 2, 2.0, GREY), ("THƯỢNG KHẨN", 2, -5.0, BLACK)]
)
def test_black_stamps_are_known_by_their_frame(word, frames, turn, colour, dpi):
    page = np.vstack([stamped(word, frames, turn, colour), np.full((700, 1200, 3), 250, np.uint8)])
    grey = cv2.cvtColor(coarse(page, dpi), cv2.COLOR_RGB2GRAY)
    engine = TesseractEngine("tesseract", "vie", Limits().memory_bytes)
    [box] = find_frames(grey, dpi)
    pictures = words_of(grey[box.top - 9 : box.bottom + 9, box.left - 9 : box.right + 9])
    lines = [line.text for picture in pictures for line in read_array(picture, engine, dpi=200, psm=6, seconds=60)]
    assert word in [urgency_of(text, SURE_LIKENESS) for text in (*lines, " ".join(lines))]


def test_a_table_and_a_word_are_no_frame():
    table = np.full((1000, 1200), 255, np.uint8)
    for row in range(100, 400, 50):
        table[row : row + 3, 100:1100] = 0
    for column in range(100, 1101, 200):
        table[100:353, column : column + 3] = 0
    assert find_frames(table, 200) == ()
    assert find_frames(cv2.cvtColor(stamped("HỎA TỐC", 0, 0, BLACK), cv2.COLOR_RGB2GRAY), 200) == ()
    assert find_frames(np.full((1, 40), 255, np.uint8), 200) == ()


@pytest.mark.parametrize(("text", "sure"), [("KHAN", True), ("NHẬN", False), ("HOA TÔC", True), ("HÓA TỐT", True), ("TÀI LIỆU", False)])
def test_letters_that_nothing_else_says_are_a_stamp(text, sure):
    assert (urgency_of(text, SURE_LIKENESS) is not None) is sure


def test_black_print_is_no_red_ink():
    assert red_ink(np.full((40, 200, 3), 30, dtype=np.uint8)) is None
    assert find_stamps(stamped("", 0, 0, RED), 200) == ()


@given(st.integers(1, 60), st.integers(1, 90), st.integers(0, 2**32 - 1))
def test_any_picture_gives_no_error(rows, columns, seed):
    page = np.random.default_rng(seed).integers(0, 256, (rows, columns, 3)).astype(np.uint8)
    ink = red_ink(page)
    for word in words_of(ink) if ink is not None else ():
        assert word.dtype == np.uint8
