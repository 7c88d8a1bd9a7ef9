"""Step 6, segment: the clean text becomes head fields and a section tree."""

from __future__ import annotations

from pathlib import Path

from prefect import task

from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import Structure
from tasks.domain.signature import NO_SIGNATURES, Signatures
from tasks.progress import report
from tasks.signing.weigh import signed_days, with_signatures
from tasks.step import Sealed, StepOutput, StepPlace, StepWork, is_retryable, run_step
from tasks.structure.head_check import Written
from tasks.structure.head_evidence import SignedDay
from tasks.structure.parse import parse_structure
from tasks.structure.urgency import with_stamp
from tasks.text.clean import CleanedNotice

VERSION = 7


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
        signatures = signed.read(place.work) if signed is not None else NO_SIGNATURES
        written = Written(notice.written, tuple(SignedDay(day, signer) for day, signer in signed_days(signatures)))
        structure = with_stamp(parse_structure(notice.clean, vocabulary.value, written), notice.stamps)
        return with_signatures(structure, signatures, vocabulary.value)

    tools = {"vocabulary": vocabulary.value.version}
    work = StepWork("segment", VERSION, Structure, compute, summarize, {}, tools, (signed or cleaned).key.digest)
    return await run_step(place, work)
