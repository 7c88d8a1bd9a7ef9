"""Between clean and segment, proofread: what people said of lines is laid over what was read; a file nobody spoke of has no such step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tasks.domain.text_corrections import LineCorrection, LineState
from tasks.progress import report
from tasks.recognize import Recognition
from tasks.step import Sealed, StepOutput, StepPlace, StepWork, run_step, step
from tasks.text.clean import CleanedNotice
from tasks.text.proofread import proofread as lay

VERSION = 1
NAME = "proofread"


def summarize(cleaned: CleanedNotice) -> str:
    """Numbers of corrections by what became of them, in one line."""
    counts = {state: sum(line.state is state for line in cleaned.corrected) for state in LineState}
    return ", ".join(f"{number} {state}" for state, number in counts.items() if number) or "nothing to correct"


@step(NAME)
async def proofread(
    place: StepPlace,
    cleaned: StepOutput[CleanedNotice],
    words: StepOutput[Recognition],
    corrections: Sealed[Sequence[LineCorrection]],
) -> StepOutput[CleanedNotice]:
    """Lay what people said of lines over the text; the output of the clean step stays beside it as it was.

    Args:
        place: where the step works.
        cleaned: the text as it was read.
        words: of the pages, whose sizes are needed.
        corrections: in force, in the order of the log.
    """

    def compute(_folder: Path) -> CleanedNotice:
        report(NAME)
        sizes = {page.number: (page.width, page.height) for page in words.read(place.work).pages}
        return lay(cleaned.read(place.work), corrections.value, sizes)

    parameters = {"corrections": [asdict(c) for c in corrections.value]}
    work = StepWork(NAME, VERSION, CleanedNotice, compute, summarize, parameters, {}, cleaned.key.digest)
    return await run_step(place, work)
