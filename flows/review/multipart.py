"""Files that a form brings (``multipart/form-data``, RFC 7578): written to a folder piece by piece, never held in memory."""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import tempfile
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

from fastapi import Request

from flows.review.forms import ForgedFormError, Form
from flows.review.received import ReceivedFile, drop
from tasks.domain.legible import storable
from tasks.domain.private import make_private
from tasks.step import in_thread

MOST_PARTS = 200
_LONGEST_HEAD = 8 * 1024  # bytes before the content of a part
_LONGEST_VALUE = 4 * 1024
_LONGEST_NAME = 120
_NAME, _FILE = re.compile(r'[;\s]name="([^"]*)"'), re.compile(r'[;\s]filename="([^"]*)"')


async def receive(request: Request, folder: Path) -> tuple[Form, list[ReceivedFile]]:
    """Fields and files of a form; files without a byte or a name are passed over.

    Args:
        request: whose body is counted as it comes (``flows.review.bodies``).
        folder: where the files go, each into a folder of its own.

    Raises:
        ForgedFormError: no browser sends that for our forms.
    """
    kind = Message()
    kind["content-type"] = request.headers.get("content-type", "")
    boundary = kind.get_boundary()
    if kind.get_content_type() != "multipart/form-data" or not boundary or len(boundary) > 70:
        raise ForgedFormError
    make_private(folder)
    handle, name = tempfile.mkstemp(prefix=".receiving-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            async for piece in request.stream():
                out.write(piece)
        return await in_thread(lambda: taken_apart(Path(name), boundary.encode("latin-1", "replace"), folder))
    finally:
        Path(name).unlink(missing_ok=True)


def taken_apart(body: Path, boundary: bytes, folder: Path) -> tuple[Form, list[ReceivedFile]]:
    """The parts of a body.

    Raises:
        ForgedFormError: it is none.
    """
    fields: Form = {}
    files: list[ReceivedFile] = []
    if not body.stat().st_size:
        raise ForgedFormError
    with body.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for head, start, end in _parts(data, b"--" + boundary):
            field, file = _NAME.search(head), _FILE.search(head)
            if field is None:
                raise ForgedFormError
            if file is None:
                if end - start > _LONGEST_VALUE:
                    raise ForgedFormError
                fields[field[1]] = data[start:end].decode("utf-8", "replace").replace("\0", "")
            elif file[1] and end > start:
                files.append(_written(data, start, end, folder, file_name(file[1])))
    return fields, files


def _parts(data: mmap.mmap, delimiter: bytes) -> Iterator[tuple[str, int, int]]:
    """Head, first byte and end of each part."""
    position = data.find(delimiter)
    for _ in range(MOST_PARTS):
        position += len(delimiter)
        if position < len(delimiter):
            raise ForgedFormError
        if data[position : position + 2] == b"--":
            return
        head_end = data.find(b"\r\n\r\n", position, position + _LONGEST_HEAD)
        end = data.find(b"\r\n" + delimiter, head_end)
        if head_end < 0 or end < 0:
            raise ForgedFormError
        yield data[position:head_end].decode("utf-8", "replace"), head_end + 4, max(end, head_end + 4)
        position = end + 2
    raise ForgedFormError


def file_name(told: str) -> str:
    """A name of a file for our disk, whatever a browser calls it; without any folder."""
    bare = storable(unquote(told.replace("\\", "/").rpartition("/")[2], errors="replace"))
    bare = "".join(c for c in bare.replace("/", "_") if c.isprintable()).strip().lstrip(".")
    stem, dot, ending = bare.rpartition(".")
    return (f"{stem[:_LONGEST_NAME]}{dot}{ending[:10]}" if stem else bare[:_LONGEST_NAME]) or "tep"


def _written(data: mmap.mmap, start: int, end: int, folder: Path, name: str) -> ReceivedFile:
    place = folder / uuid4().hex
    make_private(place)
    path, digest = place / name, hashlib.sha256()
    try:
        with path.open("xb") as out:
            for begin in range(start, end, 1 << 20):
                piece = data[begin : min(end, begin + (1 << 20))]
                digest.update(piece)
                out.write(piece)
    except OSError:
        drop(path)
        raise
    return ReceivedFile(path, digest.hexdigest())
