"""What really lies in the store and in the work folder."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.archive.mark import MARK
from tasks.archive.originals import store_path_of
from tasks.archive.places import original_place
from tasks.domain.errors import StoredPathError
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Expected, Fault

# A run may be writing just now; what nobody touched for so long belongs to nobody.
SETTLED_SECONDS = 3600.0
_HASH = re.compile(r"[0-9a-f]{64}")
_HALF_WRITTEN = (".incoming-", ".building-")


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that no row needs.

    Attributes:
        path: file or folder.
        byte_size: of everything in it.
    """

    path: Path
    byte_size: int


def check_original(store: Path, expected: Expected) -> Fault | None:
    """Read a stored original back and compare it with its row; None where every byte is as it was."""

    def fault(code: str, message: str) -> Fault:
        return Fault(code, Severity.ERROR, expected.name, message)

    try:
        path = original_place(store, expected.store_path, expected.sha256)
    except StoredPathError as error:
        is_named_right = expected.store_path == store_path_of(expected.sha256)
        return fault("original-unreadable" if is_named_right else "original-misrecorded", error.message)
    restore = "Restore it from a backup; the same file can also be ingested again."
    try:
        # A link could lead to anything that has the hash today.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                return fault("original-missing", f"{path} is no regular file. {restore}")
            digest = hashlib.file_digest(stream, "sha256")
    except FileNotFoundError:
        return fault("original-missing", f"{path} is gone. {restore}")
    except OSError as error:
        return fault("original-unreadable", f"{path} cannot be read: {error.strerror}. Check its permissions and the disk.")
    if digest.hexdigest() != expected.sha256:
        size = f"{found.st_size:,} bytes, {expected.byte_size:,} expected"
        return fault("original-damaged", f"{path} is not the file that came in ({size}). {restore}")
    if found.st_size != expected.byte_size:
        return fault("original-misrecorded", f"{path} is whole, but its row tells another size. Please report this.")
    return None


def strange_files(store: Path, known: set[str]) -> Iterator[Fault]:
    """Files in the store that no row knows; files younger than an hour may belong to a run and are passed over."""
    for path in settled(p for p in store.rglob("*") if p.is_symlink() or not p.is_dir()):
        if path == store / MARK:
            continue
        if path.name.startswith(_HALF_WRITTEN):
            yield Fault("half-written", Severity.INFO, str(path), "A run that was killed left it; `thongbao purge` removes it.")
        elif not _HASH.fullmatch(path.name):
            yield Fault("foreign-file", Severity.WARNING, str(path), "The program did not put it there.")
        elif path.name not in known:
            yield Fault(
                "orphan-original", Severity.WARNING, str(path), "No document knows it; `thongbao ingest` with this path takes it in again."
            )


def half_written(*folders: Path) -> list[Leftover]:
    """What killed runs left unfinished in the store and the work folder."""
    found = [p for folder in folders for prefix in _HALF_WRITTEN for p in folder.rglob(prefix + "*")]
    return [Leftover(path, size_of(path)) for path in settled(iter(found))]


def unneeded(work: Path, needed: set[str], keep: set[str], older_than_seconds: float) -> list[Leftover]:
    """Artefacts of steps that no revision shows pictures from.

    Args:
        work: the work folder.
        needed: artefact folders that revisions need, named from the work folder on.
        keep: first twelve digits of the hashes of documents whose folders are left alone.
        older_than_seconds: younger ones are left alone.
    """
    found = [
        p
        for p in work.glob("*/*")
        if p.parent.name not in keep and not p.name.startswith(".") and p.relative_to(work).as_posix() not in needed
    ]
    return [Leftover(path, size_of(path)) for path in settled(iter(found), older_than_seconds)]


def settled(paths: Iterator[Path], seconds: float = SETTLED_SECONDS) -> list[Path]:
    """Those that did not change for ``seconds``, in order; what goes away meanwhile is left out."""
    latest = time.time() - seconds
    kept = []
    for path in paths:
        try:
            if path.lstat().st_mtime <= latest:
                kept.append(path)
        except OSError:
            continue
    return sorted(kept)


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    inside: Sequence[Path] = [path] if path.is_file() or path.is_symlink() else list(path.rglob("*"))
    total = 0
    for one in inside:
        try:
            found = one.lstat()
        except OSError:
            continue
        total += found.st_size if stat.S_ISREG(found.st_mode) else 0
    return total
