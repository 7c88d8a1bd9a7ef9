"""Which printed lines begin a paragraph, decided from where they stand and how they begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.item_labels import begins_item
from tasks.domain.page import Column
from tasks.text.frame import PageFrame
from tasks.text.tokens import TokenLine

_END = (".", ";", ":", "!", "?", "./.", "”", "…")
# First-line indents are 1 to 1.27 cm (Decree 30/2020), some 2.5 text heights; a tenth of that is the recogniser's jitter.
_INDENTED = 0.9
_SHORT = 0.82
_FULL = 0.97
_GAP = 1.3


def mark_paragraphs(lines: Sequence[TokenLine], frame: PageFrame, before: TokenLine | None) -> tuple[TokenLine, ...]:
    """The lines of one page with ``starts_paragraph`` set; ``before`` is the last line of the page before, None on the first."""
    out: list[TokenLine] = []
    for line in lines:
        starts = _after_page_break(before, line) if not out else _starts(out[-1], line, frame)
        out.append(replace(line, starts_paragraph=starts))
    return tuple(out)


def _after_page_break(before: TokenLine | None, line: TokenLine) -> bool:
    if line.cell is not None:
        return True
    if before is None or line.column is not before.column or line.centered or before.centered:
        return True
    indented = (line.indent or 0.0) > _INDENTED
    ended = before.text.endswith(_END)
    labelled = begins_item(line.text)
    return (ended and (indented or labelled)) or (before.fill or 0.0) < _SHORT


def _starts(above: TokenLine, line: TokenLine, frame: PageFrame) -> bool:
    if above.column is not line.column or above.cell != line.cell:
        return True
    gap = line.bbox.center[1] - above.bbox.center[1]
    wide = gap > _GAP * frame.pitch
    if line.cell is not None:
        return begins_item(line.text) and above.text.endswith(_END)
    if line.column is not Column.FULL:
        return gap > 1.6 * frame.pitch
    if above.centered and line.centered:
        return gap > 1.5 * frame.pitch or _weight(above) != _weight(line)
    if above.centered != line.centered and (line.centered or _weight(above) != _weight(line)):
        return True
    indent = line.indent or 0.0
    if above.centered and not line.centered and indent > _INDENTED and (line.fill or 0.0) > _FULL and line.text[:1].isupper():
        return True  # indented on the left and full on the right: no line of a centred block is
    labelled = begins_item(line.text)
    indented = indent > _INDENTED and indent - (above.indent or 0.0) > (-0.5 if above.starts_paragraph else 0.5)
    ended = above.text.endswith(_END)
    short = (above.fill or 0.0) < _SHORT
    if labelled and (indent > 0.4 or ended or short):
        return True
    signs = 2 * indented + 2 * short + wide + ended
    return signs >= 3 or (indented and (wide or not line.text[:1].islower())) or (short and not line.text[:1].islower())


def _weight(line: TokenLine) -> bool:
    """Whether the line is all capitals, as titles are."""
    letters = [c for c in line.text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)
