"""From rows to anchors and back: fractions of pages, words in a box, and the evidence of what a person added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from db.models.document import Page, Revision
from db.models.finding import Citation, Directive, Evidence, EvidenceRegion, Metric, Section
from db.models.printed import TableCell
from db.models.review import Correction
from db.models.task import FollowUp
from tasks.domain.anchor import Anchor, PageBox

FindingRow = Section | Directive | Metric | Citation | TableCell
FindingTable = type[Section] | type[Directive] | type[Metric] | type[Citation] | type[TableCell]
TABLES: Mapping[str, FindingTable] = {
    "section": Section,
    "directive": Directive,
    "metric": Metric,
    "citation": Citation,
    "cell": TableCell,
}


def places_of(regions: Iterable[EvidenceRegion], pages: Mapping[int, Page]) -> tuple[PageBox, ...]:
    """Boxes of the database as fractions of their pages."""
    found = []
    for r in regions:
        page = pages.get(r.page)
        if page is not None and page.width and page.height:
            box = r.box_left / page.width, r.box_top / page.height, r.box_right / page.width, r.box_bottom / page.height
            found.append(PageBox(r.page, *(round(edge, 5) for edge in box)))
    return tuple(found)


def stored(boxes: Iterable[PageBox]) -> list[list[float]]:
    """Boxes as they stand in the log."""
    return [[b.page, b.left, b.top, b.right, b.bottom] for b in boxes]


def boxes_of(places: Sequence[Sequence[float]]) -> tuple[PageBox, ...]:
    """Boxes from the log."""
    return tuple(PageBox(int(page), *edges) for page, *edges in places)


def words_of(kind: str, values: Mapping[str, Any]) -> str:
    """What a row says, to tell it from others at its place.

    Args:
        kind: of the row.
        values: of its fields; figures may be decimals or text.
    """
    if kind == "directive":
        return f"{'; '.join(values.get('lead') or ())}: {values.get('text') or ''}"
    names = {
        "metric": ("name", "comparator", "value", "unit", "total", "role", "period"),
        "citation": ("symbol",),
        "section": ("path", "heading", "starts"),
        "cell": ("known_by", "text"),
    }[kind]
    return " ".join(str(values[name]) for name in names if values.get(name) is not None)


def logged_anchor(said: Correction | FollowUp) -> Anchor:
    """The anchor of the row that an entry of the log is about, or that what was said of a task hangs on."""
    return Anchor(said.quote, said.words, said.section_path, boxes_of(said.places))


def anchor_of(row: FindingRow, words: str, pages: Mapping[int, Page]) -> Anchor:
    """The anchor of a row whose machine values say ``words``."""
    section = row.path if isinstance(row, Section) else "" if isinstance(row, Citation) else row.section_path
    return Anchor(row.evidence.quote, words, section, places_of(row.evidence.regions, pages))


def pages_of(session: Session, revision_id: int, *, words: bool = False) -> dict[int, Page]:
    """The pages of a revision by number."""
    query = select(Page).where(Page.revision_id == revision_id)
    return {p.number: p for p in session.scalars(query.options(undefer(Page.words)) if words else query)}


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a person pointed at.

    Attributes:
        start: first character in the clean text.
        end: one behind the last.
        quote: the characters.
        regions: one box a printed line, not in the database yet.
    """

    start: int
    end: int
    quote: str
    regions: list[EvidenceRegion]


def find_words(session: Session, revision: Revision, boxes: Sequence[PageBox], quote: str) -> Found | None:
    """The words whose middle lies in one of the boxes, or for want of one the only place that reads ``quote``.

    Returns:
        None where no word lies in the boxes, and the quote stands nowhere or more than once.
    """
    pages = pages_of(session, revision.id, words=True)
    inside = [
        (page.number, word)
        for page in pages.values()
        for word in page.words or ()
        for middle in [((word[2] + word[4]) / 2 / page.width, (word[3] + word[5]) / 2 / page.height)]
        if any(b.page == page.number and b.holds(*middle) for b in boxes)
    ]
    text = revision.clean_text
    if inside:
        start, end = min(word[0] for _, word in inside), max(word[1] for _, word in inside)
        return Found(start, end, text[start:end], _lines(inside))
    start = text.find(quote) if quote else -1
    if start < 0 or text.find(quote, start + 1) >= 0:
        return None
    end = start + len(quote)
    words = [(p.number, word) for p in pages.values() for word in p.words or () if word[0] < end and start < word[1]]
    return Found(start, end, quote, _lines(words))


def lines_between(pages: Iterable[Page], start: int, end: int) -> list[tuple[int, int, int, int, int]]:
    """Page, left, top, right and bottom of each printed line of a piece of the clean text; none where the words' places were not kept.

    Args:
        pages: with their words.
        start: first character.
        end: one behind the last.
    """
    words = [(page.number, word) for page in pages for word in page.words or () if word[0] < end and start < word[1]]
    return [(r.page, r.box_left, r.box_top, r.box_right, r.box_bottom) for r in _lines(words)]


def add_evidence(session: Session, revision: Revision, found: Found) -> Evidence:
    """The evidence of a place that a person pointed at."""
    evidence = Evidence(
        revision_id=revision.id, span_start=found.start, span_end=found.end, quote=found.quote, confidence=None, regions=found.regions
    )
    session.add(evidence)
    session.flush()
    return evidence


def _lines(words: Sequence[tuple[int, Sequence[int]]]) -> list[EvidenceRegion]:
    """One box for each printed line; a word begins a new one where it stands left of, or wholly below, the one before."""
    boxes: list[list[int]] = []
    for page, (_, _, left, top, right, bottom) in words:
        last = boxes[-1] if boxes else None
        if last is not None and last[0] == page and left >= last[1] and top < last[4]:
            last[2], last[3], last[4] = min(last[2], top), max(last[3], right), max(last[4], bottom)
        else:
            boxes.append([page, left, top, right, bottom])
    return [
        EvidenceRegion(position=i, page=page, box_left=left, box_top=top, box_right=right, box_bottom=bottom)
        for i, (page, left, top, right, bottom) in enumerate(boxes, 1)
    ]
