"""Files that people asked for: whole or not there, and never in an original's place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.archive.originals import sha256_of
from tasks.domain.errors import OutputError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A place to write to; what was written there gets the name ``target`` once it is whole.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # The ending tells some libraries what to write.
        handle, name = tempfile.mkstemp(prefix=".writing-", suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise _refused(target, error) from error
    os.close(handle)
    writing = Path(name)
    try:
        yield writing
        mask = os.umask(0)
        os.umask(mask)
        writing.chmod(0o666 & ~mask)
        writing.replace(target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        writing.unlink(missing_ok=True)


def _refused(target: Path, error: OSError) -> OutputError:
    return OutputError(f"{target} cannot be written: {error.strerror or error}.", "Check the folder, its permissions and the free space.")


def refuse_present(targets: Iterable[Path], *, force: bool) -> None:
    """Make sure that nothing is written over that is to stay: somebody may have worked on it.

    Args:
        targets: the files to be written.
        force: they may be written over.

    Raises:
        OutputError: one is there, or something else stands in its place.
    """
    for target in targets:
        if target.is_dir():
            raise OutputError(f"{target} is a folder.", "Give another --output.")
        if target.exists() and not force:
            raise OutputError(f"{target} is there already.", "Give another --output, or --force to write over it.")


def check_free(target: Path, sha256: str, store: Path, *, force: bool) -> None:
    """Make sure that writing ``target`` takes nothing away that is to stay.

    Args:
        target: the file to be written.
        sha256: of the original, which is never written over, whatever ``force`` says.
        store: the store of originals, into which nothing is written.
        force: another file may be written over.

    Raises:
        OutputError: it would.
    """
    if target.resolve().is_relative_to(store.resolve()):
        raise OutputError(f"{target} lies in the store of originals.", "Give another --output.")
    if not target.exists():
        return
    if not target.is_file():
        raise OutputError(f"{target} is no file.", "Give another --output.")
    if sha256_of(target) == sha256:
        raise OutputError(f"{target} is the original.", "Originals are never written over; give another --output.")
    if not force:
        raise OutputError(f"{target} is there already.", "Give another --output, or --force to write over it.")
