"""Take out text that a page holds and does not show."""

from __future__ import annotations

import pikepdf

_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_INVISIBLE = 3  # text rendering mode (ISO 32000-2, table 104)


def drop_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    """Take the invisible text out of a page's content; what is shown stays as it was.

    Returns:
        Whether there was any. Content that cannot be parsed is left alone.
    """
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
