"""Pages whose words are no Vietnamese are read again in one column or turned, with the real Tesseract."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image
from sheets import body, page

from tasks.domain.errors import OcrCrashError
from tasks.domain.page import Column, Line, Word
from tasks.ocr import other_way
from tasks.ocr.other_way import read_page
from tasks.ocr.recognize import RecognizeOptions, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan import rasterize
from tasks.scan.limits import Limits
from tasks.scan.orientation import Standing
from tasks.scan.source import open_source

# Too few marks to tell which end is up.
FEW_MARKS = (
    "Ban chung tay chăm lo cho con em công nhân trong",
    "năm qua, cùng nhau trao quà cho trung tâm Hoa Xuân",
    "mang tên non cao, mong ban ngang nhau thông qua",
    "văn chương trong vòng tay nhân dân Tân Giang",
    "chăm lo công nhân trong vùng xa xăm cao nguyên",
)
ENGLISH = (
    "This document is protected by copyright law and may not be reproduced",
    "without the written permission of its publisher, who reserves all rights",
    "to further editions, translations and other forms of distribution, which",
)


def prepared(folder, pixels):
    Image.fromarray(np.ascontiguousarray(pixels)).save(folder / "s.png", dpi=(200, 200))
    return rasterize.rasterize_sheet(open_source(folder / "s.png", Limits()), 1, folder, rasterize.RasterOptions())[0]


def again(folder, pixels):
    image = prepared(folder, pixels)
    (own := folder / "own").mkdir()
    return image, read_page(image, folder, own, TesseractEngine(), RecognizeOptions()), own


def text_of(found):
    return [line.text for line in found.lines]


def test_a_page_on_its_head_that_has_too_few_marks_to_be_turned_before(tmp_path):
    upright = page([(30, 40 + 8 * i, line) for i, line in enumerate(FEW_MARKS)])
    image, found, own = again(tmp_path, np.rot90(upright, 2))
    assert (image.rotation, found.turned, found.rotation) == (0, 180, 180)
    assert text_of(found) == list(FEW_MARKS)
    assert "turned by 180" in found.attempts and "turn 180" in found.preparation
    assert [note.code for note in found.notes] == ["orientation-unsure"]
    shown = cv2.imread(str(own / found.picture), cv2.IMREAD_GRAYSCALE)
    assert np.abs(shown.astype(int) - upright).mean() < 3
    assert [path.name for path in own.iterdir()] == [found.picture]


@pytest.mark.parametrize("lying", [90, 270])
def test_a_page_on_its_side_that_was_taken_for_upright(tmp_path, monkeypatch, lying):
    monkeypatch.setattr(rasterize, "find_standing", lambda *_: Standing(0))
    upright = body(repeat=1)
    _, found, own = again(tmp_path, np.rot90(upright, lying // 90))
    assert (found.turned, found.width, found.height) == (lying, *upright.shape[::-1])
    assert found.lines[0].text.startswith("Thực hiện Kế hoạch")
    assert len(list(own.iterdir())) == 1


def test_a_page_of_another_language_stays_and_leaves_no_picture(tmp_path):
    pixels = page([(30, 40 + 8 * i, line) for i, line in enumerate(ENGLISH)])
    image, found, own = again(tmp_path, pixels)
    assert (found.turned, found.rotation, found.picture) == (0, 0, image.colour)
    assert "protected by copyright" in text_of(found)[0]
    assert "turned by 180" in found.attempts
    assert not list(own.iterdir())


def test_a_page_that_reads_well_is_read_once(tmp_path):
    image, found, _ = again(tmp_path, body(repeat=1))
    assert found == recognize_page(image, tmp_path, TesseractEngine(), RecognizeOptions())


def test_columns_that_leave_no_words_are_given_up(tmp_path, monkeypatch):
    def split(image, folder, engine, options):
        found = recognize_page(image, folder, engine, options)
        if options.unsplit:
            return found
        # As a gutter leaves words that it runs through.
        lines = (Line(tuple(Word(w.text[1::2] * 2, w.bbox, 50.0) for w in line.words if w.text[1::2]), Column.LEFT) for line in found.lines)
        return replace(found, lines=tuple(line for line in lines if line.words))

    monkeypatch.setattr(other_way, "recognize_page", split)
    _, found, own = again(tmp_path, body(repeat=1))
    assert found.turned == 0 and "unsplit" in found.attempts
    assert found.lines[0].text.startswith("Thực hiện Kế hoạch") and {line.column for line in found.lines} == {Column.FULL}
    assert not list(own.iterdir())


def test_one_witness_is_not_enough(tmp_path, monkeypatch):
    def proud(image, folder, engine, options):
        found = recognize_page(image, folder, engine, options)
        # The recogniser is as sure of what it makes of a page on its head.
        lines = tuple(replace(line, words=tuple(replace(word, confidence=97.0) for word in line.words)) for line in found.lines)
        return replace(found, lines=lines)

    upright = page([(30, 40 + 8 * i, line) for i, line in enumerate(ENGLISH + FEW_MARKS)])
    monkeypatch.setattr(other_way, "recognize_page", proud)
    monkeypatch.setattr(rasterize, "find_standing", lambda *_: Standing(0))
    _, found, own = again(tmp_path, np.rot90(upright, 2))
    assert found.turned == 0 and not list(own.iterdir())


def test_a_reading_that_fails_the_other_way_leaves_the_first(tmp_path, monkeypatch):
    def failing(image, folder, engine, options):
        if image.rotation:
            raise OcrCrashError("It died.")
        return recognize_page(image, folder, engine, options)

    monkeypatch.setattr(other_way, "recognize_page", failing)
    image, found, own = again(tmp_path, page([(30, 40 + 8 * i, line) for i, line in enumerate(ENGLISH)]))
    assert found.picture == image.colour and "protected by copyright" in text_of(found)[0]
    assert "turned by 180: ocr-crash" in found.attempts and not list(own.iterdir())
