"""`thongbao serve` under fire: the process that serves, the process of a run and Prefect's server are killed while runs are under way."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from arena import PATIENCE_SECONDS, Arena
from hostile import scan
from sqlalchemy import select

from benchmarks.ports import free_port
from db.engine import transaction
from db.models.run import Run
from db.upkeep.verify import check_database
from flows.server.password import FILE, read_auth

ROOT = Path(__file__).parent.parent.parent
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
# What is killed, and a word of its command line.
# The end of Prefect's server costs the time that its clients go on asking for it.
SHARES = {"run": 4, "serve": 4, "Prefect's server": 1}
VICTIMS = {"serve": "flows serve", "run": "prefect.engine", "Prefect's server": "flows.server.api_process"}
# After three missed signs of life, one every 30 s, Prefect calls a run crashed; it looks every few seconds.
SILENT_SECONDS = 130.0


class Serving:
    """A served home that is started again as often as it dies."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        self.port = free_port()
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.log = arena.home / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.token: dict[str, str] = {}
        (arena.home / "handed").mkdir(exist_ok=True)

    def start(self) -> None:
        """Serve, where nobody does; like whoever supervises it, try again while the server of one that was killed holds the port yet.

        Raises:
            RuntimeError: it ends at once for another reason.
        """
        if self.process is not None and self.process.poll() is None:
            return
        for _ in range(10):
            process = self._launch()
            self.wait(lambda p=process: "Ctrl-C stops" in self.log.read_text() or p.poll() is not None, "serve does not start")
            if process.poll() is None:
                return
            if f"Port {self.port} is taken" not in self.log.read_text():
                break
        raise RuntimeError(f"serve ended: {self.log.read_text()[-500:]}")

    def _launch(self) -> subprocess.Popen[bytes]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
        own = {"PREFECT_RUNNER_POLL_FREQUENCY": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
        form = {"THONGBAO_FORM_FOLDERS": str(self.arena.home / "handed")}  # else it takes paths below the inbox alone
        environment = kept | self.arena.environment | own | form
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "flows", "serve", "--port", str(self.port), "--review-port", "0"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        return self.process

    def stop(self) -> None:
        """End it as Ctrl-C does, or after a minute as nobody should."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.arena.losses.append("serve does not end")
                self.process.kill()

    def wait(self, done: Callable[[], Any], otherwise: str, seconds: float = PATIENCE_SECONDS) -> Any:
        """Until ``done`` gives something.

        Raises:
            TimeoutError: it does not within ``seconds``.
        """
        end = time.monotonic() + seconds
        while not (found := done()):
            if time.monotonic() > end:
                raise TimeoutError(otherwise)
            time.sleep(0.1)
        return found

    def ask(self, path: str, body: object = None) -> Any:
        """The answer of Prefect's server; None while it is busy or away, or does not know what is asked for yet.

        Raises:
            RuntimeError: it does not let us in, which waiting does not mend.
        """
        data = None if body is None else json.dumps(body).encode()
        try:
            if data is not None and not self.token:  # as the UI does
                given = self.ask("/csrf-token?client=soak")
                self.token = {"Prefect-Csrf-Client": "soak", "Prefect-Csrf-Token": given["token"]} if given else {}
            request = Request(f"{self.api}{path}", data, {"Content-Type": "application/json"} | self._signed_in() | self.token)
            with urlopen(request, timeout=30) as answer:
                return json.loads(answer.read())
        except HTTPError as error:
            self.token = {}  # it may have run out
            if error.code == HTTPStatus.UNAUTHORIZED:
                raise RuntimeError(f"Prefect's server does not let us in to {path}") from error
        except (URLError, ConnectionError, TimeoutError):
            pass
        return None

    def _signed_in(self) -> dict[str, str]:
        """What says who asks: user and password that `serve` made for this home."""
        return {"Authorization": f"Basic {b64encode(read_auth(self.arena.home / FILE).encode()).decode()}"}

    def begin(self, name: str, **parameters: str) -> str:
        """Start a run as the UI's button does; gives its id."""
        deployment = self.wait(lambda: self.ask(f"/deployments/name/{name}/{name}"), f"{name} is not registered")["id"]
        run = self.wait(lambda: self.ask(f"/deployments/{deployment}/create_flow_run", {"parameters": parameters}), "no run can be made")
        return str(run["id"])

    def state(self, run: str) -> str:
        """Type of the state of a run."""
        found = self.ask(f"/flow_runs/{run}")
        return str(found["state"]["type"]) if found else ""

    def processes(self, word: str) -> list[int]:
        """Live processes of this home with a word in their command line."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                environment = (folder / "environ").read_bytes().split(b"\0")
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                state = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0]
                if f"THONGBAO_HOME={self.arena.home}".encode() in environment and state != "Z" and word in words:
                    found.append(int(folder.name))
        return found

    def kill_once(self, dice: random.Random) -> None:
        """A run, and a process that dies during it."""
        arena = self.arena
        self.start()
        for _ in range(dice.randint(1, 3)):
            arena.give(scan(f"served {dice.random():.12f}"))
        if dice.random() < 0.5:
            run = self.begin("nightly")
        else:
            arena.hand(scan(f"handed {dice.random():.12f}"))
            run = self.begin("ingest", path=str(arena.home / "handed"))
        self.wait(lambda: self.state(run) not in {"SCHEDULED", ""}, "no run begins")
        name = dice.choices(list(SHARES), list(SHARES.values()))[0]
        time.sleep(dice.uniform(0.0, 5.0))
        victims = self.processes(VICTIMS[name]) if self.state(run) not in ENDED else []
        if victims:
            os.kill(victims[0], signal.SIGKILL)
            arena.kills[f"served: {name}"] += 1
        else:
            arena.survived += 1
        process = self.process
        if victims and name != "run" and process is not None:
            self.wait(lambda: process.poll() is not None, "serve outlives Prefect's server")
            if process.returncode == 0:
                arena.losses.append("serve ended without its server as if all were well")
        arena.losses += [f"after a kill: {f.code} {f.subject}: {f.message}" for f in check_database(arena.url).faults]

    def complete(self) -> None:
        """Serve again, one more run of each kind; then everything is there, and no history believes that something runs."""
        self.start()
        for name, parameters in (("nightly", {}), ("ingest", {"path": str(self.arena.home / "handed")})):
            if self.wait(partial(self._whole, name, parameters), f"no {name} run ends well") == "FAILED":
                self.arena.losses.append(f"the {name} run behind failed")
        self.arena.check()
        with suppress(TimeoutError):
            self.wait(lambda: not self._running(), "", SILENT_SECONDS)
        self.arena.losses += [f"{run} is believed running" for run in self._running()]

    def _whole(self, name: str, parameters: dict[str, str]) -> str:
        run = self.begin(name, **parameters)
        self.wait(lambda: self.state(run) in ENDED, f"a {name} run does not end")
        state = self.state(run)
        if state == "CANCELLED":  # another night, orphaned by a kill, still runs or is thought to
            time.sleep(2)
        return state if state in {"COMPLETED", "FAILED"} else ""

    def _running(self) -> list[str]:
        with transaction(self.arena.url, read_only=True) as session:
            ours = [f"our {kind} {run[:8]}" for run, kind in session.execute(select(Run.id, Run.kind).where(Run.outcome == "running"))]
        alive = {"flow_runs": {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}}

        def answer() -> list[Any]:  # an empty list is an answer too
            found = self.ask("/flow_runs/filter", alive)
            return [] if found is None else [found]

        [theirs] = self.wait(answer, "Prefect's server is away")
        return ours + [f"Prefect's {run['name']} {run['id'][:8]}" for run in theirs]


def kill_served(
    arena: Arena, dice: random.Random, kills: int, until: float, *, complete_every: int = 6, tell: Callable[[], None] = lambda: None
) -> None:
    """Kill processes of a served home until there were so many or the time is up; every now and then all must be whole, and is told of."""
    serving = Serving(arena)
    rounds, before = 0, arena.kills.total()
    try:
        with arena.reader():
            while arena.kills.total() - before < kills and time.monotonic() < until and not arena.losses:
                serving.kill_once(dice)
                rounds += 1
                if rounds % complete_every == 0:
                    serving.complete()
                    tell()
            serving.complete()
    except (TimeoutError, RuntimeError) as error:
        arena.losses.append(f"served: {error}")
    finally:
        serving.stop()
