"""The picture of a scanned page comes out as it went in, and anything that is more than a picture is left to the renderer."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image
from sheets import body, colour, digital, seal

from tasks.scan.process import Bounds
from tasks.scan.render import render_pdf
from tasks.scan.sole_picture import find_sole_picture

MANY = 80_000_000
BOX = (595.0, 842.0)
WHOLE = b"q 595 0 0 842 0 0 cm /Im0 Do Q"


def pdf_of(picture, content=WHOLE, **more):
    """A page of A4 that draws ``picture`` as ``content`` says."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=BOX)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95)
    image = Stream(pdf, out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height)
    image.ColorSpace = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    image.BitsPerComponent, image.Filter = 8, Name.DCTDecode
    for key, value in more.items():
        image[f"/{key}"] = value
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=image))
    pdf.pages[0].Contents = Stream(pdf, content)
    return pdf


def taken(pdf, most=MANY, size=BOX):
    return find_sole_picture(pdf.pages[0], size, most)


@pytest.fixture(scope="module")
def sheet():
    return seal(colour(body(150)), (500, 500), 200)


def test_a_scan_comes_out_as_the_renderer_would_show_it(tmp_path, sheet):
    pdf = pdf_of(Image.fromarray(sheet))
    sole = taken(pdf)
    pdf.save(tmp_path / "s.pdf")
    rendered = render_pdf(tmp_path / "s.pdf", 1, 150, Bounds(20)).pixels
    assert sole.dpi == pytest.approx(150, abs=0.3)
    height, width = (min(a, b) for a, b in zip(sole.pixels.shape[:2], rendered.shape[:2], strict=True))
    assert np.abs(sole.pixels[:height, :width].astype(int) - rendered[:height, :width]).mean() < 6


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_it_is_turned_as_the_page_is_shown(tmp_path, sheet, rotate):
    pdf = pdf_of(Image.fromarray(sheet))
    pdf.pages[0].Rotate = rotate
    sole = taken(pdf)
    pdf.save(tmp_path / "s.pdf")
    rendered = render_pdf(tmp_path / "s.pdf", 1, 150, Bounds(20)).pixels
    small = [np.asarray(Image.fromarray(p).resize((60, 60))).astype(int) for p in (sole.pixels, rendered)]
    assert np.abs(small[0] - small[1]).mean() < 4


@pytest.mark.parametrize("kind", ["fax", "flate", "grey"])
def test_fax_coded_and_grey_pages_too(tmp_path, kind):
    grey = Image.fromarray(body(200))
    picture = grey if kind == "grey" else grey.convert("1", dither=Image.Dither.NONE)
    picture.save(tmp_path / "s.pdf", resolution=200)
    with Pdf.open(tmp_path / "s.pdf") as pdf:
        if kind == "flate":
            image = pdf.pages[0].Resources.XObject.image
            image.write(zlib.compress(picture.convert("L").tobytes()), filter=Name.FlateDecode)
            image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceGray
        box = [float(v) for v in pdf.pages[0].mediabox]
        sole = taken(pdf, size=(box[2], box[3]))
    assert sole.dpi == pytest.approx(200, abs=0.5)
    assert np.abs(sole.pixels[:, :, 0].astype(int) - body(200)).mean() < (1.5 if kind == "grey" else 6)


@pytest.mark.parametrize(
    "content",
    [
        b"q 0.9 0 0 0.9 0 0 cm q 661.1 0 0 935.6 0 0 cm /Im0 Do Q Q",
        WHOLE + b" BT 3 Tr /F1 10 Tf 72 700 Td (text of an earlier OCR) Tj ET",
        b"/Artifact BMC " + WHOLE + b" EMC",
    ],
)
def test_hidden_text_and_nested_scales_do_no_harm(sheet, content):
    assert taken(pdf_of(Image.fromarray(sheet), content)) is not None


@pytest.mark.parametrize(
    "content",
    [
        WHOLE + b" BT /F1 10 Tf 72 700 Td (text) Tj ET",
        WHOLE + b" 0 g 10 10 100 100 re f",
        WHOLE + b" " + WHOLE,
        WHOLE + b" BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI",
        b"q 300 0 0 842 0 0 cm /Im0 Do Q",
        b"q 595 0 0 -842 0 842 cm /Im0 Do Q",
        b"q 590 80 -80 840 0 0 cm /Im0 Do Q",
        b"q 595 0 0 842 20 0 cm /Im0 Do Q",
        b"q 10 10 100 100 re W n 595 0 0 842 0 0 cm /Im0 Do Q",
        b"q /G0 gs 595 0 0 842 0 0 cm /Im0 Do Q",
        b"Q Q",
        b"q 595 0 0 842 0 0 cm /Im9 Do Q",
        b"",
    ],
)
def test_anything_else_is_rendered(sheet, content):
    assert taken(pdf_of(Image.fromarray(sheet), content)) is None


@pytest.mark.parametrize(
    "more",
    [
        {"ImageMask": True},
        {"Decode": Array([1, 0, 1, 0, 1, 0])},
        {"SMaskInData": 1},
        {"ColorSpace": Name.DeviceCMYK},
        {"Filter": Array([Name.FlateDecode, Name.DCTDecode])},
        {"Width": 17},
        {"Height": 40_000_000},
    ],
)
def test_pictures_of_another_kind_are_rendered(sheet, more):
    assert taken(pdf_of(Image.fromarray(sheet), **more)) is None


def test_a_picture_in_a_form_counts_and_a_transparent_one_does_not(sheet):
    for opacity, wanted in ((1, True), (0.5, False)):
        pdf = pdf_of(Image.fromarray(sheet))
        form = Stream(pdf, b"q /G0 gs 1 0 0 1 0 0 cm /Im0 Do Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        form.Matrix = Array([595, 0, 0, 842, 0, 0])
        form.Resources = Dictionary(XObject=pdf.pages[0].Resources.XObject, ExtGState=Dictionary(G0=Dictionary(ca=opacity)))
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Fm0=pdf.make_indirect(form)))
        pdf.pages[0].Contents = Stream(pdf, b"/Fm0 Do")
        assert (taken(pdf) is not None) is wanted


def test_a_form_that_draws_itself_ends(sheet):
    pdf = pdf_of(Image.fromarray(sheet))
    form = pdf.make_indirect(Stream(pdf, b"/Fm0 Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1])))
    form.Resources = Dictionary(XObject=Dictionary(Fm0=form))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Fm0=form))
    pdf.pages[0].Contents = Stream(pdf, b"/Fm0 Do")
    assert taken(pdf) is None


def test_a_broken_or_too_large_picture_is_left(sheet):
    pdf = pdf_of(Image.fromarray(sheet))
    assert taken(pdf, most=1000) is None
    pdf.pages[0].Resources.XObject.Im0.write(b"no jpeg", filter=Name.DCTDecode)
    assert taken(pdf) is None


def test_a_born_digital_page_is_no_picture(tmp_path):
    with Pdf.open(digital(tmp_path / "d.pdf")) as pdf:
        assert taken(pdf) is None
