"""JPEG data that were overwritten with zeros, which decode without a complaint into nothing anybody scanned."""

from __future__ import annotations

from tasks.scan.picture_ends import START_OF_SCAN, end_of_jpeg, jpeg_segments

_RUN = 24
"""Zero bytes in a row; an encoder writes so many only where its shortest codes mean "nothing changes" (blank paper, see below)."""
_HUFFMAN = 0xC4
_NOTHING = 0x00
"""Of a table of differences: none; of the others: the block ends."""


def is_zeroed(data: bytes) -> bool:
    """Whether the packed picture holds a run of zeros that no encoder wrote.

    A code word of zeros alone is the first of its Huffman table (ITU-T T.81, annex C). Where the first of every table means that nothing
    changes, a run of zeros is blank paper; else it would say the same change thousands of times.

    Args:
        data: a JPEG file, or the stream of a picture in a PDF.
    """
    blank = True
    for marker, start, end in jpeg_segments(data):
        if marker == START_OF_SCAN:
            last = end_of_jpeg(data)
            return not blank and bytes(_RUN) in data[end : last if last > 0 else len(data)]
        if marker == _HUFFMAN:
            blank = blank and _says_nothing(data[start:end])
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
