"""Packed pictures that break off or are bent while the file around them is whole."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from PIL import Image
from sheets import body

from tasks.scan.jpeg_faults import BREAKS_OFF, ZEROED
from tasks.scan.limits import Limits
from tasks.scan.picture_ends import end_of_png, png_lacks_rows
from tasks.scan.pictures import drawn_pictures
from tasks.scan.plan import plan_page
from tasks.scan.source import open_source
from tasks.scan.whole_pictures import BENT, picture_fault

GREY = body()
HEIGHT, WIDTH = GREY.shape


def jpeg():
    out = io.BytesIO()
    Image.fromarray(GREY).save(out, "JPEG", quality=60)
    return out.getvalue()


def run_lengths(data):
    return b"".join(bytes((len(data[i : i + 128]) - 1,)) + data[i : i + 128] for i in range(0, len(data), 128)) + b"\x80"


def cut(data):
    return data[: len(data) * 45 // 100]


def bent(data):
    at = len(data) // 2
    return data[:at] + bytes(60) + data[at + 60 :]


def picture(pdf, data, packing=None, **more):
    stream = pdf.make_stream(b"")
    stream.write(data, filter=pikepdf.Name(packing) if packing else None)
    entries = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": WIDTH, "Height": HEIGHT}
    for name, value in (entries | {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8} | more).items():
        stream[f"/{name}"] = value
    return stream


def predicted():
    return zlib.compress(b"".join(b"\0" + row.tobytes() for row in GREY))


FLATE = zlib.compress(GREY.tobytes())
BITS = np.packbits(GREY > 128, axis=1).tobytes()
BIT, ROW = {"BitsPerComponent": 1}, (WIDTH + 7) // 8
WHOLE = {
    "flate": (FLATE, "/FlateDecode", {}),
    "plain": (GREY.tobytes(), None, {}),
    "run lengths": (run_lengths(BITS), "/RunLengthDecode", BIT),
    "jpeg": (jpeg(), "/DCTDecode", {}),
    "predicted": (predicted(), "/FlateDecode", {"DecodeParms": pikepdf.Dictionary(Predictor=15, Columns=WIDTH)}),
    "of unknown colours": (zlib.compress(b"few"), "/FlateDecode", {"ColorSpace": pikepdf.Name.Unknown}),
    "jpeg 2000": (b"\xff\x4f\xff\x51 packets \xff\xd9", "/JPXDecode", {}),
    "fax": (b"few", "/CCITTFaxDecode", BIT),
    "JBIG2, which is not looked into": (b"few", "/JBIG2Decode", BIT),
    "run lengths with a row too many": (run_lengths(BITS + BITS[:ROW]), "/RunLengthDecode", BIT),
}
FAULTY = {
    "flate cut": (cut(FLATE), "/FlateDecode", {}, BREAKS_OFF),
    "flate of few rows": (zlib.compress(cut(GREY.tobytes())), "/FlateDecode", {}, BREAKS_OFF),
    "flate bent": (bent(FLATE), "/FlateDecode", {}, BENT),
    "plain cut": (cut(GREY.tobytes()), None, {}, BREAKS_OFF),
    "run lengths of few rows": (run_lengths(cut(BITS)), "/RunLengthDecode", BIT, BREAKS_OFF),
    "run lengths that end within a row": (run_lengths(BITS + BITS[: ROW + ROW // 2]), "/RunLengthDecode", BIT, BENT),
    "fax with zeros": (b"few" + bytes(80) + b"more", "/CCITTFaxDecode", BIT | {"DecodeParms": pikepdf.Dictionary(K=-1)}, ZEROED),
    "jpeg 2000 with zeros": (b"\xff\x4f\xff\x51" + bytes(2000) + b" packets \xff\xd9", "/JPXDecode", {}, ZEROED),
    "jpeg cut": (cut(jpeg()), "/DCTDecode", {}, BREAKS_OFF),
    "jpeg 2000 cut": (b"\xff\x4f\xff\x51 packets", "/JPXDecode", {}, BREAKS_OFF),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_pictures_have_no_fault(kind):
    data, packing, more = WHOLE[kind]
    with pikepdf.new() as pdf:
        assert not picture_fault(picture(pdf, data, packing, **more))


@pytest.mark.parametrize("kind", FAULTY)
def test_missing_rows_are_told(kind):
    data, packing, more, fault = FAULTY[kind]
    with pikepdf.new() as pdf:
        assert picture_fault(picture(pdf, data, packing, **more)) == fault


def written(path, data, packing, content=b"q 595 0 0 842 0 0 cm /Im0 Do Q"):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0].obj
        page["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture(pdf, data, packing)))
        page["/Contents"] = content if isinstance(content, pikepdf.Array) else pdf.make_stream(content)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return path


@pytest.mark.parametrize(("content", "said"), [(b"q 595 0 0 842 0 0 cm /Im0 Do Q", BREAKS_OFF), (b"/Im1 Do", "")], ids=["drawn", "not"])
def test_only_pictures_that_are_drawn_count(tmp_path, content, said):
    file = written(tmp_path / "scan.pdf", cut(FLATE), "/FlateDecode", content)
    assert plan_page(open_source(file, Limits()), 1, tmp_path).complaint == said
    with pikepdf.open(file) as pdf:
        assert len(list(drawn_pictures(pdf.pages[0]))) == bool(said)


def test_a_part_of_the_content_that_is_gone_is_told(tmp_path):
    file = written(tmp_path / "scan.pdf", FLATE, "/FlateDecode")
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj["/Contents"] = pikepdf.Array([pdf.pages[0].obj["/Contents"], pdf.make_indirect(pikepdf.Dictionary())])
        pdf.save(file)
    assert "gone" in open_source(file, Limits()).damage


def test_a_png_whose_rows_end_early_lacks_some():
    out = io.BytesIO()
    Image.fromarray(GREY).save(out, "PNG")
    whole = out.getvalue()
    rows = zlib.compress(b"".join(b"\0" + row.tobytes() for row in GREY[: HEIGHT // 2]))
    chunk = b"IDAT" + rows
    short = whole[:33] + len(rows).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") + whole[-12:]
    assert end_of_png(short) == len(short)
    assert png_lacks_rows(short) and not png_lacks_rows(whole)
    assert np.asarray(Image.open(io.BytesIO(whole))).any()
