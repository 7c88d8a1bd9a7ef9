"""An office of several machines, on this one: a Prefect server on PostgreSQL, a shared store and inbox, workers with homes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import Request, urlopen

from benchmarks.accounts import descendants
from benchmarks.ports import free_port
from flows.server.start import answers

ROOT = Path(__file__).resolve().parent.parent
POOL = "thongbao"
T = TypeVar("T")


class Office:
    """Everything that the machines share, and the machines.

    Attributes:
        folder: everything lies below it: ``shared/store``, ``shared/inbox``, and a home for each machine.
        rows: address of our database.
        prefect: address of Prefect's database, for psycopg.
        api: address of the Prefect server.
        processes: every process that was started, by name.
    """

    def __init__(self, folder: Path, create: Callable[[str], str], **settings: str) -> None:
        self.folder = folder
        self.store, self.inbox = folder / "shared" / "store", folder / "shared" / "inbox"
        self.inbox.mkdir(parents=True)
        self.rows, self.prefect = create("thongbao"), create("prefect")
        self.port = free_port()
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.settings = settings
        self.named = named_machines()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def environment(self, machine: str) -> dict[str, str]:
        """What processes of a machine are told."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "THONGBAO_"))}
        return clean | {
            "THONGBAO_HOME": str(self.folder / machine),
            "THONGBAO_STORE": str(self.store),
            "THONGBAO_INBOX": str(self.inbox),
            "THONGBAO_DATABASE_URL": self.rows,
            "THONGBAO_WORK_POOL": POOL,
            "THONGBAO_INBOX_SETTLE_SECONDS": "0",
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            **self.settings,
        }

    def words(self, machine: str, *words: str) -> list[str]:
        """The command of a module; on a machine with a name of its own, where this one allows that."""
        command = [sys.executable, "-m", *words]
        return ["unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"', machine, *command] if self.named else command

    def start(self, machine: str, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a process of a machine, in a group of its own; what it says goes into ``<machine>.log``."""
        with (self.folder / f"{machine}.log").open("ab") as log:
            process = subprocess.Popen(
                self.words(machine, *words),
                cwd=ROOT,
                env=self.environment(machine) | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes[machine] = process
        return process

    def start_server(self) -> None:
        """Start Prefect's server on PostgreSQL and wait until it answers."""
        address = self.prefect.replace("+psycopg", "+asyncpg")
        words = ("prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port), "--no-ui")
        home = str(self.folder / "server" / "prefect")
        self.start("server", *words, PREFECT_HOME=home, PREFECT_SERVER_DATABASE_CONNECTION_URL=address)
        self.wait(lambda: answers(self.api), 180, "the Prefect server")

    def command(self, machine: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run ``thongbao`` on a machine to its end."""
        return subprocess.run(
            self.words(machine, "flows", *words),
            cwd=ROOT,
            env=self.environment(machine) | more,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    def start_worker(self, machine: str, *options: str, **more: str) -> None:
        """Start a worker of a machine and wait until the server knows it."""
        self.start(machine, "flows", "worker", "--name", machine, *options, **more)
        self.wait(lambda: machine in self.online(), 120, f"the worker {machine}")

    def online(self) -> set[str]:
        """Names of the workers that the server has heard of lately."""
        return {w["name"] for w in self.ask(f"/work_pools/{POOL}/workers/filter", {}) if w["status"] == "ONLINE"}

    def kill(self, machine: str, *, alone: bool) -> None:
        """Kill a worker with SIGKILL: alone, or with every process below it.

        Prefect gives the processes of runs a session of their own, so that a signal to the worker's group does not reach them.
        """
        process = self.processes[machine]
        for pid in [process.pid] if alone else [process.pid, *descendants(process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()

    def ask(self, path: str, body: Any = None) -> Any:
        """Ask the Prefect server; with a body it is a POST."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.api}{path}", data, {"Content-Type": "application/json"})  # noqa: S310 - our own server
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.loads(answer.read() or "null")

    def run_deployment(self, name: str, **parameters: Any) -> str:
        """Start a run of a deployment, as its button in the UI does; gives its id."""
        found = self.ask(f"/deployments/name/{name}/{name}")
        return str(self.ask(f"/deployments/{found['id']}/create_flow_run", {"parameters": parameters})["id"])

    def ended(self, run_id: str) -> dict[str, Any] | None:
        """The state of a run that has ended, None for one that has not."""
        state: dict[str, Any] = self.ask(f"/flow_runs/{run_id}")["state"]
        return state if state["type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} else None

    def flow_runs(self, *states: str) -> list[dict[str, Any]]:
        """All flow runs, or those in these states."""
        wanted = {"flow_runs": {"state": {"type": {"any_": list(states)}}}} if states else {}
        found: list[dict[str, Any]] = []
        while some := self.ask("/flow_runs/filter", wanted | {"limit": 200, "offset": len(found), "sort": "START_TIME_ASC"}):
            found += some
        return found

    def wait(self, done: Callable[[], T], seconds: float, what: str) -> T:
        """Wait for something that comes true.

        Raises:
            TimeoutError: it does not.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(OSError):
                if found := done():
                    return found
            time.sleep(0.1)
        logs = "\n".join(f"{p.name}: {p.read_text(errors='replace')[-2000:]}" for p in sorted(self.folder.glob("*.log")))
        raise TimeoutError(f"{what} does not come in {seconds:.0f} s\n{logs}")

    def close(self) -> None:
        """End every process that is left, with its children."""
        below = [pid for process in self.processes.values() for pid in descendants(process.pid)]
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in reversed(self.processes.values()):
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            process.kill()
            process.wait()
        for pid in below:
            with suppress(OSError):
                if str(self.folder).encode() in Path(f"/proc/{pid}/environ").read_bytes():  # its number may be another's by now
                    os.kill(pid, signal.SIGKILL)


def named_machines() -> bool:
    """Whether processes can be given a host name of their own, as root may.

    With one, nobody can ask whether a process of another machine lives: only its signs of life tell, as between real machines.
    """
    tried = subprocess.run(["unshare", "--uts", "hostname", "machine-0"], capture_output=True, check=False)
    return tried.returncode == 0


@contextmanager
def open_office(folder: Path, create: Callable[[str], str], **settings: str) -> Iterator[Office]:
    """An office with its server running and everything registered, for as long as one is inside."""
    office = Office(folder, create, **settings)
    try:
        office.start_server()
        done = office.command("server", "deploy")
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        yield office
    finally:
        office.close()
