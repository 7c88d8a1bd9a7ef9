"""A clean text becomes head fields and sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.span import Span
from tasks.structure.bases import find_legal_bases
from tasks.structure.foot import Foot, find_foot, read_foot
from tasks.structure.head import read_head
from tasks.structure.rows import Row, make_rows
from tasks.structure.sections import find_sections, stripped
from tasks.structure.subject import MOST_SUBJECT_LINES, find_title
from tasks.structure.withheld import withhold_doubtful

_ATTACHED = re.compile(r"\(?(?:Ban hành )?[Kk]èm theo ")


def parse_structure(clean: CleanText, vocabulary: Vocabulary) -> Structure:
    """Head, sections and extent of the body of any text, however broken; never raises.

    Works from geometry where the lines have it, else from empty lines and the lines' lengths. Sections of annexes follow those of the
    body, their paths beginning with the annex' own label.
    """
    # What stands in tables is no item and no head; findings read it by its columns.
    rows = tuple(row for row in make_rows(clean) if row.line.cell is None)
    if not rows:
        return Structure(Head(), (), Span(0, 0))
    head, body_start = read_head(rows, vocabulary)
    head = withhold_doubtful(head, clean)
    foot_start, foot_end = find_foot(rows[body_start:], vocabulary)
    foot_start, foot_end = foot_start + body_start, foot_end + body_start
    body = rows[body_start:foot_start]
    sections = find_sections(clean, body, vocabulary) if body else ()
    bases = find_legal_bases(clean, sections)
    sections += _annexes(clean, rows[foot_end:], vocabulary)
    head = _with_foot(head, read_foot(rows[foot_start:foot_end], vocabulary))
    if bases:
        spans = (*head.spans, ("legal_bases", Span(bases[0][1].start, bases[-1][1].end)))
        head = replace(head, legal_bases=tuple(text for text, _ in bases), spans=tuple(sorted(spans)))
    extent = Span(body[0].span.start, body[-1].span.end) if body else Span(rows[0].span.start, rows[0].span.start)
    return Structure(head, sections, extent)


def _with_foot(head: Head, foot: Foot) -> Head:
    return replace(
        head,
        recipients=foot.recipients,
        on_behalf=foot.on_behalf,
        signer_title=foot.signer_title,
        signer_name=foot.signer_name,
        spans=tuple(sorted((*head.spans, *foot.spans))),
    )


def _attached(clean: CleanText, rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Section, ...]:
    """The numbered items of a document attached without the word "Phụ lục", behind its title."""
    title = find_title(rows, vocabulary.document_types)
    if title is None:
        return ()
    behind = (i for i in range(title.row + 1, min(len(rows), title.row + MOST_SUBJECT_LINES)) if _ATTACHED.match(rows[i].text))
    start = next(behind, None)
    return tuple(s for s in find_sections(clean, rows[start + 1 :], vocabulary) if s.label is not None) if start is not None else ()


def _annexes(clean: CleanText, rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Section, ...]:
    """Sections of the annexes: one per annex with its title as heading, and its numbered items inside.

    A document that the notice puts into force ("KẾ HOẠCH ... (Ban hành kèm theo Quyết định ...)") has its own items.
    """
    opens = re.compile(vocabulary.cues.alternation("section-annex"))
    starts = [i for i, r in enumerate(rows) if opens.match(r.text)]
    sections: list[Section] = list(_attached(clean, rows[: starts[0]] if starts else rows, vocabulary))
    for number, start in enumerate(starts):
        own = rows[start : starts[number + 1] if number + 1 < len(starts) else len(rows)]
        match = opens.match(own[0].text)
        label = re.sub(r"^PHỤ LỤC", "Phụ lục", match.group().strip(" .:")) if match else "Phụ lục"
        inner = find_sections(clean, own[1:], vocabulary, prefix=label)
        first = inner[0] if inner and inner[0].label is None else None
        end = first.span.end if first else inner[0].span.start if inner else own[0].span.end
        text = stripped(clean.text, own[0].span.end, end)
        title = re.sub(r"\s+", " ", text.of(clean.text)).strip()
        starts_with = " ".join((title or own[0].text).split()[:8])
        sections.append(Section(label, label, None, starts_with, Span(own[0].span.start, end), None, text))
        sections.extend(inner[1:] if first else inner)
    return tuple(sections)
