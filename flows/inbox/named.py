"""What a batch is to read: files that a command or a form names, and what lies in the folders they name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flows.addresses import address_of, path_at
from flows.inbox.folder import collect_files
from tasks.step import in_thread


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file to ingest.

    Attributes:
        address: where it lies.
        leaves: it leaves its place once the store holds it.
        folder: that was asked for and that it was found in; None where it was named itself.
        name: for people, where the address is that of a stored original; "" where the address tells it.
    """

    address: str
    leaves: bool = False
    folder: str | None = None
    name: str = ""


async def named(paths: list[str]) -> list[Waiting]:
    """Files given by name, and what lies in folders given by name."""
    found: dict[str, Waiting] = {}
    for given in map(path_at, paths):
        for path in await in_thread(partial(collect_files, [given])):
            address = address_of(path)
            found.setdefault(address, Waiting(address, folder=None if path == given else address_of(given)))
    return list(found.values())
