"""Take one registered document through the steps, from page pictures to rows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from config.retries import StepName
from config.settings import Settings
from config.vocabulary import load_vocabulary
from db.reading.parts import decisions_about
from db.reading.text_corrections import corrections_about
from db.record.history import release_lease, take_lease
from flows.heartbeat import MISSED_HEARTBEATS, signs_of_life
from flows.limits import bundle_limits_of, limits_of
from flows.warming import warmed
from tasks.domain.errors import ThongbaoError
from tasks.domain.member import Member
from tasks.rasterize import Raster, holds_files, rasterize
from tasks.recognize import recognize
from tasks.restore.plain import may_be_text
from tasks.step import Sealed, Step, StepOutput, StepPlace, in_thread

if TYPE_CHECKING:
    from prefect import Task

    from tasks.load import Loaded
    from tasks.recognize import Recognition
    from tasks.text.clean import CleanedNotice

P = ParamSpec("P")
R = TypeVar("R")


@asynccontextmanager
async def sole_work(place: StepPlace, heartbeat_seconds: float) -> AsyncIterator[None]:
    """Hold the document's lease and give signs of life while inside.

    Raises:
        BusyDocumentError: another run works on the document.
    """
    lifetime = heartbeat_seconds * MISSED_HEARTBEATS
    await in_thread(partial(take_lease, place.database, place.sha256, place.run_id, lifetime))
    try:
        async with signs_of_life(place.database, place.run_id, heartbeat_seconds):
            yield
    finally:
        with suppress(ThongbaoError):
            await asyncio.shield(in_thread(partial(release_lease, place.database, place.run_id)))


async def read_document(place: StepPlace, settings: Settings) -> Loaded:
    """Steps two to eight; each is tried as often as its policy says. What a person said of the file's pages and lines counts.

    What comes behind the pages is imported behind them: it takes half a second of processor time, which :mod:`flows.warming` spends while
    the first page is read.

    Raises:
        ThongbaoError: a step failed for good; what the steps before it left is kept and taken up again by the next run.
    """
    limits = limits_of(settings)
    pages = signed = None
    members: tuple[Member, ...] = ()
    if await in_thread(partial(may_be_text, place.original)):
        from tasks.transcribe import transcribe

        vocabulary = Sealed(load_vocabulary())
        words = await with_policy(transcribe, settings, "recognize")(place, limits, vocabulary.value.type_abbreviations)
    else:
        pages = await with_policy(rasterize, settings, "rasterize")(
            place, limits, dpi=settings.dpi, force_ocr=settings.force_ocr, tesseract=settings.tesseract
        )
        members = await members_in(place, pages, settings)
        vocabulary = Sealed(load_vocabulary())
        types = vocabulary.value.type_abbreviations
        words = await with_policy(recognize, settings, "recognize")(
            place, pages, limits, types=types, tesseract=settings.tesseract, language=settings.language, psm=settings.psm
        )
    await warmed()
    from tasks.clean import clean
    from tasks.examine import examine
    from tasks.extract import extract
    from tasks.load import Steps, load
    from tasks.segment import segment

    # The words of a text were judged by their context when they were restored.
    cleaned = await with_policy(clean, settings, "clean")(
        place, words, Sealed(vocabulary.value.document_types), context=settings.context and pages is not None
    )
    if pages is not None:
        signed = await with_policy(examine, settings, "examine")(place, cleaned, limits, settings.trusted_certificates)
    cleaned = await corrected(place, cleaned, words, settings)
    decisions = await in_thread(partial(decisions_about, place.database, place.sha256))
    segmented = await with_policy(segment, settings, "segment")(place, cleaned, signed, vocabulary, decisions)
    findings = await with_policy(extract, settings, "extract")(place, cleaned, segmented, signed, vocabulary)
    steps = Steps(pages, words, cleaned, segmented, findings, signed, members)
    parameters = {"dpi": settings.dpi, "psm": settings.psm, "force_ocr": settings.force_ocr, "language": settings.language}
    return await with_policy(load, settings, "load")(place, steps, parameters)


async def corrected(
    place: StepPlace, cleaned: StepOutput[CleanedNotice], words: StepOutput[Recognition], settings: Settings
) -> StepOutput[CleanedNotice]:
    """The text with what people said of its lines; the text as it was read where nobody said anything."""
    said = await in_thread(partial(corrections_about, place.database, place.sha256))
    if not said:
        return cleaned
    from tasks.proofread import proofread

    return await with_policy(proofread, settings, "clean")(place, cleaned, words, Sealed(said))


async def members_in(place: StepPlace, pages: StepOutput[Raster], settings: Settings) -> tuple[Member, ...]:
    """The files attached to a PDF, now documents of their own."""
    if not await in_thread(partial(holds_files, place.work, pages)):
        return ()
    from tasks.unpack import unpack

    found = await with_policy(unpack, settings, "unpack")(
        place, limits_of(settings), bundle_limits_of(settings), settings.store_folder, is_parcel=False
    )
    return found.members


def with_policy(step: Step[P, R], settings: Settings, name: StepName) -> Task[P, Coroutine[Any, Any, R]]:
    """A step with the retries that the settings give it."""
    policy = settings.retry(name)
    return step.task.with_options(retries=policy.attempts - 1, retry_delay_seconds=policy.waits or 0, retry_jitter_factor=policy.jitter)
