"""The one room in which all steps have files of strangers taken apart."""

from __future__ import annotations

from pathlib import Path

from tasks.confined.room import Room
from tasks.confined.terms import Terms
from tasks.scan.limits import Limits

_READERS = ("tasks.scan.reader", "tasks.ocr.reader", "tasks.signing.reader", "tasks.restore.reader", "tasks.bundles.reader")
# What Pillow and numpy load at the first picture, which each process would do anew.
_LATE = tuple(f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "Ppm", "Tiff"))
ROOM = Room((*_READERS, *_LATE, "numpy.ma"))


def terms_of(
    limits: Limits, at_once: int, *, reads: tuple[Path, ...], writes: tuple[Path, ...] = (), programs: tuple[str, ...] = ()
) -> Terms:
    """The bounds of a process that works on one document.

    Args:
        limits: of the document.
        at_once: pages worked on at once.
        reads: files and folders that it may read.
        writes: folders that it may write in.
        programs: that it starts beside poppler's.
    """
    return Terms(
        memory_bytes=limits.memory_bytes,
        at_once=at_once,
        cpu_seconds=limits.document_seconds * at_once,
        output_bytes=limits.output_bytes,
        open_files=limits.open_files,
        reads=tuple(path.absolute() for path in reads),
        writes=tuple(path.absolute() for path in writes),
        programs=programs,
    )
