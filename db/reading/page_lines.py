"""The printed lines of a page as a reading has them, each with its place, what is doubtful in it, and what the machine had read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from db.models.document import Page, Revision, TextChange
from db.models.text_correction import TextCorrection, TextCorrectionResult
from db.reading.placing import boxes_of
from tasks.domain.anchor import PageBox
from tasks.domain.span import Span

_STANDING = ("applied", "conflict")


@dataclass(frozen=True, slots=True)
class _Said:
    """A correction in force of a line of this reading."""

    id: int
    state: str
    read: str
    span: Span
    boxes: tuple[PageBox, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """Characters that may stand for others.

    Attributes:
        start: within the line.
        end: within the line.
        instead: what may stand there.
    """

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line, or one line of a cell of a table; lines that a person split, joined or added at once are one.

    Attributes:
        number: 1-based, on the page; a line that was left out counts too.
        text: as it stands; "" where a person left it out, with line feeds as the text has them where it is several.
        read: what the machine read, a line feed between lines; equal to ``text`` where nobody corrected it.
        nth: 1-based, among the lines of the page that were read as its first.
        box: its place; None for a text without geometry.
        doubtful: words that may be others.
        correction: entry of the log that made it what it is, 0 where nobody spoke of it.
        state: of that entry: applied or conflict; "" where nobody spoke of it.
        found_at: the place by which that entry is found again; None where nobody spoke of it.
    """

    number: int
    text: str
    read: str
    nth: int
    box: PageBox | None
    doubtful: tuple[DoubtfulWord, ...] = ()
    correction: int = 0
    state: str = ""
    found_at: PageBox | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.doubtful) or self.state == "conflict"


def lines_of_page(session: Session, revision: Revision, number: int) -> list[PageLine] | None:
    """The lines of a page of a revision in reading order; None where the revision has no such page."""
    pages = session.scalars(select(Page).where(Page.revision_id == revision.id).order_by(Page.id).options(undefer(Page.words))).all()
    index = next((i for i, page in enumerate(pages) if page.number == number), None)
    if index is None:
        return None
    text = revision.clean_text
    breaks = [-1, *(i for i, char in enumerate(text) if char == "\f"), len(text)]
    if index + 1 >= len(breaks):
        return []
    start, end = breaks[index] + 1, breaks[index + 1]
    results = session.execute(
        select(TextCorrectionResult, TextCorrection.places)
        .outerjoin(TextCorrection, TextCorrection.id == TextCorrectionResult.correction_id)
        .where(TextCorrectionResult.revision_id == revision.id, TextCorrectionResult.state.in_(_STANDING))
        .order_by(TextCorrectionResult.span_start, TextCorrectionResult.correction_id)
    )
    here = [
        _Said(r.correction_id, r.state, r.read, Span(r.span_start or 0, r.span_end or 0), boxes_of(places or ())) for r, places in results
    ]
    here = [said for said in here if start <= said.span.start <= end]
    doubts = select(TextChange).where(
        TextChange.revision_id == revision.id, ~TextChange.applied, TextChange.span_start >= start, TextChange.span_end <= end
    )
    changes = session.scalars(doubts.order_by(TextChange.span_start)).all()
    return _numbered(_lines(text, (start, end), pages[index], here, changes))


def _lines(text: str, extent: tuple[int, int], page: Page, results: Sequence[_Said], changes: Sequence[TextChange]) -> list[PageLine]:
    start, end = extent
    standing = {r.span.start: r for r in results if r.span.start < r.span.end}
    left_out = [r for r in results if r.span.start == r.span.end]
    found: list[PageLine] = []
    position = start
    while position <= end:
        begin = position
        result = standing.get(begin)
        line_end = text.find("\n", result.span.end if result else begin, end)
        stop = line_end if line_end >= 0 else end
        printed = text[begin:stop]
        position = stop + 1
        while left_out and left_out[0].span.start <= begin:
            found.append(_gone(left_out.pop(0)))
        if not printed.strip():
            continue
        doubtful = tuple(
            DoubtfulWord(c.span_start - begin, c.span_end - begin, c.after) for c in changes if begin <= c.span_start and c.span_end <= stop
        )
        read = result.read if result else printed
        box = _box(page, begin, stop)
        said = (result.id, result.state, result.boxes[0] if result.boxes else None) if result else (0, "", None)
        found.append(PageLine(0, printed, read, 1, box, doubtful, *said))
    return [*found, *map(_gone, left_out)]


def _gone(result: _Said) -> PageLine:
    box = result.boxes[0] if result.boxes else None
    return PageLine(0, "", result.read, 1, box, (), result.id, result.state, box)


def _box(page: Page, start: int, end: int) -> PageBox | None:
    boxes = [box for begin, stop, *box in page.words or () if begin < end and start < stop]
    if not boxes:
        return None
    left, top, right, bottom = (edge(values) for edge, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True))
    return PageBox(page.number, left / page.width, top / page.height, right / page.width, bottom / page.height)


def _numbered(lines: Sequence[PageLine]) -> list[PageLine]:
    seen: dict[str, int] = {}
    out: list[PageLine] = []
    for number, line in enumerate(lines, 1):
        read = line.read.split("\n")
        nth = seen.get(read[0], 0) + 1
        for one in read:
            seen[one] = seen.get(one, 0) + 1
        out.append(replace(line, number=number, nth=nth))
    return out
