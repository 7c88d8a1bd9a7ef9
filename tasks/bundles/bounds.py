"""How much one file may hold inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from tasks.domain.errors import LimitExceededError

if TYPE_CHECKING:
    from _typeshed import SupportsRead

CHUNK_BYTES = 1 << 20
# Deflate packs no byte more than 1032 times (RFC 1951); a white page without compression of its own comes near that, with 9 MB at A4, grey
# and 300 dpi. A hundred of them in one file that packs better than anything else does are no scan.
_LARGE_BYTES, _MOST_PACKED = 256 * 1024**2, 200


@dataclass(frozen=True, slots=True)
class BundleLimits:
    """Bounds on what one file holds inside.

    Attributes:
        members: most files.
        member_bytes: most bytes of one.
        bytes: most bytes of all, unpacked.
        archives: most archives among them.
    """

    members: int = 500
    member_bytes: int = 512 * 1024**2
    bytes: int = 2 * 1024**3
    archives: int = 20


class Room:
    """What is left of the bounds while a file is taken apart."""

    def __init__(self, limits: BundleLimits, name: str) -> None:
        self._limits, self._name = limits, name
        self._bytes, self._archives = limits.bytes, limits.archives

    def check_count(self, count: int) -> None:
        """Refuse more files than may be.

        Raises:
            LimitExceededError: they are more.
        """
        if count > self._limits.members:
            raise LimitExceededError(
                f"{self._name} holds {count:,} files, more than max_members = {self._limits.members} allows.",
                "Raise the setting max_members if the file is right.",
            )

    def admits_archive(self) -> bool:
        """Whether one more archive may be inside; counts it."""
        self._archives -= 1
        return self._archives >= 0

    def copy(self, stream: SupportsRead[bytes], out: IO[bytes], packed: int) -> str:
        """Copy one file out, as far as the bounds allow; what a file says of its own size is not believed.

        Args:
            stream: gives it unpacked.
            out: takes it.
            packed: bytes that it takes inside, 0 where that is not known.

        Returns:
            Why it went over its own bounds, "" where it did not.

        Raises:
            LimitExceededError: all files together have more bytes than they may.
        """
        size = 0
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            self._bytes -= len(chunk)
            if size > self._limits.member_bytes:
                return f"it has more than max_file_bytes = {self._limits.member_bytes} bytes"
            if packed and size > _LARGE_BYTES and size > packed * _MOST_PACKED:
                return f"it is packed more than {_MOST_PACKED} times, as no scan is"
            if self._bytes < 0:
                raise LimitExceededError(
                    f"What {self._name} holds takes more than max_unpacked_bytes = {self._limits.bytes}.",
                    "Raise the setting max_unpacked_bytes if the file is right.",
                )
            out.write(chunk)
        return ""
