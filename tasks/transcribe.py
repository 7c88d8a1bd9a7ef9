"""Steps 2 and 3 for a text whose scan is gone, transcribe: its words as they were meant, on pages of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from prefect import task

from db.documents import set_media_type
from tasks.domain.errors import UnsupportedFileError
from tasks.domain.page import PageNote, RecognizedPage
from tasks.progress import report
from tasks.recognize import Recognition
from tasks.restore.channel import load_channel
from tasks.restore.judge import Treatment
from tasks.restore.pages import recognized_pages
from tasks.restore.plain import read_plain
from tasks.restore.restore import restore_text
from tasks.scan.limits import Limits
from tasks.step import StepOutput, StepPlace, StepWork, is_retryable, run_step
from tasks.text.model import load_model, model_version
from tasks.vietnamese.syllable import syllable_share

VERSION = 2
# Of the words of notices nine in ten are Vietnamese syllables, of English texts one in five (measured on such texts).
LEAST_SYLLABLES = 0.6


def summarize(recognition: Recognition) -> str:
    """Pages, words and what was done in one line."""
    words = sum(len(line.words) for page in recognition.pages for line in page.lines)
    return f"{words:,} words on {len(recognition.pages)} pages, {recognition.pages[0].source_reason}"


@task(name="transcribe", retry_condition_fn=is_retryable, persist_result=False)
async def transcribe(place: StepPlace, limits: Limits, types: tuple[str, ...]) -> StepOutput[Recognition]:
    """Restore the letters that a text lost; a text that lost none is taken as it is.

    Args:
        place: where the step works.
        limits: most pages.
        types: abbreviations of the kinds of documents.

    Raises:
        UnsupportedFileError: the file is no text of a Vietnamese notice.
    """

    def compute(_folder: Path) -> Recognition:
        report("transcribe")
        pages = transcribed(place.original.read_bytes(), place.name, limits.max_pages, types)
        set_media_type(place.database, place.document_id, "text")
        return Recognition(pages)

    tools = {"syllable model": model_version(), "restoration table": load_channel().version}
    parameters = {"max_pages": limits.max_pages, "types": list(types)}
    return await run_step(place, StepWork("transcribe", VERSION, Recognition, compute, summarize, parameters, tools))


def transcribed(data: bytes, name: str, max_pages: int, types: tuple[str, ...] = ()) -> tuple[RecognizedPage, ...]:
    """The pages of a text file, its words restored where they were not as they were meant.

    Raises:
        UnsupportedFileError: the bytes are no text of a Vietnamese notice.
    """
    text = read_plain(data, max_pages)
    if text is None:
        raise UnsupportedFileError(f"{name} is neither a PDF, TIFF, PNG or JPEG nor the text of a notice.", "Ingest the scan itself.")
    restored = restore_text(text, load_model(), load_channel(), types)
    pages = recognized_pages(restored)
    if syllable_share([word.text for page in pages for line in page.lines for word in line.words]) < LEAST_SYLLABLES:
        raise UnsupportedFileError(f"{name} is a text, but not one of a Vietnamese notice.", "Ingest the scan itself.")
    if restored.treatment is Treatment.GOOD:
        return pages
    message = f"The text was restored ({restored.treatment.value}); its findings are doubts until somebody has confirmed them."
    first = replace(pages[0], notes=(PageNote("restored-text", message), *pages[0].notes))
    return (first, *pages[1:])
