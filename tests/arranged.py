"""Which tests a run has, which of them stay on one worker, and in which order the workers take them."""

from __future__ import annotations

import itertools
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SERVERS = {"prefect_server", "postgres_url", "database_kind"}
"""What a worker starts once for all modules it gets."""
WAITING = {"prefect_server", "chromium"}
"""Whose tests leave the processor to a server, and wait."""
STARTED = WAITING | {"ready_prefect"}
"""Whose tests `make whole` has: they start Prefect or a browser."""
BOTH_KINDS = 2
"""So many cases of a table are tried on both kinds of database, where it is no question to the database that the table is of."""
OF_PYTHON = {"copies", "overlay", "reading", "review"}
"""Rooms of ``db`` in which Python decides: every second function is tried on both kinds, which has all statements of a room on both."""
OF_PROGRAMS = ("attack/", "robust/", "flows/pool/", "flows/server/", "flows/serving/", "flows/upkeep/")
"""Rooms whose tests start programs, bend and kill them and wait for what becomes of them: `make whole` has them, as CI does."""
CHUNK = 100
"""Tests of one module that a worker takes at once."""


def leave_out(items: list[pytest.Item], thorough: bool) -> list[pytest.Item]:
    """Take out what ``make soak`` alone has, unless this is it; gives what was taken out."""
    cases: Counter[tuple[Path, str]] = Counter()
    functions: dict[Path, list[str]] = defaultdict(list)
    kept, out = [], []
    for item in items:
        if _kind_of_database(item) == "postgresql" and "asking" not in item.path.parts:
            name = item.originalname
            cases[item.path, name] += 1
            if name not in functions[item.path]:
                functions[item.path].append(name)
            is_second = item.path.parent.name in OF_PYTHON and functions[item.path].index(name) % 2 == 1
            is_more = is_second or cases[item.path, name] > BOTH_KINDS
        else:
            is_more = item.get_closest_marker("soak") is not None
        (out if is_more and not thorough else kept).append(item)
    items[:] = kept
    return out


def is_left_out(path: Path, wanted: str) -> bool:
    """Whether a folder has only tests that the marks which are wanted leave out: not even to be collected, which takes seconds."""
    if wanted != "not slow" or not path.is_relative_to(TESTS):
        return False
    return f"{path.relative_to(TESTS).as_posix()}/" in OF_PROGRAMS


def mark_slow(items: list[pytest.Item]) -> None:
    """Mark what `make test` leaves to `make whole`.

    Those are the tests of the rooms ``OF_PROGRAMS``, those that wait for Prefect or a browser, and those that try on the second kind of
    database what Python decides.
    """
    for item in items:
        waits = bool(STARTED & set(names_of(item)))
        is_again = item.path.parent.name in OF_PYTHON and _kind_of_database(item) == "postgresql"
        if waits or is_again or item.path.relative_to(TESTS).as_posix().startswith(OF_PROGRAMS):
            item.add_marker(pytest.mark.slow)


def _kind_of_database(item: pytest.Item) -> str | None:
    found: str | None = getattr(getattr(item, "callspec", None), "params", {}).get("database_kind")
    return found


def group(items: list[pytest.Item]) -> None:
    """Keep tests together that share a server, or what is made once for their module; others in chunks, as a worker takes them.

    A group that a test names counts alone: with a second one it would be in a third.
    """
    counts: Counter[Path] = Counter()
    for item in items:
        if item.get_closest_marker("xdist_group") is not None:
            continue
        found = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
        name = item.path.relative_to(TESTS).as_posix()
        if not (any(made[-1].scope == "module" for made in found.values()) or SERVERS & set(names_of(item))):
            name += f" {counts[item.path] // CHUNK}"
            counts[item.path] += 1
        item.add_marker(pytest.mark.xdist_group(name))


def names_of(item: pytest.Item) -> list[str]:
    """The fixtures of a test."""
    return list(getattr(item, "fixturenames", ()))


def arrange(items: list[pytest.Item]) -> None:
    """Let workers take groups that wait for servers and browsers first, the largest first, each with as many others beside it.

    One worker waits while another has work for the processor. Tests that write no file are the last: they take milliseconds, and so the
    workers end together.
    """
    groups: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        groups[item.get_closest_marker("xdist_group").args[0]].append(item)
    waiting, working, quick = [], [], []
    for name, found in groups.items():
        is_named = " " not in name and "/" not in name
        if is_named or any(WAITING & set(names_of(item)) for item in found):
            waiting.append(found)
        else:
            (working if any("tmp_path" in names_of(item) for item in found) else quick).append(found)
    waiting.sort(key=len, reverse=True)
    beside = -(-len(working) // max(1, len(waiting)))
    shares = (working[start : start + beside] for start in range(0, len(working), beside or 1))
    queue = [found for first, others in itertools.zip_longest(waiting, shares, fillvalue=[]) for found in (first, *others)]
    items[:] = [item for found in (*queue, *quick) for item in found]


def is_worker() -> bool:
    """Whether this is one of the workers of a parallel run."""
    return "PYTEST_XDIST_WORKER" in os.environ
