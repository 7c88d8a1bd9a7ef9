"""Doubts about the labels of sections: where the order of items contradicts what was read."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.domain.notice import CleanText, Structure
from tasks.domain.outcome import Issue
from tasks.findings.issues import issue_at

DOUBTFUL = "section-label-doubtful"
LOST = "section-label-lost"


def label_doubts(clean: CleanText, structure: Structure) -> Iterator[Issue]:
    """One for each label that does not follow from those around it, and for each that was put back where none was read."""
    for index, section in enumerate(structure.sections):
        if not section.doubtful and section.read != "":
            continue
        detail = f"“{section.label}” ({section.path})" + (f", read as “{section.read}”" if section.read else "")
        yield issue_at(clean, LOST if section.read == "" else DOUBTFUL, section.span, detail, row=("section", index))
