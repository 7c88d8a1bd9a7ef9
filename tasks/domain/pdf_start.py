"""Whether a file is a PDF, by where one begins in it."""

from __future__ import annotations

import os
import re
from typing import BinaryIO

# ISO 32000-2, 7.5.2 note: readers accept the header within the first 1024 bytes.
_WITHIN = 1024
# Poppler shows one that begins further on too, behind what a mail gateway, a printer or an upload put in front of it; it then stands on a
# line of its own, and the file ends as a PDF does.
_FAR, _END = 1 << 20, 2048
_HEADER = re.compile(rb"[\r\n\0]%PDF-\d\.\d\s")


def start_of(file: BinaryIO) -> bytes:
    """The first bytes of a file, from which its kind is told; a PDF has "%PDF-" in them, however much else stands in front of it.

    Args:
        file: opened at its beginning.

    Raises:
        OSError: it cannot be read.
    """
    start = file.read(_WITHIN + 8)
    if b"%PDF-" in start or len(start) <= _WITHIN:
        return start
    more = start + file.read(_FAR)
    if _HEADER.search(more) is None:
        return start
    file.seek(-min(_END, file.seek(0, os.SEEK_END)), os.SEEK_END)
    return more if b"startxref" in file.read() else start


def stands_behind(start: bytes) -> int:
    """How many bytes stand in front of the PDF that begins in ``start``; 0 for so few that readers pass over them."""
    at = start.find(b"%PDF-")
    return at if at > _WITHIN else 0
