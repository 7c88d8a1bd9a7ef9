"""What takes seconds to make and is only copied from, made once in a run of the tests whatever the number of its workers."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(places: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that ``make`` has filled; the worker that asks first makes it, and the others wait.

    Args:
        places: of the session. In a parallel run the folder of each worker lies in the folder of the run.
        name: of what is made.
        make: fills the folder it is given, and leaves nothing open in it.
    """
    place = places.getbasetemp()
    shared = (place.parent if "PYTEST_XDIST_WORKER" in os.environ else place) / "once"
    shared.mkdir(exist_ok=True)
    made = shared / name
    with (shared / f"{name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not made.exists():
            begun = shared / f"{name}.begun"
            shutil.rmtree(begun, ignore_errors=True)  # of a worker that failed
            begun.mkdir()
            make(begun)
            begun.rename(made)
    return made
