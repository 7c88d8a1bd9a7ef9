"""The flows that `thongbao serve` offers in Prefect's UI: the nightly run, and forms to ingest a path and to read a document again."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from config.settings import Settings, load_settings
from db.asking.questions import due
from flows.addresses import address_of
from flows.batch import work_through
from flows.document import reprocess_document
from flows.options import ReadingOptions
from flows.outcome import DocumentOutcome, tally
from flows.parcels import reprocess_all
from flows.report.artifacts import show_night
from flows.report.night import DueSoon, Night, due_soon, notice, notice_text
from flows.report.notices import send_notices
from flows.serving.paths import offered_path
from flows.shown import SET_ASIDE
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


def night_name() -> str:
    """The run of a night by its day."""
    return f"night of {datetime.now(ZoneInfo(load_settings().timezone)):%Y-%m-%d}"


@flow(name="nightly", flow_run_name=night_name, persist_result=False)
async def nightly() -> State[Any]:
    """Read everything that waits in the inbox and from earlier runs, then report the night.

    Running it twice changes nothing; a night that was missed is made up for by the next run.
    """
    settings = load_settings()
    night = Night()
    with suppress(Exception):  # it stands in the night, is reported below, and decides how this run ends
        await work_through([], ReadingOptions(), night)
    soon = await soon_due(settings, night)
    body, text = notice(night, soon), notice_text(night, soon)
    lost = await in_thread(partial(send_notices, settings, night.run_id, body, text))
    await show_night(settings, night, soon, lost)
    if night.error is not None:
        return Failed(message=str(night.error))
    return Completed(message=tally(night.outcomes))


async def soon_due(settings: Settings, night: Night) -> list[DueSoon]:
    """Tasks due in the days that the settings name; none where the database is away, which is reported anyhow."""
    today = settings.today()
    with suppress(ThongbaoError):
        return due_soon(await in_thread(partial(due, settings.database, today, settings.due_days)), today, night.outcomes)
    return []


@flow(name="ingest", flow_run_name="ingest {path}", persist_result=False)
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
    return ended(night.outcomes)


@flow(name="reprocess", flow_run_name="reprocess {document}", persist_result=False)
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
    return ended(await reprocess_all(document, options, first=reprocess_document.fn))


def switched(choice: Switch) -> bool | None:
    """Yes, no, or what the settings say."""
    return None if choice == AS_SET else choice == "yes"


def ended(outcomes: list[DocumentOutcome]) -> State[Any]:
    """How a run with these outcomes ends in the UI, with the reason beside it."""
    bad = [o for o in outcomes if o.outcome in {Outcome.FAILED, Outcome.QUARANTINED}]
    message = "; ".join([tally(outcomes), *(f"{o.source}: {o.message}" for o in bad[:5])])
    if any(o.outcome is Outcome.FAILED for o in bad):
        return Failed(message=message)
    return Completed(name=SET_ASIDE if bad and len(outcomes) == 1 else None, message=message)
