"""The parts of a picture's file, and where it ends: applications append films and previews behind it, a file that was cut has no end."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

START_OF_SCAN = 0xDA
"""Marker of a JPEG's segment that the packed rows stand behind."""
_END = bytes((0xFF, 0xD9))
_FILL = 0xFF
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
# Channels of a PNG by its colour type (ISO/IEC 15948, 11.2.2).
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_STEP = 1 << 18


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker of each segment, where its content begins, and where it ends; that in front of the packed rows is the last."""
    at = 2
    while at + 4 <= len(data) and data[at] == _FILL:
        marker = data[at + 1]
        if marker in _STANDALONE or marker == _FILL:
            at += 1 if marker == _FILL else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, at + 4, end
        if marker == START_OF_SCAN:
            return
        at = end


def end_of_jpeg(data: bytes) -> int:
    """Where the picture ends behind its end mark, -1 where it has none; what an application appended does not matter.

    The end mark of a thumbnail inside the head is not that of the picture.
    """
    rows = next((start for marker, start, _ in jpeg_segments(data) if marker == START_OF_SCAN), None)
    end = data.find(_END, rows) if rows is not None else -1
    return end + len(_END) if end >= 0 else -1


def end_of_png(data: bytes) -> int:
    """Where the picture ends behind its last chunk, -1 where that is missing."""
    for kind, _, end in _chunks(data):
        if kind == b"IEND":
            return end if end <= len(data) else -1
    return -1


def png_lacks_rows(data: bytes) -> bool:
    """Whether the packed rows of a PNG end, as they should, but before the last one; decoders leave the rest black and say nothing.

    Interlaced pictures are not judged.
    """
    if len(data) < 29 or data[28] != 0 or data[25] not in _PNG_CHANNELS:
        return False
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    wanted = height * (1 + (width * data[24] * _PNG_CHANNELS[data[25]] + 7) // 8)
    unpacker, size = zlib.decompressobj(), 0
    try:
        for kind, start, end in _chunks(data):
            part = data[start : end - 4] if kind == b"IDAT" else b""
            while part and not unpacker.eof and size < wanted:
                size += len(unpacker.decompress(part, _STEP))
                part = unpacker.unconsumed_tail
    except zlib.error:  # told by who decodes it
        return False
    return size < wanted


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind of each chunk, where its content begins, and where it ends behind its check sum."""
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], at + 8, at + 12 + length
        at += 12 + length
