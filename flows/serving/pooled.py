"""One document as a run of its own, on whichever machine takes it from the work pool."""

from __future__ import annotations

import socket
from functools import partial
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from config.settings import Settings, load_settings
from db.record.remote_runs import running_ones
from flows.called import named_after
from flows.document import ingest_document
from flows.options import ReadingOptions
from flows.pool.places import file_at
from flows.report.states import state_of_all
from tasks.archive.mark import check_mark
from tasks.domain.errors import ThongbaoError, WorkPoolError
from tasks.step import in_thread


@flow(name="document", flow_run_name=named_after("path"), persist_result=False)
async def document(
    path: str, batch: str, store: str, options: dict[str, Any] | None = None, *, leaves: bool = False, folder: str | None = None
) -> State[Any]:
    """Take one file of a batch through all steps. Started by a batch, not by hand.

    Args:
        path: The file, from the shared inbox or store on.
        batch: The batch, by its id in our history.
        store: Mark of the store that the batch knows.
        options: How to read, where it differs from the settings.
        leaves: The file leaves the inbox once the store holds it.
        folder: That was asked for and that the file was found in, named as the file is; no link below it is followed.
    """
    settings = load_settings()
    try:
        source = await in_thread(partial(found_here, settings, path, batch, store))
        below = None if folder is None else await in_thread(partial(file_at, folder, settings))
    except ThongbaoError as error:  # nothing was touched; the batch reports it and the file still waits
        return Failed(message=str(error))
    return state_of_all([await ingest_document.fn(source, ReadingOptions(**(options or {})), batch, leaves, below)])


def found_here(settings: Settings, path: str, batch: str, store: str) -> str:
    """The address of the file on this machine, once it is sure that database and store are those of the batch.

    Raises:
        WorkPoolError: one of them is not, or the file is not here.
        DatabaseUnavailableError: the database does not answer.
    """
    machine = socket.gethostname()
    if not running_ones(settings.database, [batch]):
        raise WorkPoolError(
            f"The database of {machine} knows of no batch {batch[:8]} under way.",
            "Unless the batch has ended, THONGBAO_DATABASE_URL must name the same database on every machine (docs/scaling.md).",
        )
    check_mark(settings.store_folder, store, machine)
    return file_at(path, settings)
