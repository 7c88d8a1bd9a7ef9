"""What stands above a table and speaks of it: its title and the unit of its figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from tasks.domain.notice import CleanText, TextLine
from tasks.findings.tables import Table

_MOST_LINES = 6
"""Lines above a table that are looked at: a title of three, the line "(Kèm theo ...)" of two, the unit."""
_LONGEST = 200
_UNIT = re.compile(r"\(?\s*(?:đơn vị(?: tính)?|đvt|đv tính)\s*[:;.]\s*(?P<unit>[^()\n|]{1,40}?)\s*[).;]*$", re.IGNORECASE)
_NAMED = re.compile(r"(?:bảng|biểu(?: mẫu| số)?|phụ lục|phụ biểu|danh mục|danh sách|bảng tổng hợp|tổng hợp)(?!\w)", re.IGNORECASE)
_ENCLOSED = re.compile(r"\(?\s*(?:ban hành )?kèm theo", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:/]\W*$")


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table.

    Attributes:
        title: its lines joined, "" where none is one.
        unit: as printed behind "Đơn vị tính:", "" where there is none.
    """

    title: str = ""
    unit: str = ""


def caption_of(clean: CleanText, table: Table) -> Caption:
    """The lines directly above a table that name it and its unit; a sentence of the text is neither.

    A title begins with a word for tables, stands in the middle or is in capitals; the lines below it up to the table belong to it.
    """
    title: list[str] = []
    unit = ""
    found = False
    for line in reversed(_above(clean, table)):
        text = " ".join(line.span.of(clean.text).split())
        said = _UNIT.search(text)
        if said is not None and not title:
            unit = unit or said["unit"].strip()
            text = text[: said.start()].strip()
            if not text:
                continue
        if _ENCLOSED.match(text) or len(text) > _LONGEST:
            if title or len(text) > _LONGEST:
                break
            continue
        if _NAMED.match(text) or ((line.centered or text.isupper()) and not _SENTENCE_END.search(text)):
            title.append(text)
            found = True
        elif found or _SENTENCE_END.search(text) or len(title) > 1:
            break
        else:
            title.append(text)
    return Caption(" ".join(reversed(title)) if found else "", unit)


def _above(clean: CleanText, table: Table) -> list[TextLine]:
    """The lines above a table on its page, the nearest last; none of another table."""
    page = table.pieces[0].page if table.pieces else 1
    end = bisect_left(clean.lines, table.span.start, key=lambda line: line.span.start)
    lines: list[TextLine] = []
    for line in reversed(clean.lines[max(0, end - _MOST_LINES) : end]):
        if line.cell is not None or line.page != page:
            break
        lines.append(line)
    return lines[::-1]
