"""A home, a database and an inbox that processes die over; what must hold after each death and at the end."""

from __future__ import annotations

import hashlib
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from hostile import notice_text, scan
from sqlalchemy import func, select
from victim import Death, draw, ingest

from config.settings import Settings
from db.engine import engine_for, transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Evidence
from db.schema import upgrade
from db.upkeep.verify import check_database
from flows.upkeep.verifying import verify
from tasks.domain.errors import ThongbaoError

# Long enough for a run on a slow machine; a run that takes longer hangs.
PATIENCE_SECONDS = 240.0
# How a file begins that is to be set aside.
NO_NOTICE = b"no scan"
MODULES = ["flows.batch", "anyio", "cv2", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql", "psycopg"]


def process(*arguments: object) -> BaseProcess:
    """A fresh process with everything imported, which would else take longer than the work."""
    context = get_context("forkserver")
    context.set_forkserver_preload(MODULES)
    return context.Process(target=ingest, args=arguments, daemon=False)


@dataclass
class Arena:
    """Where processes die.

    Attributes:
        home: home folder of all of them.
        url: their database.
        environment: what else they are told.
        given: hash of every file put into the inbox, with its bytes.
        kills: deaths by the step they fell into.
        survived: runs that ended before they were to die.
        losses: promises that were broken; empty where all is well.
        patience: seconds after which a run counts as one that hangs.
    """

    home: Path
    url: str
    environment: dict[str, str] = field(default_factory=dict)
    given: dict[str, bytes] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)
    survived: int = 0
    losses: list[str] = field(default_factory=list)
    deeds: int = 400
    patience: float = PATIENCE_SECONDS
    seen: dict[str, set[tuple[int, int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the home, its settings and the schema."""
        (self.home / "inbox").mkdir(parents=True)
        steps = ("register", "rasterize", "recognize", "load")
        (self.home / "thongbao.toml").write_text(
            "inbox_settle_seconds = 0\nquarantine_after = 1000000\nstop_after_same_failures = 1000000\nheartbeat_seconds = 2\n"
            + "".join(f"[retries.{s}]\nattempts = 2\ndelay_seconds = [0.05]\njitter = 0\n" for s in steps)
        )
        self.environment = {"THONGBAO_HOME": str(self.home), "THONGBAO_DATABASE_URL": self.url} | self.environment
        upgrade(self.url)

    @property
    def settings(self) -> Settings:
        """As the processes have them."""
        return Settings(home=self.home, database_url=self.url)

    def give(self, data: bytes) -> str:
        """Put a file into the inbox, whole at once; gives its hash."""
        return self._put("inbox", data)

    def hand(self, data: bytes) -> str:
        """Put a file into a folder beside the inbox, which is ingested by its name."""
        return self._put("handed", data)

    def _put(self, folder: str, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.given[sha256] = data
        part = self.home / folder / f"{sha256}.part"
        part.write_bytes(data)
        part.replace(part.with_suffix(".pdf"))
        return sha256

    def run(self, death: Death | None = None, log: Path | None = None, **environment: str) -> tuple[int | None, list[str]]:
        """Let a process ingest the inbox and what waits; gives its exit code (-9: killed) and what it logged."""
        log = log or self.home / "log"
        log.unlink(missing_ok=True)
        made = process(self.environment | environment, [], death or Death(), str(log))
        made.start()
        made.join(self.patience)
        if made.is_alive():
            self.losses.append(f"a run hangs ({death})")
            made.kill()
            made.join()
        return made.exitcode, log.read_text().splitlines() if log.exists() else []

    def once_begun(self, deed: Callable[[], object], after: float = 0.2) -> threading.Thread:
        """Do something in the midst of the next run: a moment after its first step began."""
        log = self.home / "log"
        log.unlink(missing_ok=True)

        def wait() -> None:
            end = time.monotonic() + 60
            while not (log.exists() and log.stat().st_size) and time.monotonic() < end:
                time.sleep(0.02)
            time.sleep(after)
            deed()

        thread = threading.Thread(target=wait)
        thread.start()
        return thread

    def kill_once(self, dice: random.Random) -> None:
        """A run that dies somewhere, and a look at what it left."""
        death = draw(dice, self.deeds, self.kills)
        if death.step == "transcribe":
            self.give(notice_text(f"{dice.random():.12f}"))
        code, log = self.run(death)
        if code == -9:
            steps = [line.removeprefix("deed ").partition(" ")[0] for line in log]  # "done" for one that died on its way out
            self.kills[steps[-1] if steps else "start"] += 1
        else:
            self.survived += 1
            if code != 0:
                self.losses.append(f"a run ended with code {code}")
            self.learn(log)
        self.losses += [f"after a kill: {fault.code} {fault.subject}: {fault.message}" for fault in check_database(self.url).faults]

    def learn(self, log: list[str]) -> None:
        """How many deeds a whole run takes, to draw from."""
        done = [line.split() for line in log if line.startswith("done")]
        if done:
            self.deeds = max(200, int(done[-1][1]))

    @contextmanager
    def reader(self) -> Iterator[None]:
        """Look at every loaded document again and again, as any reader of the database may."""
        stop = threading.Event()

        def look() -> None:
            while not stop.wait(0.05):
                try:
                    self.look()
                except ThongbaoError:  # the database may be down on purpose
                    continue

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def look(self) -> None:
        """Note how much of each document is to be seen just now."""
        pages = select(func.count()).where(Page.revision_id == Revision.id).scalar_subquery()
        quotes = select(func.count()).where(Evidence.revision_id == Revision.id).scalar_subquery()
        query = select(Document.sha256, Revision.id, pages, quotes).join(
            Revision, (Revision.document_id == Document.id) & Revision.is_current
        )
        with transaction(self.url, read_only=True) as session:
            for sha256, *found in session.execute(query):
                self.seen.setdefault(sha256, set()).add(tuple(found))

    def complete(self) -> None:
        """One more run, and then nothing may be missing, doubled, changed or half done."""
        code, log = self.run()
        self.learn(log)
        if code != 0 or ":failed" in (log or [""])[-1] or "failed:" in (log or [""])[-1]:
            self.losses.append(f"the run behind ended with {code}: {log[-1:]}")
        self.check()

    def check(self) -> None:
        """Every file given is there once, whole, in the state that is right for it, and `thongbao verify` finds nothing."""
        self.look()
        with transaction(self.url, read_only=True) as session:
            documents = {d.sha256: d for d in session.scalars(select(Document))}
            revisions = Counter(session.scalars(select(Revision.document_id)))
        for sha256, data in self.given.items():
            document = documents.get(sha256)
            if document is None:
                self.losses.append(f"{sha256[:8]} is missing")
                continue
            wanted = "quarantined" if data.startswith(NO_NOTICE) else "loaded"
            if document.state != wanted or revisions[document.id] != (wanted == "loaded"):
                self.losses.append(f"{sha256[:8]} is {document.state} with {revisions[document.id]} revisions")
            if (self.settings.store_folder / document.store_path).read_bytes() != data:
                self.losses.append(f"{sha256[:8]} is not what was given")
            if len(self.seen.get(sha256, ())) > 1:
                self.losses.append(f"{sha256[:8]} was to be seen half done: {self.seen[sha256]}")
        if set(documents) - set(self.given):
            self.losses.append("there are documents that nobody gave")
        left = [p for p in (self.home / "inbox").iterdir() if p.suffix == ".pdf"]
        if left:
            self.losses.append(f"{len(left)} files are left in the inbox")
        self.losses += [f"verify: {fault.code} {fault.subject}: {fault.message}" for fault in verify(self.settings).faults]

    def close(self) -> None:
        """Let go of the database."""
        engine_for(self.url).dispose()


def kill_many(
    arena: Arena, dice: random.Random, kills: int, until: float, *, complete_every: int = 10, tell: Callable[[], None] = lambda: None
) -> None:
    """Kill runs until there were so many or the time is up; new files come all the while, now and then a run is let through and told of."""
    rounds = 0
    with arena.reader():
        while arena.kills.total() < kills and time.monotonic() < until and not arena.losses:
            if rounds % 2 == 0:
                arena.give(scan(f"{dice.random():.12f}"))
            if rounds % 7 == 0:
                arena.give(NO_NOTICE + f" {dice.random()}".encode())
            arena.kill_once(dice)
            rounds += 1
            if rounds % complete_every == 0:
                arena.complete()
                tell()
        arena.complete()


def prefect_environment(address: str) -> None:
    """Let all processes report to one Prefect server; before the first of them is made."""
    os.environ["PREFECT_API_URL"] = address
