"""Confined processes come and go; a template that was killed is started again."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest

from tasks.confined.budget import Budget
from tasks.confined.room import Room
from tasks.confined.terms import Terms
from tasks.domain.errors import RasterError


@pytest.fixture
def room():
    return Room(("tasks.domain.page",))


def inside(room, module):
    return room.confined(Terms(), "a.pdf", Budget(600), import_module, module)


def test_many_at_once_from_many_threads(room):
    def one(number):
        with inside(room, "builtins") as process, ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda n: process.call(int, "abs", n), range(-number, 0)))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(20))) == [list(range(n, 0, -1)) for n in range(20)]


def test_a_template_that_was_killed_is_started_again(room):
    with inside(room, "os") as process:
        template = process.call(int, "getppid")
        os.kill(template, signal.SIGKILL)
        # What it made goes with it.
        with pytest.raises(RasterError):
            for _ in range(1000):
                process.call(int, "getpid")
    with inside(room, "os") as process:
        assert process.call(int, "getppid") != template


def test_what_cannot_be_made_is_told_by_the_first_call(room):
    with inside(room, "no_such_module") as process, pytest.raises(Exception, match="no_such_module"):
        process.call(int, "getpid")


def test_nothing_of_it_is_left(room):
    import tempfile
    from pathlib import Path

    with inside(room, "os") as process:
        own = Path(process.call(str, "getcwd"))
        pid = process.call(int, "getpid")
        assert own.parent == Path(tempfile.gettempdir())
        assert own.is_dir()
    assert not own.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
