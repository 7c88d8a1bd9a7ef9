"""Legal bases: the clauses of the preamble that begin with "Căn cứ"."""

from __future__ import annotations

import re

from tasks.domain.notice import CleanText, Section
from tasks.domain.span import Span

_BASIS = re.compile(r"(?:^|\n)\s{0,4}(?P<basis>Căn cứ\s)")
_END = re.compile(r"[;:]\s?\n|\.\s?\n|\n\s{0,4}(?=(?:Căn cứ|Xét|Theo|Thực hiện|QUYẾT|Điều)\b)|;\s(?=[Cc]ăn cứ)")
MOST_CHARACTERS = 900


def find_legal_bases(clean: CleanText, sections: tuple[Section, ...]) -> tuple[tuple[str, Span], ...]:
    """The clauses "Căn cứ ..." before the first numbered item, lines joined, without their closing mark, with their places."""
    if not sections or sections[0].path != "preamble":
        return ()
    span = sections[0].span
    text = span.of(clean.text)
    found: list[tuple[str, Span]] = []
    for match in _BASIS.finditer(text):
        start = match.start("basis")
        end_match = _END.search(text, start + 7, start + MOST_CHARACTERS)
        end = end_match.start() if end_match else min(len(text), start + MOST_CHARACTERS)
        basis = re.sub(r"\s+", " ", text[start:end]).strip(" ;.,")
        found.append((basis, Span(span.start + start, span.start + end)))
    return tuple(found)
