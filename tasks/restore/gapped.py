"""Dates and symbols that a gap or a misread slash has spoiled: "28/11/20 18", "116/201 8/TT-BTC", "28/0112008", "11612018/TT-BTC".

Only what grammar leaves one reading for is mended: a day that exists, a symbol with a year; whoever settles the line decides by the
vocabulary whether the whole is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tasks.restore.letters import split_read
from tasks.restore.symbols import Part
from tasks.text.symbols import digits

# A stroke that may have been a slash; digits are tried as they stand first.
_STROKES = "/1Il|i!"
_YEAR = re.compile(r"(?:19|20)\d\d")
_TAIL = re.compile(r"[^\W\d_]{2,6}-[^\W\d_]\w*")
_MONTHS, _DAYS, _MOST_NUMBER = 12, 31, 4
# What may stand before a gap in a date or a symbol, and behind it.
_OPEN = re.compile(r"[\dOolI|]{1,5}(?:[/.][\dOolI|]{0,4}){0,3}[-–/]?")
_GOES_ON = re.compile(r"/?[\dOolI|]{1,4}(?:/\S*)?|['\w\[]{1,3}/\S+")
_MOST_TOKENS = 3


def slashed(core: str) -> str | None:
    """The date, or the symbol with a year, whose slashes were read as strokes; None where there is not just one way to read it."""
    found = {way for at, c in enumerate(core) if c in _STROKES for way in (_day(core, at), _symbol(core, at)) if way}
    return found.pop() if len(found) == 1 else None


def _day(core: str, last: int) -> str | None:
    """The word as a date whose second slash stands at ``last``."""
    year = digits(core[last + 1 :])
    if not _YEAR.fullmatch(year):
        return None
    found = []
    for first in range(1, min(3, last - 1)):
        day, month = digits(core[:first]), digits(core[first + 1 : last])
        if core[first] in _STROKES and day.isdecimal() and month.isdecimal() and len(month) <= 2:
            found += [f"{day}/{month}/{year}"] if 1 <= int(day) <= _DAYS and 1 <= int(month) <= _MONTHS else []
    # A slash that was read as one is believed before a digit that may have been one.
    right = [way for way in found if core[len(way.split("/")[0])] == "/"]
    return (right or found)[0] if len(right or found) == 1 else None


def _symbol(core: str, first: int) -> str | None:
    """The word as a symbol with a year whose first slash stands at ``first``."""
    number, year, rest = digits(core[:first]), digits(core[first + 1 : first + 5]), core[first + 5 :]
    fits = number.isdecimal() and len(number) <= _MOST_NUMBER and _YEAR.fullmatch(year)
    return f"{number}/{year}/{rest[1:]}" if fits and rest[:1] in tuple(_STROKES) and _TAIL.fullmatch(rest[1:]) else None


def without_gaps(parts: Sequence[Part], complete: Callable[[str], bool]) -> list[Part]:
    """The parts of a line with the pieces of one date or symbol put together.

    Args:
        parts: as read.
        complete: whether a word is a date or a symbol as it stands.
    """
    out: list[Part] = []
    at = 0
    while at < len(parts):
        taken = next((n for n in range(_MOST_TOKENS, 1, -1) if _is_one(parts[at : at + n], n, complete)), 1)
        out.append(_whole(parts[at : at + taken]) if taken > 1 else parts[at])
        at += taken
    return out


def _is_one(parts: Sequence[Part], count: int, complete: Callable[[str], bool]) -> bool:
    if len(parts) < count or not all(_OPEN.fullmatch(p.original) for p in parts[:-1]):
        return False
    if not all(_GOES_ON.match(p.original) for p in parts[1:]) or any(complete(p.core) for p in parts[:-1]):
        return False
    # "8/TT-BTC" may be a symbol of its own, but not behind a year that lacks its end.
    if complete(parts[-1].core) and "/" not in parts[-2].core:
        return False
    return complete(_whole(parts).core)


def _whole(parts: Sequence[Part]) -> Part:
    """The parts as one, without the gaps."""
    front, core, behind = split_read("".join(p.original for p in parts))
    original = " ".join(p.original for p in parts)
    tokens = parts[-1].at + parts[-1].tokens - parts[0].at
    return replace(parts[0], original=original, front=front, core=slashed(core) or core, behind=behind, tokens=tokens)
