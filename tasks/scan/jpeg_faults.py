"""Why rows of a JPEG may be missing or wrong; its decoders go on as far as they can."""

from __future__ import annotations

import re

from tasks.scan.overheard import overhear
from tasks.scan.picture_ends import end_of_jpeg
from tasks.scan.shifted import is_shifted
from tasks.scan.zeroed import is_zeroed

# Some writers pad before the end mark with a few bytes, or with many that are the same; what else is left over belongs to rows displaced.
_LEFT_OVER = re.compile(r"(\d+) extraneous bytes before marker 0xd9")
_MOST_PADDING = 16
BREAKS_OFF = "the packed picture breaks off"
ZEROED = "the packed picture was overwritten with zeros"
CHANGED = "data of the packed picture were changed"


def fault_of_jpeg(data: bytes) -> str:
    """Why a picture may be damaged, "" where nothing says so.

    Args:
        data: a JPEG file, or the stream of a picture in a PDF.
    """
    end = end_of_jpeg(data)
    if end < 0:
        return BREAKS_OFF
    with overhear() as heard:
        shifted = is_shifted(data)
    if heard.complaint:
        return heard.complaint
    left = _LEFT_OVER.search(heard.text)
    over = data[end - 2 - int(left[1]) : end - 2] if left else b""
    changed = shifted or (len(over) > _MOST_PADDING and len(set(over)) > 2)
    return ZEROED if is_zeroed(data) else CHANGED if changed else ""
