"""Step 8, load: one transaction makes the reading of a file the current revisions of its notices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.reading.standing import Standing, standing
from db.repository import RevisionKey, write_readings
from tasks.archive.artifacts import ArtifactKey
from tasks.domain.doubt import message_of, severity_of
from tasks.domain.member import Member, named
from tasks.domain.outcome import Issue
from tasks.domain.page import summarize_page
from tasks.domain.parts import Segmented
from tasks.domain.reading import Reading
from tasks.domain.signature import NO_SIGNATURES, Signatures
from tasks.extract import Extracted
from tasks.progress import report
from tasks.rasterize import Raster
from tasks.recognize import Recognition
from tasks.step import StepOutput, StepPlace, Trace, recorded, step
from tasks.text.clean import CleanedNotice
from tasks.text.portion import portion


@dataclass(frozen=True, slots=True)
class Loaded:
    """What stands in the database now.

    Attributes:
        is_new: False where the same reading had been written before.
        type: abbreviation of the kind of the first notice.
        issuer: body that issues it.
        documents: rows of all notices, in the order of the file.
        stands: symbols and numbers of all notices of the file together.
    """

    is_new: bool
    type: str | None
    issuer: str | None
    documents: tuple[int, ...]
    stands: Standing


@dataclass(frozen=True, slots=True)
class Steps:
    """Outputs of the steps before, from which the rows are made; a text has no page pictures and no signatures.

    ``members`` are the files inside the file.
    """

    pages: StepOutput[Raster] | None
    words: StepOutput[Recognition]
    cleaned: StepOutput[CleanedNotice]
    segmented: StepOutput[Segmented]
    findings: StepOutput[Extracted]
    signed: StepOutput[Signatures] | None = None
    members: tuple[Member, ...] = ()

    @property
    def tools(self) -> dict[str, str]:
        """Versions of every program and model that had a part in the reading."""
        outputs = (self.pages, self.words, self.cleaned, self.signed, self.segmented, self.findings)
        return {name: version for output in outputs if output is not None for name, version in output.tools.items()}


@step("load")
async def load(place: StepPlace, steps: Steps, parameters: Mapping[str, Any]) -> Loaded:
    """Write all rows of the reading, of all notices in one transaction; writing the same reading again changes nothing.

    Raises:
        LoadError: the database refused, nothing was written.
        InvariantError: a quote is not what its span says, nothing was written.
    """

    def attempt() -> tuple[Loaded, Trace]:
        report("load")
        readings = readings_of(place, steps)
        key = RevisionKey(place.document_id, steps.findings.key.digest, parameters, steps.tools)
        written = write_readings(place.database, key, readings)
        is_new, first = any(one.is_new for one in written), readings[0].structure.head
        documents = tuple(one.document_id for one in written)
        loaded = Loaded(is_new, first.type, first.issuer, documents, standing(place.database, place.document_id))
        summary = f"revision {written[0].revision}" if len(written) == 1 else f"{len(written)} notices"
        trace = Trace(ArtifactKey(place.sha256, "load", steps.findings.key.digest).folder, summary, reused=not is_new)
        return loaded, replace(trace, summary=summary if is_new else f"{summary}, unchanged")

    return await recorded(place, "load", attempt, parameters=parameters, tools=steps.tools)


def doubts_about(members: Sequence[Member]) -> Iterator[Issue]:
    """What is to be said of the files inside a file: that they are documents of their own, and which of them were not read."""
    taken, aside = [m for m in members if m.file], [m for m in members if not m.file]
    for code, detail in (("attachments-apart", ", ".join(m.path for m in taken)), ("attachments-unread", named(aside))):
        if detail:
            yield Issue(code, severity_of(code), message_of(code, detail), page=1, kind="page")


def readings_of(place: StepPlace, steps: Steps) -> list[Reading]:
    """The outputs of all steps put together, notice by notice; pictures are named from the work folder on."""
    # First, so that the words of all pages are gone before the rest is read.
    folder = steps.pages.key.folder if steps.pages is not None else ""
    pages = {p.number: summarize_page(p, steps.words.key.folder if p.turned else folder) for p in steps.words.read(place.work).pages}
    cleaned = steps.cleaned.read(place.work)
    signatures = steps.signed.read(place.work) if steps.signed is not None else NO_SIGNATURES
    found = steps.findings.read(place.work).parts
    readings: list[Reading] = []
    for part, extraction in zip(steps.segmented.read(place.work).parts, found, strict=True):
        own = portion(cleaned, part.pages)
        readings.append(
            Reading(
                pages=tuple(pages[number] for number in part.pages),
                raw_text=own.raw,
                clean=own.clean,
                to_raw=own.to_raw,
                structure=part.structure,
                extraction=extraction,
                issues=(*own.issues, *part.issues, *(() if readings else doubts_about(steps.members))),
                signatures=signatures,
                corrected=own.corrected,
            )
        )
    return readings
