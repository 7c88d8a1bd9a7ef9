"""Files that leave the pages: kept on the reader's disk, never shown by the browser as something of ours."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from tasks.domain.errors import NotMadeError
from tasks.domain.legible import legible

# Endings that a system opens with a program for pictures, pages or texts, and with nothing else.
_ENDINGS = {"pdf": (".pdf",), "tiff": (".tif", ".tiff"), "png": (".png",), "jpeg": (".jpg", ".jpeg"), "text": (".txt",), "zip": (".zip",)}
_UNKNOWN = ".bin"
_LONGEST = 150  # characters; most file systems take 255 bytes
# Each may take takeaway_memory_bytes.
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE_SECONDS = 30.0


def attachment(name: str) -> dict[str, str]:
    """The headers of a download: its name, whatever letters it has (RFC 6266), and no rights should a browser show it all the same."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Download-Options": "noopen",
    }


def safe_name(name: str, media_type: str | None, ending: str = "") -> str:
    """A name to save a file under: no folders, no controls and marks of direction, and an ending that fits what the file is.

    Args:
        name: as the sender chose it, or a symbol.
        media_type: what the file was found to be; None where nobody knows.
        ending: what it is to end in, whatever it ended in.
    """
    bare = legible(name).replace("\n", " ").replace("/", "-").replace("\\", "-").strip(" .") or "file"
    if ending:
        return bare[:_LONGEST] + ending
    fit = _ENDINGS.get(media_type or "", ())
    suffix = PurePosixPath(bare).suffix
    if suffix.lower() in fit:
        return bare.removesuffix(suffix)[:_LONGEST] + suffix
    return bare[:_LONGEST] + (fit[0] if fit else _UNKNOWN)


def room_for(ending: str) -> Path:
    """An empty file that whoever writes to it removes."""
    handle, name = tempfile.mkstemp(prefix="thongbao-", suffix=ending)
    os.close(handle)
    return Path(name)


@contextmanager
def at_once() -> Iterator[None]:
    """Two are made at once at most, however many are asked for.

    Raises:
        NotMadeError: others are being made for longer than somebody waits.
    """
    if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
        raise NotMadeError("Others are being made just now.", "Ask again in a minute.")
    try:
        yield
    finally:
        _AT_ONCE.release()
