"""Step 1, register: keep the original, know it by its hash, recognise what came before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.reading.documents import register_document
from db.record.history import attach_document
from tasks.archive.artifacts import ArtifactKey
from tasks.archive.bucket import BucketPlace, at_hand
from tasks.archive.opened import Arrival
from tasks.archive.originals import store_original
from tasks.domain.outcome import DocumentState
from tasks.step import StepPlace, Trace, recorded, step


@dataclass(frozen=True, slots=True)
class Registered:
    """A file that is safe in the store.

    Attributes:
        document_id: row of the document.
        short_id: for people.
        sha256: of the original.
        store_path: below the store folder.
        state: of the document before this run.
        is_duplicate: the content came in before from another place.
        file_name: name the content first came under.
        version: ETag of the object that was read, "" for a file.
    """

    document_id: int
    short_id: str
    sha256: str
    store_path: str
    state: DocumentState
    is_duplicate: bool
    file_name: str
    version: str = ""


def delivered(source: Path | Arrival | BucketPlace, store: Path) -> tuple[str, str] | None:
    """Where a file came from and its name; None for an original of the store, which comes from nowhere."""
    if isinstance(source, BucketPlace):
        return source.url, source.name
    if isinstance(source, Arrival):
        return str(source.path.absolute()), source.name
    return None if source.is_relative_to(store) else (str(source.absolute()), source.name)


@step("register")
async def register(place: StepPlace, source: Path | Arrival | BucketPlace, store: Path, max_bytes: int) -> Registered:
    """Copy the file into the store, unchanged, and make its row.

    Raises:
        VanishedFileError: the file cannot be read.
        LinkedFileError: a file of an inbox or a folder is a link, lies behind one, or has a second name.
        UnsupportedFileError: it is no regular file.
        LimitExceededError: it is too large.
        StorageFullError: no space is left.
        StorageError: the store cannot be written.
        InboxError: the bucket it lies in does not answer.
    """

    def attempt() -> tuple[Registered, Trace]:
        with at_hand(source, place.work, max_bytes) as (file, version):
            original = store_original(file, store, max_bytes)
        document, is_duplicate = register_document(
            place.database,
            sha256=original.sha256,
            byte_size=original.byte_size,
            store_path=original.store_path,
            delivery=delivered(source, store),
        )
        attach_document(place.database, place.run_id, document.id)
        registered = Registered(
            document_id=document.id,
            short_id=document.short_id,
            sha256=document.sha256,
            store_path=document.store_path,
            state=DocumentState(document.state),
            is_duplicate=is_duplicate,
            file_name=document.file_name,
            version=version,
        )
        what = "known content" if is_duplicate else "new content" if original.is_new else "stored before"
        summary = f"{document.short_id}, {original.byte_size:,} bytes, {what}"
        return registered, Trace(ArtifactKey(document.sha256, "register", "").folder, summary)

    return await recorded(place, "register", attempt, parameters={"max_file_bytes": max_bytes})
