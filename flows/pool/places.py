"""Files named so that every machine finds them: from the shared inbox and store on, not from the root of one machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from config.settings import Settings
from flows.addresses import address_of, path_at
from tasks.archive.bucket import is_bucket
from tasks.archive.mark import unshared
from tasks.domain.errors import WorkPoolError

SHARED = ("inbox", "store")


def place_of(address: str, settings: Settings) -> str:
    """A file as it is named to other machines: ``inbox:a/b.pdf``, ``store:ab/abc...``, else its full path.

    An object of a bucket has one name everywhere. Behind a ``%`` (``inbox%:``) the name is percent-encoded, since it is no UTF-8.
    """
    if is_bucket(address):
        return address
    full = path_at(address).absolute()
    for name in SHARED:
        folder = shared_folder(name, settings).absolute()
        if full.is_relative_to(folder):
            inside = str(full.relative_to(folder))
            try:
                inside.encode("utf-8")
            except UnicodeEncodeError:
                return f"{name}%:{quote(os.fsencode(inside))}"
            return f"{name}:{inside}"
    return address_of(full)


def file_at(place: str, settings: Settings) -> str:
    """The address of what :func:`place_of` named, on this machine.

    Raises:
        WorkPoolError: it is not here, or leads out of its folder; the message says which folder is not shared, or that the file was taken.
    """
    if is_bucket(place):
        return place
    machine = socket.gethostname()
    for name in SHARED:
        for prefix, coded in ((f"{name}:", False), (f"{name}%:", True)):
            if place.startswith(prefix):
                inside = place.removeprefix(prefix)
                folder = shared_folder(name, settings)
                if not folder.is_dir():
                    raise unshared(name, folder, machine)
                path = Path(os.fsdecode(unquote_to_bytes(inside)) if coded else inside)
                if path.is_absolute() or ".." in path.parts:
                    raise WorkPoolError(f"{place!r} leads out of the {name}.", "A batch names what lies in it.")
                return _there(folder / path, place, machine)
    return _there(path_at(place), place, machine)


def shared_folder(name: str, settings: Settings) -> Path:
    """The folder of this name on this machine."""
    return settings.inbox_folder if name == "inbox" else settings.store_folder


def _there(path: Path, place: str, machine: str) -> str:
    if not path.exists():
        raise WorkPoolError(
            f"{place} is not on {machine}: there is no {path}.",
            "Unless somebody took it meanwhile, the folder is not shared, or has another path here (docs/scaling.md).",
        )
    return address_of(path)
