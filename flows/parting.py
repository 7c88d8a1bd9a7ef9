"""Cut a file into its notices again, by what people said of its pages and lines, without reading a page again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from config.settings import Settings
from config.vocabulary import load_vocabulary
from db.asking.details import revision_detail
from db.models.document import Document
from db.reading.documents import find_file
from db.reading.parts import decide, decisions_about
from db.reading.provenance import step_output
from db.reading.text_corrections import corrections_about
from flows.document import outcome_of, stored_file
from flows.options import ReadingOptions
from flows.outcome import DocumentOutcome
from flows.reading import sole_work
from flows.recorded import RunState, recorded_run
from tasks.archive.artifacts import ArtifactKey
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.signature import Signatures
from tasks.extract import extract
from tasks.load import Steps, load
from tasks.proofread import proofread
from tasks.rasterize import Raster
from tasks.recognize import Recognition
from tasks.segment import segment
from tasks.step import Sealed, StepOutput, StepPlace, Trace, in_thread, recorded
from tasks.text.clean import CleanedNotice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Outputs of the steps before the cut, and the settings they were made with; a text has no page pictures."""

    pages: StepOutput[Raster] | None
    words: StepOutput[Recognition]
    cleaned: StepOutput[CleanedNotice]
    signed: StepOutput[Signatures] | None
    parameters: Mapping[str, Any]


async def cut_again(settings: Settings, document: str) -> DocumentOutcome:
    """Segment, extract and load a file again from the words that its current reading left, into new revisions of its notices.

    It runs without Prefect, in a second or two, and is recorded as a run of its own.

    Args:
        settings: of the program.
        document: id, symbol or file name of the file, or of one of its notices.

    Returns:
        How it ended; errors of our tree do not leave it. What a person said is kept whatever happens, and the next reprocess follows it.
    """

    async def work(state: RunState) -> DocumentOutcome:
        first, place = await stored_file(state, settings, document)
        async with sole_work(place, settings.heartbeat_seconds):
            kept = await in_thread(partial(kept_words, settings, first))
            for output in (kept.pages, kept.words, kept.cleaned, kept.signed):
                await take_over(place, output)
            said = await in_thread(partial(corrections_about, settings.database, first.sha256))
            text = await proofread.fn(place, kept.cleaned, kept.words, Sealed(said)) if said else kept.cleaned
            decisions = await in_thread(partial(decisions_about, settings.database, first.sha256))
            vocabulary = Sealed(load_vocabulary())
            segmented = await segment.fn(place, text, kept.signed, vocabulary, decisions)
            findings = await extract.fn(place, text, segmented, kept.signed, vocabulary)
            loaded = await load.fn(place, Steps(kept.pages, kept.words, text, segmented, findings, kept.signed), kept.parameters)
        return outcome_of(loaded, first.file_name, first.short_id)

    return await recorded_run(settings, "reprocess", document, work, options=ReadingOptions())


async def take_over(place: StepPlace, output: StepOutput[Any] | None) -> None:
    """Record the output of an earlier run as this run's own, so that a revision's run names all that it was made from."""
    if output is not None:
        trace = Trace(output.key.folder, "as it was read before", reused=True)
        await recorded(place, output.key.step, lambda: (None, trace), parameters={}, tools=output.tools)


def kept_words(settings: Settings, first: Document) -> KeptWords:
    """What the steps before the cut left for the current reading of a file.

    Raises:
        UnknownDocumentError: it is gone from the work folder, or the file has not been read.
    """
    revision = revision_detail(settings.database, first.id).revision

    def output(step: str, kind: type[T]) -> StepOutput[T] | None:
        folder = step_output(settings.database, first.sha256, revision.fingerprint, step)
        if folder is None or not (settings.work_folder / folder).is_dir():
            return None
        return StepOutput(ArtifactKey(first.sha256, step, folder.rsplit("-", 1)[-1]), kind, revision.tool_versions)

    pages, words = output("rasterize", Raster), output("recognize", Recognition) or output("transcribe", Recognition)
    cleaned, signed = output("clean", CleanedNotice), output("examine", Signatures)
    if words is None or cleaned is None:
        raise UnknownDocumentError(
            f"The words of {first.short_id} are gone from {settings.work_folder}.",
            f"`thongbao reprocess {first.short_id}` reads the file again, and follows what was said of its pages and lines.",
        )
    return KeptWords(pages, words, cleaned, signed, revision.parameters)


def said(settings: Settings, document: str, page: int, action: str, person: str) -> Document:
    """Record what a person says of a page of a file; gives the file's first notice.

    Raises:
        UnknownDocumentError: no file goes by the name.
        CorrectionError: nothing can be said of this page.
    """
    first = find_file(settings.database, document)
    decide(settings.database, first.sha256, page, action, person)
    return first
