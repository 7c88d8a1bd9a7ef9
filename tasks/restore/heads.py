"""A head of two columns whose lines a text has in turns: the left column goes first, as where a scan is read.

Decree 30/2020/NĐ-CP, Appendix I: on the left the body, the number and what it is about, on the right the name of the nation, the motto,
the place and the date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.text.unicode import bare

# The head ends within so many lines of the first page.
_MOST_LINES = 30
_NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam")
_MOTTO = re.compile(r"doc lap\b.{0,6}\btu do\b.{0,6}\bhanh phuc")
_DATE = re.compile(r".{2,40}, ?ngay\b.{0,12}thang\b.{0,8}\bnam\b.{0,12}")
_NUMBER = re.compile(r"so ?[:.&].{0,40}|.{0,14}/[a-z]{2,6}(?:-[a-z]{1,9}){1,3}")
_ABOUT = re.compile(r"\(?(?:v/v|ve)\b.*")
_MOST_ABOUT = 7


def head_order(lines: Sequence[str]) -> tuple[int, ...]:
    """The order of the lines of a first page: each index once; as they stand where the head is in order, or none is recognised."""
    plain = [bare(line.strip()) for line in lines[:_MOST_LINES]]
    right = [n for n, text in enumerate(plain) if _NATION.fullmatch(text) or _MOTTO.fullmatch(text)]
    date = next((n for n, text in enumerate(plain) if right and n > right[0] and _DATE.fullmatch(text)), None)
    as_it_is = tuple(range(len(lines)))
    if date is None or not any(plain[: right[0]]):
        return as_it_is
    left = [n for n in range(right[0] + 1, len(plain)) if n not in right and n < date + 3 and _NUMBER.fullmatch(plain[n])][:1]
    left += _about(plain, start=right[0] + 1)
    both = [*left, *right, date]
    if not left or len(set(both)) < len(both):
        # A line of both columns: the head is not understood.
        return as_it_is
    between = [n for n in range(right[0], max(*left, date) + 1) if plain[n] and n not in (*left, *right, date)]
    if between:
        # Lines that are of no column: the head is not understood.
        return as_it_is
    empty = [n for n in range(right[0], max(*left, date) + 1) if not plain[n]]
    front = list(range(right[0]))
    gaps = empty[:1], empty[1:]
    head = [*_closed_up(front, plain), *left, *gaps[0], *right, date]
    dropped = [n for n in (*front, *gaps[1]) if n not in head]
    rest = [n for n in as_it_is if n not in head and n not in dropped]
    return (*head, *dropped, *rest)


def _closed_up(numbers: Sequence[int], plain: Sequence[str]) -> list[int]:
    """The lines without the empty ones at their end."""
    kept = list(numbers)
    while kept and not plain[kept[-1]]:
        kept.pop()
    return kept


def _about(plain: Sequence[str], start: int) -> list[int]:
    """The lines that say what the document is about."""
    first = next((n for n in range(start, len(plain)) if _ABOUT.fullmatch(plain[n])), None)
    if first is None:
        return []
    last = first
    while last + 1 < len(plain) and plain[last + 1] and last + 1 - first < _MOST_ABOUT:
        last += 1
    return list(range(first, last + 1))
