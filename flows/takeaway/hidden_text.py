"""Take out text that a page holds and does not show."""

from __future__ import annotations

from math import inf

import pikepdf

from tasks.scan.unpacked import unpacks_within

# Of the content of one page; a dense drawing has one or two million. Parsed it takes fifty times as much memory.
_MOST_BYTES = 8 * 1024 * 1024
# Of content in a filter whose result is not measured.
_MOST_PACKED = 64 * 1024
_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_INVISIBLE = 3  # text rendering mode (ISO 32000-2, table 104)


def drop_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    """Take the invisible text out of a page's content; what is shown stays as it was.

    Returns:
        Whether there was any. Content that cannot be parsed, or is too much of it, is left alone.
    """
    if not _is_moderate(page):
        return False
    try:
        content = pikepdf.parse_content_stream(page)
    except pikepdf.PdfError:
        return False
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    modes = [0]
    for instruction in content:
        operator = str(instruction.operator)
        if operator == "q":
            modes.append(modes[-1])
        elif operator == "Q" and len(modes) > 1:
            modes.pop()
        elif operator == "Tr" and instruction.operands:
            modes[-1] = int(instruction.operands[0])
        elif operator in _SHOWS_TEXT and modes[-1] == _INVISIBLE:
            continue
        kept.append(instruction)
    if len(kept) == len(content):
        return False
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    return True


def _is_moderate(page: pikepdf.Page) -> bool:
    """Whether a page's content is of a size that a page has."""
    content = page.obj.get("/Contents")
    streams = [part for part in content if isinstance(part, pikepdf.Stream)] if isinstance(content, pikepdf.Array) else [content]
    return sum(_size(part) for part in streams if isinstance(part, pikepdf.Stream)) <= _MOST_BYTES


def _size(stream: pikepdf.Stream) -> float:
    """Bytes that a stream surely does not unpack beyond; infinite where that is more than a page has."""
    if unpacks_within(stream, _MOST_BYTES):
        return len(stream.read_bytes())
    packed = len(stream.read_raw_bytes())
    filters = stream.get("/Filter")
    is_flate = isinstance(filters, pikepdf.Name) and str(filters) in {"/FlateDecode", "/Fl"}
    return inf if is_flate or packed > _MOST_PACKED else len(stream.read_bytes())
