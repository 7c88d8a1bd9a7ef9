"""The lines of a head cut where two columns were read as one, each piece with the side it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.domain.page import Column
from tasks.domain.span import Span
from tasks.structure.dateline import find_dateline
from tasks.structure.phrases import NATION, PARTY, bare, cut_national, is_national_line, is_rest_of_nation, is_whole_national, resembles
from tasks.structure.rows import Row, in_capitals

MOST_JOINED = 3
"""Lines over which a number or a place with its day is printed at most; text layers of real files break none more often."""

LEAST_BESIDE = 3
"""Letters beside the country's name that are of the other column; one or two are specks."""
WHOLE_NATION = 90
"""Likeness of lines that together are the country's name; with a line too many they are less alike."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the head, or what of it stands in one of the two columns.

    Attributes:
        text: as read.
        span: in the clean text.
        row: index of the line it stands in.
        right: whether it stands in the right column; lines of a text without columns stand in the left one unless their words say it.
        national: whether it is the country's name, the motto or the Party's name.
    """

    text: str
    span: Span
    row: int
    right: bool = False
    national: bool = False


def cut_pieces(rows: Sequence[Row]) -> tuple[Piece, ...]:
    """The lines in order, each cut into what stands left and right."""
    broken = _broken_nation(rows)
    return tuple(
        piece
        for index, row in enumerate(rows)
        for piece in ([Piece(row.text, row.span, index, True, True)] if index in broken else _cut(row, index))
    )


def _broken_nation(rows: Sequence[Row]) -> set[int]:
    """Rows that only together are the country's or the Party's name: "CỘNG HÒA XÃ" above "HỘI CHỦ NGHĨA VIỆT NAM"."""
    found: set[int] = set()
    for index, row in enumerate(rows):
        if not in_capitals(row.text) or index in found:
            continue
        for count in (2, 3):
            group = [r.text for r in rows[index : index + count]]
            if _is_whole(group) and not any(_is_whole(part) for part in (group[1:], group[:-1], group[:1])):
                found.update(range(index, index + len(group)))
        if index + 1 < len(rows) and _begins_nation(row.text, rows[index + 1].text):
            found.update((index, index + 1))
        if index + 1 < len(rows) and is_rest_of_nation(row.text, rows[index + 1].text):
            found.add(index + 1)
    return found


def _begins_nation(text: str, following: str) -> bool:
    """Whether a line is the first word or two of the country's name, the next line the rest."""
    letters = bare(text)
    return 4 <= len(letters) <= 10 and bare(NATION).startswith(letters) and resembles(text + following, NATION, WHOLE_NATION)


def _is_whole(lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    return any(resembles(text, name, WHOLE_NATION) for name in (NATION, PARTY))


def joined(pieces: Sequence[Piece], start: int, count: int) -> tuple[str, Span]:
    """Neighbouring pieces as one text that is as long as their place: whatever stands between them is blank."""
    taken = pieces[start : start + count]
    text = taken[0].text
    for before, piece in pairwise(taken):
        text += " " * max(1, piece.span.start - before.span.end) + piece.text
    return text, Span(taken[0].span.start, taken[-1].span.end)


def _cut(row: Row, index: int) -> Iterator[Piece]:
    right = row.line.column is Column.RIGHT
    found = cut_national(row.text)
    if found is not None and sum(c.isalpha() for c in row.text[: found[0]] + row.text[found[1] :]) >= LEAST_BESIDE:
        yield from _part(row, 0, found[0], index, right=False)
        yield Piece(row.text[found[0] : found[1]], Span(row.span.start + found[0], row.span.start + found[1]), index, True, True)
        yield from _part(row, found[1], len(row.text), index, right=True)
        return
    if is_whole_national(row.text) or (right and is_national_line(row.text)):
        yield Piece(row.text, row.span, index, right=True, national=True)
        return
    if row.line.column is Column.FULL:
        day = find_dateline(row.text, row.span.start)
        at = day.span.start - row.span.start if day is not None else 0
        if at > 0 and row.text[:at].strip(" .,:;|*-–_"):
            yield from _part(row, 0, at, index, right=False)
            yield from _part(row, at, len(row.text), index, right=True)
            return
        right = day is not None
    yield Piece(row.text, row.span, index, right)


def _part(row: Row, start: int, end: int, index: int, *, right: bool) -> Iterator[Piece]:
    text = row.text[start:end]
    begin = start + len(text) - len(text.lstrip())
    stripped = text.strip()
    if stripped:
        yield Piece(stripped, Span(row.span.start + begin, row.span.start + begin + len(stripped)), index, right)
