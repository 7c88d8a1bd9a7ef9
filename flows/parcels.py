"""Files that only hold others: taken apart as documents, and read again with everything that was in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from config.settings import Settings, load_settings
from db.models.document import Document
from db.reading.documents import find_file
from db.reading.members import members_of, waiting_members
from flows.addresses import address_of
from flows.document import ingest_document, reprocess_document
from flows.options import ReadingOptions
from flows.outcome import DocumentOutcome
from tasks.archive.places import original_place
from tasks.domain.outcome import DocumentState, Outcome
from tasks.step import in_thread

Reprocess = Callable[[str, ReadingOptions | None], Awaitable[DocumentOutcome]]
READ = (Outcome.SUCCEEDED, Outcome.REUSED, Outcome.DUPLICATE)


def place_in_store(settings: Settings, document: Document) -> str:
    """Address of the stored original of a file.

    Raises:
        StoredPathError: its row names another place.
    """
    return address_of(original_place(settings.store_folder, document.store_path, document.sha256))


async def members_to_read(settings: Settings, outcome: DocumentOutcome) -> list[Document]:
    """Files inside one that ended, which nobody has read yet."""
    if outcome.outcome not in READ or not outcome.short_id:
        return []
    return await in_thread(partial(waiting_members, settings.database, outcome.short_id))


async def reprocess_all(
    document: str, options: ReadingOptions | None = None, first: Reprocess = reprocess_document
) -> list[DocumentOutcome]:
    """Read a file again; of an archive, everything that is in it, and of a PDF what of its attachments nobody has read yet.

    Args:
        document: id, symbol or file name of the file, or of one of its notices.
        options: how to read, where it differs from the settings.
        first: reads the file itself again.

    Returns:
        How each file ended, the one that was asked for first.
    """
    settings, seen = load_settings(), set[str]()

    async def one(name: str, reprocess: Reprocess) -> list[DocumentOutcome]:
        ended = [outcome := await reprocess(name, options)]
        seen.add(outcome.short_id)
        if outcome.outcome not in READ:
            return ended
        whole = await in_thread(partial(find_file, settings.database, outcome.short_id))
        if whole.state == DocumentState.UNPACKED:
            for member in await in_thread(partial(members_of, settings.database, whole.id)):
                if member.short_id and member.short_id not in seen:
                    ended += await one(member.short_id, reprocess_document)
        for waiting in await members_to_read(settings, outcome):
            ended.append(await ingest_document(place_in_store(settings, waiting), options))
        return ended

    return await one(document, first)
