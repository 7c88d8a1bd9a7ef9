"""The tree of numbered items between head and foot, with the unnumbered runs before and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Section
from tasks.domain.span import Span
from tasks.numbering.decode import Mark
from tasks.numbering.label import Label, Level
from tasks.structure.closing import closing_paragraph
from tasks.structure.headings import Item, find_heading
from tasks.structure.labelled import find_marks
from tasks.structure.rows import Row, ends_sentence
from tasks.structure.wording import Wordings

WORDS_IN_STARTS = 8


def find_sections(clean: CleanText, rows: Sequence[Row], vocabulary: Vocabulary, end: int, prefix: str = "") -> tuple[Section, ...]:
    """Sections of consecutive rows, in reading order: each row belongs to exactly one.

    Args:
        clean: the notice.
        rows: of the body, or of an annex.
        vocabulary: the ``section-`` cues, and the words that parties and orders are made of.
        end: of the run in the clean text, where the last section ends: tables, which are no rows, belong to what they stand in.
        prefix: path of the annex the rows belong to, "" for the body.
    """
    marks = find_marks(clean, rows)
    items = split_items(rows, marks)
    if not items:
        return ()
    end = max(stripped(clean.text, rows[-1].span.end, end).end, rows[-1].span.end)
    wordings = Wordings(vocabulary)
    closing = closing_paragraph(items, wordings) if marks else None
    run: Item | None = None
    items_end = end
    if closing is not None:
        last = items[-1]
        first = last.paragraphs[closing]
        tail = last.rows[first:]
        run = Item(None, tail, _paragraphs(tail), opens=False)
        items[-1] = replace(last, rows=last.rows[:first], paragraphs=last.paragraphs[:closing])
        items_end = tail[0].span.start
    sections: list[Section] = []
    for index, item in enumerate(items):
        following = items[index + 1].rows[0].span.start if index + 1 < len(items) else items_end
        mark = marks[index - (len(items) - len(marks))] if item.label else None
        path = mark.path if mark else "preamble"
        section = _section(clean, item, f"{prefix}/{path}" if prefix else path, following, wordings)
        sections.append(replace(section, read=mark.read, doubtful=mark.doubtful) if mark else section)
    if run is not None:
        sections.append(_section(clean, run, f"{prefix}/closing" if prefix else "closing", end, wordings))
    return tuple(sections)


def split_items(rows: Sequence[Row], marks: Sequence[Mark]) -> list[Item]:
    """The rows cut at the labels; unnumbered rows before the first label come first."""
    if not rows:
        return []
    starts = [m.row for m in marks]
    items: list[Item] = []
    if not starts or starts[0] > 0:
        head = tuple(rows[: starts[0]] if starts else rows)
        items.append(Item(None, head, _paragraphs(head)))
    for number, mark in enumerate(marks):
        own = tuple(rows[mark.row : starts[number + 1] if number + 1 < len(starts) else len(rows)])
        inner = number + 1 < len(marks) and marks[number + 1].depth > mark.depth
        items.append(Item(mark.label, own, _paragraphs(own, mark.label), has_children=inner))
    return items


def _paragraphs(rows: Sequence[Row], label: Label | None = None) -> tuple[int, ...]:
    # A label that stands alone in its line, as over a stamp, belongs to the paragraph below it.
    joined = label is not None and label.level > Level.DIVISION and not rows[0].text[label.end :].strip() and len(rows) > 1
    alone = 1 if joined and not rows[1].is_bullet else 0
    return tuple(
        i
        for i, row in enumerate(rows)
        if i == 0 or (i > alone and (row.starts or (row.is_bullet and (ends_sentence(rows[i - 1].text) or row.ragged))))
    )


def _section(clean: CleanText, item: Item, path: str, end: int, wordings: Wordings) -> Section:
    start = item.rows[0].span.start
    heading = find_heading(item, wordings)
    if heading is not None and heading.end > end:
        heading = None
    text_start = min(end, _behind(clean.text, heading.end, end) if heading else item.text_start)
    heading_span = Span(heading.start, heading.end) if heading else None
    title = joined(clean.text[heading.start : heading.end]) if heading else None
    words = (title or joined(clean.text[text_start:end])).split()
    return Section(
        label=item.label.text if item.label else None,
        path=path,
        heading=title,
        starts=" ".join(words[:WORDS_IN_STARTS]),
        span=Span(start, end),
        heading_span=heading_span,
        body=stripped(clean.text, text_start, end),
    )


def _behind(text: str, position: int, end: int) -> int:
    """Past the colon or full stop that closes a heading."""
    while position < end and text[position] in " :.–-":
        if text[position] in "–-" and text[position - 1 : position] in ("\n", "\f"):
            break
        position += 1
    return position


def stripped(text: str, start: int, end: int) -> Span:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def joined(text: str) -> str:
    """The text on one line."""
    return re.sub(r"\s+", " ", text).strip()
