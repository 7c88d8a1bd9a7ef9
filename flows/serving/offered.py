"""The flows that `thongbao serve` offers in Prefect's UI: the nightly run, and forms to ingest a path and to read a document again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated, Any, Final, Literal

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed
from pydantic import Field

from config.settings import Settings, load_settings
from db.asking.night import standings
from db.asking.questions import due
from flows.addresses import address_of
from flows.batch import work_through
from flows.called import named_after
from flows.document import reprocess_document
from flows.options import ReadingOptions
from flows.parcels import reprocess_all
from flows.report.artifacts import show_night, tag_run
from flows.report.links import document_address
from flows.report.night import Behind, Night, due_soon, notice, plain_text, subject
from flows.report.notices import send_notices
from flows.report.states import batch_state, state_of_all
from flows.report.words import night_name, why_stopped, words_as_set, words_in
from flows.serving.paths import offered_path
from tasks.domain.errors import ForbiddenPathError, ThongbaoError
from tasks.domain.outcome import Outcome
from tasks.step import in_thread

AS_SET: Final = "as the settings say"
Layout = Literal["as the settings say", "3: found by Tesseract", "4: one column", "6: one block of text", "11: scattered text"]
Switch = Literal["as the settings say", "yes", "no"]
# What the form and the API refuse before a run is made. The descriptions of the fields are taken from the docstrings.
Name = Annotated[str, Field(min_length=1)]
Dpi = Annotated[int | None, Field(ge=72, le=600)]
Language = Annotated[str | None, Field(pattern=r"^[A-Za-z_+/]+$")]


def name_of_night() -> str:
    """The name of a night before its files are counted."""
    return night_name(load_settings().today(), words_as_set())


@flow(name="nightly", flow_run_name=name_of_night, persist_result=False)
async def nightly() -> State[Any]:
    """Read everything that waits in the inbox and from earlier runs, then report the night.

    Running it twice changes nothing; a night that was missed is made up for by the next run.
    """
    settings = load_settings()
    night, words, day = Night(), words_in(settings.ui_language), settings.today()
    with suppress(Exception):  # it stands in the night, is reported below, and decides how this run ends
        await work_through([], ReadingOptions(), night, partial(night_name, day, words))
    behind = await in_thread(partial(what_stands_behind, settings, night, day))
    body, text = notice(night, behind), plain_text(night, behind, words, partial(document_address, settings))
    lost = await in_thread(partial(send_notices, settings, night.run_id, body, subject(night, behind, words), text))
    await show_night(settings, night, replace(behind, lost=lost))
    if night.needs_a_look:
        await tag_run(words("tag.failed" if night.error or night.ended(Outcome.FAILED) else "tag.quarantined"))
    if night.error is not None:
        return Failed(message=why_stopped(night.error, words))
    return batch_state(night.outcomes, words)


def what_stands_behind(settings: Settings, night: Night, day: date) -> Behind:
    """What the database says behind a night; nothing where it is away, which is reported anyhow."""
    days = settings.due_days
    with suppress(ThongbaoError):
        stands = standings(settings.database, [o.short_id for o in night.read])
        new = [notice.short_id for notice in stands.notices]
        return Behind(day, days, due_soon(due(settings.database, day, days, since=day), day, new), stands)
    return Behind(day, days)


@flow(name="ingest", flow_run_name=named_after("path", "run.one"), persist_result=False)
async def ingest(path: Name) -> State[Any]:
    """Read a file, or a folder with everything below it, into the database. What is loaded already costs only its hash.

    Args:
        path: File or folder below the inbox of the machine that serves (form_folders); it is left where it is.
    """
    night = Night()
    try:
        place = await in_thread(partial(offered_path, path, load_settings().offered_folders))
    except ForbiddenPathError as error:
        return Failed(message=str(error))
    await work_through([address_of(place)], ReadingOptions(), night)
    return state_of_all(night.outcomes)


@flow(name="reprocess", flow_run_name=named_after("document", "run.again"), persist_result=False)
async def reprocess(
    document: Name,
    *,
    dpi: Dpi = None,
    layout: Layout = AS_SET,
    read_the_picture: Switch = AS_SET,
    context: Switch = AS_SET,
    language: Language = None,
) -> State[Any]:
    """Read a document again from its stored original, every step anew, into a new revision; the earlier ones stay.

    Args:
        document: Its id, its symbol (660/TB-UBND) or its file name.
        dpi: Resolution to read at, in dots per inch (72 to 600); empty: chosen per page by the height of the text.
        layout: How Tesseract is to split the page (its page segmentation mode).
        read_the_picture: Read the picture even where the PDF holds good text of its own.
        context: Mend misread tone marks by the words around them.
        language: Tesseract's model, e.g. vie; empty: as the settings say.
    """
    options = ReadingOptions(
        dpi=dpi,
        psm=None if layout == AS_SET else int(layout.split(":")[0]),
        force_ocr=switched(read_the_picture),
        language=language,
        context=switched(context),
    )
    # Not as a run of its own below this one: this run is then named and tagged like every other run of a document.
    return state_of_all(await reprocess_all(document, options, first=reprocess_document.fn))


def switched(choice: Switch) -> bool | None:
    """Yes, no, or what the settings say."""
    return None if choice == AS_SET else choice == "yes"
