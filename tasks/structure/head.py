"""The head: issuer, number, place, date, type, subject, urgency and addressees, from the lines above the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tasks.domain.finding import Doubt
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Head
from tasks.domain.page import Column
from tasks.domain.span import Span
from tasks.nouns.document_kinds import kinds_of
from tasks.nouns.symbol_mending import letters_by_title
from tasks.structure.addressees import find_addressees
from tasks.structure.dateline import Dateline, find_dateline
from tasks.structure.issuer import begins_body, find_issuer, initials
from tasks.structure.phrases import ADDRESSEES, begins_with
from tasks.structure.pieces import MOST_JOINED, Piece, cut_pieces, joined
from tasks.structure.received import received_rows
from tasks.structure.reference import Reference, find_reference, is_reference_line
from tasks.structure.rows import Row, in_capitals
from tasks.structure.seat import agree
from tasks.structure.subject import ABOUT, find_about, find_subject, subject_doubts
from tasks.structure.title import TitleLine, find_head_title
from tasks.structure.urgency import find_urgency

# A head fills at most the upper half of the first page; stamps and signing banners may add some lines.
MOST_HEAD_ROWS = 45
MOST_TOP_ROWS = 25
# A line of capitals as long as this is a body's name or a title, no place.
SHORT = 20
# "Kính gửi" in the left column is read in front of the right one.
MOST_BESIDE = 8
MOST_AUTHORITY_ROWS = 3
MOST_ISSUER_ROWS = 12
# Number and year of a symbol, the letters of the kind and those of the body.
_KIND_LETTERS = re.compile(r"(?P<front>\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?[/-])(?P<kind>[^\W\d_]{1,4})(?P<behind>[-/].+)")
_TERM = re.compile(r"(?:KHÓA|KHOÁ|NHIỆM KỲ|KỲ HỌP)(?!\w)")
_TERM_BEHIND = re.compile(r",? (?i:khóa|khoá|nhiệm kỳ|kỳ họp) .*$")
# A line so long that begins a paragraph in front of everything else is text (there is no head), but for what a letter is about.
LONG_LINE = 60


@dataclass
class _Reading:
    """What was read so far; ``end`` is the row behind the last line that belongs to the head."""

    head: Head = field(default_factory=Head)
    spans: dict[str, Span] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    end: int = 0

    def keep(self, name: str, value: Any, span: Span | None) -> None:
        """Set a field and its place."""
        self.head = replace(self.head, **{name: value})
        if span is not None:
            self.spans[name] = span

    def doubt(self, code: str, *names: str, span: Span | None = None) -> None:
        """Note why fields may be wrong or are missing."""
        self.doubts += [Doubt(code, name, span or self.spans.get(name)) for name in names]

    def reach(self, end: int) -> None:
        """The head goes at least to this row."""
        self.end = max(self.end, end)

    def finished(self) -> Head:
        """The head with places and doubts."""
        return replace(self.head, spans=tuple(sorted(self.spans.items())), doubts=tuple(dict.fromkeys(self.doubts)))


def read_head(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Head, int]:
    """The head fields in the first rows, and the index of the first row of the body; nothing is invented where there is no head.

    Lines that a receiver stamped or wrote are passed over; behind the last line of the head they belong to it.
    """
    page = [r for r in rows[:MOST_HEAD_ROWS] if r.line.page == rows[0].line.page] if rows else []
    received = received_rows(page)
    own = [index for index in range(len(page)) if index not in received]
    head, end = _read_zone([page[index] for index in own], vocabulary)
    end = own[end - 1] + 1 if end else 0
    while end and end in received:
        end += 1
    return head, end


def _read_zone(zone: Sequence[Row], vocabulary: Vocabulary) -> tuple[Head, int]:
    reading = _Reading()
    pieces = cut_pieces(zone)
    about = find_about([p for p in pieces if p.row < MOST_TOP_ROWS], zone)
    title = find_head_title(zone, vocabulary.document_types, letter=about is not None and _is_head(pieces, about[0]))
    top = [p for p in pieces if p.row < (title.row if title else _top_end(zone))]
    reference = _read_reference(reading, top, vocabulary)
    dated = _read_dateline(reading, top, zone, has_head=title is not None or reference is not None)
    if dated is not None:
        pieces = tuple(
            p for p in pieces if not (dated[0] <= p.row < dated[1] and zone[p.row].line.column is Column.FULL and not ABOUT.match(p.text))
        )
    _read_issuer(reading, top, reference, vocabulary)
    _agree_on_seat(reading)
    urgency = find_urgency(zone[: (title.row if title else reading.end) + 8])
    if urgency is not None:
        reading.keep("urgency", *urgency)
    if title:
        _read_titled(reading, zone, title, reference, vocabulary)
    else:
        _read_letter(reading, zone, pieces, reference)
    _read_addressees(reading, zone)
    return reading.finished(), reading.end


def _is_head(pieces: Sequence[Piece], row: int) -> bool:
    """Whether the number or the country's name stands above a row."""
    return any(p.national or is_reference_line(p.text) for p in pieces if p.row < row)


def _top_end(zone: Sequence[Row]) -> int:
    """Where the upper part of a head without a title ends: at the addressees, at the first long line of text, or after some lines."""
    for index, row in enumerate(zone[:MOST_TOP_ROWS]):
        long = len(row.text) > LONG_LINE and row.starts and ABOUT.match(row.text) is None
        text = long and not in_capitals(row.text) and find_dateline(row.text, 0) is None
        addressed = begins_with(row.text, ADDRESSEES) and not any(p.national for p in cut_pieces(zone[index : index + MOST_BESIDE]))
        if addressed or (text and not any(p.national for p in cut_pieces([row]))):
            return index
    return min(len(zone), MOST_TOP_ROWS)


def _read_reference(reading: _Reading, top: Sequence[Piece], vocabulary: Vocabulary) -> Reference | None:
    found = find_reference(top, vocabulary.document_types)
    if found is None:
        return None
    if found.symbol is not None or found.number is not None:
        reading.keep("number", found.number, found.span)
        reading.keep("symbol", found.symbol, found.span if found.symbol else None)
    if found.mended:
        reading.doubt("head-field-mended", "symbol")
    if not found.blank and found.number is None:
        reading.doubt("head-field-left-out", "number", "symbol", span=found.span)
    elif not found.blank and found.symbol is None:
        reading.doubt("head-field-left-out", "symbol", span=found.span)
    reading.reach(found.rows[1])
    return found


def _read_dateline(reading: _Reading, top: Sequence[Piece], rows: Sequence[Row], *, has_head: bool) -> tuple[int, int] | None:
    """Place and day, and the rows they stand in."""
    lines = [p for p in top if not p.national and not is_reference_line(p.text) and not (in_capitals(p.text) and len(p.text) > SHORT)]
    found = _find_dateline(lines[: len(top) if has_head else 8], rows)
    if found is None:
        return None
    day, start, end = found
    reading.keep("place", day.place, day.place_span if day.place else None)
    if day.place is None:
        reading.doubt("head-field-left-out", "place", span=day.span)
    if day.issued_on is not None:
        reading.keep("issued_on", day.issued_on, day.date_span)
    elif not day.blank:
        reading.doubt("head-field-left-out", "issued_on", span=day.date_span)
    reading.reach(end)
    return start, end


def _find_dateline(pieces: Sequence[Piece], rows: Sequence[Row]) -> tuple[Dateline, int, int] | None:
    """The first place and day, over up to ``MOST_JOINED`` lines, with its rows; one with a place before one without."""
    best: tuple[Dateline, int, int] | None = None
    for index, piece in enumerate(pieces):
        for count in range(1, MOST_JOINED + 1):
            if index + count > len(pieces) or not _is_neighbour(piece, pieces[index + count - 1], rows):
                break
            text, span = joined(pieces, index, count)
            found = find_dateline(text, span.start)
            if found is not None:
                first = next(p for p in pieces[index : index + count] if found.span.start < p.span.end)
                rows_of = (first.row, pieces[index + count - 1].row + 1)
                if found.place is not None:
                    return found, *rows_of
                best = best or (found, *rows_of)
                break
    return best


def _is_neighbour(first: Piece, piece: Piece, rows: Sequence[Row]) -> bool:
    """Whether two pieces may be one line broken in two: in one column, or in a text without columns right below each other."""
    if all(rows[p.row].line.bbox is None for p in (first, piece)) and piece.row >= first.row + MOST_JOINED:
        return False
    return piece.right is first.right or all(rows[p.row].line.column is Column.FULL for p in (first, piece))


def _read_issuer(reading: _Reading, top: Sequence[Piece], reference: Reference | None, vocabulary: Vocabulary) -> None:
    national = [p.row for p in top if p.national]
    if reference is None and not national and reading.head.place is None:
        return
    # Read in print order, the left column's lines may stand behind the country's name, never behind the number.
    about = next((p.row for p in top if ABOUT.match(p.text) and not p.right), MOST_ISSUER_ROWS)
    stop = min(about, reference.rows[0] if reference is not None else MOST_ISSUER_ROWS)
    found = find_issuer([p for p in top if p.row < stop], vocabulary)
    if found:
        reading.keep("issuer", found.name, found.span)
        reading.reach(found.rows)
        if found.mended:
            reading.doubt("head-field-mended", "issuer")
        if not found.known:
            reading.doubt("head-field-odd", "issuer")
    if national:
        first = national[0]
        reading.reach(max(row for row in national if row < first + 8) + 1)


def _agree_on_seat(reading: _Reading) -> None:
    """The issuer's place and that of the day are one name printed twice; a change is no reading, so it is doubted."""
    seat = agree(reading.head.issuer, reading.head.place)
    reading.head = replace(reading.head, issuer=seat.issuer, place=seat.place)
    reading.doubt("head-field-mended", *seat.mended)
    reading.doubt("head-field-odd", *seat.unknown)


def _read_titled(reading: _Reading, zone: Sequence[Row], title: TitleLine, reference: Reference | None, vocabulary: Vocabulary) -> None:
    kind = title.code
    if reference and reference.kind and reference.kind != kind:
        if reference.kind in title.others or {kind, reference.kind} in ({"QyĐ", "QĐ"}, {"TTri", "TT"}):
            kind = reference.kind
        elif not title.exact:
            reading.doubt("head-fields-differ", "type", span=zone[title.row].span)
    if reference and reference.kind is None and title.exact and title.rest is None:
        _mend_symbol(reading, kind, vocabulary)
    reading.keep("type", kind, zone[title.row].span)
    reading.end = title.row + title.count
    subject = find_subject(zone, title, vocabulary, reading.head.issuer)
    if subject:
        reading.keep("subject", subject.text, subject.span)
        reading.end = subject.end
        reading.doubts += subject_doubts(subject, titled=True)
    _skip_authority(reading, zone, vocabulary)


def _mend_symbol(reading: _Reading, kind: str, vocabulary: Vocabulary) -> None:
    """Put the letters of the title's kind into a symbol in which one of them was misread; it has the issuer's letters behind them."""
    found = _KIND_LETTERS.match(reading.head.symbol or "")
    letters = letters_by_title(found["kind"], kind, kinds_of(vocabulary.document_types)) if found is not None else None
    if found is not None and letters is not None:
        reading.keep("symbol", f"{found['front']}{letters}{found['behind']}", None)
        reading.doubt("head-field-mended", "symbol")


def _skip_authority(reading: _Reading, zone: Sequence[Row], vocabulary: Vocabulary) -> None:
    """The line of capitals that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ...") belongs to the head."""
    title = re.compile(vocabulary.cues.alternation("head-signer-title"))
    first = reading.end
    for count in range(MOST_AUTHORITY_ROWS):
        if reading.end >= len(zone):
            break
        row = zone[reading.end]
        names = count or title.match(row.text) or begins_body(row.text, vocabulary)  # "KHÓA X, KỲ HỌP THỨ 8" stands below the council
        if not in_capitals(row.text) or not names or row.text.rstrip().endswith(":"):
            break
        reading.end += 1
    if reading.head.issuer is None and reading.end > first and not title.match(zone[first].text):
        _read_decider(reading, zone[first : reading.end], vocabulary)


def _read_decider(reading: _Reading, rows: Sequence[Row], vocabulary: Vocabulary) -> None:
    """The body that decides, where no body stands above the number: the council of a resolution, without its term and session."""
    named = [row for row in rows if not _TERM.match(row.text)]
    found = find_issuer(cut_pieces(named), vocabulary)
    if found is not None and found.known:
        reading.keep("issuer", _TERM_BEHIND.sub("", found.name), found.span)
        _agree_on_seat(reading)


def _read_letter(reading: _Reading, zone: Sequence[Row], pieces: Sequence[Piece], reference: Reference | None) -> None:
    """An official letter has no type line: its subject stands behind "V/v" under the number."""
    about = find_about([p for p in pieces if p.row < MOST_TOP_ROWS], zone)
    if about:
        _, block = about
        reading.keep("subject", block.text, block.span)
        reading.reach(block.end)
        reading.doubts += subject_doubts(block, titled=False)
    # "5680/CT-CS" of the Cục Thuế: the letters are the office's own.
    letters = (reference.symbol or "/").split("/")[1].split("-")[0] if reference is not None else ""
    own = about is not None and reference is not None and initials(reading.head.issuer or "") == letters
    if reference and reference.kind and not own:
        reading.keep("type", reference.kind, reference.span)
        if about and reference.kind != "CV":
            reading.doubt("head-field-cut", "subject")  # its title was not read: the subject may stand elsewhere
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
