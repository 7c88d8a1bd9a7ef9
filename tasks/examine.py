"""Step 5, examine: who signed the file, its digital signatures and printed banners, read beside the text as evidence for the head."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from tasks.apart import ROOM, terms_of
from tasks.domain.errors import ThongbaoError
from tasks.domain.signature import NO_SIGNATURES, Signatures, SignatureSource
from tasks.progress import report
from tasks.scan.limits import Limits
from tasks.signing.banner import read_banners
from tasks.signing.read import UNEXAMINED, may_be_signed
from tasks.signing.reader import SignatureReader
from tasks.step import StepOutput, StepPlace, StepWork, run_step, step
from tasks.text.clean import CleanedNotice

VERSION = 1


def summarize(signatures: Signatures) -> str:
    """Numbers of signatures and banners, and what is wrong with them, in one line."""
    signed = [s for s in signatures.found if s.source is SignatureSource.SIGNATURE]
    faults = dict.fromkeys(code for code in (signatures.fault, *(s.fault for s in signed)) if code)
    told = f"{len(signed)} signatures, {len(signatures.found) - len(signed)} banners"
    return f"{told} ({', '.join(faults)})" if faults else told


def trust_mark(folder: Path | None) -> str:
    """What stands in the folder of trusted certificates, so that a new certificate makes a new reading; "" without a folder."""
    if folder is None:
        return ""
    names = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in names)).hexdigest()[:16]


@step("examine")
async def examine(place: StepPlace, cleaned: StepOutput[CleanedNotice], limits: Limits, trust: Path | None) -> StepOutput[Signatures]:
    """Read the signatures of the file and the banners on its pages; a broken signature is a named doubt, never an error.

    Args:
        place: where the step works.
        cleaned: the text, of which banners were left out.
        limits: of the process that reads signatures.
        trust: folder of certificates that are trusted; None: chains are not checked.
    """

    def compute(_folder: Path) -> Signatures:
        report("examine")
        notice = cleaned.read(place.work)
        banners = read_banners(notice.raw, notice.clean.text, notice.to_raw)
        signed = signatures_of(place, limits, trust) if place.original.is_file() else NO_SIGNATURES
        return replace(signed, found=(*signed.found, *banners))

    tools = {"pyhanko": version("pyhanko")}
    parameters = {"trust": trust_mark(trust)}
    work = StepWork("examine", VERSION, Signatures, compute, summarize, parameters, tools, cleaned.key.digest)
    return await run_step(place, work)


def signatures_of(place: StepPlace, limits: Limits, trust: Path | None) -> Signatures:
    """The signatures of the original, read apart; what cannot be examined within the limits is a named fault.

    Raises:
        OSError: the original cannot be read.
    """
    if not may_be_signed(place.original):
        return NO_SIGNATURES
    terms = terms_of(limits, 1, reads=(place.original, *([trust] if trust is not None else [])))
    arguments = (place.original.absolute(), limits, trust.absolute() if trust is not None else None)
    try:
        with ROOM.confined(terms, place.name, place.budget, SignatureReader, *arguments) as reader:
            found: Signatures = reader.call(Signatures, "signatures")
    except ThongbaoError as error:
        return Signatures((), UNEXAMINED, str(error))
    return found
