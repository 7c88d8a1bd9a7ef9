"""Step 8, load: one transaction makes the reading the document's current revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prefect import task

from db.outcomes import standing
from db.repository import RevisionKey, write_reading
from tasks.archive.artifacts import ArtifactKey
from tasks.domain.notice import Structure
from tasks.domain.page import summarize_page
from tasks.domain.reading import Extraction, Reading
from tasks.domain.signature import NO_SIGNATURES, Signatures
from tasks.progress import report
from tasks.rasterize import Raster
from tasks.recognize import Recognition
from tasks.step import StepOutput, StepPlace, Trace, is_retryable, recorded
from tasks.text.clean import CleanedNotice


@dataclass(frozen=True, slots=True)
class Loaded:
    """What stands in the database now.

    Attributes:
        revision: number of the document's current revision.
        is_new: False where the same reading had been written before.
        symbol: of the document, as printed.
        type: abbreviation of the kind of document.
        issuer: body that issues.
        pages: number of pages.
        tasks: number of tasks.
        directives: number of directives.
        metrics: number of metrics.
        citations: number of citations.
        issues: number of doubts.
    """

    revision: int
    is_new: bool
    symbol: str | None
    type: str | None
    issuer: str | None
    pages: int
    tasks: int
    directives: int
    metrics: int
    citations: int
    issues: int


@dataclass(frozen=True, slots=True)
class Steps:
    """Outputs of the steps before, from which the rows are made; a text has no page pictures and no signatures."""

    pages: StepOutput[Raster] | None
    words: StepOutput[Recognition]
    cleaned: StepOutput[CleanedNotice]
    structure: StepOutput[Structure]
    findings: StepOutput[Extraction]
    signed: StepOutput[Signatures] | None = None

    @property
    def tools(self) -> dict[str, str]:
        """Versions of every program and model that had a part in the reading."""
        outputs = (self.pages, self.words, self.cleaned, self.signed, self.structure, self.findings)
        return {name: version for output in outputs if output is not None for name, version in output.tools.items()}


@task(name="load", retry_condition_fn=is_retryable, persist_result=False)
async def load(place: StepPlace, steps: Steps, parameters: Mapping[str, Any]) -> Loaded:
    """Write all rows of the reading; writing the same reading again changes nothing.

    Raises:
        LoadError: the database refused, nothing was written.
        InvariantError: a quote is not what its span says, nothing was written.
    """

    def attempt() -> tuple[Loaded, Trace]:
        report("load")
        reading = reading_of(place, steps)
        key = RevisionKey(place.document_id, steps.findings.key.digest, parameters, steps.tools)
        number, is_new = write_reading(place.database, key, reading)
        found = reading.extraction.findings
        loaded = Loaded(
            revision=number,
            is_new=is_new,
            symbol=reading.structure.head.symbol,
            type=reading.structure.head.type,
            issuer=reading.structure.head.issuer,
            pages=len(reading.pages),
            tasks=standing(place.database, place.document_id).tasks,
            directives=len(found.directives),
            metrics=len(found.metrics),
            citations=len(found.citations),
            issues=len(reading.issues) + len(reading.extraction.issues),
        )
        summary = f"revision {number}" + ("" if is_new else ", unchanged")
        return loaded, Trace(ArtifactKey(place.sha256, "load", steps.findings.key.digest).folder, summary, reused=not is_new)

    return await recorded(place, "load", attempt, parameters=parameters, tools=steps.tools)


def reading_of(place: StepPlace, steps: Steps) -> Reading:
    """Put the outputs of all steps together; pictures are named from the work folder on."""
    # First, so that the words of all pages are gone before the rest is read.
    folder = steps.pages.key.folder if steps.pages is not None else ""
    pages = tuple(summarize_page(p, folder) for p in steps.words.read(place.work).pages)
    cleaned = steps.cleaned.read(place.work)
    return Reading(
        pages=pages,
        raw_text=cleaned.raw,
        clean=cleaned.clean,
        to_raw=cleaned.to_raw,
        structure=steps.structure.read(place.work),
        extraction=steps.findings.read(place.work),
        issues=cleaned.issues,
        signatures=steps.signed.read(place.work) if steps.signed is not None else NO_SIGNATURES,
    )
