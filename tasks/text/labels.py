"""Labels of items that the recogniser misread, restored from the order in which labels follow one another.

The sequence is decided by :mod:`tasks.numbering`; here the words are mended that its best reading differs from: "¡." before the first title
is "I.", "S." after "4." is "5.", "ø)" after "e)" is "g)", "đ)" after "c)" is "d)" where no "e)" follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.page import Column
from tasks.numbering.decode import Mark, decode
from tasks.numbering.line import LabelRow
from tasks.text.tokens import Doubt, Token, TokenLine, TokenPage

RULE = "label-order"
LONGEST_TITLE = 60
_BEGINS = re.compile(r"(?:PHỤ LỤC|Phụ lục|CỘNG H[OÒ][AÀ] XÃ HỘI)(?!\w)")
_SURE = 0.9
_DOUBTFUL = 0.5
_END = (".", ";", ":", "!", "?", "/", "”", "…")


def restore_labels(pages: Sequence[TokenPage]) -> tuple[TokenPage, ...]:
    """The pages of one document with misread labels of their paragraphs restored; a doubtful one is only noted."""
    marks: dict[int, Mark] = {}
    for lines in _documents(pages):
        rows = [_row(line, lines[i - 1] if i else None) for i, line in enumerate(lines)]
        marks.update({id(lines[mark.row]): mark for mark in decode(rows)})
    return tuple(replace(page, lines=tuple(_mended(line, marks.get(id(line))) for line in page.lines)) for page in pages)


def _documents(pages: Sequence[TokenPage]) -> list[list[TokenLine]]:
    """The lines that may have labels, cut where an annex or another document begins: there counting begins again."""
    documents: list[list[TokenLine]] = [[]]
    for line in (line for page in pages for line in page.lines if line.cell is None):
        if _BEGINS.match(line.text) and len(line.text) < LONGEST_TITLE and documents[-1]:
            documents.append([])
        if line.column is Column.FULL:
            documents[-1].append(line)
    return documents


def _row(line: TokenLine, before: TokenLine | None) -> LabelRow:
    rest = line.tokens[1:] or line.tokens
    return LabelRow(
        text=line.text,
        starts=line.starts_paragraph,
        ended=before is None or before.text.endswith(_END) or _in_capitals(before.tokens),
        indent=line.indent,
        capitals=_in_capitals(rest),
        fresh=before is not None and before.starts_paragraph and (_in_capitals(before.tokens) or before.text.startswith("*")),
        bullet=line.text[:1] in "-–—+•*·",
    )


def _in_capitals(tokens: Sequence[Token]) -> bool:
    text = "".join(t.text for t in tokens)
    letters = sum(map(str.isalpha, text))
    return letters > 3 and sum(map(str.isupper, text)) > 0.8 * letters


def _mended(line: TokenLine, mark: Mark | None) -> TokenLine:
    """The line with its first word as the label it is, where it begins a paragraph and was read as something else."""
    if mark is None or mark.read is None or not line.starts_paragraph or len(line.tokens) < 2:
        return line
    first = line.tokens[0]
    if mark.label.end != len(first.text) + 1:
        return line  # not read at all, or in several words
    if not mark.label.mark:
        return line  # what stands for the mark that was lost is not known
    label = mark.label.text + mark.label.mark
    if label == first.text:
        return line
    token = replace(first, doubt=Doubt(label, RULE, _DOUBTFUL)) if mark.doubtful else first.mended(label, RULE, _SURE)
    return replace(line, tokens=(token, *line.tokens[1:]))
