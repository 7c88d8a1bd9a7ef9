"""Forms that bring files (``multipart/form-data``, RFC 7578): written to a folder as they come, never held in memory."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote
from uuid import uuid4

from fastapi import Request
from python_multipart import MultipartParser
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import parse_options_header

from flows.review.forms import ForgedFormError, Form
from flows.review.received import ReceivedFile, drop
from tasks.domain.legible import storable
from tasks.domain.private import make_private
from tasks.step import in_thread

MOST_PARTS = 200
_LONGEST_BOUNDARY = 70  # RFC 2046, 5.1.1
_MOST_HEADERS, _LONGEST_HEADER = 4, 2 * 1024  # of a part, and bytes of each; browsers send two, and no system has longer names of files
_LONGEST_VALUE = 4 * 1024
_LONGEST_NAME = 120


async def receive(request: Request, folder: Path, most_parts: int = MOST_PARTS) -> tuple[Form, list[ReceivedFile]]:
    """Fields and files of a form; files without a byte or a name are passed over.

    Args:
        request: whose body is counted as it comes (``flows.review.bodies``).
        folder: where the files go, each into a folder of its own, once the form is whole; nothing of another form stays.
        most_parts: fields and files together.

    Raises:
        ForgedFormError: no browser sends that for our forms.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        raise ForgedFormError
    make_private(folder)
    body = _Body(folder, most_parts)
    parser = body.parser(boundary)
    try:
        async for piece in request.stream():
            await in_thread(partial(parser.write, piece))
        return await in_thread(body.settled)
    except MultipartParseError as error:
        raise ForgedFormError from error
    finally:
        body.clear()


def file_name(told: str) -> str:
    """A name of a file for our disk, whatever a browser calls it; without any folder."""
    bare = storable(unquote(told.replace("\\", "/").rpartition("/")[2], errors="replace"))
    bare = "".join(c for c in bare.replace("/", "_") if c.isprintable()).strip().lstrip(".")
    stem, dot, ending = bare.rpartition(".")
    return (f"{stem[:_LONGEST_NAME]}{dot}{ending[:10]}" if stem else bare[:_LONGEST_NAME]) or "tep"


@dataclass(slots=True)
class _Content:
    """What a file holds, as far as it came: beside the files that are whole, under a name that says nothing."""

    name: str
    path: Path
    stream: IO[bytes]
    digest: Any = field(default_factory=hashlib.sha256)


@dataclass(slots=True)
class _Part:
    """The part that is being read."""

    header: bytes = b""
    disposition: bytes = b""
    name: str = ""
    file: str | None = None
    """As the browser calls it; None for a field without a file."""
    value: bytearray = field(default_factory=bytearray)
    content: _Content | None = None


class _Body:
    """What came of a form so far."""

    def __init__(self, folder: Path, most_parts: int) -> None:
        self._folder, self._most_parts = folder, most_parts
        self._fields: Form = {}
        self._contents: list[_Content] = []
        self._part, self._parts = _Part(), 0
        self._is_whole = False

    def parser(self, boundary: bytes) -> MultipartParser:
        """What tells the parts of a body to this; it keeps the limits of their heads."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._name_header,
                "on_header_value": self._take_header,
                "on_header_end": self._end_header,
                "on_headers_finished": self._look,
                "on_part_data": self._take,
                "on_part_end": self._end,
                "on_end": self._finish,
            },
            max_header_count=_MOST_HEADERS,
            max_header_size=_LONGEST_HEADER,
        )

    def settled(self) -> tuple[Form, list[ReceivedFile]]:
        """Fields and files, these in folders of their own under their own names.

        Raises:
            ForgedFormError: the form broke off.
        """
        if not self._is_whole:
            raise ForgedFormError
        files: list[ReceivedFile] = []
        try:
            for content in self._contents:
                place = self._folder / uuid4().hex
                make_private(place)
                files.append(ReceivedFile(place / content.name, content.digest.hexdigest()))
                content.path.rename(files[-1].path)
        except OSError:
            for file in files:
                drop(file.path)
            raise
        return self._fields, files

    def clear(self) -> None:
        """Let go what did not come to be a file of a whole form."""
        for content in self._contents:
            content.stream.close()
            content.path.unlink(missing_ok=True)

    def _begin(self) -> None:
        self._part, self._parts = _Part(), self._parts + 1
        if self._parts > self._most_parts:
            raise ForgedFormError

    def _name_header(self, data: bytes, start: int, end: int) -> None:
        self._part.header += data[start:end]

    def _take_header(self, data: bytes, start: int, end: int) -> None:
        if self._part.header.lower() == b"content-disposition":
            self._part.disposition += data[start:end]

    def _end_header(self) -> None:
        self._part.header = b""

    def _look(self) -> None:
        _, told = parse_options_header(self._part.disposition)
        if b"name" not in told:
            raise ForgedFormError
        self._part.name = told[b"name"].decode("utf-8", "replace")
        self._part.file = told[b"filename"].decode("utf-8", "replace") if b"filename" in told else None

    def _take(self, data: bytes, start: int, end: int) -> None:
        part = self._part
        if part.file is None:
            part.value += data[start:end]
            if len(part.value) > _LONGEST_VALUE:
                raise ForgedFormError
        elif part.file:
            if part.content is None:
                handle, path = tempfile.mkstemp(prefix=".receiving-", dir=self._folder)
                part.content = _Content(file_name(part.file), Path(path), os.fdopen(handle, "wb"))
                self._contents.append(part.content)
            piece = data[start:end]
            part.content.digest.update(piece)
            part.content.stream.write(piece)

    def _end(self) -> None:
        part = self._part
        if part.content is not None:
            part.content.stream.close()
        if part.file is None:
            self._fields[part.name] = part.value.decode("utf-8", "replace").replace("\0", "")

    def _finish(self) -> None:
        self._is_whole = True
