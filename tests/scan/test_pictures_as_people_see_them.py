"""Pictures of more than 8 bits, mirrored, negative, with tails or without an end: read as people see them, or told."""

import io
import os

import numpy as np
import pytest
from PIL import Image

from tasks.domain.errors import DamagedFileError, UnsupportedFileError
from tasks.scan.deep import eight_bits
from tasks.scan.jpeg_faults import ZEROED
from tasks.scan.limits import Limits
from tasks.scan.negative import is_negative, positive
from tasks.scan.overheard import overhear
from tasks.scan.picture_ends import end_of_jpeg, end_of_png
from tasks.scan.render import render_picture
from tasks.scan.source import open_source
from tasks.scan.zeroed import is_zeroed

RNG = np.random.default_rng(7)


def page(height=400, width=300):
    """A grey page with lines of ink in its upper left, so that a turned one looks different."""
    rng = np.random.default_rng(7)
    grey = np.full((height, width), 250, np.uint8)
    for top in range(30, height // 2, 20):
        grey[top : top + 8, 20 : width // 2] = rng.integers(0, 40, (8, width // 2 - 20), dtype=np.uint8)
    return grey


def shown(path):
    return render_picture(open_source(path, Limits()), 1)[0]


@pytest.mark.parametrize("mode", ["I;16", "I;16 of 12 bits", "I;16 of 8 bits", "I", "F", "F below one"])
def test_deep_greys_are_scaled(tmp_path, mode):
    grey = page().astype(np.float32)
    few = {"I;16 of 12 bits": (grey * 16).astype(np.uint16), "I;16 of 8 bits": grey.astype(np.uint16)}
    values = few | {"I;16": (grey * 257).astype(np.uint16), "I": (grey * 257).astype(np.int32), "F": grey, "F below one": grey / 255}
    values = values[mode]
    Image.fromarray(values).save(tmp_path / "s.tiff")
    assert np.abs(shown(tmp_path / "s.tiff").pixels[:, :, 0].astype(int) - grey.astype(int)).max() <= 1
    assert eight_bits(Image.fromarray(page())).mode == "L"


@pytest.mark.parametrize("kind", ["jpg", "png", "tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_a_camera_shows_the_same_page(tmp_path, orientation, kind):
    upright = Image.fromarray(page())
    # What a camera stores is the page turned the other way than its note says.
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }.get(orientation)  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = tmp_path / f"s.{kind}"
    (upright.transpose(stored) if stored is not None else upright).save(file, quality=95, exif=exif)
    pixels = shown(file).pixels[:, :, 0]
    assert pixels.shape == (400, 300) and np.abs(pixels.astype(int) - np.asarray(upright)).mean() < 6


def test_a_negative_is_known_and_turned():
    rgb = np.repeat(page()[:, :, None], 3, axis=2)
    assert not is_negative(rgb) and is_negative(positive(rgb)) and np.array_equal(positive(positive(rgb)), rgb)
    dark_photograph = RNG.integers(0, 80, (400, 300, 3), dtype=np.uint8)
    assert not is_negative(dark_photograph)


def packed(kind, **options):
    out = io.BytesIO()
    Image.fromarray(page()).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "end"), [("JPEG", end_of_jpeg), ("PNG", end_of_png)])
def test_a_picture_ends_where_it_ends(tmp_path, kind, end):
    data = packed(kind)
    tail = bytes(200_000)
    assert (end(data), end(data + tail), end(data[: len(data) // 2])) == (len(data), len(data), -1)
    (tmp_path / "whole").write_bytes(data + tail)
    assert shown(tmp_path / "whole").complaint == ""
    (tmp_path / "cut").write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedFileError, match="cut off"):
        open_source(tmp_path / "cut", Limits())


def test_the_end_of_a_thumbnail_is_not_that_of_the_picture():
    thumbnail = packed("JPEG")
    data = packed("JPEG")
    application = b"\xff\xe1" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail
    assert end_of_jpeg(data[:2] + application + data[2 : len(data) // 2]) == -1


def test_data_overwritten_with_zeros_and_cut_data_are_told(tmp_path):
    data = packed("JPEG")
    half = len(data) // 2
    zeroed = data[:half] + bytes(len(data) - half - 2) + data[-2:]
    assert is_zeroed(zeroed) and not is_zeroed(data)
    (tmp_path / "zeroed.jpg").write_bytes(zeroed)
    assert shown(tmp_path / "zeroed.jpg").complaint
    (tmp_path / "cut.jpg").write_bytes(data[:half] + data[-2:])
    assert "Corrupt JPEG data" in shown(tmp_path / "cut.jpg").complaint
    assert ZEROED


def test_blank_paper_packed_with_its_own_tables_is_not_zeroed():
    out = io.BytesIO()
    Image.fromarray(np.full((2000, 1500), 255, np.uint8)).save(out, "JPEG", optimize=True)
    assert not is_zeroed(out.getvalue())


def test_bent_fax_data_are_told(tmp_path):
    Image.fromarray(page(800, 800)).point(lambda v: 255 if v > 128 else 0).convert("1").save(tmp_path / "s.tiff", compression="group4")
    data = bytearray((tmp_path / "s.tiff").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = np.random.default_rng(1).integers(0, 256, 40, dtype=np.uint8).tobytes()
    assert shown(tmp_path / "s.tiff").complaint == ""
    (tmp_path / "bent.tiff").write_bytes(data)
    assert shown(tmp_path / "bent.tiff").complaint


@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_holds_files_is_no_pdf(tmp_path, start):
    (tmp_path / "s").write_bytes(start + b"%PDF-1.7 and so on")
    with pytest.raises(UnsupportedFileError, match=r"archive|packed|office"):
        open_source(tmp_path / "s", Limits(), "thông báo.zip")


def test_messages_name_the_file_as_people_do(tmp_path):
    (tmp_path / "a4b97537").write_bytes(packed("PNG")[:100])
    with pytest.raises(DamagedFileError, match="công văn 12"):
        open_source(tmp_path / "a4b97537", Limits(), "công văn 12.png")


def test_what_decoders_say_is_heard_and_nothing_else_is_lost(capfd):
    with overhear() as heard:
        os.write(2, b"Corrupt JPEG data: 5 extraneous bytes before marker 0xd9\nFax4Decode: Bad code word at line 3\n")
    os.write(2, b"behind\n")
    assert heard.complaint.startswith("Fax4Decode") and capfd.readouterr().err == "behind\n"


@pytest.mark.parametrize(("width", "stated", "dpi"), [(1654, 72, 200), (595, 72, 72), (842, 72, 72), (2480, 96, 300), (3307, 100, 100)])
def test_what_software_states_is_believed_of_pages_no_larger_than_a3(tmp_path, width, stated, dpi):
    Image.new("L", (width, round(width * 1.414)), 250).save(tmp_path / "s.png", dpi=(stated, stated))
    _, found = render_picture(open_source(tmp_path / "s.png", Limits()), 1)
    assert abs(found - dpi) <= 2
