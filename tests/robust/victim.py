"""A process that ingests, and is killed at a point that was drawn before: at a statement or a file operation, or a moment into a step."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STEPS = ("register", "rasterize", "recognize", "transcribe", "clean", "examine", "segment", "extract", "load")
# How long it waits for a database that is held or silent, where a test has less patience than the program.
PATIENCE = "SOAK_DATABASE_SECONDS"
# Changes of files as Python tells of them, and the start of poppler and Tesseract.
WATCHED = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree", "subprocess.Popen"))


@dataclass(frozen=True)
class Death:
    """Where a process is to die.

    Attributes:
        deed: the how manyeth statement or file operation, 0 for none.
        step: of the documents, from whose beginning on time counts; "" for none.
        seconds: after that beginning.
    """

    deed: int = 0
    step: str = ""
    seconds: float = 0.0


def draw(dice: random.Random, deeds: int, kills: Mapping[str, int]) -> Death:
    """A point to die at, half by deed and half by time in the step that was hit least; most steps take but a moment."""
    if dice.random() < 0.5:
        return Death(deed=dice.randint(1, deeds))
    step = min(dice.sample(STEPS, len(STEPS)), key=lambda name: kills.get(name, 0))
    return Death(step=step, seconds=0.6 * dice.random() ** 3)


def die() -> None:
    """End this process as ``kill -9`` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def ingest(environment: dict[str, str], paths: list[str], death: Death, log: str) -> None:
    """Ingest in this process; ``log`` gets a line per step begun, and the number of deeds at the end."""
    os.environ.update(environment)
    import anyio
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    import db.engine
    import db.patience
    import tasks.step
    from config.settings import load_settings
    from db.schema import upgrade
    from flows.batch import ingest_batch

    if PATIENCE in environment:
        db.engine.SQLITE_BUSY_SECONDS = int(environment[PATIENCE])
        db.patience.SILENCE_SECONDS = float(environment[PATIENCE])
    upgrade(load_settings().database)
    count = [0]

    def deed(*_: object, **__: object) -> None:
        count[0] += 1
        if count[0] == death.deed:
            write(f"deed {current[0]}")
            die()

    def write(line: str) -> None:
        with Path(log).open("a") as stream:
            stream.write(line + "\n")

    current = ["start"]
    real = tasks.step.start_attempt

    def observed(url: str, run_id: str, step: str, **rest: object) -> int:
        current[0] = step
        write(step)
        if step == death.step:
            threading.Timer(death.seconds, die).start()
        return real(url, run_id, step, **rest)

    tasks.step.start_attempt = observed
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, deed)
    own = (environment["THONGBAO_HOME"], *paths)

    def watched(name: str, arguments: tuple[object, ...]) -> None:
        if name in WATCHED and (name == "subprocess.Popen" or str(arguments[0] if arguments else "").startswith(own)):
            deed()

    sys.addaudithook(watched)
    outcomes = anyio.run(ingest_batch, paths)
    write(f"done {count[0]} " + ",".join(f"{o.outcome}:{o.error_code}" for o in outcomes))
