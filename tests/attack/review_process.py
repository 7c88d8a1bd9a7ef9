"""The review pages as `thongbao review` serves them, in a process of its own, and somebody who talks to them over sockets."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.ports import free_port

ROOT = Path(__file__).parents[2]
MARK = re.compile(r'name="mark" value="([^"]+)"')
WAIT_SECONDS = 120


class ReviewProcess:
    """A process that serves the review pages of a home, and the end of it."""

    def __init__(self, home: Path, log: Path, *, open_files: int = 0, tls: Path | None = None, **settings: str) -> None:
        self.port, self.log, self.tls = free_port(), log, tls
        environment = os.environ | {"THONGBAO_HOME": str(home)} | {f"THONGBAO_{name.upper()}": value for name, value in settings.items()}

        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(("prlimit", f"--nofile={open_files}") if open_files else ()),
                    sys.executable,
                    "-m",
                    "flows",
                    "review",
                    "--port",
                    str(self.port),
                ],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=output,
            )

    def ready(self) -> ReviewProcess:
        """Itself, once somebody is let in."""
        end = time.monotonic() + WAIT_SECONDS
        while not self.listens():
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()
            time.sleep(0.2)
        return self

    def listens(self) -> bool:
        """Whether somebody is let in."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
            return True
        return False

    def connect(self, words: bytes = b"", source: str = "127.0.0.1") -> socket.socket:
        """A connection on which something was sent."""
        made = socket.create_connection(("127.0.0.1", self.port), timeout=60, source_address=(source, 0))
        made.sendall(words)
        return made

    @property
    def peak_bytes(self) -> int:
        """The most memory that the process had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s*(\d+)", status)[1]) * 1024

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=60)


class Visitor:
    """Somebody with cookies and without JavaScript.

    Args:
        pages: that are visited.
        source: address to come from.
    """

    def __init__(self, pages: ReviewProcess, source: str = "127.0.0.1") -> None:
        self.pages, self.source = pages, source
        self.cookies: dict[str, str] = {}
        self.status = 0
        self.headers = http.client.HTTPMessage()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> str:
        """The text of an answer; its status and headers are kept."""
        if self.pages.tls:
            context = ssl.create_default_context(cafile=str(self.pages.tls))
            made = http.client.HTTPSConnection("localhost", self.pages.port, timeout=60, context=context)
        else:
            made = http.client.HTTPConnection("127.0.0.1", self.pages.port, timeout=60, source_address=(self.source, 0))
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        with contextlib.closing(made):
            made.request(method, path, body, sent)
            answer = made.getresponse()
            self.status, self.headers = answer.status, answer.headers
            for line in answer.headers.get_all("Set-Cookie", ()):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return answer.read().decode("utf-8", "replace")

    def mark(self, path: str = "/login") -> str:
        """The mark of a form of the session."""
        return MARK.search(self.ask("GET", path))[1]

    def send(self, path: str, *, mark: str | None = None, header: dict[str, str] | None = None, **fields: str) -> int:
        """Send a form; gives the status of the answer."""
        mark = mark if mark is not None else self.mark("/documents" if self.signed_in else "/login")
        body = urlencode({"mark": mark} | fields).encode()
        self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded", **(header or {}))
        return self.status

    @property
    def signed_in(self) -> bool:
        """Whether the documents are shown."""
        self.ask("GET", "/documents")
        return self.status == 200

    def sign_in(self, user: str, password: str, **header: str) -> int:
        """Try to; 303 where it succeeds."""
        return self.send("/login", mark=self.mark("/login"), header=header, user=user, password=password)


def pour(pages: ReviewProcess, head: bytes) -> tuple[bytes, int]:
    """Send 400 MB in chunks, whatever the answer says; gives its first line and the number of bytes that were taken."""
    sender = pages.connect(head)
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    sent, answer = 0, b""
    with contextlib.suppress(ConnectionError):
        while sent < 400 * 2**20:
            sender.sendall(chunk)
            sent += len(chunk)
            if not answer:
                sender.settimeout(0.01)
                with contextlib.suppress(TimeoutError):
                    answer = sender.recv(64)
                sender.settimeout(60)
    sender.close()
    return answer.split(b"\r\n")[0], sent
