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
from tasks.domain.span import OffsetMap
from tasks.findings.doubts import find_doubts, without_doubted
from tasks.findings.extract import extract_findings
from tasks.scan.limits import Limits
from tasks.signing.banner import read_banners
from tasks.signing.read import read_signatures
from tasks.signing.weighed import parse_weighed
from tasks.text.clean import CleanedNotice
from tasks.text.portion import portion


@dataclass(frozen=True, slots=True)
class Read:
    """What was made of one notice of a document.

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


Reader = Callable[[Annotated, Vocabulary], tuple[Read, ...]]
_ROWS = ("sections", "directives", "metrics", "citations")


def read_text(document: Annotated, vocabulary: Vocabulary) -> tuple[Read, ...]:
    """The notices of a document from its transcript: no recognition, no geometry."""
    text = document.text()
    return read_cleaned(document, CleanedNotice(text, CleanText.from_plain(text), OffsetMap.identity(len(text)), ()), vocabulary)


def scan_reader(scans: ScanTexts | None = None) -> Reader:
    """What reads the notices of a document from its scan, whose clean text is kept between runs."""
    kept = scans if scans is not None else ScanTexts()

    def read_scan(document: Annotated, vocabulary: Vocabulary) -> tuple[Read, ...]:
        cleaned = kept.get(document)
        signed = read_signatures(document.scan, Limits(), None)
        banners = read_banners(cleaned.raw, cleaned.clean.text, cleaned.to_raw)
        return read_cleaned(document, cleaned, vocabulary, replace(signed, found=(*signed.found, *banners)))

    return read_scan


def read_all(documents: Iterable[Annotated], vocabulary: Vocabulary, reader: Reader) -> Iterator[Read]:
    """Every notice of every document, in order."""
    for document in documents:
        yield from reader(document, vocabulary)


def merged(exports: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Exports by key; of those of one key the head of the first and the rows of all, as the scorer compares them."""
    found: dict[str, dict[str, Any]] = {}
    for key, export in exports:
        first = found.setdefault(key, export)
        if first is not export:
            first["text"] += f"\f{export['text']}"
            for kind in _ROWS:
                first[kind] += export[kind]
    return found


def joined(reads: Iterable[Read]) -> dict[str, dict[str, Any]]:
    """What the scorer compares, by document."""
    return merged((read.document.name, read.export()) for read in reads)


def read_cleaned(
    document: Annotated, cleaned: CleanedNotice, vocabulary: Vocabulary, signatures: Signatures = NO_SIGNATURES
) -> tuple[Read, ...]:
    """The notices of a document from its clean text."""
    reads = []
    for part in parse_weighed(cleaned, vocabulary, {}, signatures).parts:
        own, structure = portion(cleaned, part.pages), part.structure
        findings = extract_findings(own.clean, structure, vocabulary)
        # As the step does it: what is read badly is not sure, whatever its rule says.
        sure = without_doubted(findings, find_doubts(own.clean, structure, findings, own.restored))
        reads.append(Read(document, own.clean, structure, sure))
    return tuple(reads)
