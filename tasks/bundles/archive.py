"""A ZIP archive taken apart: each file under a number of ours, whatever it is called inside."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tasks.bundles.bounds import BundleLimits, Room
from tasks.bundles.kinds import ARCHIVE, BENT_ARCHIVE, is_office_document, kind_inside
from tasks.bundles.names import name_of
from tasks.domain.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedArchiveError,
    LimitExceededError,
    LinkedFileError,
    UnsupportedFileError,
)
from tasks.domain.foreign import OFFICE
from tasks.domain.left_alone import is_left_alone
from tasks.domain.member import Member, named

_ENCRYPTED = 0x1 | 0x40  # general purpose bits 0 and 6 (APPNOTE 4.4.4)
_UNPACKERS = (zlib.error, lzma.LZMAError, OSError)
_LOCKED = Member("", code=EncryptedArchiveError.code, reason="it opens only with a password")


def unpack_archive(path: Path, name: str, folder: Path, limits: BundleLimits, *, nested: bool) -> tuple[Member, ...]:
    """Every file of an archive, in its order; those that can be read are in ``folder``, the others named with the reason.

    Files that a system keeps for itself and folders are passed over.

    Args:
        path: of the archive.
        name: of it, for people.
        folder: takes the files.
        limits: that the archive must keep.
        nested: archives inside are taken out too, to be taken apart in turn.

    Raises:
        UnsupportedFileError: it is a document of an office program, or holds nothing that can be read.
        EncryptedArchiveError: all that it holds is locked.
        EmptyFileError: it holds nothing.
        DamagedFileError: it is cut off or broken.
        LimitExceededError: it holds more files, or unpacks to more bytes, than a setting allows.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if is_office_document(archive):
                raise UnsupportedFileError(f"{name} is {OFFICE.what}.", OFFICE.hint)
            room = Room(limits, name)
            room.check_count(len(archive.filelist))
            members = tuple(_members(archive, folder, room, nested=nested))
    except BENT_ARCHIVE as error:
        raise DamagedFileError(f"{name} is a broken or cut-off ZIP archive ({error}).", "Copy it again, or pack the files anew.") from error
    _check_worth(name, members)
    return members


def _members(archive: zipfile.ZipFile, folder: Path, room: Room, *, nested: bool) -> Iterator[Member]:
    for number, info in enumerate(archive.infolist(), 1):
        path = name_of(info)
        if info.is_dir() or info.orig_filename.endswith(("/", "\\")) or is_left_alone(PurePosixPath(path)):
            continue
        yield _member(archive, info, path, folder / f"{number:05d}", room, nested=nested)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, out: Path, room: Room, *, nested: bool) -> Member:
    if stat.S_ISLNK(info.external_attr >> 16):
        return Member(path, code=LinkedFileError.code, reason="a link")
    if info.flag_bits & _ENCRYPTED:
        return Member(path, code=_LOCKED.code, reason=_LOCKED.reason)
    try:
        with archive.open(info) as stream, out.open("xb") as target:
            over = room.copy(stream, target, info.compress_size)
    except NotImplementedError:
        out.unlink(missing_ok=True)
        return Member(path, code=UnsupportedFileError.code, reason="packed in a way that is not known")
    except (*BENT_ARCHIVE, *_UNPACKERS) as error:
        if isinstance(error, OSError) and error.filename is None and error.errno is not None:  # of the disk, not of the file
            raise
        out.unlink(missing_ok=True)
        return Member(path, code=DamagedFileError.code, reason="damaged")
    return judged(out, path, room, nested=nested) if not over else dropped(out, Member(path, code=LimitExceededError.code, reason=over))


def judged(out: Path, path: str, room: Room, *, nested: bool) -> Member:
    """A file that was taken out: kept where it can be read, else removed again and named."""
    kind, reason = kind_inside(out)
    if kind == ARCHIVE and not (nested and room.admits_archive()):
        reason = "an archive inside an archive, which is not taken apart any further" if not nested else "one archive too many"
    if reason:
        return dropped(out, Member(path, code=UnsupportedFileError.code, reason=reason))
    return Member(path, file=out.name)


def dropped(out: Path, member: Member) -> Member:
    """A file that is set aside; what was taken out of it goes."""
    out.unlink(missing_ok=True)
    return member


def _check_worth(name: str, members: tuple[Member, ...]) -> None:
    """Refuse an archive of which nothing can be read."""
    if not members:
        raise EmptyFileError(f"{name} is an archive without files.", "Pack it again.")
    if any(member.file for member in members):
        return
    codes = {member.code for member in members}
    if codes == {_LOCKED.code}:
        raise EncryptedArchiveError(f"{name} opens only with a password.", "Unpack it, and ingest the files or an archive without one.")
    if codes == {DamagedFileError.code}:
        raise DamagedFileError(f"{name} is a damaged archive: {named(members)}.", "Copy it again, or pack the files anew.")
    raise UnsupportedFileError(f"{name} holds no file that can be read: {named(members)}.", "Save them as PDF; pictures are read too.")
