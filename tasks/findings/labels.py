"""Doubts about the labels of sections: where the order of items contradicts what was read."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.domain.notice import CleanText, Structure
from tasks.domain.outcome import Issue, Severity
from tasks.findings.evidence import evidence_for

DOUBTFUL = "section-label-doubtful"
LOST = "section-label-lost"
SEVERITIES = {DOUBTFUL: Severity.WARNING, LOST: Severity.INFO}


def label_doubts(clean: CleanText, structure: Structure) -> Iterator[Issue]:
    """One for each label that does not follow from those around it, and for each that was put back where none was read."""
    for index, section in enumerate(structure.sections):
        lost = section.read == ""
        if not section.doubtful and not lost:
            continue
        code = LOST if lost else DOUBTFUL
        said = "was not read and follows from the order of the items" if lost else "does not follow from those around it"
        printed = f"; the recogniser read “{section.read}”" if section.read else ""
        regions = evidence_for(clean, section.span).regions[:1]
        message = f"The label “{section.label}” of section {section.path} {said}{printed}."
        page = regions[0].page if regions else None
        yield Issue(code, SEVERITIES[code], message, page, section.span, regions, "section", index, "label")
