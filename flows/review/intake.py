"""Work that people start from the pages, one job at a time: files they bring are read, documents are read again."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from config.settings import Settings
from db.reading.documents import is_known
from flows.modes import UPLOADS
from flows.review.received import ReceivedFile, drop
from tasks.archive.originals import sha256_of
from tasks.domain.errors import ThongbaoError

_KEPT = 100  # jobs that are told of
Run = Callable[[Sequence[str]], int]


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read.

    Attributes:
        number: 1, 2, 3 ... since the pages began.
        name: of the file.
        person: who asked.
        sha256: of the original.
        command: of the program, with its arguments.
        path: of the file that was brought, None for a document that is read again.
        state: how far it is.
    """

    number: int
    name: str
    person: str
    sha256: str
    command: tuple[str, ...]
    path: Path | None = None
    state: JobState = JobState.WAITING


class Intake:
    """The jobs of one set of pages.

    A file that was brought stays in its folder until the store has it; what is left there when the pages begin is taken up again.

    Args:
        settings: of the program.
        run: runs a command of the program and gives its exit code.
    """

    def __init__(self, settings: Settings, run: Run | None = None) -> None:
        self._settings = settings
        self._run = run or self._command
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._left = True

    @property
    def folder(self) -> Path:
        """Where files lie that people brought."""
        return self._settings.home / UPLOADS

    def take_in(self, brought: ReceivedFile, person: str) -> Job:
        """Have a file read that somebody brought."""
        return self._add(brought.path.name, person, brought.sha256, ("ingest", str(brought.path)), brought.path)

    def read_again(self, short_id: str, name: str, sha256: str, person: str, options: Sequence[str]) -> Job | None:
        """Have a document read again; None where that is asked for already."""
        return None if self.is_busy(sha256) else self._add(name, person, sha256, ("reprocess", short_id, *options), None)

    def jobs(self) -> list[Job]:
        """The jobs, the newest first."""
        with self._wake:
            return list(reversed(self._jobs.values()))

    def is_busy(self, sha256: str) -> bool:
        """Whether a file waits to be read, or is being read."""
        return any(job.sha256 == sha256 and job.state in {JobState.WAITING, JobState.RUNNING} for job in self.jobs())

    def take_up(self) -> None:
        """Take up what an earlier process left, once."""
        with self._wake:
            left, self._left = self._left, False
        if left and self.folder.is_dir():
            for path in sorted(self.folder.glob("*/*")):
                if path.is_file():
                    self.take_in(ReceivedFile(path, sha256_of(path)), "")

    def _add(self, name: str, person: str, sha256: str, command: tuple[str, ...], path: Path | None) -> Job:
        with self._wake:
            job = Job(max(self._jobs, default=0) + 1, name, person, sha256, command, path)
            self._jobs[job.number] = job
            ended = [number for number, one in self._jobs.items() if one.state in {JobState.DONE, JobState.FAILED}]
            for number in ended[: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[number]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
                self._thread.start()
            self._wake.notify()
        return job

    def _work(self) -> None:
        while True:
            with self._wake:
                while (job := next((one for one in self._jobs.values() if one.state is JobState.WAITING), None)) is None:
                    self._wake.wait()
                self._jobs[job.number] = replace(job, state=JobState.RUNNING)
            state = self._ended(job)
            with self._wake:
                self._jobs[job.number] = replace(job, state=state)

    def _ended(self, job: Job) -> JobState:
        try:
            code = self._run(job.command)
            # Set aside or not: the store has it, and the list of documents tells the reason.
            stored = is_known(self._settings.database, job.sha256)
        except (OSError, ThongbaoError):
            return JobState.FAILED
        if job.path is not None and stored:
            drop(job.path)
        return JobState.DONE if code == 0 or (job.path is not None and stored) else JobState.FAILED

    def _command(self, command: Sequence[str]) -> int:
        environment = os.environ | {"THONGBAO_HOME": str(self._settings.home)}
        none = subprocess.DEVNULL
        line = [sys.executable, "-m", "flows", *command]
        return subprocess.run(line, stdin=none, stdout=none, stderr=none, env=environment, check=False).returncode
