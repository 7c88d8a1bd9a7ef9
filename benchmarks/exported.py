"""Annotated documents in, exports out, as the steps ``segment`` and ``extract`` make them, without Prefect and without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.corpora import Annotated
from benchmarks.scan_texts import ScanTexts
from tasks.domain.export import export_notice
from tasks.domain.finding import Findings
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Structure
from tasks.domain.signature import NO_SIGNATURES, Signatures
from tasks.findings.doubts import find_doubts, without_doubted
from tasks.findings.extract import extract_findings
from tasks.scan.limits import Limits
from tasks.signing.banner import read_banners
from tasks.signing.read import read_signatures
from tasks.signing.weigh import with_signatures
from tasks.structure.parse import parse_structure
from tasks.structure.urgency import with_stamp


@dataclass(frozen=True, slots=True)
class Read:
    """What was made of one document.

    Attributes:
        document: where it lies.
        clean: its text.
        structure: its head and sections.
        findings: what was found in it.
    """

    document: Annotated
    clean: CleanText
    structure: Structure
    findings: Findings

    def export(self) -> dict[str, Any]:
        """The document as the scorer compares it."""
        return export_notice(self.clean.text, self.structure.head, self.structure.sections, self.findings)


def read_text(document: Annotated, vocabulary: Vocabulary) -> Read:
    """A document from its transcript: no recognition, no geometry."""
    return _read(document, CleanText.from_plain(document.text()), vocabulary)


def scan_reader(scans: ScanTexts | None = None) -> Callable[[Annotated, Vocabulary], Read]:
    """What reads a document from its scan, whose clean text is kept between runs."""
    kept = scans if scans is not None else ScanTexts()

    def read_scan(document: Annotated, vocabulary: Vocabulary) -> Read:
        cleaned = kept.get(document)
        signed = read_signatures(document.scan, Limits(), None)
        banners = read_banners(cleaned.raw, cleaned.clean.text, cleaned.to_raw)
        signatures = replace(signed, found=(*signed.found, *banners))
        return _read(document, cleaned.clean, vocabulary, cleaned.stamps, cleaned.restored, signatures=signatures)

    return read_scan


def read_all(documents: Iterable[Annotated], vocabulary: Vocabulary, reader: Callable[[Annotated, Vocabulary], Read]) -> Iterator[Read]:
    """Every document, in order."""
    for document in documents:
        yield reader(document, vocabulary)


def _read(
    document: Annotated,
    clean: CleanText,
    vocabulary: Vocabulary,
    stamps: tuple[str, ...] = (),
    restored: tuple[int, ...] = (),
    *,
    signatures: Signatures = NO_SIGNATURES,
) -> Read:
    structure = with_signatures(with_stamp(parse_structure(clean, vocabulary), stamps), signatures, vocabulary)
    findings = extract_findings(clean, structure, vocabulary)
    # As the step does it: what is read badly is not sure, whatever its rule says.
    return Read(document, clean, structure, without_doubted(findings, find_doubts(clean, structure, findings, restored)))
