"""A `thongbao serve` in a process of its own, and its API, as tests need them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from prefect_server import furnish

from benchmarks.ports import free_port

ROOT = Path(__file__).parent.parent
OURS = {"PREFECT_API_URL", "PREFECT_HOME", "PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"}
ALL_STATES = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
WAIT_SECONDS = 120


class Served:
    """A process that serves, and its API; where ``ready`` names Prefect's database, its home is no empty one."""

    def __init__(
        self, folder: Path, *options: str, ready: Path | None = None, auth: str = "", command: str = "serve", **environment: str
    ) -> None:
        self.home = folder / "home"
        if ready is not None:
            furnish(self.home / "prefect", ready)
        self.port, self.review_port = free_port(), free_port()
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.environment = {k: v for k, v in os.environ.items() if k not in OURS} | {
            "THONGBAO_HOME": str(self.home),
            "THONGBAO_INBOX_SETTLE_SECONDS": "0",
            "PREFECT_RUNNER_POLL_FREQUENCY": "1",
            **({"THONGBAO_SERVER_AUTH": auth} if auth else {}),
            **environment,
        }
        self.token: dict[str, str] = {}
        self.log = folder / "log"
        pages = ("--review-port", str(self.review_port)) if command == "serve" else ()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flows", command, "--port", str(self.port), *pages, *options],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.wait(lambda: "Ctrl-C stops" in self.log.read_text())
        self.auth = auth or (self.home / "server.password").read_text().strip()
        self.headers = {"Authorization": "Basic " + b64encode(self.auth.encode()).decode()}

    def wait(self, done):
        end = time.monotonic() + WAIT_SECONDS
        while not (found := done()):
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.2)
        return found

    def ask(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        if data is not None and not self.token:  # as the UI does
            self.token = {"Prefect-Csrf-Client": "tests", "Prefect-Csrf-Token": self.ask("/csrf-token?client=tests")["token"]}
        headers = {"Content-Type": "application/json"} | self.headers | self.token
        request = Request(f"{self.api}{path}", data, headers, method=method)
        for _ in range(20):
            try:
                with urlopen(request, timeout=30) as answer:
                    return json.loads(answer.read() or "null")
            except HTTPError as error:
                if error.code != 503:  # Prefect's database was busy; its own client asks again too
                    raise
            time.sleep(0.5)
        return pytest.fail(f"{path} stays busy")

    def deployment(self, name):
        return self.ask(f"/deployments/name/{name}/{name}")

    def start(self, name, **parameters):
        return self.ask(f"/deployments/{self.deployment(name)['id']}/create_flow_run", {"parameters": parameters})["id"]

    def state(self, run_id, *kinds):
        state = self.ask(f"/flow_runs/{run_id}")["state"]
        return state if state["type"] in kinds else None

    def command(self, *arguments):
        return subprocess.run(
            [sys.executable, "-m", "flows", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def processes(self):
        """Processes that work in this home, by id."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
                state = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0]
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if f"THONGBAO_HOME={self.home}".encode() in environment and state != "Z":
                found[int(folder.name)] = words
        return found
