"""Kill, starve, bend and flood the program for a while, and write what became of it into docs/reliability.md.

Usage: python tests/robust/soak.py [--seconds 1800] [--kills 200] [--served 24] [--flips 4000] [--texts 1000] [--seed 1]
       python tests/robust/soak.py --more-kills --seed 2

Everything is drawn from the seed. Files, texts and faults always run whole; kills get the time that is left, and at least half of it
all. Results are written after every part, so that a soak that is cut off keeps what it has. Exit code 1 where anything was lost or
ended in a bug. With --more-kills there are only kills, which are added to what earlier runs counted; they need another seed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
# Before Prefect is imported: it keeps to itself, in a home of this run's own.
os.environ |= {
    "PREFECT_HOME": tempfile.mkdtemp(prefix="thongbao-prefect-"),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "DO_NOT_TRACK": "1",
}
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "robust")]

import bent  # noqa: E402
import growth  # noqa: E402
from arena import Arena, kill_many, prefect_environment  # noqa: E402
from faults import all_faults, run_faults  # noqa: E402
from fuzz import bent_texts, judge  # noqa: E402
from postgres_server import PostgresServer, running_server  # noqa: E402
from prefect_server import running_prefect  # noqa: E402
from served import kill_served  # noqa: E402
from soak_report import Book, together  # noqa: E402

KILLS_LEAST = 0.5  # of the time
SERVED_SHARE = 0.4  # of the time for kills
DATABASES = ("SQLite", "PostgreSQL")
CORES = os.cpu_count() or 1
Found = dict[str, Any]


def files(options: argparse.Namespace, root: Path) -> Found:
    """Files cut, bent and built to harm: all opened, some read to the end, some taken the whole way."""
    parts = {
        "opened": bent.opened(options.flips, options.seed, CORES),
        "read to the end": bent.read(options.flips // 20, options.seed, CORES),
        "ingested": bent.taken(options.flips // 100, options.seed, root / "bent"),
    }
    return {name: {"asked": t.asked, "ends": dict(t.ends.most_common()), "wrong": t.wrong} for name, t in parts.items()}


def texts(options: argparse.Namespace) -> Found:
    """Bent texts through every parser, and how parsing time grows."""
    with ProcessPoolExecutor(CORES, get_context("fork")) as pool:
        judged = list(pool.map(judge, bent_texts(options.texts, options.seed), chunksize=10))
        grown = [g for g in pool.map(growth.worst, growth.PARSERS) if g is not None]
    steepest = max(grown, key=lambda g: g.ratio, default=growth.Growth("none", "", 0, 0.0, 1.0))  # none took long enough to be measured
    return {
        "tried": len(judged),
        "wrong": [f"text {number} of seed {options.seed}: {wrong}" for number, (wrong, _) in enumerate(judged) if wrong],
        "slowest_seconds": max(seconds for _, seconds in judged),
        "parsers": len(growth.PARSERS),
        "pieces": len(growth.PIECES),
        "steepest": [steepest.parser, steepest.piece, steepest.length, round(steepest.ratio, 2)],
    }


def recorded(arena: Arena) -> Found:
    """What an arena has counted."""
    return {
        "kills": dict(arena.kills.most_common()),
        "survived": arena.survived,
        "given": len(arena.given),
        "losses": arena.losses,
    }


def arenas(part: str, root: Path, server: PostgresServer) -> Iterator[tuple[str, Arena]]:
    """An arena of this part over each kind of database."""
    for name in DATABASES:
        home = root / f"{name}-{part}"
        arena = Arena(home, f"sqlite:///{home}.db" if name == "SQLite" else server.create(part))
        yield name, arena
        arena.close()


def note(book: Book, part: str, name: str, arena: Arena, before: Found) -> None:
    """Write what an arena has counted, behind what was counted before."""
    book.write(part, name, together(before, recorded(arena)))


def kills(options: argparse.Namespace, book: Book, root: Path, server: PostgresServer, until: float) -> None:
    """Kill single runs, then served ones, over each database, in what is left of the time."""
    left = max(0.0, until - time.monotonic())
    for part, share, kill, most in (
        ("kills", 1 - SERVED_SHARE, kill_many, options.kills),
        ("served", SERVED_SHARE, kill_served, options.served),
    ):
        for name, arena in arenas(part, root, server):
            tell = partial(note, book, part, name, arena, book.found.get(part, {}).get(name, {}))
            end = time.monotonic() + left * share / len(DATABASES)
            kill(arena, random.Random(f"{options.seed} {part} {name}"), most // len(DATABASES), end, tell=tell)
            tell()


def faults(book: Book, root: Path, server: PostgresServer) -> None:
    """Every fault over each database."""
    for name, arena in arenas("faults", root, server):
        with arena.reader():
            run_faults(arena, all_faults(server if name == "PostgreSQL" else None), partial(book.write, "faults", name))
        book.write("fault losses", name, list(arena.losses))


def soak(options: argparse.Namespace, book: Book, root: Path) -> None:
    """All of it."""
    start = time.monotonic()
    with running_prefect() as address, running_server() as server:
        prefect_environment(address)
        if not options.more_kills:
            book.write("files", "all", files(options, root))
            book.write("texts", "all", texts(options))
            faults(book, root, server)
        until = max(start + options.seconds, time.monotonic() + options.seconds * KILLS_LEAST)
        kills(options, book, root, server, until)


def main() -> int:
    """Run it and rewrite the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="of single runs, over both databases")
    parser.add_argument("--served", type=int, default=24, help="kills of a served home, over both databases")
    parser.add_argument("--seconds", type=float, default=1800)
    parser.add_argument("--flips", type=int, default=4000, help="files with bits turned over that are opened")
    parser.add_argument("--texts", type=int, default=1000, help="bent texts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--more-kills", action="store_true", help="only kills, added to those of earlier runs")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders are put away
    book = Book(ROOT, options.seed, go_on=options.more_kills)
    with tempfile.TemporaryDirectory(prefix="thongbao-soak-") as folder:
        soak(options, book, Path(folder))
    book.close()
    print("\n".join(book.broken()) or "Nothing was lost.")
    return 1 if book.broken() else 0


if __name__ == "__main__":
    sys.exit(main())
