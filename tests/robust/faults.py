"""Everything around the program fails once: Tesseract, the disk, the database, the file. Then it is mended; nothing may be lost."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from arena import Arena
from hostile import scan
from postgres_faults import Fault, postgres_faults
from postgres_server import PostgresServer
from victim import PATIENCE

# In Tesseract's place; questions about itself are answered by the real one.
FAULTY = """#!{python}
import os, signal, sys, time
if any(a in sys.argv for a in ("--version", "-v", "--list-langs")):
    os.execv({real!r}, [{real!r}, *sys.argv[1:]])
fault = {fault!r}
if fault == "crashes":
    os.kill(os.getpid(), signal.SIGSEGV)
elif fault == "hangs":
    time.sleep(600)
elif fault == "prints rubbish":
    sys.stdout.buffer.write(b"\\xff\\xfe\\x00rubbish\\tlevel\\n" * 1000)
elif fault == "prints without end":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    while True:
        sys.stdout.buffer.write(b"level\\t" * 10000)
else:
    blocks = [bytearray(1 << 28) for _ in range(64)]
"""
TESSERACT = ("crashes", "hangs", "prints rubbish", "prints without end", "runs out of memory")


def tesseract(fault: str) -> Fault:
    """A run with a Tesseract that misbehaves."""

    def happen(arena: Arena) -> None:
        program = arena.home / "tesseract-faulty"
        program.write_text(FAULTY.format(python=sys.executable, real=shutil.which("tesseract"), fault=fault))
        program.chmod(0o755)
        arena.give(scan(fault))
        arena.run(THONGBAO_TESSERACT=str(program), THONGBAO_OCR_SECONDS="2")

    return happen


def file_pulled_away(arena: Arena) -> None:
    """Files go away, change and come back while they are taken."""
    names = [f"{scan.__name__}-{n}.pdf" for n in range(4)]
    stop = threading.Event()
    data = [scan(f"pulled {n}") for n in range(4)]
    inbox = arena.home / "inbox"

    def pull() -> None:
        dice = random.Random(1)
        while not stop.is_set():
            path = inbox / dice.choice(names)
            try:
                if path.exists():
                    path.rename(path.with_suffix(".part"))
                elif path.with_suffix(".part").exists():
                    path.with_suffix(".part").rename(path)
            except FileNotFoundError:  # the program took it
                continue
            time.sleep(0.005)

    for name, content in zip(names, data, strict=True):
        (inbox / name).write_bytes(content)
    thread = threading.Thread(target=pull)
    thread.start()
    arena.run()
    stop.set()
    thread.join()
    for path in inbox.glob("*.part"):
        path.rename(path.with_suffix(".pdf"))
    for content in data:
        arena.give(content)


def on_a_full_disk(name: str, left_bytes: int) -> Fault:
    """A run whose work folder or store lies on a disk with little room left; the ballast is then taken off."""

    def happen(arena: Arena) -> None:
        folder, held = arena.home / name, arena.home / f"{name}-held"
        folder.mkdir(exist_ok=True)
        folder.rename(held)
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", folder], check=True, capture_output=True)
        try:
            shutil.copytree(held, folder, dirs_exist_ok=True, symlinks=True)
            free = shutil.disk_usage(folder).free
            ballast = folder / ".ballast"
            ballast.write_bytes(bytes(free - left_bytes))
            for n in range(2):
                arena.give(scan(f"{name} full {n}"))
            _, log = arena.run()
            if "storage-full" not in "".join(log):
                arena.losses.append(f"the disk of {name} was not full: {log[-1:]}")
            ballast.unlink()
            arena.complete()
        finally:
            shutil.rmtree(held)
            shutil.copytree(folder, held, symlinks=True)
            subprocess.run(["umount", folder], check=True, capture_output=True)
            folder.rmdir()
            held.rename(folder)

    return happen


def sqlite_locked(arena: Arena) -> None:
    """Somebody else holds the database for some seconds, again and again."""
    import sqlite3

    stop = threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(arena.url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
        while not stop.is_set():
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(1.5)
            connection.execute("COMMIT")
            time.sleep(0.05)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    arena.give(scan("locked"))
    arena.run()
    stop.set()
    thread.join()


def sqlite_held(arena: Arena) -> None:
    """Somebody else holds the database for longer than the program waits, so that it refuses."""
    import sqlite3

    arena.give(scan("held"))
    connection = sqlite3.connect(arena.url.removeprefix("sqlite:///"), isolation_level=None, timeout=30, check_same_thread=False)
    later = arena.once_begun(lambda: connection.execute("BEGIN IMMEDIATE"))
    arena.run(**{PATIENCE: "1"})
    later.join()
    connection.execute("COMMIT")
    connection.close()


def all_faults(server: PostgresServer | None) -> dict[str, Fault]:
    """Every fault by what it is; ``server`` for a PostgreSQL, None for SQLite."""
    found: dict[str, Fault] = {f"Tesseract {fault}": tesseract(fault) for fault in TESSERACT}
    found |= {
        "files go away and come back": file_pulled_away,
        "disk of the work folder full": on_a_full_disk("work", 100_000),
        "disk of the store full": on_a_full_disk("store", 8_192),
    }
    if server is None:
        return found | {"database held by another": sqlite_locked, "database refuses": sqlite_held}
    return found | postgres_faults(server)


def run_faults(arena: Arena, faults: dict[str, Fault], tell: Callable[[dict[str, str]], None]) -> dict[str, str]:
    """Let each fault happen, mend it, run once more; gives what became of each, and tells it on the way."""
    ends: dict[str, str] = {}
    for name, happen in faults.items():
        before = len(arena.losses)
        try:
            happen(arena)
        except subprocess.CalledProcessError:
            ends[name] = "not run: this machine cannot mount"
        else:
            arena.complete()
            ends[name] = "; ".join(arena.losses[before:]) or "nothing lost"
        tell(ends)
    return ends
