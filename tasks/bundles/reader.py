"""A file that holds files as a confined process takes it apart."""

from __future__ import annotations

from pathlib import Path

from tasks.bundles.archive import unpack_archive
from tasks.bundles.attachments import unpack_attachments
from tasks.bundles.bounds import BundleLimits
from tasks.bundles.kinds import is_archive
from tasks.domain.member import Member

CARRIED = (Path, str, BundleLimits, bool, tuple[Member, ...])


class BundleReader:
    """One archive, or one PDF with files attached.

    Args:
        path: of the file.
        name: of it, for people.
        folder: takes what is inside.
        limits: that the file must keep.
        nested: archives inside are taken out too, to be taken apart in turn.
    """

    def __init__(self, path: Path, name: str, folder: Path, limits: BundleLimits, nested: bool) -> None:
        self._path, self._name, self._folder, self._limits, self._nested = path, name, folder, limits, nested

    def members(self) -> tuple[Member, ...]:
        """As :func:`unpack_archive` or :func:`unpack_attachments`."""
        unpack = unpack_archive if is_archive(self._path) else unpack_attachments
        return unpack(self._path, self._name, self._folder, self._limits, nested=self._nested)
