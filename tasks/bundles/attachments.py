"""The files inside a PDF taken out: the notices of a portfolio, an annex that was attached instead of appended."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pikepdf

from tasks.bundles.archive import dropped, judged
from tasks.bundles.bounds import CHUNK_BYTES, BundleLimits, Room
from tasks.bundles.names import shown
from tasks.domain.errors import DamagedFileError, LimitExceededError
from tasks.domain.left_alone import is_left_alone
from tasks.domain.member import Member
from tasks.scan.attached import Attached, attached_files
from tasks.scan.bent import BENT_PDF

if TYPE_CHECKING:
    from _typeshed import SupportsRead


def unpack_attachments(path: Path, name: str, folder: Path, limits: BundleLimits, *, nested: bool) -> tuple[Member, ...]:
    """Every file attached to a PDF, in order; those that can be read are in ``folder``, the others named with the reason.

    Args:
        path: of the PDF.
        name: of it, for people.
        folder: takes the files.
        limits: that they must keep.
        nested: archives among them are taken out too, to be taken apart in turn.

    Raises:
        DamagedFileError: the PDF cannot be opened.
        LimitExceededError: there are more files, or more bytes unpacked, than a setting allows.
    """
    room = Room(limits, name)
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            found = attached_files(pdf)
            room.check_count(len(found))
            return tuple(_members(found, folder, room, nested=nested))
    except BENT_PDF as error:
        raise DamagedFileError(f"{name} holds files that cannot be taken out: {error}.", "Open it and save them one by one.") from error


def _members(found: tuple[Attached, ...], folder: Path, room: Room, *, nested: bool) -> Iterator[Member]:
    for number, attached in enumerate(found, 1):
        path = shown(attached.name)
        if not is_left_alone(PurePosixPath(path)):
            yield _member(attached.content, path, folder / f"{number:05d}", room, nested=nested)


def _member(content: pikepdf.Stream | None, path: str, out: Path, room: Room, *, nested: bool) -> Member:
    if content is None:
        return Member(path, code=DamagedFileError.code, reason="a name without a file")
    try:
        packed = bytes(content.read_raw_bytes())
        with out.open("xb") as target:
            over = room.copy(_opened(content, packed), target, len(packed))
    except (*BENT_PDF, zlib.error, EOFError):
        return dropped(out, Member(path, code=DamagedFileError.code, reason="damaged"))
    except MemoryError:
        return dropped(out, Member(path, code=LimitExceededError.code, reason="it takes more memory than memory_bytes allows"))
    return judged(out, path, room, nested=nested) if not over else dropped(out, Member(path, code=LimitExceededError.code, reason=over))


def _opened(content: pikepdf.Stream, packed: bytes) -> SupportsRead[bytes]:
    """The bytes of a file, unpacked little by little where it is packed as nearly all are: it may unpack to anything."""
    packing = content.get("/Filter")
    if isinstance(packing, pikepdf.Array) and len(packing) == 1:
        packing = packing[0]
    if packing is None:
        return io.BytesIO(packed)
    if packing == "/FlateDecode" and content.get("/DecodeParms") is None:
        return _Inflated(packed)
    return io.BytesIO(content.read_bytes())


class _Inflated:
    """Deflated bytes as a stream of what they unpack to.

    Args:
        packed: in the format of zlib (RFC 1950).
    """

    def __init__(self, packed: bytes) -> None:
        self._packed, self._unpacker = packed, zlib.decompressobj()

    def read(self, size: int = CHUNK_BYTES, /) -> bytes:
        """The next bytes, none at the end.

        Raises:
            zlib.error: they are bent.
            EOFError: they break off.
        """
        if self._unpacker.eof:
            return b""
        data = self._unpacker.decompress(self._packed, size)
        self._packed = self._unpacker.unconsumed_tail
        if not data and not self._unpacker.eof:
            raise EOFError("the packed bytes break off")
        return data
