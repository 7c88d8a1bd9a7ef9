"""Passages that a letter quotes from other documents: what stands there is no order of this document (corpus guidelines)."""

from __future__ import annotations

import re

from tasks.domain.notice import CleanText
from tasks.domain.span import Stretches

LONGEST_QUOTE = 12_000
"""Characters; a quoted article with its clauses seldom fills three pages. What is not closed by then was opened by mistake."""
_OPENS = re.compile(
    r"(?:quy[ \n]định|như[ \n]sau|nêu[ \n]rõ|hướng[ \n]dẫn|ghi[ \n]rõ|cụ[ \n]thể|nêu)"
    r'(?:[^\n:"“”]|\n(?!\s*\n)){0,160}:[\s_]*(?P<quote>[“"])[\s_]{0,3}'
    r"(?:[.…]{1,3}\s?)?(?=[\dA-ZĐÀ-Ỹa-zđ])"
)
_FURTHER = re.compile(r"[.;,…\s_]*“")
"""A quote that follows one directly: the next article of the same document."""
_MARK = re.compile(r'[“”"]')
_ENDS = re.compile(r"[”\"][.;,)]*[ \t]*(?:\n|$)")


class Quoted(Stretches):
    """Where a notice quotes; worked out once for it, in time linear in its length."""

    def __init__(self, clean: CleanText) -> None:
        """Find the quotes that an announcement ("quy định:", "như sau:") opens and a mark at a line's end closes."""
        parts: list[tuple[int, int]] = []
        text, at = clean.text, 0
        for opening in _OPENS.finditer(text):
            if opening.start("quote") < at:
                continue
            end = _close(text, opening.start("quote"))
            while end is not None and (further := _FURTHER.match(text, end)) is not None:
                end = _close(text, further.end() - 1) or end
                if end <= further.end():
                    break
            if end is not None:
                parts.append((opening.start("quote"), end))
                at = end
        super().__init__(parts)


def _close(text: str, start: int) -> int | None:
    """Behind the mark that closes the quote opened at ``start``; quotes inside it are counted where their marks tell open from closed."""
    depth = 0
    for mark in _MARK.finditer(text, start, start + LONGEST_QUOTE):
        if mark[0] == "“" or mark.start() == start:
            depth += 1
        elif mark[0] == "”":
            depth -= 1
        elif _ENDS.match(text, mark.start()):
            depth = 0
        if depth <= 0:
            return mark.end()
        if mark[0] == "”" and _ENDS.match(text, mark.start()) and depth == 1:
            return mark.end()
    return None
