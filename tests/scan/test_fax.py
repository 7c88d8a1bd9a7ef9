"""Zeros in fax data."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tasks.scan.fax import is_zeroed_fax


def packed(compression, order=1):
    """The one strip of a page with rows of bars, and where it is bent."""
    rows = np.full((300, 256), 255, np.uint8)
    for top in range(10, 290, 7):
        rows[top : top + 3, 10 + top % 40 : 240 : 5] = 0
    out = io.BytesIO()
    Image.fromarray(rows).convert("1").save(out, "TIFF", compression=compression, tiffinfo={278: 300, 266: order})
    image = Image.open(out)
    at, size = image.tag_v2[273][0], image.tag_v2[279][0]
    return out.getvalue()[at : at + size]


def overwritten(data, count):
    return data[: len(data) // 2] + bytes(count) + data[len(data) // 2 + count :]


@pytest.mark.parametrize("compression", ["group3", "group4"])
@pytest.mark.parametrize("order", [1, 2])
def test_what_an_encoder_wrote_is_whole_however_it_is_padded(compression, order):
    data = packed(compression, order)
    assert not is_zeroed_fax(data, is_g4=compression == "group4")
    assert not is_zeroed_fax(data + bytes(400), is_g4=compression == "group4")


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("tail", [b"\0\x0b\0\0\x01\x03\0\x01\0\0\0\x01", bytes(3) + b"end", bytes(64) + b"II*\0"])
def test_what_stands_behind_the_end_mark_is_no_row(order, tail):
    """Some programs put a whole TIFF into a PDF, its directory behind the data."""
    assert not is_zeroed_fax(packed("group4", order) + tail, is_g4=True)
    assert is_zeroed_fax(overwritten(packed("group4", order), 60) + tail, is_g4=True)


@pytest.mark.parametrize(("compression", "count"), [("group3", 60), ("group4", 4), ("group4", 60)])
def test_zeros_within_the_data_are_told(compression, count):
    assert is_zeroed_fax(overwritten(packed(compression), count), is_g4=compression == "group4")


def test_zeros_from_the_middle_to_the_end_are_told():
    data = packed("group4")
    assert is_zeroed_fax(data[: len(data) // 2].rstrip(b"\0") + bytes(len(data) // 2), is_g4=True)
