"""The head: issuer, number, place, date, type, subject, urgency and addressees, from the lines above the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Head
from tasks.domain.span import Span
from tasks.structure.issuer import Piece, find_issuer
from tasks.structure.phrases import cut_national, is_national_line
from tasks.structure.reference import PlaceAndDate, Reference, read_place_and_date, read_reference
from tasks.structure.rows import Row, ends_sentence, in_capitals
from tasks.structure.subject import TitleLine, find_about, find_addressees, find_subject, find_title

# A head fills at most the upper half of the first page; stamps and signing banners may add some lines.
MOST_HEAD_ROWS = 45
MOST_AUTHORITY_ROWS = 3
MOST_ISSUER_ROWS = 10


@dataclass
class _Reading:
    """What was read so far; ``end`` is the row behind the last line that belongs to the head."""

    head: Head = field(default_factory=Head)
    spans: dict[str, Span] = field(default_factory=dict)
    end: int = 0

    def keep(self, name: str, value: Any, span: Span | None) -> None:
        """Set a field and its place."""
        self.head = replace(self.head, **{name: value})
        if span is not None:
            self.spans[name] = span


def read_head(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Head, int]:
    """The head fields in the first rows, and the index of the first row of the body; nothing is invented where there is no head."""
    zone = [r for r in rows[:MOST_HEAD_ROWS] if r.line.page == rows[0].line.page] if rows else []
    reading = _Reading()
    title = find_title(zone, vocabulary.document_types)
    top = zone[: title.row] if title else zone
    reference = _read_reference_lines(reading, top, vocabulary)
    _read_date_lines(reading, top, title)
    _read_issuer(reading, top, reference, vocabulary)
    _read_urgency(reading, zone[: reading.end + 8], vocabulary)
    if title:
        _read_titled(reading, zone, title, reference, vocabulary)
    else:
        _read_letter(reading, zone, reference)
    _read_addressees(reading, zone)
    reading.keep("spans", tuple(sorted(reading.spans.items())), None)
    return reading.head, reading.end


def _read_reference_lines(reading: _Reading, top: Sequence[Row], vocabulary: Vocabulary) -> Reference | None:
    for index, row in enumerate(top):
        if index > 25 or (index > 12 and reading.end == 0 and row.starts and len(row.text) > 60):
            break
        found = read_reference(row.text, row.span.start, vocabulary.document_types)
        if found is None or (row.text[:1].islower()):
            continue
        prefix = row.text[: found.span.start - row.span.start]
        if len(prefix) > 12 or ends_sentence(row.text):
            continue
        reading.keep("number", found.number, found.span if found.number else None)
        reading.keep("symbol", found.symbol, found.span if found.symbol else None)
        reading.end = max(reading.end, index + 1)
        return found
    return None


def _read_date_lines(reading: _Reading, top: Sequence[Row], title: TitleLine | None) -> None:
    limit = len(top) if title or reading.end else 0
    for index, row in enumerate(top[: max(limit, 8)]):
        found: PlaceAndDate | None = read_place_and_date(row.text, row.span.start)
        if found is None or len(row.text) - (found.date_span.end - found.place_span.start) > 45:
            continue
        if found.date_span.end < row.span.end - 12:
            continue
        reading.keep("place", found.place, found.place_span)
        if found.issued_on:
            reading.keep("issued_on", found.issued_on, found.date_span)
        reading.end = max(reading.end, index + 1)
        return


def _read_issuer(reading: _Reading, top: Sequence[Row], reference: Reference | None, vocabulary: Vocabulary) -> None:
    national = next((i for i, r in enumerate(top) if is_national_line(r.text) or cut_national(r.text)), None)
    if reference is None and national is None and reading.end == 0:
        return
    stop = min(len(top), MOST_ISSUER_ROWS)
    if reference is not None:
        stop = next((i for i, r in enumerate(top) if r.span.end >= reference.span.end), stop)
    pieces = [piece for row in top[:stop] for piece in _without_national(row)]
    found = find_issuer(pieces, vocabulary)
    if found:
        reading.keep("issuer", *found)
    if national is not None:
        last = max(i for i, r in enumerate(top[: national + 8]) if is_national_line(r.text) or cut_national(r.text))
        reading.end = max(reading.end, last + 1)


def _without_national(row: Row) -> list[Piece]:
    """A row without the national name that was read behind or before it."""
    cut = cut_national(row.text)
    if cut is None:
        return [(row.text, row.span)]
    left, right = row.text[: cut[0]].rstrip(), row.text[cut[1] :].strip()
    pieces: list[Piece] = []
    if left:
        pieces.append((left, Span(row.span.start, row.span.start + len(left))))
    if right:
        pieces.append((right, Span(row.span.end - len(right), row.span.end)))
    return pieces


def _read_urgency(reading: _Reading, rows: Sequence[Row], vocabulary: Vocabulary) -> None:
    pattern = re.compile(vocabulary.cues.alternation("head-urgency"))
    for row in rows:
        if pattern.match(row.text):
            letters = row.text.upper()
            kind = "THƯỢNG KHẨN" if "TH" in letters else "KHẨN" if letters.strip(" ()*.|").startswith("KH") else "HỎA TỐC"
            reading.keep("urgency", kind, row.span)
            return


def _read_titled(reading: _Reading, zone: Sequence[Row], title: TitleLine, reference: Reference | None, vocabulary: Vocabulary) -> None:
    kind = title.code
    if reference and reference.kind and {kind, reference.kind} in ({"QyĐ", "QĐ"}, {"TTri", "TT"}):
        kind = reference.kind
    reading.keep("type", kind, zone[title.row].span)
    reading.end = title.row + 1
    subject = find_subject(zone, title, vocabulary)
    if subject:
        reading.keep("subject", subject.text, subject.span)
        reading.end = subject.end
    _skip_authority(reading, zone, vocabulary)


def _skip_authority(reading: _Reading, zone: Sequence[Row], vocabulary: Vocabulary) -> None:
    """The line of capitals that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ...") belongs to the head."""
    pattern = re.compile(f"{vocabulary.cues.alternation('head-signer-title')}|{vocabulary.cues.alternation('head-issuer')}")
    for count in range(MOST_AUTHORITY_ROWS):
        if reading.end >= len(zone):
            return
        row = zone[reading.end]
        if not in_capitals(row.text) or not (count or pattern.match(row.text)) or row.text.rstrip().endswith(":"):
            return
        reading.end += 1


def _read_letter(reading: _Reading, zone: Sequence[Row], reference: Reference | None) -> None:
    """An official letter has no type line: its subject stands behind "V/v" under the number."""
    about = find_about(zone[:25])
    if about:
        _, block = about
        reading.keep("subject", block.text, block.span)
        reading.end = max(reading.end, block.end)
    if reference and reference.kind:
        reading.keep("type", reference.kind, reference.span)
    elif reference or about:
        reading.keep("type", "CV", reference.span if reference else None)


def _read_addressees(reading: _Reading, zone: Sequence[Row]) -> None:
    if reading.end == 0:
        return
    found = find_addressees(zone)
    if found and found[0] <= reading.end + 6:
        index, names, block = found
        reading.keep("addressees", names, block.span)
        reading.end = max(reading.end if index < reading.end else 0, block.end)
