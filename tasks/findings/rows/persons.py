"""Persons named in a cell by a title and a given name alone, as offices and schools do: "Đ/c Hương (PHT)", "Thầy Nam"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())
_NAME = rf"[{_UPPER}][^\W\d_{_UPPER}]+"
_TITLE = r"(?:[Cc]ác )?(?:[Đđ]/[cC]|Đ\.c|[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Tt]hầy(?: giáo)?|[Cc]ô(?: giáo)?|[Aa]nh|[Cc]hị)"
_DEGREE = r"(?:GS|PGS|TSKH|TS|ThS|Ths|BSCKI{1,2}|BS|Bs|DS|ĐD|KS|KTS|CN|CV|LS|NV|GV)"
_POST = r"(?:Phó|Trưởng|Hiệu trưởng|Giám đốc|Chủ tịch|Bí thư|Chánh|Tổ trưởng|Đội trưởng|Thư ký|Kế toán|Văn thư|PHT|HT|PCT|PGĐ|GĐ|CVP)"
_PERSON = re.compile(
    rf"(?<!\w)(?:{_TITLE}:?\s?{_NAME}(?:\s{_NAME})?|{_DEGREE}(?!\w)(?:\.?\s?{_DEGREE}(?!\w))?\.?\s?{_NAME}(?:\s{_NAME}){{0,4}})"
    rf"(?!\w|\s[{_UPPER}])(?:\s?[-–,]\s?{_POST}(?!\w)[^,;()+•]*)?"
)


def persons_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of such persons between two places of a cell, from left to right, each with the post behind the name.

    Names of three words and more are left to the grammar of parties, but for those behind a degree with a full stop ("TS. Vũ Minh Đức").
    """
    for match in _PERSON.finditer(text, start, end):
        yield match.start(), match.start() + len(match[0].rstrip(" .:"))
