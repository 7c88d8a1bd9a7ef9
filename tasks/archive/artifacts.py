"""What each step leaves behind: a folder per key that appears whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from tasks.archive.places import work_place
from tasks.domain.errors import StorageFullError
from tasks.domain.private import make_private

OUTPUT = "output.json"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ArtifactKey:
    """Name of an artefact; equal inputs, versions and parameters give equal keys.

    Attributes:
        sha256: of the original.
        step: name of the step.
        digest: 16 hex digits over everything that decides the output.
    """

    sha256: str
    step: str
    digest: str

    @property
    def folder(self) -> str:
        """Place below the work folder."""
        return f"{self.sha256[:12]}/{self.step}-{self.digest}"


def make_key(
    sha256: str, step: str, version: int, *, parameters: Mapping[str, Any], tools: Mapping[str, str], upstream: str
) -> ArtifactKey:
    """The key of a step's output: original, step, its version, its parameters, its tools, and the key of what it reads."""
    decides = [sha256, step, version, dict(parameters), dict(tools), upstream]
    text = json.dumps(decides, sort_keys=True, ensure_ascii=False, default=str)
    return ArtifactKey(sha256, step, hashlib.sha256(text.encode()).hexdigest()[:16])


@cache
def _build(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _adapter_of(kind: Any) -> TypeAdapter[Any]:
    return _build(kind)


def read_artifact(work: Path, key: ArtifactKey, kind: type[T]) -> T | None:
    """The output of a finished step, None where it is missing or damaged (then the step simply runs again).

    Raises:
        StoredPathError: the key, which may come from a row, names a folder elsewhere.
    """
    try:
        found: T = _adapter_of(kind).validate_json((work_place(work, key.folder) / OUTPUT).read_bytes())
    except (OSError, ValidationError):
        return None
    return found


def write_artifact(work: Path, key: ArtifactKey, kind: type[T], compute: Callable[[Path], T]) -> T:
    """Compute an output in a folder of its own and give that folder its name once everything in it is on disk.

    Args:
        work: the work folder.
        key: name of the artefact.
        kind: type of the output, a dataclass or a tuple of them.
        compute: gets the folder, may leave files in it, returns the output.

    Raises:
        StorageFullError: no space is left.
    """
    target = work / key.folder
    try:
        make_private(target.parent)
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
        try:
            result = compute(building)
            with (building / OUTPUT).open("wb") as out:
                out.write(_adapter_of(kind).dump_json(result))
                out.flush()
                os.fsync(out.fileno())
            if target.exists():
                shutil.rmtree(target)
            building.replace(target)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFullError(f"No space is left in {work}.", "Free disk space, then run the same command again.") from error
        raise
    return result
