"""A clean text becomes head fields and sections."""

from __future__ import annotations

from dataclasses import replace

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Head, HeadDoubt, Structure
from tasks.domain.span import Span
from tasks.structure.agreement import doubts_of
from tasks.structure.attached import attached_sections
from tasks.structure.bases import find_legal_bases
from tasks.structure.broken_names import joined_names
from tasks.structure.foot import Foot, find_foot, read_foot
from tasks.structure.head import read_head
from tasks.structure.head_check import Written, check_head
from tasks.structure.labelled import joined_labels
from tasks.structure.opening import find_body
from tasks.structure.rows import make_rows
from tasks.structure.sections import find_sections, stripped


def parse_structure(clean: CleanText, vocabulary: Vocabulary, written: Written | None = None) -> Structure:
    """Head, sections and extent of the body of any text, however broken; never raises.

    Works from geometry where the lines have it, else from empty lines and the lines' lengths. Sections of annexes follow those of the
    body, their paths beginning with the annex' own label.

    Args:
        clean: the text.
        vocabulary: document types, cues and lexicons.
        written: what is known of the head beside its text.
    """
    # What stands in tables is no item and no head; findings read it by its columns.
    rows = joined_names(joined_labels(clean, [row for row in make_rows(clean) if not row.in_table]), vocabulary)
    if not rows:
        return Structure(Head(), (), Span(0, 0))
    head, head_end = read_head(rows, vocabulary)
    body_start = find_body(rows, head_end, vocabulary)
    behind = Span(rows[body_start].span.start if body_start < len(rows) else len(clean.text), len(clean.text))
    head, doubts = _checked(head, clean, behind, written or Written())
    foot_start, foot_end = find_foot(rows[body_start:], vocabulary)
    foot_start, foot_end = foot_start + body_start, foot_end + body_start
    body = rows[body_start:foot_start]
    body_end = rows[foot_start].span.start if foot_start < len(rows) else len(clean.text)
    sections = find_sections(clean, body, vocabulary, body_end) if body else ()
    bases = find_legal_bases(clean, sections)
    if foot_end < len(rows):
        sections += attached_sections(clean, rows[foot_end:], vocabulary)
    head = _with_foot(head, read_foot(rows[foot_start:foot_end], vocabulary))
    if bases:
        spans = (*head.spans, ("legal_bases", Span(bases[0][1].start, bases[-1][1].end)))
        head = replace(head, legal_bases=tuple(text for text, _ in bases), spans=tuple(sorted(spans)))
    head = replace(head, doubts=tuple(dict.fromkeys((*head.doubts, *doubts_of(head, vocabulary)))))
    start = body[0].span.start if body else rows[0].span.start
    extent = Span(start, max(stripped(clean.text, start, body_end).end, body[-1].span.end)) if body else Span(start, start)
    return Structure(head, sections, extent, doubts)


def _checked(head: Head, clean: CleanText, behind: Span, written: Written) -> tuple[Head, tuple[HeadDoubt, ...]]:
    checked = check_head(head, clean, behind, written)
    return checked.head, checked.doubts


def _with_foot(head: Head, foot: Foot) -> Head:
    return replace(
        head,
        recipients=foot.recipients,
        on_behalf=foot.on_behalf,
        signer_title=foot.signer_title,
        signer_name=foot.signer_name,
        spans=tuple(sorted((*head.spans, *foot.spans))),
        doubts=(*head.doubts, *foot.doubts),
    )
