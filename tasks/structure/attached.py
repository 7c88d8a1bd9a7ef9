"""Sections of what stands behind the notice's foot, run by run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import CleanText, Head, Section
from tasks.domain.span import Span
from tasks.numbering.reading import read_labels
from tasks.structure.annex import AnnexLabel, number_by_citation, read_annex_label
from tasks.structure.foot import find_foot
from tasks.structure.head import read_head
from tasks.structure.opening import find_body
from tasks.structure.phrases import bare
from tasks.structure.rows import Row, in_capitals
from tasks.structure.runs import Kind, Opening, find_openings
from tasks.structure.sections import WORDS_IN_STARTS, find_sections, joined, stripped
from tasks.structure.subject import find_subject
from tasks.structure.title import TitleLine, find_title

ATTACHED = re.compile(r"\(\s?(?:(?:Ban hành|Phê duyệt|Đính)?\s?[Kk][èe]m|Ban(?: hành|$)|Theo|Thực hiện|Gửi kèm|Trích)(?!\w)")
_ATTACHED_TO = re.compile(r"\ss[ốo]\s?:?\s?(\d[\w\s]{0,6}[/-]\s?[\w/-]+)")
MOST_ATTACHED_ROWS = 5
MOST_TITLE_ROWS = 12
# A run without labels is text only where a paragraph of it is a sentence; what is shorter fills a form.
LEAST_WORDS = 10
# Feet within one run; what stands behind so many is no document.
MOST_PARTS = 20


def attached_sections(clean: CleanText, rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Section, ...]:
    """Sections of the rows behind a foot: those of annexes below the annex' label, those of other documents with paths of their own."""
    openings = find_openings(rows, vocabulary)
    if not openings or openings[0].row > 0:
        openings = (Opening(0, Kind.PAGE), *openings)
    sections: list[Section] = []
    number = 0
    for index, opening in enumerate(openings):
        own = rows[opening.row : openings[index + 1].row if index + 1 < len(openings) else len(rows)]
        if not own:
            continue
        end = rows[openings[index + 1].row].span.start if index + 1 < len(openings) else len(clean.text)
        if opening.kind is Kind.ANNEX:
            found, number = _annex(clean, own, vocabulary, number, end)
            sections.extend(found)
        else:
            sections.extend(_documents(clean, own, opening.kind, vocabulary, end))
    return tuple(sections)


def names_another(rows: Sequence[Row], heads: Sequence[Head], types: Lexicon) -> bool:
    """Whether what a page says it is attached to is none of the documents before it: other numbers, or types where none was read."""
    start = next((index for index, row in enumerate(rows) if ATTACHED.match(row.text)), None)
    if start is None:
        return False
    said, _, _ = " ".join(row.text for row in rows[start : start + MOST_ATTACHED_ROWS]).partition(")")
    symbol, kind = _ATTACHED_TO.search(said), types.find(said)
    return symbol is not None and all(_is_other(head, symbol[1], kind.code if kind else None) for head in heads)


def _is_other(head: Head, symbol: str, kind: str | None) -> bool:
    if head.symbol is not None:
        return bare(head.symbol) != bare(symbol)
    return head.type is not None and kind is not None and head.type != kind


def _documents(clean: CleanText, rows: Sequence[Row], kind: Kind, vocabulary: Vocabulary, end: int) -> Iterator[Section]:
    """A run that has no annex' label, and what follows its own foot without saying what it is."""
    for _ in range(MOST_PARTS):
        body = rows[_behind_title(rows, kind, vocabulary) :]
        foot_start, foot_end = find_foot(body, vocabulary)
        if foot_start:
            body_end = body[foot_start].span.start if foot_start < len(body) else end
            yield from _without_blanks(find_sections(clean, body[:foot_start], vocabulary, body_end), clean)
        rows, kind = body[foot_end:], Kind.PAGE
        if not rows or not foot_end:
            return


def _behind_title(rows: Sequence[Row], kind: Kind, vocabulary: Vocabulary) -> int:
    """Index of the first row of the run's text."""
    start = 0
    if kind is Kind.HEAD:
        start = find_body(rows, read_head(rows, vocabulary)[1], vocabulary)
    elif kind is Kind.TITLE:
        title = find_title(rows[:1], vocabulary.document_types) or TitleLine(0, "")
        subject = find_subject(rows[:MOST_TITLE_ROWS], title, vocabulary)
        start = subject.end if subject else 1
    return _behind_reference(rows, start)


def _behind_reference(rows: Sequence[Row], start: int) -> int:
    """Past "(Kèm theo Quyết định số ... của ...)" where it stands at ``start`` or up to a few lines before the text."""
    if start < len(rows) and ATTACHED.match(rows[start].text):
        for end in range(start, min(len(rows), start + MOST_ATTACHED_ROWS)):
            if ")" in rows[end].text[-3:]:
                return end + 1
        return start + 1
    return start


def _without_blanks(sections: tuple[Section, ...], clean: CleanText) -> tuple[Section, ...]:
    """Without an unnumbered run that holds no sentence: a form, the words beside a table, the rest of a title."""
    return tuple(s for s in sections if s.label is not None or _holds_a_sentence(s.span.of(clean.text)))


def _holds_a_sentence(text: str) -> bool:
    for paragraph in re.split(r"\n\s*\n|\f", text):
        words = [w for w in paragraph.split() if any(c.isalpha() for c in w)]
        small = sum(w[:1].islower() for w in words)
        if len(words) >= LEAST_WORDS and small >= len(words) / 2 and "|" not in paragraph:
            return True
    return False


def _annex(clean: CleanText, rows: Sequence[Row], vocabulary: Vocabulary, number: int, last: int) -> tuple[tuple[Section, ...], int]:
    """An annex: a section with its title as heading, and its items below it; the number of annexes so far."""
    printed = read_annex_label(rows[0], vocabulary.cues, number) or AnnexLabel("Phụ lục", None, len(rows[0].text))
    if rows[0].line.bbox is not None:
        printed = number_by_citation(printed, clean.flat, number)
    label = printed.text
    title_end = _annex_title(rows, printed.end)
    start = _behind_reference(rows, title_end)
    inner = find_sections(clean, rows[start:], vocabulary, last, prefix=label) if start < len(rows) else ()
    first = inner[0] if inner and inner[0].label is None else None
    end = first.span.end if first else inner[0].span.start if inner else stripped(clean.text, rows[-1].span.end, last).end
    place = stripped(clean.text, rows[0].span.start + printed.end, rows[title_end - 1].span.end)
    while place.start < place.end and clean.text[place.start] in " .:-–\n":
        place = Span(place.start + 1, place.end)
    heading = joined(place.of(clean.text)) or None
    body = stripped(clean.text, min(end, rows[start].span.start if start < len(rows) else rows[-1].span.end), end)
    starts = heading or joined(body.of(clean.text)) or rows[0].text
    section = Section(
        label=label,
        path=label,
        heading=heading,
        starts=" ".join(starts.split()[:WORDS_IN_STARTS]),
        span=Span(rows[0].span.start, max(end, rows[start - 1].span.end)),
        heading_span=place if heading else None,
        body=body,
    )
    rest = tuple(s for s in (inner[1:] if first else inner) if s.label is not None or s.path.endswith("/closing"))
    return (section, *rest), printed.number or number + 1


def _annex_title(rows: Sequence[Row], label_end: int) -> int:
    """Index of the row behind the title: lines in capitals, or in the middle, or the first paragraph."""
    end = 1
    if label_end < len(rows[0].text.rstrip()):
        while end < len(rows) and in_capitals(rows[end].text) and not rows[end].blank_before:
            end += 1
        return end
    while end < min(len(rows), MOST_TITLE_ROWS):
        row = rows[end]
        if ATTACHED.match(row.text) or (row.starts and read_labels(row.text)):
            break
        goes_on = end > 1 and not row.starts
        if not (in_capitals(row.text) or row.line.centered or end == 1 or goes_on):
            break
        if end > 1 and row.blank_before and not in_capitals(row.text) and not row.line.centered:
            break
        end += 1
    return end
