"""What a confined process does: confines itself, makes one object, calls its methods as it is told, several at once."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from tasks.confined import frames
from tasks.confined.adapters import adapter_of
from tasks.confined.calls import called, given
from tasks.confined.faults import told
from tasks.confined.kernel import die_with_parent, refuse_calls, refuse_files
from tasks.confined.memory import release_memory
from tasks.confined.terms import Terms, readable, writable

_SPARE_FILES = 64


def serve(channel: socket.socket) -> None:
    """Serve one client to the end of the channel, then end this process."""
    die_with_parent()
    message = frames.receive(channel)
    if message is None:
        os._exit(0)
    asked = json.loads(message)
    confined = confine(adapter_of(Terms).validate_python(asked["terms"]), Path(asked["own"]))
    said = threading.Lock()

    def tell(number: int, facts: dict[str, Any], value: bytes = b"") -> None:
        with said:
            frames.send(channel, json.dumps({"n": number, **facts}).encode() + b"\n" + value)

    try:
        make = called(asked["make"])
        served = make(*given(make, asked["arguments"]))
    except BaseException as error:
        tell(0, told(error))
        os._exit(1)
    tell(0, confined)

    def work(number: int, method: str, arguments: list[Any]) -> None:
        value, facts = b"", {}
        try:
            function = getattr(served, method)
            value = to_json(function(*given(function, arguments)))
        except BaseException as error:
            facts = told(error)
        release_memory()
        try:
            tell(number, facts, value)
        except OSError:  # nobody wants it any more
            os._exit(0)

    while (message := frames.receive(channel)) is not None:
        threading.Thread(target=work, args=json.loads(message), daemon=True).start()
    os._exit(0)


def confine(terms: Terms, own: Path) -> dict[str, Any]:
    """Give up for good what this process does not need; says what the kernel granted of that."""
    with suppress(OSError):  # where memory runs out, this process is to go and not the program
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    os.environ["TMPDIR"], tempfile.tempdir = str(own), None
    os.chdir(own)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits = (
        (resource.RLIMIT_AS, terms.address_space),
        (resource.RLIMIT_FSIZE, terms.output_bytes),
        (resource.RLIMIT_NOFILE, terms.open_files * terms.at_once + _SPARE_FILES if terms.open_files else 0),
        (resource.RLIMIT_CPU, int(terms.cpu_seconds) + 1 if terms.cpu_seconds else 0),
    )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind, most in limits:
        hard = resource.getrlimit(kind)[1]
        if most:
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))
    return {"files": refuse_files(readable(terms), writable(terms, own)), "calls": refuse_calls()}
