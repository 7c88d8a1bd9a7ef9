"""Small streams that hold much are found out before they are unpacked."""

import zlib

import pytest
from pikepdf import Array, Name, Pdf, Stream

from tasks.scan.unpacked import unpacks_within

PDF = Pdf.new()  # a stream lives as long as its file


def stream(data, packing=None):
    made = Stream(PDF, data)
    if packing is not None:
        made.Filter = packing
    return made


def bomb(layers=1):
    data = bytes(50_000_000)
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return data


@pytest.mark.parametrize(
    ("made", "within"),
    [
        (stream(b"12345"), True),
        (stream(b"x" * 1001), False),
        (stream(zlib.compress(b"x" * 1000), Name.FlateDecode), True),
        (stream(zlib.compress(b"x" * 1001), Name.FlateDecode), False),
        (stream(bomb(), Name.FlateDecode), False),
        (stream(zlib.compress(zlib.compress(b"x" * 900)), Array([Name.FlateDecode, Name.FlateDecode])), True),
        (stream(bomb(2), Array([Name.FlateDecode, Name.FlateDecode])), False),
        (stream(zlib.compress(b"x" * 900)[:-6], Name.FlateDecode), True),
        (stream(b"no flate", Name.FlateDecode), True),
        (stream(b"", Name.FlateDecode), True),
        (stream(b"12345", Name.LZWDecode), False),
    ],
)
def test_the_size_is_judged(made, within):
    assert unpacks_within(made, 1000) is within
