"""JPEG data that were overwritten with zeros, which decode without a complaint into nothing anybody scanned."""

from __future__ import annotations

from tasks.scan.picture_ends import end_of_jpeg

_RUN = 24
"""Zero bytes in a row; an encoder writes so many only where its shortest codes mean "nothing changes" (blank paper, see below)."""
_START_OF_SCAN, _HUFFMAN = 0xDA, 0xC4
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_NOTHING = 0x00
"""Of a table of differences: none; of the others: the block ends."""


def is_zeroed(data: bytes) -> bool:
    """Whether the packed picture holds a run of zeros that no encoder wrote.

    A code word of zeros alone is the first of its Huffman table (ITU-T T.81, annex C). Where the first of every table means that nothing
    changes, a run of zeros is blank paper; else it would say the same change thousands of times.

    Args:
        data: a JPEG file, or the stream of a picture in a PDF.
    """
    at, blank = 2, True
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == _START_OF_SCAN:
            start = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            end = end_of_jpeg(data)
            return not blank and bytes(_RUN) in data[start : end if end > 0 else len(data)]
        if marker in _STANDALONE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _HUFFMAN:
            blank = blank and _says_nothing(data[at + 4 : at + 2 + length])
        at += 2 + length
    return False


def _says_nothing(tables: bytes) -> bool:
    """Whether the first code of each Huffman table of one segment means that nothing changes."""
    at = 0
    while at + 17 <= len(tables):
        count = sum(tables[at + 1 : at + 17])
        first = tables[at + 17] if count and at + 17 < len(tables) else _NOTHING
        if first != _NOTHING:
            return False
        at += 17 + count
    return True
