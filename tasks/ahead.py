"""Pages that were read before the run of their document began, so that a command reads while Prefect and its server start.

What is read ahead stands in no row and in a folder of its own. It counts for nothing until a step of a run, which holds the document's
lease, would compute the very same: same content, version, parameters and tools. Then it takes the files over instead.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from tasks.archive.artifacts import OUTPUT, ArtifactKey, read_artifact

STEPS = ("rasterize", "recognize")
T = TypeVar("T")


class Ahead:
    """What a process reads ahead of one document.

    Attributes:
        work: folder that it is read in, laid out as the work folder is.
    """

    def __init__(self, work: Path) -> None:
        self.work = work
        self._made: dict[str, Future[ArtifactKey | None]] = {step: Future() for step in STEPS}

    def made(self, key: ArtifactKey) -> None:
        """Say that the output of a step stands in the folder."""
        self._made[key.step].set_result(key)

    def ended(self) -> None:
        """Say that nothing more comes; whoever waits for it computes it."""
        for future in self._made.values():
            if not future.done():
                future.set_result(None)

    def taken_over(self, key: ArtifactKey, kind: type[T], folder: Path) -> T | None:
        """The output of a step with its files in ``folder``, waited for where it is being made; None where it is to be computed.

        Raises:
            OSError: the folder cannot be written.
        """
        if key.step not in self._made or self._made[key.step].result() != key:
            return None
        found = read_artifact(self.work, key, kind)
        if found is not None:
            for file in (self.work / key.folder).iterdir():
                if file.name != OUTPUT:
                    _link(file, folder / file.name)
        return found


_CURRENT: list[Ahead] = []


def offer(ahead: Ahead) -> None:
    """Let the steps of this process take over what is read ahead from now on."""
    _CURRENT.append(ahead)


def withdraw(ahead: Ahead) -> None:
    """Let no step take it over any more."""
    _CURRENT.remove(ahead)


def taken_over(key: ArtifactKey, kind: type[T], folder: Path) -> T | None:
    """As :meth:`Ahead.taken_over`, of what is offered; None at once where nothing is."""
    for ahead in _CURRENT:
        found = ahead.taken_over(key, kind, folder)
        if found is not None:
            return found
    return None


def _link(file: Path, target: Path) -> None:
    """Give a picture a second name, under which it stays when the first goes; where the file system has none, a copy."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)
