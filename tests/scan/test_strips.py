"""Packed strips of TIFFs that were changed."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from PIL import Image
from sheets import body

from tasks.scan.strips import fault_of_strips

PAGE = Image.fromarray(body(100))
PACKINGS = [
    ("1", "group4"),
    ("1", "group3"),
    ("1", "packbits"),
    ("L", "packbits"),
    ("L", "tiff_adobe_deflate"),
    ("L", "tiff_lzw"),
    ("RGB", "jpeg"),
]


def packed(mode, compression, rows):
    out = io.BytesIO()
    PAGE.convert(mode).save(out, "TIFF", compression=compression, tiffinfo={278: rows})
    return out.getvalue()


def fault(data):
    with Image.open(io.BytesIO(data)) as image:
        return fault_of_strips(image, data)


@pytest.mark.parametrize(("mode", "compression"), PACKINGS)
@pytest.mark.parametrize("rows", [64, 2000])
def test_what_an_encoder_wrote_is_whole(mode, compression, rows):
    assert fault(packed(mode, compression, rows)) == ""


@pytest.mark.parametrize(("mode", "compression"), [("1", "group4"), ("L", "packbits"), ("L", "tiff_adobe_deflate"), ("RGB", "jpeg")])
@pytest.mark.parametrize("rows", [64, 2000])
def test_changed_data_are_told(mode, compression, rows):
    data = bytearray(packed(mode, compression, rows))
    with Image.open(io.BytesIO(bytes(data))) as image:
        strip = len(image.tag_v2[273]) // 3
        at, size = image.tag_v2[273][strip], image.tag_v2[279][strip]
    count = min(size // 2, 60)
    filling = bytes(count) if compression in {"group4", "jpeg"} else bytes(np.random.default_rng(5).integers(0, 128, count, dtype=np.uint8))
    data[at + size // 3 : at + size // 3 + count] = filling
    assert fault(bytes(data))


def test_a_strip_that_unpacks_to_far_more_than_the_picture_is_left_to_the_decoder():
    data = packed("L", "tiff_adobe_deflate", 2000)
    with Image.open(io.BytesIO(data)) as image:
        at, size = image.tag_v2[273][0], image.tag_v2[279][0]
        bomb = zlib.compress(bytes(16 * image.width * image.height + 30_000_000), 9)
    assert len(bomb) > size
    assert fault(data[:at] + bomb[:size] + data[at + size :]) == ""
