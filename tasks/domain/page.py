"""What is read on a page: words in lines, with where they stand and how sure the reader was."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tasks.domain.geometry import BBox


class Column(StrEnum):
    """Where on the page a line stands; the head and the foot of a notice have two columns, tables have cells."""

    FULL = "full"
    LEFT = "left"
    RIGHT = "right"
    CELL = "cell"


class PageSource(StrEnum):
    """Where the words of a page come from."""

    OCR = "ocr"
    EMBEDDED = "embedded"
    BLANK = "blank"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read.

    Attributes:
        text: NFC, never empty, no white space.
        bbox: pixels of the page at ``RecognizedPage.dpi``.
        confidence: 0 (none) to 100 (sure); 100 for embedded text.
    """

    text: str
    bbox: BBox
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table; one that spans rows or columns stands at the first of them.

    Attributes:
        table: number of the table on its page, from 0.
        row: from 0.
        column: from 0.
        last_row: the last row it reaches into.
        width: number of columns it reaches over.
    """

    table: int
    row: int
    column: int
    last_row: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on a page.

    Attributes:
        box: around it, pixels of the page.
        cells: each with its box, row by row, empty ones too.
    """

    box: BBox
    cells: tuple[tuple[Cell, BBox], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words left to right; one line of a cell where it stands in a table."""

    words: tuple[Word, ...]
    column: Column = Column.FULL
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def bbox(self) -> BBox:
        """The box around all words."""
        return BBox.union(w.bbox for w in self.words)


@dataclass(frozen=True, slots=True)
class PageNote:
    """A remark on a page that a person may have to look at.

    Attributes:
        code: kebab-case, e.g. ``orientation-unsure``, ``handwriting-doubtful``.
        message: for the reader, in English.
        bbox: the place, where there is one.
        name: what stands there, where that is known ("number", "day", "month" of the head).
        guesses: what it may say, most probable first, with probabilities of at most 1 in sum.
    """

    code: str
    message: str
    bbox: BBox | None = None
    name: str = ""
    guesses: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Half:
    """The left or the right page of two that lie on one sheet.

    Attributes:
        side: "left" or "right" of the upright sheet.
        left: where it begins, as a share of the upright sheet's width.
        right: where it ends.
    """

    side: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class RecognizedPage:
    """A page with its lines in reading order: left column before right in a two-column head or foot.

    Attributes:
        number: 1-based.
        width: pixels at ``dpi``, of the upright page.
        height: pixels at ``dpi``, of the upright page.
        dpi: resolution of every box on this page.
        source: where the words come from.
        source_reason: why that source was chosen, for the reader.
        lines: in reading order; furniture (page numbers, banners) still included, see ``tasks.text``.
        notes: doubts met on the way.
        stamps: words of red urgency stamps ("KHẨN", "HỎA TỐC") read before red ink was dropped.
        preparation: names of the image operations applied, in order, with their main figure ("deskew 1.35").
        attempts: recognition attempts made, with mean confidence, in order ("psm4@200 91.2").
        rotation: degrees (0, 90, 180, 270) the page picture was turned clockwise to be upright.
        skew: degrees removed, counter-clockwise positive.
        picture: file name of the upright page picture whose pixels the boxes count, "" when none is kept.
        sheet: page of the file that it is or lies on, 1-based; 0 where it is the page of its own number.
        half: of the sheet, where two pages lie on it.
        grids: its tables from top to bottom; ``Cell.table`` counts them.
        turned: degrees clockwise by which it was turned to be read again, part of ``rotation``; its picture lies with its words then.
    """

    number: int
    width: int
    height: int
    dpi: int
    source: PageSource
    lines: tuple[Line, ...]
    source_reason: str = ""
    notes: tuple[PageNote, ...] = ()
    stamps: tuple[str, ...] = ()
    preparation: tuple[str, ...] = ()
    attempts: tuple[str, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    picture: str = ""
    seconds: float = field(default=0.0, compare=False)
    sheet: int = 0
    half: Half | None = None
    grids: tuple[Grid, ...] = ()
    turned: int = 0

    @property
    def mean_confidence(self) -> float:
        """Mean word confidence, 0 to 100; 100 for a page without words."""
        scores = [w.confidence for line in self.lines for w in line.words]
        return sum(scores) / len(scores) if scores else 100.0


@dataclass(frozen=True, slots=True)
class PageSummary:
    """A recognised page without its words: what a revision keeps of it. Fields as in ``RecognizedPage``.

    Attributes:
        word_count: number of words read.
        mean_confidence: of these, 0 to 100.
        picture: file name of the upright page picture below the work folder, "" when none is kept.
        sheet: page of the file that it is or lies on, 1-based.
    """

    number: int
    width: int
    height: int
    dpi: int
    source: PageSource
    source_reason: str
    word_count: int
    mean_confidence: float
    rotation: int
    skew: float
    preparation: tuple[str, ...]
    attempts: tuple[str, ...]
    picture: str
    seconds: float
    sheet: int
    half: Half | None


def summarize_page(page: RecognizedPage, folder: str) -> PageSummary:
    """``page`` without its words; ``folder`` is where its picture lies below the work folder."""
    return PageSummary(
        number=page.number,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        source=page.source,
        source_reason=page.source_reason,
        word_count=sum(len(line.words) for line in page.lines),
        mean_confidence=page.mean_confidence,
        rotation=page.rotation,
        skew=page.skew,
        preparation=page.preparation,
        attempts=page.attempts,
        picture=f"{folder}/{page.picture}" if page.picture else "",
        seconds=page.seconds,
        sheet=page.sheet or page.number,
        half=page.half,
    )
