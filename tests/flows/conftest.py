"""Real files, a real database, real Prefect; faults come from programs that really misbehave."""

from __future__ import annotations

import json
import shutil
import socketserver
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import make_url

sys.path.insert(0, str(Path(__file__).parent))
from kept_readings import keep_readings
from made_once import made_once

from config.settings import load_settings
from tasks.apart import terms_of
from tasks.confined.terms import Terms
from tasks.scan.limits import Limits

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
LINES = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH TÂN GIANG",
    "Số: 12/TB-UBND",
    "THÔNG BÁO",
    "1. Sở Nội vụ rà soát danh sách, báo cáo trước ngày 30/6/2026.",
    "2. Sở Tài chính bố trí kinh phí theo Quyết định số 45/QĐ-UBND.",
)

FAULTY = """#!{python}
import os, signal, subprocess, sys, time
real = [{tesseract!r}, *sys.argv[1:]]
if "--version" in sys.argv or "-v" in sys.argv or "--list-langs" in sys.argv:
    os.execv(real[0], real)
counter = {counter!r}
with open(counter, "a") as stream:
    stream.write("x")
if os.path.getsize(counter) > {times}:
    os.execv(real[0], real)
fault = {fault!r}
if fault == "crash":
    os.kill(os.getpid(), signal.SIGSEGV)
elif fault == "hang":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    open(counter + ".child", "w").write(str(child.pid))
    time.sleep(600)
elif fault == "refuse":
    sys.exit("read_params_file: Can't open tsv")
elif fault == "rubbish":
    base = next((a for a in sys.argv[2:] if not a.startswith("-")), "stdout")
    rubbish = b"\\xff\\xfe\\x00rubbish\\tlevel\\n\\x80\\x81" * 50
    if base == "stdout":
        sys.stdout.buffer.write(rubbish)
    else:
        open(base + ".tsv", "wb").write(rubbish)
"""


def make_scan(path: Path, *, pages: int = 1, mark: str = "", dpi: int = 200) -> Path:
    """A readable scan with a few lines of a notice; ``mark`` makes its content its own."""
    font = ImageFont.truetype(FONT, 13 * dpi // 72)
    pictures = []
    for number in range(1, pages + 1):
        page = Image.new("L", (1654 * dpi // 200, 2339 * dpi // 200), 255)
        draw = ImageDraw.Draw(page)
        for row, line in enumerate((*LINES, f"Trang {number} {mark}")):
            draw.text((200 * dpi // 200, (200 + row * 60) * dpi // 200), line, font=font, fill=0)
        pictures.append(page)
    path.parent.mkdir(parents=True, exist_ok=True)
    several = {"save_all": True, "append_images": pictures[1:]} if path.suffix in (".pdf", ".tiff") else {}
    pictures[0].save(path, **several, resolution=dpi)
    return path


@pytest.fixture(autouse=True)
def schema_is_copied(copied_schema: None) -> None:
    """Most of these tests have the program make its database; migrations have tests of their own in tests/db."""


@pytest.fixture(autouse=True)
def pages_are_read_once(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """How a page is read is told in tests/ocr and tests/confined; here it is what flows do with it."""
    keep_readings(monkeypatch, made_once(tmp_path_factory, "readings", lambda _: None))


@pytest.fixture(scope="session")
def scan() -> Callable[..., Path]:
    """Makes scans."""
    return make_scan


@pytest.fixture
def ready(home: Path, migrated_sqlite: Path) -> Path:
    """A home with an empty database, and waits between attempts cut short."""
    steps = ("register", "rasterize", "recognize", "load")
    (home / "thongbao.toml").write_text(
        "inbox_settle_seconds = 0\n" + "".join(f"[retries.{s}]\nattempts = 3\ndelay_seconds = [0.05]\njitter = 0\n" for s in steps)
    )
    shutil.copyfile(migrated_sqlite, make_url(load_settings().database).database)
    return home


@pytest.fixture
def faulty_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], Path]:
    """Puts a program in Tesseract's place that misbehaves the first ``times`` times, then is the real one; gives its counter."""

    def with_counter(limits: Limits, at_once: int, **places: Any) -> Terms:
        """The usual terms, and the folder in which the program counts."""
        return terms_of(limits, at_once, **places | {"writes": (*places.get("writes", ()), tmp_path)})

    def make(fault: str, times: int) -> Path:
        for module in ("tasks.sheets", "tasks.recognize", "flows.proof"):
            monkeypatch.setattr(f"{module}.terms_of", with_counter)
        counter = tmp_path / "calls"
        program = tmp_path / "tesseract-faulty"
        program.write_text(
            FAULTY.format(python=sys.executable, tesseract=shutil.which("tesseract"), counter=str(counter), times=times, fault=fault)
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("THONGBAO_TESSERACT", str(program))
        return counter

    return make


class Receiver:
    """A webhook of our own: keeps what it gets, and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict]] = []
        self.answers: list[int] = []
        self.released = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.got.append((self.path, body))
                status = receiver.answers.pop(0) if receiver.answers else 204
                if status == 0:  # says nothing until the test is over
                    receiver.released.wait(60)
                    return
                self.send_response(status)
                if status == 307:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/geheim"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A webhook on 127.0.0.1."""
    made = Receiver()
    yield made
    made.close()


class MailServer(socketserver.ThreadingTCPServer):
    """As much of a mail server as a client needs to hand over a letter."""

    daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.recipients: list[str] = []
        super().__init__(("127.0.0.1", 0), MailSession)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class MailSession(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":", 1)[0].upper()
            if verb == "RCPT TO":
                self.server.recipients.append(line.split("<")[1].split(">")[0])
            if verb == "DATA":
                self.say("354 go on")
                letter = []
                while (row := self.rfile.readline().decode()) != ".\r\n":
                    letter.append(row)
                self.server.letters.append("".join(letter))
            self.say("221 bye" if verb == "QUIT" else "250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server on 127.0.0.1."""
    with MailServer() as made:
        yield made
        made.shutdown()
