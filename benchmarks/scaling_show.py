"""The office of `benchmarks.scaling`: what was given to it, whom to kill, what became of it, with a log of what happened."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.ocr import page_count
from benchmarks.office import ROOT, Office
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.run import Lease, Run

MACHINES = ("machine-1", "machine-2", "machine-3")
# The first machine runs nights as well and has a place for that.
OPTIONS = {
    "machine-1": ("--limit", "2"),
    "machine-2": ("--queue", "documents", "--limit", "1"),
    "machine-3": ("--queue", "documents", "--limit", "1"),
}


class Show:
    """The office, what was given to it, and the log of what happened."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.began = time.monotonic()
        self.log: list[tuple[float, str]] = []
        self.given: dict[str, bytes] = {}
        self.pages = 0

    def say(self, text: str) -> None:
        """Note what happened, with the seconds since the start."""
        self.log.append((round(time.monotonic() - self.began, 1), text))
        print(f"{self.log[-1][0]:7.1f}  {text}", flush=True)

    def give(self, number: int, mark: str, folder: Path | None = None) -> int:
        """Put so many documents into the inbox, every content its own; gives their pages."""
        sources = sorted((ROOT / "samples").glob("*/scan.pdf"))
        target, pages = folder or self.office.inbox, 0
        target.mkdir(parents=True, exist_ok=True)
        for n in range(number):
            source = sources[n % len(sources)]
            data = source.read_bytes() + f"\n% {mark} {n}\n".encode()
            (target / f"{mark}-{n:03d}.pdf").write_bytes(data)
            self.given[f"{mark}-{n:03d}.pdf"] = data
            pages += page_count(source)
        self.pages += pages
        return pages

    def loaded(self) -> int:
        """How many documents stand in the database."""
        with transaction(self.office.rows, read_only=True) as session:
            return session.scalar(select(func.count()).select_from(Document).where(Document.state == "loaded")) or 0

    def reader_of(self, machine: str) -> int | None:
        """Id of the process that reads a document on this machine just now."""
        with transaction(self.office.rows, read_only=True) as session:
            running = set(session.scalars(select(Run.process_id).where(Run.outcome == "running", Run.kind == "ingest")))
        home = f"THONGBAO_HOME={self.office.folder / machine}".encode()
        return next((pid for pid in running if home in _environment(pid)), None)

    def kill(self, machine: str, *, alone: bool) -> None:
        """Kill a worker while it reads."""
        pid = self.office.wait(lambda: self.reader_of(machine), 120, f"a document on {machine}")
        self.office.kill(machine, alone=alone)
        child = f"alone; the process {pid} that reads a document lives on" if alone else "and everything below it, a document on the way"
        self.say(f"kill -9 of the worker of {machine}, {child}")

    def start(self, machine: str, why: str) -> None:
        """Start the worker of a machine."""
        self.office.start_worker(machine, *OPTIONS[machine], THONGBAO_WORKERS="1")
        self.say(f"worker of {machine} {why}")

    def open_all(self) -> None:
        """Start the workers that do not run yet."""
        for machine in MACHINES:
            if machine not in self.office.processes:
                self.start(machine, "is online")

    def run_night(self, name: str) -> str:
        """Start a night on the pool."""
        run_id = self.office.run_deployment("nightly")
        self.say(f"{name} starts on the pool")
        return run_id

    def check(self) -> list[str]:
        """What is not as it was promised: every document once, whole, byte for byte, and nothing that seems to run."""
        office, wrong = self.office, []
        with transaction(office.rows, read_only=True) as session:
            documents = {d.sha256: d for d in session.scalars(select(Document))}
            revisions: dict[int, list[bool]] = {}
            for document, current in session.execute(select(Revision.document_id, Revision.is_current)):
                revisions.setdefault(document, []).append(current)
            running = session.scalar(select(func.count()).select_from(Run).where(Run.outcome == "running"))
            leases = session.scalar(select(func.count()).select_from(Lease))
        stored = {d.file_name: (office.store / d.store_path).read_bytes() for d in documents.values()}
        wrong += [f"{name} is missing or changed" for name, data in self.given.items() if stored.get(name) != data]
        wrong += [
            f"{d.file_name} is {d.state}, revisions {revisions.get(d.id)}" for d in documents.values() if revisions.get(d.id) != [True]
        ]
        if len(documents) != len(self.given):
            wrong.append(f"{len(documents)} documents of {len(self.given)}")
        if running or leases:
            wrong.append(f"{running} runs of ours and {leases} leases are left")
        alive = [r["name"] for r in office.flow_runs("RUNNING", "PENDING", "CANCELLING")]
        wrong += [f"Prefect still runs {name}" for name in alive]
        wrong += [f"{p.name} is left in the inbox" for p in office.inbox.iterdir()]
        return wrong

    def settled(self) -> list[str]:
        """The same, once Prefect has heard of every end; nothing where all is well."""
        for _ in range(60):
            if not (wrong := self.check()):
                return []
            time.sleep(2)
        return wrong


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""
