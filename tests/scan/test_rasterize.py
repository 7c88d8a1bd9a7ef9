"""Pages of every kind of file become upright pictures."""

from __future__ import annotations

import shutil
from dataclasses import replace

import cv2
import numpy as np
import pytest
from pikepdf import Pdf
from PIL import Image
from pydantic import TypeAdapter
from sheets import NO_MARKS, TEXT, body, colour, digital, font, rotate, seal, shade

from tasks.domain.errors import RasterError
from tasks.domain.page import PageSource
from tasks.scan.limits import Limits
from tasks.scan.process import Bounds
from tasks.scan.rasterize import PageImage, RasterOptions, rasterize_sheet
from tasks.scan.render import render_pdf
from tasks.scan.source import open_source
from tasks.scan.stamps import find_stamps
from tasks.scan.versions import scan_versions


@pytest.mark.parametrize(("name", "dpi"), [("s.pdf", 200), ("s.tiff", 300), ("s.png", 200), ("s.jpg", 150)])
def test_every_kind_of_file_gives_pages(tmp_path, name, dpi):
    more = {"save_all": True, "append_images": [Image.fromarray(body(dpi))]} if name[-3:] in ("pdf", "iff") else {}
    key = {"resolution": dpi} if name.endswith("pdf") else {"dpi": (dpi, dpi)}
    Image.fromarray(body(dpi)).save(tmp_path / name, **more, **key)
    source = open_source(tmp_path / name, Limits())
    for number in range(1, source.page_count + 1):
        image = rasterize_sheet(source, number, tmp_path, RasterOptions())[0]
        grey = cv2.imread(str(tmp_path / image.grey), cv2.IMREAD_UNCHANGED)
        people = cv2.imread(str(tmp_path / image.colour))
        assert grey.shape == people.shape[:2] == (image.height, image.width)
        assert image.source is PageSource.OCR
        assert image.width / image.dpi == pytest.approx(8.27, abs=0.1)
        assert 200 <= image.dpi <= 300
    assert source.page_count == (2 if more else 1)


def test_a_page_image_survives_json(tmp_path):
    Image.fromarray(body(100)).save(tmp_path / "s.png")
    image = rasterize_sheet(open_source(tmp_path / "s.png", Limits()), 1, tmp_path, RasterOptions(dpi=200))[0]
    kind = TypeAdapter(PageImage)
    assert kind.validate_json(kind.dump_json(image)) == image
    assert image.dpi == 200


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_does_not_stand_upright_is_turned(tmp_path, turns):
    Image.fromarray(np.ascontiguousarray(np.rot90(body(), turns))).save(tmp_path / "s.png", dpi=(200, 200))
    image = rasterize_sheet(open_source(tmp_path / "s.png", Limits()), 1, tmp_path, RasterOptions())[0]
    assert image.rotation == turns * 90
    assert f"turn {turns * 90}" in image.preparation
    for name in (image.grey, image.colour):
        picture = cv2.imread(str(tmp_path / name), cv2.IMREAD_GRAYSCALE)
        assert picture.shape[0] > picture.shape[1]
        # The text begins 40 mm below the top and ends further above the foot.
        rows = np.flatnonzero((picture < 128).any(axis=1))
        assert 0.12 < rows[0] / picture.shape[0] < 0.16
    assert not image.notes


def test_an_orientation_that_cannot_be_told_is_a_note(tmp_path):
    Image.fromarray(np.ascontiguousarray(np.rot90(body(lines=NO_MARKS)))).save(tmp_path / "s.png", dpi=(200, 200))
    source = open_source(tmp_path / "s.png", Limits())
    image = rasterize_sheet(source, 1, tmp_path, RasterOptions(tesseract="no-such-program"))[0]
    assert image.rotation == 0
    assert [n.code for n in image.notes] == ["orientation-unsure"]


def test_both_pictures_are_straightened_alike(tmp_path):
    Image.fromarray(colour(rotate(shade(body(), 0.6), 2.0))).save(tmp_path / "s.png", dpi=(200, 200))
    image = rasterize_sheet(open_source(tmp_path / "s.png", Limits()), 1, tmp_path, RasterOptions())[0]
    assert image.skew == pytest.approx(2.0, abs=0.1)
    assert any(step.startswith("deskew") for step in image.preparation)
    assert "light" in image.preparation
    grey = cv2.imread(str(tmp_path / image.grey), cv2.IMREAD_GRAYSCALE)
    people = cv2.imread(str(tmp_path / image.colour), cv2.IMREAD_GRAYSCALE)
    assert np.corrcoef(grey[600:900].mean(axis=1), people[600:900].mean(axis=1))[0, 1] > 0.95


def test_a_born_digital_page_is_not_read(tmp_path):
    source = open_source(digital(tmp_path / "d.pdf", pages=2), Limits())
    image = rasterize_sheet(source, 2, tmp_path, RasterOptions())[0]
    assert (image.source, image.grey) == (PageSource.EMBEDDED, "")
    assert [line.text for line in image.lines] == list(TEXT)
    left = image.lines[0].words[0].bbox.left / image.dpi * 25.4
    assert left == pytest.approx(30, abs=0.5)
    picture = cv2.imread(str(tmp_path / image.colour), cv2.IMREAD_GRAYSCALE)
    assert picture.shape == (image.height, image.width)
    box = image.lines[0].bbox
    assert picture[box.top : box.bottom, box.left : box.right].min() < 100
    forced = rasterize_sheet(source, 2, tmp_path, RasterOptions(force_ocr=True))[0]
    assert (forced.source, forced.source_reason, forced.dpi >= 200) == (PageSource.OCR, "OCR was asked for", True)


def test_text_that_is_only_part_of_the_page_is_read_from_fine_pixels(tmp_path):
    digital(tmp_path / "d.pdf", lines=TEXT[:3], top=30)
    with Pdf.open(tmp_path / "d.pdf", allow_overwriting_input=True) as pdf:
        stripe = b" ".join(b"0 g 100 %d 400 8 re f" % y for y in range(100, 600, 20))
        pdf.pages[0].contents_add(stripe)
        pdf.save()
    image = rasterize_sheet(open_source(tmp_path / "d.pdf", Limits()), 1, tmp_path, RasterOptions())[0]
    assert image.source is PageSource.OCR
    assert "covers only" in image.source_reason
    assert image.dpi >= 200


def test_an_exif_turn_is_heeded(tmp_path):
    picture = Image.fromarray(np.ascontiguousarray(np.rot90(body())))
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / "s.jpg", exif=exif, dpi=(200, 200))
    image = rasterize_sheet(open_source(tmp_path / "s.jpg", Limits()), 1, tmp_path, RasterOptions())[0]
    assert (image.height > image.width, image.rotation) == (True, 0)


def test_fax_pixels_that_are_not_square_are_made_so(tmp_path):
    fax = Image.fromarray(body(200)).resize((1654, 1147)).convert("1")
    fax.save(tmp_path / "s.tiff", compression="group4", dpi=(204, 98))
    image = rasterize_sheet(open_source(tmp_path / "s.tiff", Limits()), 1, tmp_path, RasterOptions())[0]
    assert image.height / image.width == pytest.approx(1.41, abs=0.05)


def test_a_renderer_that_hangs_is_ended(tmp_path, monkeypatch):
    slow = tmp_path / "bin" / "pdftoppm"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\ncase $1 in -v) exec /usr/bin/pdftoppm -v;; esac\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:/usr/bin:/bin")
    Image.fromarray(body(100)).save(tmp_path / "s.pdf")
    with pytest.raises(RasterError, match="longer than 1 s"):
        render_pdf(tmp_path / "s.pdf", 1, 100, Bounds(1.0))


def stamped(word, place=(350, 420), ink=(210, 40, 45)):
    from PIL import ImageDraw

    sheet = Image.fromarray(colour(body()))
    draw = ImageDraw.Draw(sheet)
    left, top = place
    draw.rectangle((left - 260, top - 120, left + 60, top - 40), outline=ink, width=4, fill=(255, 255, 255))
    draw.text((left - 245, top - 118), word, font=font(20), fill=ink)
    return np.asarray(sheet)


def test_an_urgency_stamp_is_found_and_a_seal_is_not():
    (box,) = find_stamps(stamped("HỎA TỐC"), 200)
    assert box.left == pytest.approx(90, abs=8)
    assert box.top == pytest.approx(300, abs=8)
    assert find_stamps(seal(colour(body()), (700, 600), 230), 200) == ()
    assert find_stamps(colour(body()), 200) == ()


def test_limits_are_those_the_file_was_opened_with(tmp_path):
    Image.fromarray(body(100)).save(tmp_path / "s.pdf")
    source = open_source(tmp_path / "s.pdf", replace(Limits(), render_seconds=33.0))
    assert source.limits.render_seconds == 33.0


def test_versions_name_poppler():
    assert shutil.which("pdftoppm")
    assert scan_versions()["poppler"][0].isdigit()
