"""Step 6, segment: the clean text becomes head fields and a section tree."""

from __future__ import annotations

from pathlib import Path

from prefect import task

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Structure
from tasks.domain.signature import Signatures
from tasks.progress import report
from tasks.signing.weigh import with_signatures
from tasks.step import Sealed, StepOutput, StepPlace, StepWork, is_retryable, run_step
from tasks.structure.parse import parse_structure
from tasks.structure.urgency import with_stamp
from tasks.text.clean import CleanedNotice

VERSION = 6


def summarize(structure: Structure) -> str:
    """Type, symbol and number of sections in one line."""
    head = structure.head
    return f"{head.type or 'unknown type'} {head.symbol or 'without symbol'}, {len(structure.sections)} sections"


@task(name="segment", retry_condition_fn=is_retryable, persist_result=False)
async def segment(
    place: StepPlace, cleaned: StepOutput[CleanedNotice], signed: StepOutput[Signatures] | None, vocabulary: Sealed[Vocabulary]
) -> StepOutput[Structure]:
    """Find head, foot and sections; an urgency stamp that only the picture shows is taken from there.

    What the file's signatures say of the head is weighed; None where it can have none.
    """

    def compute(_folder: Path) -> Structure:
        report("segment")
        notice = cleaned.read(place.work)
        structure = with_stamp(parse_structure(notice.clean, vocabulary.value), notice.stamps)
        return structure if signed is None else with_signatures(structure, signed.read(place.work), vocabulary.value.cues)

    tools = {"vocabulary": vocabulary.value.version}
    work = StepWork("segment", VERSION, Structure, compute, summarize, {}, tools, (signed or cleaned).key.digest)
    return await run_step(place, work)
