"""Pages that several tests have read: Tesseract reads each once in a run of the tests, whatever the number of workers.

To read a page of six lines takes half a second of processor time (measured), and most tests of the flows read the same one. What is kept
lies in a folder of the run, so that no reading outlives the code that made it.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tasks.confined.process import Confined
from tasks.domain.page import RecognizedPage
from tasks.ocr.reader import PageReader


def keep_readings(patch: pytest.MonkeyPatch, kept: Path) -> None:
    """Let confined processes that read pages with the real Tesseract be asked for each page once.

    A page that was turned is read again, since its picture is made with it; so is one that ends in an error.
    """
    from tasks.apart import ROOM

    confined = ROOM.confined

    @contextmanager
    def knowing(terms: Any, name: str, budget: Any, make: Any, *arguments: Any) -> Iterator[Any]:
        with confined(terms, name, budget, make, *arguments) as reader:
            bounds = (terms.memory_bytes, terms.cpu_seconds, terms.output_bytes, terms.open_files, budget.seconds)
            real = make is PageReader and arguments[1].program == "tesseract"
            yield KnowingReader(reader, kept, arguments[0], (bounds, *arguments[1:3])) if real else reader

    patch.setattr(ROOM, "confined", knowing)


class KnowingReader:
    """A process that reads pages, and what was read before."""

    def __init__(self, reader: Confined, kept: Path, folder: Path, asked: object) -> None:
        self.reader, self.kept, self.folder, self.asked = reader, kept, folder, asked

    def call(self, kind: Any, method: str, *arguments: Any, **more: Any) -> Any:
        if kind is not RecognizedPage:
            return self.reader.call(kind, method, *arguments, **more)
        [image] = arguments
        pictures = [(self.folder / name).read_bytes() for name in (image.grey, image.colour) if name]
        of = hashlib.sha256(repr((self.asked, image)).encode())
        for picture in pictures:
            of.update(hashlib.sha256(picture).digest())
        place = self.kept / of.hexdigest()
        if place.exists():
            return pickle.loads(place.read_bytes())
        page = self.reader.call(kind, method, *arguments, **more)
        if not page.turned:
            begun = self.kept / f"{place.name}.{os.getpid()}.{id(self)}"
            begun.write_bytes(pickle.dumps(page))
            begun.replace(place)
        return page
