"""A notice as clean text with its lines and words, its head and its sections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tasks.domain.finding import Doubt
from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Grid
from tasks.domain.plain_tables import PlainLine, find_cells
from tasks.domain.signature import Verdict
from tasks.domain.span import Span


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of the clean text and where it was read.

    Attributes:
        span: in the clean text.
        page: 1-based.
        bbox: pixels at the page's dpi.
        confidence: 0 to 100.
    """

    span: Span
    page: int
    bbox: BBox
    confidence: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line of the clean text, or what of it stands in one cell of a table.

    Attributes:
        span: in the clean text, without the line break.
        page: 1-based.
        column: FULL where unknown.
        bbox: pixels at the page's dpi; None for text without geometry.
        indent: distance of the first word from the page's left text margin in units of the page's text height, None without geometry.
        fill: how far the line reaches, 0 (left margin) to 1 (right margin), None without geometry.
        starts_paragraph: decided from geometry, or from blank lines where there is none.
        centered: stands in the middle of the text width with free space on both sides; False where unknown.
        cell: of a table, where it stands in one.
    """

    span: Span
    page: int
    column: Column = Column.FULL
    bbox: BBox | None = None
    indent: float | None = None
    fill: float | None = None
    starts_paragraph: bool = False
    centered: bool = False
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A character sequence that cleaning changed; ``text[span]`` is ``after``.

    Attributes:
        span: in the clean text.
        before: as read.
        after: as kept.
        reason: kebab-case rule name ("look-alike", "syllable-context", "symbol-repair").
        score: how sure the rule is, 0 to 1.
        applied: False for a doubtful change that was only noted; then ``text[span]`` is ``before``.
    """

    span: Span
    before: str
    after: str
    reason: str
    score: float
    applied: bool = True


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text of a whole notice: one line per printed line, an empty line between paragraphs, a form feed between pages.

    ``text[line.span]`` never holds a line break; words and lines are in reading order, so their spans ascend.

    Attributes:
        text: the whole.
        lines: printed lines.
        words: with their places; none for text without geometry.
        changes: what cleaning changed.
        grids: the tables with the (1-based) page each stands on, in reading order.
    """

    text: str
    lines: tuple[TextLine, ...]
    words: tuple[PlacedWord, ...] = ()
    changes: tuple[Change, ...] = ()
    grids: tuple[tuple[int, Grid], ...] = ()

    @staticmethod
    def from_plain(text: str) -> CleanText:
        """Lines of a text without geometry; a paragraph starts after an empty line or a form feed, and with each cell of a table.

        Cells of a row stand in one line between upright strokes, see :mod:`tasks.domain.plain_tables`.
        """
        printed = tuple(_printed(text))
        cells = find_cells(text, printed)
        lines: list[TextLine] = []
        for number, line in enumerate(printed):
            if number not in cells:
                lines.append(TextLine(line.span, line.page, starts_paragraph=line.fresh))
            for cell in cells.get(number, ()):
                place = Cell(cell.table, cell.row, cell.column, cell.row)
                lines.append(TextLine(cell.span, line.page, Column.CELL, starts_paragraph=True, cell=place))
        return CleanText(text, tuple(lines))

    @property
    def flat(self) -> str:
        """The text with every line break and form feed as one space: same length, so spans hold in both."""
        return self.text.replace("\n", " ").replace("\f", " ").replace("\r", " ")

    def words_in(self, span: Span) -> tuple[PlacedWord, ...]:
        """The words that share a character with ``span``; empty for text without geometry."""
        first = bisect_right(self.words, span.start, key=lambda w: w.span.end)
        last = bisect_left(self.words, span.end, key=lambda w: w.span.start)
        return self.words[first:last]


def _printed(text: str) -> Iterator[PlainLine]:
    """The printed lines of a text, those without a word left out."""
    position, page, fresh = 0, 1, True
    for raw in text.split("\n"):
        start = position
        for part in raw.split("\f"):
            if part is not raw and start > position:
                page += 1
                fresh = True
            stripped = part.strip()
            if stripped:
                begin = start + part.index(stripped)
                yield PlainLine(Span(begin, begin + len(stripped)), page, fresh)
                fresh = False
            elif not part and "\f" not in raw:
                fresh = True
            start += len(part) + 1
        position += len(raw) + 1


@dataclass(frozen=True, slots=True)
class Head:
    """The head and foot fields of a notice (Decree 30/2020/NĐ-CP, Appendix I); None or empty where the scan has none.

    Attributes:
        type: abbreviation of Appendix III ("TB"), "CV" for an official letter.
        number: "660".
        symbol: "660/TB-UBND".
        issuer: the body that issues.
        place: of issue.
        issued_on: date of issue.
        subject: trích yếu, lines joined.
        signer_name: of the person who signed.
        signer_title: last line of authority ("Phó Chủ tịch").
        urgency: "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN".
        addressees: "Kính gửi".
        recipients: "Nơi nhận", one each.
        legal_bases: "Căn cứ ..." clauses.
        on_behalf: "TM.", "KT.", "TL.", "TUQ.", "Q." lines above the title.
        spans: place of each field, keyed by field name.
        doubts: why a field may be wrong, or was left out; at most one of a kind for each field.
    """

    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    subject: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    urgency: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    on_behalf: str | None = None
    spans: tuple[tuple[str, Span], ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered item, or a run of unnumbered paragraphs ("preamble", "closing").

    Attributes:
        label: as printed ("I", "1", "1.2", "a", "-", "Điều 1"); None for an unnumbered run.
        path: labels from the outermost to this one, joined by "/".
        heading: own title without label and colon, lines joined; None where it has none.
        starts: first eight words of its text, of the heading where it has one.
        span: label, heading and own text, up to the next section's start.
        heading_span: place of the heading, None where there is none.
        body: own text behind label and heading, up to the next section's start (children not included).
        read: what was read where the label is, if that is something else; "" for a label that was not read at all; None for one as read.
        doubtful: whether the label does not follow from those around it.
    """

    label: str | None
    path: str
    heading: str | None
    starts: str
    span: Span
    heading_span: Span | None
    body: Span
    read: str | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class HeadDoubt:
    """What a check of the head against the rest of the file found.

    No ``Doubt``: a check always knows field and place, and tells the values that it compared; what a rule doubts may lack all three, and
    two doubts of one kind about one field are one, which values would keep apart.

    Attributes:
        code: of ``tasks.domain.doubt``.
        field: of the head.
        detail: the values in question.
        span: where the field was read.
    """

    code: str
    field: str
    detail: str
    span: Span


@dataclass(frozen=True, slots=True)
class Structure:
    """Head, sections in reading order, and the span of the body between head and foot.

    Attributes:
        head: fields of head and foot.
        sections: in reading order.
        body: between head and foot.
        doubts: what a check of the head against the rest of the file found.
        verdicts: what the file's signatures say of the head.
    """

    head: Head
    sections: tuple[Section, ...]
    body: Span
    doubts: tuple[HeadDoubt, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
