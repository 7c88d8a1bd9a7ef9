"""Read the pages of the one file of a command while Prefect and its server start."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread

from config.settings import Settings
from config.vocabulary import load_vocabulary
from db.reading.documents import is_known
from flows.inbox.bucket import source_at
from flows.inbox.named import named
from flows.limits import limits_of
from tasks.ahead import Ahead, offer, withdraw
from tasks.archive.bucket import BucketPlace
from tasks.archive.opened import Arrival
from tasks.archive.originals import store_original
from tasks.confined.budget import Budget
from tasks.domain.private import make_private
from tasks.progress import Watcher, about, watch
from tasks.rasterize import rasterize
from tasks.recognize import recognize
from tasks.restore.plain import may_be_text
from tasks.step import StepPlace, in_thread

logger = logging.getLogger(__name__)


@contextmanager
def reading_ahead(settings: Settings, paths: Sequence[str], watcher: Watcher) -> Iterator[bool]:
    """Read ahead while inside, where a command names one file of this machine, that no pool reads, and whose content is new.

    A document that is known is left to its run, which counts how often the program died over it. Whatever goes wrong here, a run meets
    again and says so.

    Args:
        settings: of the program.
        paths: files and folders that the command names.
        watcher: is told of the progress, from another thread.

    Yields:
        Whether something may be read ahead.

    Raises:
        VanishedFileError: a path does not exist.
    """
    files = asyncio.run(named(list(paths))) if len(paths) == 1 else []
    source = source_at(files[0].address, settings, files[0].folder) if len(files) == 1 and not settings.work_pool else None
    if source is None or isinstance(source, BucketPlace):
        yield False
        return
    make_private(settings.work_folder)
    # By its name a folder that a killed command left is known as half-written, and purged.
    ahead = Ahead(Path(tempfile.mkdtemp(prefix=".building-ahead-", dir=settings.work_folder)))
    offer(ahead)
    Thread(target=_read, args=(ahead, source, settings, watcher), name="reading-ahead", daemon=True).start()
    try:
        yield True
    finally:
        withdraw(ahead)
        shutil.rmtree(ahead.work, ignore_errors=True)


def _read(ahead: Ahead, source: Path | Arrival, settings: Settings, watcher: Watcher) -> None:
    watch(watcher)
    try:
        asyncio.run(_pages(ahead, source, settings))
    except Exception as error:  # of any kind: the run of the document meets it too
        logger.debug("reading ahead ended: %s", type(error).__name__)
    finally:
        ahead.ended()


async def _pages(ahead: Ahead, source: Path | Arrival, settings: Settings) -> None:
    """The steps whose outputs need no row: page pictures and their words, of a copy of the file."""
    path = source.path if isinstance(source, Arrival) else source
    about("/".join(path.parts[-2:]))
    copied = await in_thread(partial(store_original, source, ahead.work, settings.max_file_bytes))
    original = ahead.work / copied.store_path
    if is_known(settings.database, copied.sha256) or may_be_text(original):
        return
    limits = limits_of(settings)
    place = StepPlace(
        run_id="",
        work=ahead.work,
        name=path.name,
        original=original,
        sha256=copied.sha256,
        workers=settings.workers,
        budget=Budget(settings.document_seconds),
    )
    pages = await rasterize.fn(place, limits, dpi=settings.dpi, force_ocr=settings.force_ocr, tesseract=settings.tesseract)
    ahead.made(pages.key)
    types = load_vocabulary().type_abbreviations
    words = await recognize.fn(
        place, pages, limits, types=types, tesseract=settings.tesseract, language=settings.language, psm=settings.psm
    )
    ahead.made(words.key)
