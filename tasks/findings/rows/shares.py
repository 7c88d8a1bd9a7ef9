"""Who leads and who takes part where one cell says both: "Sở Y tế chủ trì, phối hợp Công an tỉnh", "Chủ trì: Sở Y tế; phối hợp: ..."."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

_BRACKET = re.compile(r"\([^()]*(?:\)|$)")
_CLAUSE = re.compile(r"[^;]+")
_ASKED = re.compile(
    r"(?:^|(?<=[,:+•-])|(?<=[,:+•-]\s)|(?<=\s))(?:[Kk]ính )?(?:Đề nghị|đề nghị|Yêu cầu|Mời|Giao(?: cho)?)\s(?=[A-ZĐÀ-Ỹ]|các )"
)
_MARK = re.compile(
    r"(?i:(?P<together>(?:\bvà )?(?:(?:các )?(?:cơ quan|đơn vị) )?\bphối hợp(?: chặt chẽ| thực hiện| cùng| với)*\b\s?:?)"
    r"|(?P<named>(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|người) )?\b(?:chủ trì|đầu mối|thực hiện|phụ trách)(?:,? thực hiện)?\s?:)"
    r"|(?P<leads>(?:là )?(?:(?:cơ quan|đơn vị) )?\b(?:chủ trì|đầu mối)(?:,? thực hiện)?\b))"
)
_NUMBERED = re.compile(r"(?:^|(?<=[\s;]))\d{1,2}[.)]\s(?=[^\W\d_])")
"""Each party of a list has its number: "1. Sở Y tế 2. Công an tỉnh"."""
_EDGE = " ,;.:-+•*–"


def shares_of(text: str, field: str) -> Iterator[tuple[int, int, str]]:
    """Parts of a cell that name parties and the field each goes to; brackets and words that only ask are left out.

    Args:
        text: of the cell, spelling folded.
        field: of its column, "lead" or "coordinating"; in a column of those who take part everybody does.
    """
    plain = _BRACKET.sub(lambda m: ";" * len(m[0]), text)
    plain = _ASKED.sub(lambda m: ";" * len(m[0]), _NUMBERED.sub(lambda m: ";" * len(m[0]), plain))
    named = field
    for clause in _CLAUSE.finditer(plain):
        named = yield from _clause(plain, clause.start(), clause.end(), named, field)


def _clause(text: str, start: int, end: int, named: str, field: str) -> Generator[tuple[int, int, str], None, str]:
    """The parts of one clause; gives the field that the next clause goes on with."""
    begin, dropped = start, False
    for mark in _MARK.finditer(text, start, end):
        before = not dropped and bool(text[begin : mark.start()].strip(_EDGE))
        behind = bool(text[mark.end() : end].strip(_EDGE))
        if mark["together"] and not behind:
            if before:
                yield begin, mark.start(), "coordinating"
            return field
        if before:
            yield begin, mark.start(), named
        if mark["together"]:
            named, dropped = "coordinating", False
        else:
            # "Sở A chủ trì hướng dẫn, tổng hợp": what the party does is no party.
            named, dropped = field, before and mark["leads"] is not None
        begin = mark.end()
    if not dropped and text[begin:end].strip(_EDGE):
        yield begin, end, named
    return named
