"""One complete reading of a document, ready to be written as a revision."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.domain.finding import Agency, Evidence, Findings
from tasks.domain.notice import CleanText, Structure
from tasks.domain.outcome import Issue
from tasks.domain.page import PageSummary
from tasks.domain.signature import NO_SIGNATURES, Signatures
from tasks.domain.span import OffsetMap
from tasks.domain.text_corrections import CorrectedLine


@dataclass(frozen=True, slots=True)
class Extraction:
    """Findings with their evidence, place by place.

    Attributes:
        findings: directives, metrics and citations.
        sections: evidence of each section, in the order of ``Structure.sections``.
        directives: evidence of each directive.
        metrics: evidence of each metric.
        citations: evidence of each citation.
        agencies: printed party and the agency it stands for.
        issues: doubts.
        parts: of each directive the evidence of its parts, in the order of ``Directive.parts``; empty where no directive has any.
    """

    findings: Findings
    sections: tuple[Evidence, ...]
    directives: tuple[Evidence, ...]
    metrics: tuple[Evidence, ...]
    citations: tuple[Evidence, ...]
    agencies: tuple[tuple[str, Agency], ...] = ()
    issues: tuple[Issue, ...] = ()
    parts: tuple[tuple[Evidence, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a revision holds.

    Attributes:
        pages: as recognised, without their words.
        raw_text: words as read.
        clean: the clean text.
        to_raw: from clean to raw.
        structure: head and sections.
        extraction: findings, evidence and doubts of the extract step.
        issues: doubts of the steps before.
        signatures: of the file, and the banners on its pages.
        corrected: what became of what people said of its lines.
    """

    pages: tuple[PageSummary, ...]
    raw_text: str
    clean: CleanText
    to_raw: OffsetMap
    structure: Structure
    extraction: Extraction
    issues: tuple[Issue, ...] = ()
    signatures: Signatures = NO_SIGNATURES
    corrected: tuple[CorrectedLine, ...] = ()
