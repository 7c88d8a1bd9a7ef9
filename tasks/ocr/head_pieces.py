"""Pieces of the number's and the date's line, which a text layer holds apart where a clerk typed or stamped something between them."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.domain.page import Line

_LINES = 20
_OPENS = re.compile(r"^\W{0,2}S[ốo]\s?:?|(?<!\w)ng[àa]y(?!\w)", re.IGNORECASE)
# What may follow in a further piece: the figures, the symbol, the month, the year.
_FOLLOWS = re.compile(
    r"^(?:\d{1,5}[a-zđ]?(?:\s|$|/)|/\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ]|[-–]\s?[A-ZĐ]{2,5}/|tháng(?!\w)|năm\s*(?:\d{4}|$))"
)
_LOOKED_AT = 6  # words; what may follow has four at most
# Shares of a line's height: pieces of one line stand about level; in heights of a line: a blank is not wider.
_LEVEL, _WIDEST = 0.5, 7.0


def join_head_pieces(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a page, those of the first that continue the number's or the date's line joined to it, where it begins.

    Only what such a line goes on with is joined ("/TB-UBND", "12", "tháng 6", "năm 2026"), level with it and next to it on its right.
    """
    out = list(lines)
    for index, line in enumerate(lines[:_LINES]):
        if out[index] is not line or not _OPENS.search(line.text):
            continue
        while (following := _next(out[index], out, index)) is not None:
            out[index] = replace(line, words=(*out[index].words, *out[following].words))
            out[following] = replace(out[following], words=())
    return tuple(line for line in out if line.words)


def _next(line: Line, lines: list[Line], index: int) -> int | None:
    """The nearest line on the right that goes on with a line."""
    box = line.bbox
    height, middle = box.height, (box.top + box.bottom) / 2
    found: tuple[int, int] | None = None
    for place, other in enumerate(lines[: _LINES + 4]):
        if place == index or not other.words or not _FOLLOWS.match(" ".join(word.text for word in other.words[:_LOOKED_AT])):
            continue
        away, level = other.bbox.left - box.right, abs((other.bbox.top + other.bbox.bottom) / 2 - middle)
        if -height / 2 <= away <= _WIDEST * height and level <= _LEVEL * height and (found is None or away < found[0]):
            found = away, place
    return found[1] if found else None
