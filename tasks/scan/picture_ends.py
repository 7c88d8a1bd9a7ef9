"""Where a picture ends in its file: applications append films and previews behind it, and a file that was cut has no end."""

from __future__ import annotations

_START_OF_SCAN, _END = 0xDA, 0xD9
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))


def end_of_jpeg(data: bytes) -> int:
    """Where the picture ends behind its end mark, -1 where it has none; what an application appended does not matter.

    The end mark of a thumbnail inside the head is not that of the picture.
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == _START_OF_SCAN:
            end = data.find(bytes((0xFF, _END)), at)
            return end + 2 if end >= 0 else -1
        at += 1 if marker == 0xFF else 2 if marker in _STANDALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return -1


def end_of_png(data: bytes) -> int:
    """Where the picture ends behind its last chunk, -1 where that is missing."""
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        at, kind = at + 12 + length, data[at + 4 : at + 8]
        if kind == b"IEND":
            return at if at <= len(data) else -1
    return -1
