"""Step 7, extract: sections of each notice become directives, metrics and citations, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks.domain.finding import Findings
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Structure
from tasks.domain.parts import Segmented
from tasks.domain.reading import Extraction
from tasks.domain.signature import NO_SIGNATURES, Signatures
from tasks.findings.agencies import Agencies
from tasks.findings.doubts import find_doubts, without_doubted
from tasks.findings.evidence import evidence_for
from tasks.findings.extract import extract_findings
from tasks.findings.signed import with_signature_doubts
from tasks.progress import report
from tasks.step import Sealed, StepOutput, StepPlace, StepWork, run_step, step
from tasks.text.clean import CleanedNotice
from tasks.text.portion import portion
from tasks.vietnamese.places import load_places

VERSION = 18


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found in each notice of a file, in the order of its notices."""

    parts: tuple[Extraction, ...]


def with_evidence(
    clean: CleanText,
    structure: Structure,
    findings: Findings,
    vocabulary: Vocabulary,
    restored: tuple[int, ...] = (),
    *,
    signatures: Signatures = NO_SIGNATURES,
) -> Extraction:
    """Findings with the place that each, and each of its parts, was found at, the agencies behind the printed parties, and the doubts.

    What is sure has no doubt that is more than information, and what is not has at least one.

    Args:
        clean: the text.
        structure: its head and sections.
        findings: what was found in it.
        vocabulary: with the agencies.
        restored: pages (1-based) whose words were restored.
        signatures: of the file.
    """
    issues = with_signature_doubts(find_doubts(clean, structure, findings, restored), clean, structure, signatures)
    findings = without_doubted(findings, issues)
    printed = dict.fromkeys(party for d in findings.directives for party in (*d.lead, *d.coordinating))
    agencies = Agencies(vocabulary.agencies, load_places())
    matches = [(party, agencies.resolve(party, structure.head)) for party in printed]
    return Extraction(
        findings=findings,
        sections=tuple(evidence_for(clean, s.span) for s in structure.sections),
        directives=tuple(evidence_for(clean, d.span) for d in findings.directives),
        metrics=tuple(evidence_for(clean, m.span) for m in findings.metrics),
        citations=tuple(evidence_for(clean, c.span) for c in findings.citations),
        agencies=tuple((party, match) for party, match in matches if match is not None),
        issues=issues,
        parts=tuple(tuple(evidence_for(clean, part.span) for part in d.parts) for d in findings.directives),
    )


def summarize(extracted: Extracted) -> str:
    """Numbers of findings of each notice in one line."""
    return "; ".join(
        f"{len(part.findings.directives)} directives, {len(part.findings.metrics)} metrics, {len(part.findings.citations)} citations, "
        f"{len(part.issues)} doubts"
        for part in extracted.parts
    )


@step("extract")
async def extract(
    place: StepPlace,
    cleaned: StepOutput[CleanedNotice],
    segmented: StepOutput[Segmented],
    signed: StepOutput[Signatures] | None,
    vocabulary: Sealed[Vocabulary],
) -> StepOutput[Extracted]:
    """Find what each notice of the file orders, reports and cites."""
    words = vocabulary.value

    def one(notice: CleanedNotice, tree: Structure, signatures: Signatures) -> Extraction:
        found = extract_findings(notice.clean, tree, words)
        return with_evidence(notice.clean, tree, found, words, notice.restored, signatures=signatures)

    def compute(_folder: Path) -> Extracted:
        report("extract")
        notice = cleaned.read(place.work)
        signatures = signed.read(place.work) if signed is not None else NO_SIGNATURES
        parts = segmented.read(place.work).parts
        return Extracted(tuple(one(portion(notice, part.pages), part.structure, signatures) for part in parts))

    tools = {"vocabulary": vocabulary.value.version}
    work = StepWork("extract", VERSION, Extracted, compute, summarize, {}, tools, segmented.key.digest)
    return await run_step(place, work)
