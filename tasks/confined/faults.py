"""How an error crosses from a confined process to the program: as data, and as the error it means there."""

from __future__ import annotations

import errno
import re
import traceback
from pathlib import Path
from typing import Any

from tasks.domain.errors import LimitExceededError, MissingToolError, RasterError, ThongbaoError, UndecodableFileError

# What the machine is to blame for, whoever sent the file: no space, no rights, a broken disk, no more files.
_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENFILE, errno.EMFILE, errno.EAGAIN}
_NO_MEMORY = ("insufficient memory", "failed to allocate", "std::bad_alloc", "can't start new thread")
_LONGEST = 300
_STORED = re.compile(r"[^\s'\"]*/[0-9a-f]{2}/[0-9a-f]{64}\b")
# What tells a fault from a value.
FAULTS = frozenset(("error", "errno", "broke"))


def told(error: BaseException) -> dict[str, Any]:
    """An error of a confined process as data."""
    if isinstance(error, ThongbaoError):
        return {"error": type(error).__name__, "message": _without_places(error.message), "hint": error.hint}
    if isinstance(error, MemoryError) or any(word in str(error).lower() for word in _NO_MEMORY):
        return {"error": LimitExceededError.__name__, **_limit("memory_bytes")}
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return {"error": LimitExceededError.__name__, **_limit("output_bytes")}
    if isinstance(error, OSError) and error.errno in _MACHINE:
        return {"errno": error.errno, "name": str(error.filename or "")}
    where = [f" ({Path(frame.filename).name}:{frame.lineno})" for frame in traceback.extract_tb(error.__traceback__)[-1:]]
    return {"broke": f"{type(error).__name__}: {_without_places(str(error))[:_LONGEST]}{''.join(where)}"}


def meant(fault: dict[str, Any], name: str) -> Exception:
    """The error that the data mean; what a library broke over is the file's fault.

    Args:
        fault: as :func:`told` says; whatever else it is, it is taken for a broken library.
        name: of the file, for people.
    """
    message, hint = str(fault.get("message", "")), str(fault.get("hint", ""))
    kind = _kinds().get(str(fault.get("error", "")))
    if kind is not None:
        return kind(message, hint)
    if "error" in fault:
        return RasterError(f"Reading {name} failed: {message[:_LONGEST]}", hint[:_LONGEST])
    number = fault.get("errno")
    if isinstance(number, int) and number in _MACHINE:
        return OSError(number, errno.errorcode[number], str(fault.get("name", "")))
    broke = str(fault.get("broke", "it said nothing"))[: 2 * _LONGEST]
    return UndecodableFileError(f"A library broke over {name}: {broke}.", "Scan it again, or print it to a new PDF.")


def _without_places(text: str) -> str:
    """What a library says, without the place of a stored original: its hash tells nobody anything."""
    return _STORED.sub("the file", text)


def _limit(setting: str) -> dict[str, str]:
    return {
        "message": f"Reading it takes more than the setting {setting} allows.",
        "hint": f"Raise the setting {setting} if the file is right.",
    }


def _kinds() -> dict[str, type[ThongbaoError]]:
    """Errors that such a process may mean: those of files, and a missing program. Whoever took it over could else stop the night."""
    kinds: list[type[ThongbaoError]] = [ThongbaoError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    return {kind.__name__: kind for kind in kinds if kind.of_file or kind is MissingToolError}
