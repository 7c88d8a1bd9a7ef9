"""The foot: recipients on the left, authority, title and name of the signer on the right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.domain.finding import Doubt
from tasks.domain.lexicon import Vocabulary
from tasks.domain.page import Column
from tasks.domain.span import Span
from tasks.structure.authority import FootLine, is_authority, may_be_authority
from tasks.structure.hidden_person import DASHES, read_hidden_person
from tasks.structure.issuer import begins_body
from tasks.structure.person import read_person
from tasks.structure.phrases import RECIPIENTS, begins_with
from tasks.structure.recipients import read_recipients
from tasks.structure.rows import Row, in_capitals
from tasks.structure.runs import BODY_END, Kind, Opening, find_openings
from tasks.structure.signer import read_signature

MOST_LINE = 60
MOST_HEADING = 20
"""Characters of a line of authority, and of "Nơi nhận:" with specks behind it."""
MOST_SIGNATURE_ROWS = 12
"""Lines of two signatures above "Nơi nhận"."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot says; None or empty where it says nothing readable. Spans are keyed by head field."""

    recipients: tuple[str, ...] = ()
    on_behalf: str | None = None
    signer_title: str | None = None
    signer_name: str | None = None
    spans: tuple[tuple[str, Span], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def find_foot(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[int, int]:
    """Index of the first row of the foot and of the row behind it; equal where the notice has no foot.

    The foot begins with "Nơi nhận" or with the signer's authority behind the end of the body, and goes to where an annex or another
    document begins, or to the end.
    """
    openings = find_openings(rows, vocabulary)
    end = _end_of_notice(rows, openings)
    start = next((i for i in range(end) if begins_with(rows[i].text, RECIPIENTS) and len(rows[i].text) < MOST_LINE), None)
    if start is None:
        start = _unannounced(rows[:end], vocabulary)
    if start is None:
        annexes = (o.row for o in openings if o.kind is Kind.ANNEX and o.row and _stands_apart(rows[o.row]) and _ended(rows[: o.row]))
        end = min(end, next(annexes, end))
        return end, end
    start = _signature_above(rows, start, vocabulary)
    behind = next((o.row for o in openings if o.row > start), len(rows))
    return start, min(behind, _end_by_page(rows, start))


def _end_of_notice(rows: Sequence[Row], openings: Sequence[Opening]) -> int:
    """Where another document with a head of its own begins on a later page or behind the end of the body, else the number of rows."""
    for opening in openings:
        if opening.kind is not Kind.HEAD or not opening.row:
            continue
        if rows[opening.row].line.page != rows[0].line.page or _ended(rows[: opening.row]):
            return opening.row
    return len(rows)


def _stands_apart(row: Row) -> bool:
    return row.first_on_page or row.line.centered or in_capitals(row.text)


def _ended(rows: Sequence[Row]) -> bool:
    return any(BODY_END.search(r.text) for r in rows)


def _unannounced(rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """The first line of authority in the last third of a notice whose "Nơi nhận" was not read."""
    for index in range(max(1, len(rows) * 2 // 3), len(rows)):
        text = rows[index].text
        if in_capitals(text) and len(text) < MOST_LINE and is_authority(text, vocabulary) and len(rows) - index <= 30:
            return index
    return None


def _end_by_page(rows: Sequence[Row], start: int) -> int:
    """A new page in capitals behind a name is no part of the foot."""
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if row.first_on_page and row.line.page != rows[start].line.page and in_capitals(row.text) and not row.is_bullet:
            named = any((person := read_person(r.text)) is not None and person.known for r in rows[start:index])
            if named:
                return index
    return len(rows)


def _signature_above(rows: Sequence[Row], start: int, vocabulary: Vocabulary) -> int:
    """Where signatures that stand in front of "Nơi nhận" begin: titles with the names below and the bodies above them."""
    first = start
    for index in range(start - 1, max(-1, start - MOST_SIGNATURE_ROWS), -1):
        text = rows[index].text
        person = read_person(text)
        if len(text) < MOST_LINE and may_be_authority(text, vocabulary):
            first = index
        elif not ((person is not None and person.known) or (in_capitals(text) and begins_body(text, vocabulary))):
            break
    while 0 < first < start and in_capitals(rows[first - 1].text) and begins_body(rows[first - 1].text, vocabulary):
        first -= 1
    return first


def read_foot(rows: Sequence[Row], vocabulary: Vocabulary) -> Foot:
    """Recipients, authority, title and name in the rows of a foot."""
    lines = [line for index, row in enumerate(rows) for line in _lines(row, index, vocabulary)]
    announced = next((i for i, line in enumerate(lines) if begins_with(line.text, RECIPIENTS) and len(line.text) < MOST_HEADING), None)
    signature = read_signature([line for line in lines if not _is_listed(line)], vocabulary)
    behind = [line for i, line in enumerate(lines) if (announced is None or i > announced) and any(c.isalpha() for c in line.text)]
    first = min((row for row in signature.used if announced is not None and row > lines[announced].row), default=len(rows))
    listed = [
        line for line in behind if not line.right and line.row not in signature.used and not (line.row > first and in_capitals(line.text))
    ]
    recipients, place = read_recipients(listed)
    spans = [*signature.spans, *((("recipients", place),) if place is not None else ())]
    return Foot(recipients, signature.on_behalf, signature.title, signature.name, tuple(spans), signature.doubts)


def _is_listed(line: FootLine) -> bool:
    """Whether a line is an entry of the recipients' list: marked, or ending as entries do; not a name with a speck beside it."""
    if line.right and read_hidden_person(line.text.lstrip(DASHES)) is not None:
        return False
    return (line.text.lstrip().startswith(("- ", "+ ", "– ", "• ")) and not in_capitals(line.text[2:])) or line.text.rstrip().endswith(";")


def _lines(row: Row, index: int, vocabulary: Vocabulary) -> Iterator[FootLine]:
    """A row, cut where the right column's capitals were read behind the left column's text."""
    right = row.line.column is Column.RIGHT
    words = list(re.finditer(r"\S+", row.text))
    for at in range(1, len(words)):
        tail, left = row.text[words[at].start() :], row.text[: words[at - 1].end()]
        if may_be_authority(tail, vocabulary) and (row.is_bullet or begins_with(left, RECIPIENTS)):
            cut = row.span.start + words[at].start()
            yield FootLine(left, Span(row.span.start, row.span.start + len(left)), False, index)
            yield FootLine(tail, Span(cut, row.span.end), True, index)
            return
    yield FootLine(row.text, row.span, right, index)
