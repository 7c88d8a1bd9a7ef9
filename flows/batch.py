"""Everything that waits: files of a folder, files given by name, documents an earlier run left behind."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path

from prefect import flow

from config.settings import Settings, load_settings
from db.documents import waiting_documents
from db.history import Ending, end_run, start_run, sweep_abandoned
from flows.document import ingest_document
from flows.outcome import DocumentOutcome, tally
from flows.reading import MISSED_HEARTBEATS, ReadingOptions
from tasks.domain.errors import BatchStoppedError, VanishedFileError
from tasks.domain.outcome import Outcome
from tasks.step import in_thread

# What a scanner or a share leaves beside the scans; anything else is taken, and quarantined where it is no scan.
LEFT_ALONE = ("~", ".part", ".tmp", ".crdownload", ".filepart")


def collect_files(paths: list[Path]) -> list[Path]:
    """The files to ingest: files as given, folders with everything below them in order of name; hidden and unfinished files are left.

    Raises:
        VanishedFileError: a path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and not is_left_alone(p.relative_to(path)))
        elif path.exists() or path.is_symlink():
            found.append(path)
        else:
            raise VanishedFileError(f"{path} does not exist.", "Check the path.")
    return list(dict.fromkeys(found))


def is_left_alone(relative: Path) -> bool:
    """Whether a file of a folder is hidden, or not finished by its name."""
    return any(part.startswith(".") for part in relative.parts) or relative.name.endswith(LEFT_ALONE)


@flow(name="ingest batch", persist_result=False, validate_parameters=False)
async def ingest_batch(paths: list[str], options: ReadingOptions | None = None) -> list[DocumentOutcome]:
    """Ingest files and folders; a document that fails leaves the rest going.

    Too many failures of one kind in a row stop the batch: the cause is then not in the documents. What was not begun stays where it is.

    Args:
        paths: files and folders; none: the inbox, and documents that wait from earlier runs.
        options: how to read, where it differs from the settings.

    Returns:
        How each ended, in order; files not begun are missing.

    Raises:
        BatchStoppedError: too many failures of one kind.
        VanishedFileError: a path does not exist.
    """
    options = options or ReadingOptions()
    settings = load_settings()
    await in_thread(partial(sweep_abandoned, settings.database, settings.heartbeat_seconds * MISSED_HEARTBEATS))
    files = collect_files([Path(p) for p in paths]) if paths else await what_waits(settings)
    run_id = await in_thread(
        partial(start_run, settings.database, "batch", ", ".join(paths) or "inbox", parameters={**asdict(options), "files": len(files)})
    )
    try:
        outcomes = await Batch(settings, options, run_id).ingest(files)
    except BaseException as error:
        ending = Ending(Outcome.FAILED, getattr(error, "code", "bug"), str(error))
        await in_thread(partial(end_run, settings.database, run_id, ending))
        raise
    await in_thread(partial(end_run, settings.database, run_id, Ending(Outcome.SUCCEEDED, error_text=tally(outcomes))))
    return outcomes


async def what_waits(settings: Settings) -> list[Path]:
    """Files of the inbox, then stored originals of documents that no run has finished."""
    inbox = settings.inbox_folder
    files = collect_files([inbox]) if inbox.is_dir() else []
    waiting = await in_thread(partial(waiting_documents, settings.database))
    return files + [settings.store_folder / d.store_path for d in waiting]


class Batch:
    """Documents of one batch, a few at once, with an eye on failures of one kind in a row."""

    def __init__(self, settings: Settings, options: ReadingOptions, run_id: str) -> None:
        self.settings = settings
        self.options = options
        self.run_id = run_id
        self.same_failures: Counter[str] = Counter()
        self.stopped: BatchStoppedError | None = None

    async def ingest(self, files: list[Path]) -> list[DocumentOutcome]:
        """Ingest all files.

        Raises:
            BatchStoppedError: too many failures of one kind.
        """
        gate = asyncio.Semaphore(self.settings.documents_at_once)

        async def one(file: Path) -> DocumentOutcome | None:
            async with gate:
                if self.stopped:
                    return None
                outcome = await ingest_document(str(file), self.options, self.run_id)
                self.watch(outcome)
                return outcome

        outcomes = await asyncio.gather(*(one(file) for file in files))
        if self.stopped:
            raise self.stopped
        return [o for o in outcomes if o is not None]

    def watch(self, outcome: DocumentOutcome) -> None:
        """Count failures of one kind in a row; a document that ends well starts the count again."""
        if outcome.outcome is not Outcome.FAILED or outcome.error_code is None:
            self.same_failures.clear()
            return
        self.same_failures[outcome.error_code] += 1
        if self.same_failures[outcome.error_code] >= self.settings.stop_after_same_failures:
            limit = self.settings.stop_after_same_failures
            self.stopped = BatchStoppedError(
                f"{limit} documents in a row failed with {outcome.error_code!r}, the last: {outcome.message}",
                "Mend the cause and start again; everything that was not loaded still waits.",
            )
