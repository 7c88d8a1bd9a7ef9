"""Whether the packed strips of a TIFF hold what was packed; its decoders leave the rest white or go on displaced, and say nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image

from tasks.scan.fax import is_zeroed_fax
from tasks.scan.jpeg_faults import ZEROED, fault_of_jpeg
from tasks.scan.unpacked import flate_size

BENT = "a packed strip of the picture is damaged"
# Tags and values of TIFF 6.0 and its technical notes.
_BITS, _OFFSETS, _SIZES, _TILE_OFFSETS, _TILE_SIZES, _JPEG_TABLES = 258, 273, 279, 324, 325, 347
_G3, _G4, _JPEG, _DEFLATE, _PACKBITS = "group3", "group4", "jpeg", ("tiff_adobe_deflate", "tiff_deflate"), "packbits"
# Bytes of a pixel at most (four channels of 32 bits); runs are counted in Python, a second for so many bytes.
_MOST_BYTES, _LONGEST_RUNS = 16, 4_000_000
_MARK = 2  # bytes of a JPEG's start and end mark


def fault_of_strips(image: Image.Image, data: bytes) -> str:
    """Why rows of the frame that a TIFF stands at may be missing or wrong, "" where nothing says so.

    Args:
        image: the TIFF.
        data: of its file.
    """
    tags: Any = getattr(image, "tag_v2", {})
    packing = str(image.info.get("compression", ""))
    tables = tags.get(_JPEG_TABLES) or b""
    for strip in _strips(tags, data):
        if packing in {_G3, _G4} and is_zeroed_fax(strip, is_g4=packing == _G4):
            return ZEROED
        if packing in _DEFLATE and not _unpacks(strip, _MOST_BYTES * image.width * image.height):
            return BENT
        if packing == _PACKBITS and len(strip) <= _LONGEST_RUNS and _size_of_runs(strip) % _row_bytes(image, tags):
            return BENT
        if packing == _JPEG and (fault := fault_of_jpeg(tables[:-_MARK] + strip[_MARK:] if tables else strip)):
            return fault
    return ""


def _strips(tags: Any, data: bytes) -> Iterator[bytes]:
    for offsets, sizes in ((_OFFSETS, _SIZES), (_TILE_OFFSETS, _TILE_SIZES)):
        for offset, size in zip(tags.get(offsets) or (), tags.get(sizes) or (), strict=False):
            yield data[offset : offset + size]


def _unpacks(strip: bytes, most_bytes: int) -> bool:
    """Whether Flate data end with the check sum of what they hold; data far larger than any picture are judged by who decodes it."""
    try:
        size, ends = flate_size(strip, most_bytes)
    except zlib.error:
        return False
    return ends or size > most_bytes


def _size_of_runs(strip: bytes) -> int:
    """Bytes that PackBits data unpack to (TIFF 6.0, section 9), where each row is packed for itself."""
    at = size = 0
    while at < len(strip):
        head = strip[at]
        at += 1 if head == 128 else 2 + head if head < 128 else 2
        size += 0 if head == 128 else 1 + head if head < 128 else 257 - head
    return size


def _row_bytes(image: Image.Image, tags: Any) -> int:
    bits = tags.get(_BITS) or (1,)
    return max(1, (image.width * sum(bits) + 7) // 8)
