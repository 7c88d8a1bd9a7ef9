"""The places of a reading where the words of a search stand: a few, with the words around, their page and their boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, undefer

from db.models.document import Page, Revision
from db.models.finding import Directive, Evidence, Metric
from db.reading.conditions import is_kept
from db.reading.placing import lines_between
from tasks.domain.search_words import Query, Sought

MOST = 3
"""Passages of a document."""
_AROUND = 90  # characters to each side of what is marked
_TOGETHER = 200  # characters; terms that stand no further apart are shown in one passage
_MOST_SPANS = 2_000  # places of a term in a text that are looked at
_ROWS: Mapping[str, type[Directive] | type[Metric]] = {"directive": Directive, "metric": Metric}


@dataclass(frozen=True, slots=True)
class Box:
    """One printed line of a passage's words: pixels at the page's dpi, origin top left."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where words of a search stand.

    Attributes:
        kind: text, directive or metric: what was read there; head: the symbol, issuer or subject, or what a person put there.
        row_id: of the directive or metric, None for others.
        text: the words and some around them, on one line.
        marks: beginning and end, in ``text``, of each place of a word that was looked for.
        spans: the same in the clean text of the reading; empty where it stands in no text that was read.
        page: on which it begins; None where nobody knows.
        boxes: of the marked words, where they were asked for and are known.
    """

    kind: str
    row_id: int | None
    text: str
    marks: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    boxes: tuple[Box, ...] = ()

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """``text`` in pieces, each with whether it is marked."""
        found, at = [], 0
        for start, end in self.marks:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [piece for piece in (*found, (self.text[at:], False)) if piece[0]]


def passages_of(session: Session, revisions: Sequence[int], query: Query, *, boxes: bool = False) -> dict[int, list[Passage]]:
    """The passages of some readings by the reading's id, at most ``MOST`` of each; the number of queries does not depend on how many."""
    texts = dict(session.execute(select(Revision.id, Revision.clean_text).where(Revision.id.in_(revisions))).all())
    heads = {
        r.id: r
        for r in session.execute(select(Revision.id, Revision.symbol, Revision.issuer, Revision.subject).where(Revision.id.in_(revisions)))
    }
    numbers: dict[int, list[Page]] = {}
    of_page = select(Page).where(Page.revision_id.in_(revisions)).order_by(Page.id)
    for page in session.scalars(of_page.options(undefer(Page.words)) if boxes else of_page):
        numbers.setdefault(page.revision_id, []).append(page)
    rows = _rows(session, revisions)
    found = {}
    for revision in revisions:
        own, pages = rows.get(revision, ()), numbers.get(revision, ())
        passages = [_named(passage, own) for passage in _in_text(texts[revision], query, pages, boxes=boxes)]
        shown = {passage.row_id for passage in passages}
        by_people = [row for row in own if row.said is not None and row.id not in shown]
        added = [passage for row in by_people for passage in _in_row(row, query)][: MOST if not passages else 1]
        passages = passages[: MOST - len(added)] + added
        if not passages:
            head = heads[revision]
            passages = _in_words(" · ".join(filter(None, (head.symbol, head.issuer, head.subject))), query, "head") or [
                _beginning(texts[revision], pages)
            ]
        found[revision] = passages
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a reading: its place in the text, and its words where a person put them there."""

    kind: str
    id: int
    start: int
    end: int
    page: int | None
    said: str | None


def _rows(session: Session, revisions: Sequence[int]) -> Mapping[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for kind, table in _ROWS.items():
        spans = select(table.revision_id, table.id, Evidence.span_start, Evidence.span_end).join(Evidence, Evidence.id == table.evidence_id)
        people: Any = select(table).where(table.revision_id.in_(revisions), table.review.in_(("corrected", "added")))
        people = people.options(selectinload(table.evidence).selectinload(Evidence.regions))
        said: dict[int, Any] = {row.id: row for row in session.scalars(people).all()}
        for revision_id, row_id, start, end in session.execute(
            spans.where(table.revision_id.in_(revisions), is_kept(table)).order_by(table.position)
        ):
            row = said.get(row_id)
            words = None if row is None else row.text if kind == "directive" else f"{row.name} {row.text}"
            page = row.evidence.regions[0].page if row is not None and row.evidence.regions else None
            found.setdefault(revision_id, []).append(_Row(kind, row_id, start, end, page, words))
    return found


def _named(passage: Passage, rows: Sequence[_Row]) -> Passage:
    """The passage with the row that was read there; the task before the figure, the shorter before the longer."""
    start, end = passage.spans[0]
    around = [row for row in rows if row.start <= start and end <= row.end]
    if not around:
        return passage
    row = min(around, key=lambda row: (row.kind != "directive", row.end - row.start))
    return replace(passage, kind=row.kind, row_id=row.id)


def _in_text(text: str, query: Query, pages: Sequence[Page], *, boxes: bool) -> list[Passage]:
    """The fullest places of a text, in reading order."""
    sought = Sought.of(text)
    spans = sorted({(*span, i) for i, term in enumerate(query.wanted) for span in islice(term.spans_in(sought), _MOST_SPANS)})
    groups: list[list[tuple[int, int, int]]] = []
    for span in spans:
        if groups and span[1] - groups[-1][0][0] <= _TOGETHER and _same_page(text, groups[-1][0][0], span[0]):
            groups[-1].append(span)
        else:
            groups.append([span])
    fullest = sorted(groups, key=lambda group: (-len({i for _, _, i in group}), group[0][0]))
    # A place that has a term which no better place has, before others that repeat what was shown.
    chosen: list[list[tuple[int, int, int]]] = []
    seen: set[int] = set()
    for group in fullest:
        if {i for _, _, i in group} - seen:
            chosen.append(group)
            seen |= {i for _, _, i in group}
    chosen += [group for group in fullest if group not in chosen]
    return [_passage(text, group, pages, boxes=boxes) for group in sorted(chosen[:MOST])]


def _same_page(text: str, start: int, end: int) -> bool:
    return text.find("\f", start, end) < 0


def _passage(text: str, group: Sequence[tuple[int, int, int]], pages: Sequence[Page], *, boxes: bool) -> Passage:
    spans = _merged(text, ((start, end) for start, end, _ in group))
    number = text.count("\f", 0, spans[0][0])  # clean texts keep a page without words as an empty one
    page = pages[number] if number < len(pages) else None
    placed: tuple[Box, ...] = ()
    if boxes:
        placed = tuple(Box(*line) for start, end in spans for line in lines_between(pages, start, end))
    words, marks = _cut(text, spans)
    return Passage("text", None, words, marks, spans, page.number if page else None, placed)


def _in_row(row: _Row, query: Query) -> list[Passage]:
    return [replace(passage, row_id=row.id, page=row.page) for passage in _in_words(row.said or "", query, row.kind)[:1]]


def _in_words(words: str, query: Query, kind: str) -> list[Passage]:
    """One passage of words that stand in no text that was read; none where they lack a term."""
    sought = Sought.of(words)
    spans = _merged(words, (span for term in query.wanted for span in islice(term.spans_in(sought), _MOST_SPANS)))
    if not spans:
        return []
    text, marks = _cut(words, [span for span in spans if span[1] - spans[0][0] <= _TOGETHER] or spans[:1])
    return [Passage(kind, None, text, marks)]


def _beginning(text: str, pages: Sequence[Page]) -> Passage:
    words, _ = _cut(text, [(0, 0)])
    return Passage("text", None, words, (), (), pages[0].number if pages else None)


def _merged(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order; those that share a character, or have only white space between them, as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and (start < found[-1][1] or text[found[-1][1] : start].isspace()):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The spans with some words around, on one line, and where they stand in that."""
    first, last = spans[0][0], spans[-1][1]
    start = 0 if first <= _AROUND else _at_word(text, first - _AROUND, first)
    end = len(text) if last + _AROUND >= len(text) else _behind_word(text, last + _AROUND, last)
    left_out = "… " if text[:start].strip() else ""

    def moved(place: int) -> int:
        before = " ".join(text[start:place].split())
        return len(left_out) + len(before) + bool(before and text[place - 1].isspace())

    marks = tuple((moved(begin), moved(finish)) for begin, finish in spans if begin < finish)
    return left_out + " ".join(text[start:end].split()) + (" …" if text[end:].strip() else ""), marks


def _at_word(text: str, at: int, most: int) -> int:
    """The beginning of the first word from a place on."""
    while at < most and not text[at - 1].isspace():
        at += 1
    return at


def _behind_word(text: str, at: int, least: int) -> int:
    """The end of the last word before a place."""
    while at > least and not text[at].isspace():
        at -= 1
    return at
