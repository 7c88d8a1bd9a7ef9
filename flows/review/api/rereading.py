"""Does what programs asked for: reads one file after the other again, by the command that people use, in a process of its own."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from config.settings import Settings
from db.record.requests import end_request, next_request
from flows.review.site import log
from tasks.domain.errors import ThongbaoError
from tasks.domain.private import open_private

LOCK = "rereading.lock"  # in the home folder
COMMAND = ("-m", "flows", "reprocess")
STOP_SECONDS = 3.0  # a run that is ended goes on where it stopped
LOOK_SECONDS = 30.0  # a request of another process that serves the same home


@contextmanager
def rereading(settings: Settings, asked: threading.Event) -> Iterator[None]:
    """Read what is asked for while inside; what is not done by the end is done after the next start.

    Args:
        settings: of the program.
        asked: set when there is something to do.
    """
    stop = threading.Event()
    worker = threading.Thread(target=_work, args=(settings, asked, stop), name="rereading", daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        asked.set()
        worker.join(STOP_SECONDS + 1)


def _work(settings: Settings, asked: threading.Event, stop: threading.Event) -> None:
    while not stop.is_set():
        asked.clear()
        try:
            with _alone(settings.home / LOCK) as mine:
                while mine and not stop.is_set() and do_next(settings, partial(read_again, stop)):
                    pass
        except ThongbaoError as error:  # the database is away: the requests stay
            log.warning("nothing is read again just now: %s", error)
        asked.wait(LOOK_SECONDS)


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Whether no other process of this home is at it."""
    with open_private(path) as lock:
        mine = False
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            mine = True
        yield mine


def do_next(settings: Settings, read: Callable[[str], int | None]) -> bool:
    """Do the oldest request; whether there was one.

    Args:
        settings: of the program.
        read: reads the file of a document again; gives the exit code, None where it was stopped: the request stays.

    Raises:
        LoadError: the database refused; the request stays.
    """
    found = next_request(settings.database)
    if found is None:
        return False
    code = read(found.short_id)
    if code is None:
        return False
    end_request(settings.database, found.id, code)
    log.info("reprocess of %s ended: %d", found.short_id, code)
    return True


def read_again(stop: threading.Event, short_id: str) -> int | None:
    """Run ``thongbao reprocess``; gives its exit code, None where it had to stop before. Its output is the server's."""
    process = subprocess.Popen([sys.executable, *COMMAND, short_id], stdin=subprocess.DEVNULL)
    while process.poll() is None:
        if stop.wait(0.2):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            return None
    return process.returncode
