"""One document from file to rows, and the same document read again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from prefect import runtime

from config.settings import Settings, load_settings
from db.models.document import Document
from db.reading.documents import failed_runs, find_file, reopen
from db.record.audit import record_reprocess
from db.record.history import attach_document
from flows.called import named_after, told
from flows.inbox.bucket import inbox_of, source_at
from flows.legible_logs import install as make_logs_legible
from flows.limits import bundle_limits_of, limits_of
from flows.options import ReadingOptions
from flows.outcome import DocumentOutcome
from flows.reading import read_document, sole_work, with_policy
from flows.recorded import RunState, duplicate_of, recorded_run
from flows.report.artifacts import name_run, show_document, tag_run
from flows.report.states import state_of
from flows.report.words import words_in
from flows.run_logs import tell_runs
from flows.shown import shown_flow
from tasks import progress
from tasks.archive.places import original_place
from tasks.bundles.kinds import is_archive
from tasks.confined.budget import Budget
from tasks.domain.errors import BusyDocumentError, LethalFileError
from tasks.domain.outcome import DocumentState, Outcome
from tasks.register import register
from tasks.step import StepPlace, in_thread

if TYPE_CHECKING:
    from tasks.load import Loaded

# Prefect's runner begins a run by importing the flow, in a process that no command of ours started.
make_logs_legible()
tell_runs()


@shown_flow("ingest document", named_after("path"), state_of)
async def ingest_document(
    path: str, options: ReadingOptions | None = None, parent_run: str | None = None, leaves: bool = False, folder: str | None = None
) -> DocumentOutcome:
    """Take one file through all steps; content that is loaded already is a duplicate and costs only its hash.

    Args:
        path: the file.
        options: how to read, where it differs from the settings.
        parent_run: our batch, where there is one.
        leaves: the file came into the inbox, and leaves it once the store holds it; else it is left where it is.
        folder: that was asked for and that the file was found in; no link below it is followed, nor one below the inbox.

    Returns:
        How it ended; errors of our tree do not leave the flow.
    """
    options = options or ReadingOptions()
    settings = options.over(load_settings())
    source = await told(path, settings)

    async def work(state: RunState) -> DocumentOutcome:
        place = StepPlace(
            run_id=state.run_id,
            work=settings.work_folder,
            database=settings.database,
            workers=settings.workers,
            budget=Budget(settings.document_seconds),
        )
        found = await with_policy(register, settings, "register")(
            place, source_at(path, settings, folder), settings.store_folder, settings.max_file_bytes
        )
        state.document_id, state.short_id = found.document_id, found.short_id
        original = original_place(settings.store_folder, found.store_path, found.sha256)
        if leaves:
            await in_thread(partial(inbox_of(path, settings).leave, path, original, found))
        duplicate = duplicate_of(found, source)
        if duplicate is not None:
            return duplicate
        if found.state is DocumentState.QUARANTINED:
            await in_thread(partial(reopen, settings.database, found.document_id))
        place = replace(
            place,
            name=found.file_name,
            sha256=found.sha256,
            document_id=found.document_id,
            original=original,
        )
        await in_thread(partial(refuse_lethal, settings, found.document_id, found.file_name))
        try:
            return await read_alone(place, settings, source, found.short_id)
        except BusyDocumentError as busy:  # the same content came twice at once; the other run sees to it
            message = f"The same content is being read just now as document {found.short_id}; that run sees to it."
            return DocumentOutcome(source=source, outcome=Outcome.DUPLICATE, short_id=found.short_id, error_code=busy.code, message=message)

    return await told_run(settings, "ingest", source, work, options=options, parent_run=parent_run)


@shown_flow("reprocess document", named_after("document", "run.again"), state_of)
async def reprocess_document(document: str, options: ReadingOptions | None = None) -> DocumentOutcome:
    """Read a file again from its stored original, every step anew, into new revisions of all its notices.

    Args:
        document: id, symbol or file name of the file, or of one of its notices.
        options: how to read, where it differs from the settings.

    Returns:
        How it ended; errors of our tree do not leave the flow.
    """
    options = options or ReadingOptions()
    settings = options.over(load_settings())

    async def work(state: RunState) -> DocumentOutcome:
        found, place = await stored_file(state, settings, document)
        await in_thread(partial(record_reprocess, settings.database, found.id, state.run_id))
        await in_thread(partial(reopen, settings.database, found.id))
        return await read_alone(place, settings, found.file_name, found.short_id)

    return await told_run(settings, "reprocess", document, work, options=options)


async def stored_file(state: RunState, settings: Settings, document: str) -> tuple[Document, StepPlace]:
    """The first notice of a file that is read again, which the run is from now on about, and where its steps work.

    Raises:
        UnknownDocumentError: none goes by that name, or documents of more than one file.
    """
    found = await in_thread(partial(find_file, settings.database, document))
    state.document_id, state.short_id, state.source = found.id, found.short_id, found.file_name
    progress.about(found.file_name)
    await in_thread(partial(attach_document, settings.database, state.run_id, found.id))
    return found, StepPlace(
        run_id=state.run_id,
        work=settings.work_folder,
        database=settings.database,
        workers=settings.workers,
        budget=Budget(settings.document_seconds),
        name=found.file_name,
        sha256=found.sha256,
        document_id=found.id,
        original=original_place(settings.store_folder, found.store_path, found.sha256),
        fresh=state.run_id,
    )


def refuse_lethal(settings: Settings, document_id: int, name: str) -> None:
    """Set a document aside that took the program down again and again, so that it cannot end every night before the others are read.

    Raises:
        LethalFileError: as many runs died in a row as may fail.
    """
    deaths = failed_runs(settings.database, document_id, Outcome.ABANDONED)
    if deaths >= settings.quarantine_after:
        raise LethalFileError(
            f"The program died {deaths} times while it read {name}, without a word.",
            "If something else ended it, `thongbao reprocess` reads it; else please report the file.",
        )


async def read_alone(place: StepPlace, settings: Settings, source: str, short_id: str) -> DocumentOutcome:
    """Read a registered document while no other run does."""
    async with sole_work(place, settings.heartbeat_seconds):
        if await in_thread(partial(is_archive, place.original)):
            return await take_apart(place, settings, source, short_id)
        loaded = await read_document(place, settings)
    await name_run(loaded, words_in(settings.ui_language))
    for document_id in loaded.documents:
        await show_document(settings, document_id)
    return outcome_of(loaded, source, short_id)


async def take_apart(place: StepPlace, settings: Settings, source: str, short_id: str) -> DocumentOutcome:
    """The outcome of an archive, whose files wait as documents of their own from now on."""
    from tasks.unpack import unpack

    found = await with_policy(unpack, settings, "unpack")(
        place, limits_of(settings), bundle_limits_of(settings), settings.store_folder, is_parcel=True
    )
    return DocumentOutcome(source=source, outcome=Outcome.SUCCEEDED, short_id=short_id, message=found.said, unpacked=True)


def outcome_of(loaded: Loaded, source: str, short_id: str) -> DocumentOutcome:
    """The outcome of a file that was read, all its notices together."""
    stands = loaded.stands
    return DocumentOutcome(
        source=source,
        outcome=Outcome.SUCCEEDED if loaded.is_new else Outcome.REUSED,
        short_id=short_id,
        symbol=stands.symbol,
        revision=stands.revision,
        pages=stands.pages,
        tasks=stands.tasks,
        directives=stands.directives,
        metrics=stands.metrics,
        citations=stands.citations,
        issues=stands.issues,
        notices=stands.notices,
    )


async def told_run(
    settings: Settings,
    kind: str,
    source: str,
    work: Callable[[RunState], Awaitable[DocumentOutcome]],
    *,
    options: ReadingOptions,
    parent_run: str | None = None,
) -> DocumentOutcome:
    """A recorded run that names its run in Prefect, where it is tagged if the document was not read."""
    prefect_id = str(runtime.flow_run.id) if runtime.flow_run.id else None
    outcome = await recorded_run(settings, kind, source, work, options=options, parent_run=parent_run, prefect_id=prefect_id)
    if outcome.outcome in {Outcome.FAILED, Outcome.QUARANTINED, Outcome.DUPLICATE}:
        await tag_run(words_in(settings.ui_language)(f"tag.{outcome.outcome}"))
    return outcome
