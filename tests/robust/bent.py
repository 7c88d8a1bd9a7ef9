"""Thousands of files, cut, bent and built to harm: each opened in a limited process, many read to the end, some taken the whole way."""

from __future__ import annotations

import resource
import warnings
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from arena import Arena
from directly import LIMITS, end_of, opening_of
from hostile import Hostile, built, cut, flipped
from sqlalchemy import select

from db.engine import transaction
from db.models.document import Document
from flows.upkeep.verifying import verify

# What the process that opens files may take; more than any file within the limits needs.
MEMORY_BYTES = LIMITS.memory_bytes
CHUNK = 40
DIED = "the process died"


@dataclass
class Tried:
    """How files ended.

    Attributes:
        ends: number of files by their end.
        wrong: files whose end is not right for them.
        asked: number of files.
    """

    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0

    def count(self, file: Hostile, end: str, allowed: frozenset[str]) -> None:
        """Note one."""
        self.asked += 1
        self.ends[end] += 1
        if end not in allowed:
            self.wrong.append(f"{file.name}: {end}")


def limit_memory() -> None:
    """Let this process end with an error of its own before the machine suffers."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    warnings.simplefilter("ignore")


def openings(files: list[Hostile]) -> list[str]:
    """How each is opened, in this process."""
    return [ended(opening_of, file) for file in files]


def readings(files: list[Hostile]) -> list[str]:
    """How each is read to the end, in this process and the programs it starts."""
    return [ended(end_of, file) for file in files]


def ended(read: object, file: Hostile) -> str:
    """An end, or the bug that was met instead."""
    try:
        return str(read(file.data))  # type: ignore[operator]
    except Exception as error:  # what is no error of ours is the finding
        return f"bug {type(error).__name__}"


def in_limited_processes(work: object, files: Iterable[Hostile], processes: int) -> Iterable[tuple[Hostile, str]]:
    """Each file with its end; a process that dies over a file costs that file and no other."""
    source = iter(files)
    context = get_context("fork")
    while batch := list(islice(source, CHUNK * processes * 4)):
        chunks = [batch[n : n + CHUNK] for n in range(0, len(batch), CHUNK)]
        alone: list[Hostile] = []
        with ProcessPoolExecutor(processes, context, limit_memory) as pool:
            for chunk, future in [(chunk, pool.submit(work, chunk)) for chunk in chunks]:  # type: ignore[arg-type]
                try:
                    yield from zip(chunk, future.result(), strict=True)
                except BrokenProcessPool:
                    alone += chunk
        for file in alone:
            with ProcessPoolExecutor(1, context, limit_memory) as pool:
                try:
                    yield file, pool.submit(work, [file]).result()[0]  # type: ignore[arg-type]
                except BrokenProcessPool:
                    yield file, DIED


def opened(flips: int, seed: int, processes: int) -> Tried:
    """Open every file: what is told before anything is rendered."""
    tried = Tried()
    for file, end in in_limited_processes(openings, every_file(flips, seed), processes):
        tried.count(file, end, file.ends | {"opened", DIED})  # a file that kills the program is set aside after the third time
    return tried


def read(flips: int, seed: int, processes: int) -> Tried:
    """Read files to the end."""
    tried = Tried()
    for file, end in in_limited_processes(readings, every_file(flips, seed + 1), processes):
        tried.count(file, end, file.ends | {DIED})
    return tried


def taken(flips: int, seed: int, folder: Path) -> Tried:
    """Ingest files: each ends loaded or set aside with a reason, and its original is what was given."""
    arena = Arena(folder, f"sqlite:///{folder / 'bent.db'}", patience=60.0 + 15.0 * (flips + 100))
    by_hash = {}
    for file in every_file(flips, seed + 2):
        by_hash[arena.give(file.data)] = file
    arena.run(THONGBAO_QUARANTINE_AFTER="1", THONGBAO_RENDER_SECONDS="20", THONGBAO_OCR_SECONDS="30")
    tried = Tried()
    with transaction(arena.url, read_only=True) as session:
        documents = {d.sha256: d for d in session.scalars(select(Document))}
    for sha256, file in by_hash.items():
        document = documents.get(sha256)
        if document is None:
            tried.count(file, "missing", frozenset())
            continue
        end = document.state if document.state == "loaded" else document.reason_code or str(document.state)
        kept = (arena.settings.store_folder / document.store_path).read_bytes() == file.data
        tried.count(file, end if kept else "changed", file.ends)
    tried.wrong += [f"verify: {fault.code} {fault.subject}: {fault.message}" for fault in verify(arena.settings).faults]
    tried.wrong += arena.losses
    arena.close()
    return tried


def every_file(flips: int, seed: int) -> Iterable[Hostile]:
    """The built ones, the cut ones and so many bent ones."""
    yield from built()
    for kind in ("PDF", "JPEG", "PNG", "TIFF"):
        yield from cut(kind)
    yield from flipped(flips, seed)
