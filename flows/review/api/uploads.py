"""Files that programs send: into the store and the register, where they wait as what came into the inbox does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from config.settings import Settings
from db.models.document import Document
from db.reading.documents import find_document, is_known, register_document
from flows.review.api.document_shapes import Uploaded
from flows.review.api.documents import status_address
from flows.review.api.entry import ROOT, Caller, Sends
from flows.review.api.problems import ProblemError, described
from flows.review.protocol import TAKES_FILE
from flows.review.site import Site, log
from tasks.archive.originals import storage_error, store_original
from tasks.domain.errors import LimitExceededError, StorageError, StorageFullError, UnknownDocumentError
from tasks.domain.outcome import DocumentState
from tasks.domain.private import make_private

Name = Annotated[
    str,
    Query(
        min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f\x7f]*[^/\\\x00-\x1f\x7f.][^/\\\x00-\x1f\x7f]*$", description="Of the file"
    ),
]
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The bytes of the file: PDF, TIFF, PNG, JPEG, text, or an archive of such",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}},
    }
}


async def received(body: AsyncIterator[bytes], folder: Path, most: int) -> Path:
    """Write what comes into a file of ours, piece by piece.

    Raises:
        ProblemError: there is nothing, or more than may be taken.
        OSError: it cannot be written.
    """
    handle, name = await run_in_threadpool(partial(tempfile.mkstemp, prefix="upload-", dir=folder))
    path, size = Path(name), 0
    try:
        with os.fdopen(handle, "wb") as out:
            async for piece in body:
                size += len(piece)
                if size > most:
                    raise ProblemError(413, "too-large", f"A file may have {most:,} bytes.")
                await run_in_threadpool(out.write, piece)
        if not size:
            raise ProblemError(422, "empty-file", "The file has no bytes.")
    except BaseException:
        path.unlink()
        raise
    return path


def kept(settings: Settings, path: Path, name: str, caller: Caller) -> tuple[Document, bool]:
    """Put a file into the store and the register; gives its document, and whether its content was there before.

    Both are on disk when this returns; should the process end before, the sender has no answer and sends it again, which changes nothing.
    """
    original = store_original(path, settings.store_folder, settings.max_file_bytes)
    was_known = is_known(caller.whole, original.sha256)
    document, _ = register_document(
        caller.whole,
        sha256=original.sha256,
        byte_size=original.byte_size,
        store_path=original.store_path,
        delivery=(f"{caller.person}/{name}", name),
        person=caller.person,
    )
    return document, was_known


def router(site: Site) -> APIRouter:
    """The operation of this module."""
    operations = APIRouter(prefix=ROOT, tags=["documents"])
    settings = site.settings

    @operations.post(
        "/documents",
        status_code=202,
        response_model=Uploaded,
        responses=described(413, 507) | {200: {"model": Uploaded, "description": "The content is there already"}},
        summary="Send a file",
        openapi_extra=_BODY,
    )
    async def upload(request: Request, response: Response, name: Name, caller: Sends) -> Any:
        """It is stored unchanged and waits; the next run reads it, as it reads what came into the inbox.

        The same content is one document, whatever it is called: sent again, the answer is 200 and names it. Another content under a name
        that was there is another document.
        """
        if not site.programs.uploads.acquire(blocking=False):
            raise ProblemError(503, "uploads", "Several files are coming in just now.", retry_after=5)
        setattr(request.state, TAKES_FILE, True)  # it may take longer than a form
        try:
            await run_in_threadpool(make_private, settings.work_folder)
            path = await received(request.stream(), settings.work_folder, settings.max_file_bytes)
            try:
                document, was_there = await run_in_threadpool(kept, settings, path, name, caller)
            finally:
                await run_in_threadpool(path.unlink)
        except (LimitExceededError, StorageFullError, StorageError) as error:
            raise refusal(error) from error
        except OSError as error:
            raise refusal(storage_error(error, settings.work_folder)) from error
        finally:
            site.programs.uploads.release()
        is_told = was_there and await run_in_threadpool(sees, caller, document)
        state = document.state if is_told else DocumentState.WAITING
        log.info("file %s by %r", document.short_id, caller.person)
        response.status_code = 202 if state == DocumentState.WAITING else 200
        response.headers["Location"] = status_address(document.short_id)
        return {
            "id": document.short_id,
            "state": state,
            "duplicate": is_told,
            "status": status_address(document.short_id),
        }

    return operations


def sees(caller: Caller, document: Document) -> bool:
    """Whether a caller may see a document; one that may not is told of its file as of a new one."""
    try:
        return find_document(caller.url, document.short_id).id == document.id
    except UnknownDocumentError:
        return False


def refusal(error: LimitExceededError | StorageFullError | StorageError) -> ProblemError:
    """What the sender is told of a file that was not taken."""
    if isinstance(error, LimitExceededError):
        return ProblemError(413, "too-large", "The file is larger than may be taken.")
    log.error("%s: %s", error.code, error)
    return ProblemError(
        507 if isinstance(error, StorageFullError) else 503, error.code, "The file could not be stored; send it again later.", 60
    )
