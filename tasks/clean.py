"""Step 4, clean: words become one clean text that knows where each character was read."""

from __future__ import annotations

from pathlib import Path

from tasks.domain.lexicon import Lexicon
from tasks.progress import report
from tasks.recognize import Recognition
from tasks.step import Sealed, StepOutput, StepPlace, StepWork, run_step, step
from tasks.structure.page_order import in_order
from tasks.text.clean import CleanedNotice, clean_pages
from tasks.text.model import load_model, model_version

VERSION = 17


def summarize(cleaned: CleanedNotice) -> str:
    """Lines and changes in one line."""
    applied = sum(c.applied for c in cleaned.clean.changes)
    return f"{len(cleaned.clean.lines)} lines, {applied} words mended, {len(cleaned.clean.changes) - applied} doubtful ones left"


@step("clean")
async def clean(place: StepPlace, words: StepOutput[Recognition], types: Sealed[Lexicon], *, context: bool) -> StepOutput[CleanedNotice]:
    """Put pages in order, order, join and mend the words; page numbers and signing banners are left out.

    Args:
        place: where the step works.
        words: of the pages.
        types: vocabulary of document types, by whose titles a first page is known.
        context: whether misread tone marks are mended by the words around them.
    """

    def compute(_folder: Path) -> CleanedNotice:
        report("clean")
        return clean_pages(in_order(words.read(place.work).pages, types.value), load_model() if context else None)

    tools = {"document types": types.value.version} | ({"syllable model": model_version()} if context else {})
    work = StepWork("clean", VERSION, CleanedNotice, compute, summarize, {"context": context}, tools, words.key.digest)
    return await run_step(place, work)
