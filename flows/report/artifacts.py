"""What people look at in Prefect's UI beside states and log lines. Nothing here can make a document or a batch fail."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from prefect import runtime
from prefect.artifacts import (
    acreate_image_artifact,
    acreate_markdown_artifact,
    acreate_progress_artifact,
    aupdate_progress_artifact,
)
from prefect.client.orchestration import get_client

from config.settings import Settings
from db.asking.details import revision_detail
from flows.report.links import document_address, list_address
from flows.report.markdown import document_report, link, literal, night_report
from flows.report.night import Behind, Night
from flows.report.page_picture import picture_address, places_by_page
from flows.report.words import words_in
from flows.worded import Wording
from tasks.domain.typed import write_day
from tasks.step import in_thread

if TYPE_CHECKING:
    from tasks.load import Loaded

logger = logging.getLogger(__name__)
# A server that hangs must not hold up the documents.
LIMIT_SECONDS = 30.0


def wanted(settings: Settings) -> bool:
    """Whether artefacts are to be written: the setting says so and there is a Prefect run to hang them on."""
    return bool(settings.artifacts) and bool(runtime.flow_run.id)


@asynccontextmanager
async def harmless(what: str) -> AsyncIterator[None]:
    """Whatever goes wrong inside, or takes too long, becomes a log line."""
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            yield
    except Exception as error:  # of any kind: the document is loaded, its picture in the UI is not worth a failure
        logger.warning("%s is missing in the UI: %s", what, type(error).__name__)


async def name_run(loaded: Loaded, words: Wording) -> None:
    """Call the run by its document in the UI ("660/TB-UBND, 3 pages") and tag it with type and issuer, now that they are known."""
    stands = loaded.stands
    name = words.counted("run.document", stands.pages, symbol=stands.symbol) if stands.symbol else None
    await _label(name, *(tag for tag in (loaded.type, loaded.issuer) if tag))


async def call_run(name: str) -> None:
    """Call the run by a name that people know, now that it is known."""
    await _label(name)


async def tag_run(tag: str) -> None:
    """Tag the run, so that it can be filtered by."""
    await _label(None, tag)


async def _label(name: str | None, *tags: str) -> None:
    if not runtime.flow_run.id:
        return
    async with harmless("the name of the run"), get_client() as client:
        await client.update_flow_run(UUID(runtime.flow_run.id), name=name, tags=sorted({*runtime.flow_run.tags, *tags}))


async def show_document(settings: Settings, document_id: int) -> None:
    """The report of a document just loaded, and pictures of the pages something was found on; each leads to the review page."""
    if not wanted(settings):
        return
    words = words_in(settings.ui_language)
    async with harmless("the report of the document"):
        detail = await in_thread(partial(revision_detail, settings.database, document_id))
        key = detail.document.short_id.replace(".", "-part-")  # keys of artefacts hold no dots
        title = detail.revision.symbol or detail.document.file_name
        address = document_address(settings, detail.document.short_id)
        look = f" {link(words('document.look'), address)}" if address else ""
        about = literal(words("document.title", name=title)) + look
        await acreate_markdown_artifact(document_report(detail, words, address), key=f"report-{key}", description=about)
        pages = {page.number: page for page in detail.pages}
        for number, places in list(places_by_page(detail).items())[: settings.artifact_pictures]:
            picture = await in_thread(partial(picture_address, pages[number], places, settings.work_folder))
            if picture:
                about = literal(words("document.picture", page=number, name=title)) + look
                await acreate_image_artifact(picture, key=f"picture-{key}-p{number}", description=about)


async def show_night(settings: Settings, night: Night, behind: Behind) -> None:
    """The summary of a night."""
    if wanted(settings):
        async with harmless("the summary of the night"):
            words = words_in(settings.ui_language)
            report = night_report(night, behind, words, partial(document_address, settings), list_address(settings))
            about = literal(words("night.what", day=write_day(behind.day)))
            await acreate_markdown_artifact(report, key="night", description=about)


class BatchProgress:
    """How much of a batch is done, as a bar in the UI; without artefacts it does nothing."""

    def __init__(self, total: int, artifact: UUID | None) -> None:
        self.total = total
        self.artifact = artifact
        self.shown = 0
        self.turn = asyncio.Lock()

    @classmethod
    async def begin(cls, settings: Settings, total: int) -> BatchProgress:
        """A bar for ``total`` documents."""
        artifact = None
        if wanted(settings):
            async with harmless("the progress of the batch"):
                done = 0.0 if total else 100.0
                about = words_in(settings.ui_language)("night.progress", count=total)
                artifact = await acreate_progress_artifact(done, key="batch-progress", description=about)
        return cls(total, artifact)

    async def move(self, done: int) -> None:
        """Show that ``done`` documents have ended; only whole percents are told, and never backward."""
        percent = 100 * done // self.total
        if self.artifact is None or percent <= self.shown:
            return
        async with harmless("the progress of the batch"), self.turn:
            if percent > self.shown:
                self.shown = percent
                await aupdate_progress_artifact(self.artifact, float(percent))
