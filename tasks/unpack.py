"""Step for files that hold files, unpack: each that can be read becomes a document of its own, the others are named."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from db.reading.documents import set_media_type
from db.reading.members import depth_of
from db.reading.unpacked import Kept, record_members
from tasks.apart import ROOM, terms_of
from tasks.archive.artifacts import ArtifactKey
from tasks.archive.originals import storage_error, store_original
from tasks.bundles.bounds import BundleLimits
from tasks.bundles.reader import BundleReader
from tasks.domain.errors import InputError, LimitExceededError, RasterError
from tasks.domain.member import Member
from tasks.domain.private import make_private
from tasks.progress import report
from tasks.scan.limits import Limits
from tasks.step import StepPlace, Trace, recorded, step

# An archive in an archive is taken apart, one in that is named; PDFs carry each other one level deeper.
_DEEPEST_ARCHIVE, _DEEPEST = 1, 3


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of the files inside another.

    Attributes:
        members: in their order.
        said: the same in one line for a person.
    """

    members: tuple[Member, ...]
    said: str


@step("unpack")
async def unpack(place: StepPlace, limits: Limits, inside: BundleLimits, store: Path, *, is_parcel: bool) -> Unpacked:
    """Take a file apart and keep what is inside; doing it again gives the same documents.

    The files are in the store before their rows are written, all in one transaction, so that a kill in between loses and doubles nothing.

    Args:
        place: where the step works.
        limits: of the process that does it.
        inside: how much the file may hold.
        store: folder of the originals.
        is_parcel: the file itself is no notice; else what is wrong with the files inside it is told and keeps it from nothing.

    Raises:
        InputError: a parcel is damaged, locked, too large, or holds nothing that can be read.
        RasterError: the process that took it apart died.
        StorageError: the store or the work folder cannot be written.
    """

    def attempt() -> tuple[Unpacked, Trace]:
        report("unpack")
        try:
            kept = _kept(place, limits, inside, store)
        except (InputError, RasterError) as error:
            if is_parcel:
                raise
            kept = [Kept(Member("?", code=error.code, reason=error.message))]
        said = record_members(place.database, place.document_id, kept, is_parcel=is_parcel)
        if is_parcel:
            set_media_type(place.database, place.document_id, "zip")
        return Unpacked(tuple(one.member for one in kept), said), Trace(ArtifactKey(place.sha256, "unpack", "").folder, said)

    parameters = {"max_members": inside.members, "max_unpacked_bytes": inside.bytes}
    return await recorded(place, "unpack", attempt, parameters=parameters)


def _kept(place: StepPlace, limits: Limits, inside: BundleLimits, store: Path) -> list[Kept]:
    """Everything inside, with its original where it can be read."""
    depth = depth_of(place.database, place.document_id)
    if depth > _DEEPEST:
        raise LimitExceededError(f"{place.name} lies in {depth} files, one in the other.", "Take the files out and ingest them one by one.")
    try:
        make_private(place.work)
        folder = Path(tempfile.mkdtemp(prefix=".building-", dir=place.work)).absolute()  # what a killed run leaves is swept by a purge
    except OSError as error:
        raise storage_error(error, place.work) from error
    try:
        terms = terms_of(limits, 1, reads=(place.original,), writes=(folder,))
        arguments = (place.original.absolute(), place.name, folder, inside, depth < _DEEPEST_ARCHIVE)
        with ROOM.confined(terms, place.name, place.budget, BundleReader, *arguments) as reader:
            members: tuple[Member, ...] = reader.call(tuple[Member, ...], "members")
        # The process is gone: what lies in the folder stays as it is looked at.
        return [_stored(member, folder, store, inside) for member in members]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stored(member: Member, folder: Path, store: Path, inside: BundleLimits) -> Kept:
    if not member.file:
        return Kept(member)
    path = folder / member.file
    if Path(member.file).name != member.file or path.is_symlink() or not path.is_file():
        raise RasterError(f"The file {member.path} is none of those that were taken out.", "Please report the file.")
    original = store_original(path, store, inside.member_bytes)
    return Kept(member, original.sha256, original.byte_size, original.store_path)
