"""From a file to words in order, with the real Tesseract."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw
from sheets import FACE, TEXT, colour, font, noisy, page, rotate, shade
from test_layout import BODY, FOOT, HEAD

from tasks.domain.errors import RasterError
from tasks.domain.geometry import BBox
from tasks.domain.letters import without_accents
from tasks.domain.page import Column, Line, PageSource, Word
from tasks.ocr.recognize import RecognizeOptions, order_lines, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source

IN_ORDER = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH TÂN GIANG",
    "Số: 12/TB-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Tân Giang, ngày 05 tháng 3 năm 2026",
    *TEXT,
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "CHỦ TỊCH",
    "Nguyễn Văn An",
]


class CountingEngine:
    """The real engine, with a list of what it was asked."""

    def __init__(self):
        self.real, self.modes = TesseractEngine(), []

    def recognize(self, picture, *, dpi, psm, timeout):
        self.modes.append(psm)
        return self.real.recognize(picture, dpi=dpi, psm=psm, timeout=timeout)

    def recognize_each(self, pictures, *, dpi, psm, timeout):
        return self.real.recognize_each(pictures, dpi=dpi, psm=psm, timeout=timeout)

    def versions(self):
        return self.real.versions()


def read(folder, pixels, engine=None, options=None, **raster):
    Image.fromarray(pixels).save(folder / "s.png", dpi=(200, 200))
    image = rasterize_sheet(open_source(folder / "s.png", Limits()), 1, folder, RasterOptions(**raster))[0]
    return image, recognize_page(image, folder, engine or CountingEngine(), options or RecognizeOptions())


@pytest.mark.parametrize("spoil", [lambda g: g, lambda g: rotate(g, 2.0), lambda g: shade(g, 0.5)], ids=["clean", "skewed", "shaded"])
def test_two_columns_are_read_left_before_right(tmp_path, spoil):
    engine = CountingEngine()
    _, found = read(tmp_path, spoil(page(HEAD + BODY + FOOT)), engine)
    assert [without_accents(line.text) for line in found.lines] == [without_accents(line) for line in IN_ORDER]
    assert sum(line.text in IN_ORDER for line in found.lines) >= len(IN_ORDER) - 1
    assert [line.column for line in found.lines[:6]] == [Column.LEFT] * 3 + [Column.RIGHT] * 3
    assert set(engine.modes) == {6}
    assert found.mean_confidence > 85
    assert found.picture == "page-0001.jpg"


def test_boxes_lie_on_the_words_of_the_picture(tmp_path):
    _, found = read(tmp_path, page(HEAD + BODY + FOOT))
    picture = cv2.imread(str(tmp_path / found.picture), cv2.IMREAD_GRAYSCALE)
    for word in (w for line in found.lines for w in line.words if len(w.text) > 2):
        part = picture[word.bbox.top : word.bbox.bottom, word.bbox.left : word.bbox.right]
        assert part.min() < 100, word


def test_a_noisy_page_gets_a_second_look_and_both_are_recorded(tmp_path):
    # Prepared on purpose too mildly: the picture that is read is replaced by a noisy one.
    image, _ = read(tmp_path, page(BODY))
    rng = np.random.default_rng(3)
    grey = cv2.imread(str(tmp_path / image.grey), cv2.IMREAD_GRAYSCALE)
    spots = rng.random(grey.shape) < 0.06
    cv2.imwrite(str(tmp_path / image.grey), np.where(spots, rng.integers(0, 256, grey.shape), grey).astype(np.uint8))
    found = recognize_page(image, tmp_path, CountingEngine(), RecognizeOptions())
    assert "smoothed" in found.attempts[1]
    assert "doubtful lines" not in found.attempts[0]
    assert sum(line.text in TEXT for line in found.lines) >= 5


def test_noise_and_shade_together(tmp_path):
    _, found = read(tmp_path, noisy(shade(page(BODY), 0.6), 22))
    assert sum(line.text in TEXT for line in found.lines) >= 6


def test_an_urgency_stamp_is_read_from_the_colour_picture(tmp_path):
    sheet = Image.fromarray(colour(page(HEAD + BODY)))
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((330, 355, 600, 425), outline=(214, 30, 40), width=5)
    draw.text((360, 360), "HỎA TỐC", font=font(20), fill=(214, 30, 40))
    image, found = read(tmp_path, np.asarray(sheet))
    assert image.stamps
    assert found.stamps == ("HỎA TỐC",)
    assert not any("TỐC" in line.text for line in found.lines)


def test_a_blank_page_and_an_embedded_one_need_no_engine(tmp_path):
    engine = CountingEngine()
    _, found = read(tmp_path, np.full((2339, 1654), 255, np.uint8), engine)
    assert (found.source, found.lines, engine.modes) == (PageSource.BLANK, (), [])


def test_a_picture_that_is_gone_is_said(tmp_path):
    image, _ = read(tmp_path, page(BODY))
    (tmp_path / image.grey).unlink()
    with pytest.raises(RasterError):
        recognize_page(image, tmp_path, CountingEngine(), RecognizeOptions())


def test_a_mode_the_user_asks_for_is_used(tmp_path):
    engine = CountingEngine()
    read(tmp_path, page(BODY), engine, RecognizeOptions(psm=4))
    assert engine.modes[0] == 4


def test_embedded_lines_are_put_in_order():
    def at(left, top, text):
        x, y = round(left * 200 / 25.4), round(top * 200 / 25.4)
        words, step = [], font().getlength(" ")
        for word in text.split(" "):
            width = font().getlength(word)
            words.append(Word(word, BBox(round(x), y, round(x + width), y + 40), 100.0))
            x += width + step
        return Line(tuple(words))

    shuffled = [at(*placed) for placed in (*HEAD, *BODY, *FOOT)]
    assert [line.text for line in order_lines(tuple(shuffled), 1654, 2339, 200)] == IN_ORDER
    assert FACE
