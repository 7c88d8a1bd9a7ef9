"""Text of a PDF that stands for other words than those that people see (ActualText; ISO 32000-2, 14.9.4)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from tasks.scan.content import content_streams
from tasks.scan.unpacked import unpacks_within

_MOST_UNPACKED_BYTES = 8_000_000
_KEY = b"/ActualText"
# Writers of PDFs replace single clusters of letters, ligatures and hyphens so; whole words and figures nobody needs to.
_LONGEST = 8
REPLACED = "words of the embedded text stand for others on the page"


def fault_of_replaced(page: pikepdf.Page) -> str:
    """Why the text that a page carries need not be what it shows, "" where nothing says so.

    Raises:
        pikepdf.PikepdfError: the content is bent.
    """
    streams = content_streams(page.obj.get("/Contents"), page.obj.get("/Resources"))
    kept = [stream for stream in streams if unpacks_within(stream, _MOST_UNPACKED_BYTES) and _KEY in stream.read_bytes()]
    return REPLACED if any(_is_word(text) for stream in kept for text in _texts(stream)) else ""


def _texts(stream: pikepdf.Stream) -> Iterator[str]:
    for instruction in pikepdf.parse_content_stream(stream):
        for operand in instruction.operands if str(instruction.operator) == "BDC" else ():
            if isinstance(operand, pikepdf.Dictionary) and isinstance(operand.get("/ActualText"), pikepdf.String):
                yield str(operand["/ActualText"])


def _is_word(text: str) -> bool:
    return any(c.isdigit() for c in text) or len(text) > _LONGEST
