"""Step 6, segment: the clean text is cut into the notices of the file, and each becomes head fields and a section tree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tasks.domain.lexicon import Vocabulary
from tasks.domain.parts import Segmented
from tasks.domain.signature import NO_SIGNATURES, Signatures
from tasks.progress import report
from tasks.proofread import NAME as PROOFREAD
from tasks.signing.weighed import parse_weighed
from tasks.step import Sealed, StepOutput, StepPlace, StepWork, run_step, step
from tasks.text.clean import CleanedNotice

VERSION = 19


def summarize(segmented: Segmented) -> str:
    """Type, symbol and number of sections of each notice in one line."""
    heads = [(part.structure.head, len(part.structure.sections)) for part in segmented.parts]
    return "; ".join(f"{head.type or 'unknown type'} {head.symbol or 'without symbol'}, {count} sections" for head, count in heads)


@step("segment")
async def segment(
    place: StepPlace,
    cleaned: StepOutput[CleanedNotice],
    signed: StepOutput[Signatures] | None,
    vocabulary: Sealed[Vocabulary],
    decisions: Mapping[int, bool],
) -> StepOutput[Segmented]:
    """Cut the file into its notices, and find head, foot and sections of each; an urgency stamp may come from the picture alone.

    What the file's signatures say of the heads is weighed.

    Args:
        place: where the step works.
        cleaned: the text of the file.
        signed: its signatures; None where it can have none.
        vocabulary: all of it.
        decisions: pages of which a person said that a notice begins with them (True), or does not.
    """

    def compute(_folder: Path) -> Segmented:
        report("segment")
        signatures = signed.read(place.work) if signed is not None else NO_SIGNATURES
        return parse_weighed(cleaned.read(place.work), vocabulary.value, decisions, signatures)

    tools = {"vocabulary": vocabulary.value.version}
    parameters: dict[str, Any] = {"decisions": {str(page): begins for page, begins in sorted(decisions.items())}}
    if signed is not None and cleaned.key.step == PROOFREAD:  # signatures are read beside the text, and know nothing of its corrections
        parameters["text"] = cleaned.key.digest
    work = StepWork("segment", VERSION, Segmented, compute, summarize, parameters, tools, (signed or cleaned).key.digest)
    return await run_step(place, work)
