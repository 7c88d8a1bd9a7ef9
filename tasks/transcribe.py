"""Steps 2 and 3 for a text whose scan is gone, transcribe: its words as they were meant, on pages of their own."""

from __future__ import annotations

from pathlib import Path

from db.reading.documents import set_media_type
from tasks.apart import ROOM, terms_of
from tasks.domain.page import RecognizedPage
from tasks.progress import report
from tasks.recognize import Recognition
from tasks.restore.channel import load_channel
from tasks.restore.reader import TextReader
from tasks.scan.limits import Limits
from tasks.step import StepOutput, StepPlace, StepWork, run_step, step
from tasks.text.model import model_version

VERSION = 6


def summarize(recognition: Recognition) -> str:
    """Pages, words and what was done in one line."""
    words = sum(len(line.words) for page in recognition.pages for line in page.lines)
    return f"{words:,} words on {len(recognition.pages)} pages, {recognition.pages[0].source_reason}"


@step("transcribe")
async def transcribe(place: StepPlace, limits: Limits, types: tuple[str, ...]) -> StepOutput[Recognition]:
    """Restore the letters that a text lost; a text that lost none is taken as it is.

    Args:
        place: where the step works.
        limits: most pages, memory and time.
        types: abbreviations of the kinds of documents.

    Raises:
        UnsupportedFileError: the file is no text of a Vietnamese notice.
        LimitExceededError: it takes more memory or time than a setting allows.
    """

    def compute(_folder: Path) -> Recognition:
        report("transcribe")
        terms = terms_of(limits, 1, reads=(place.original,))
        arguments = (place.original.absolute(), place.name, limits.max_pages, types)
        with ROOM.confined(terms, place.name, place.budget, TextReader, *arguments) as reader:
            pages: tuple[RecognizedPage, ...] = reader.call(tuple[RecognizedPage, ...], "pages")
        set_media_type(place.database, place.document_id, "text")
        return Recognition(pages)

    tools = {"syllable model": model_version(), "restoration table": load_channel().version}
    parameters = {"max_pages": limits.max_pages, "types": list(types)}
    return await run_step(place, StepWork("transcribe", VERSION, Recognition, compute, summarize, parameters, tools))
