"""How long the review pages take with many documents in the database.

Usage: python -m benchmarks.review [--documents 10000] [--home DIR] [--json FILE]

Fills a SQLite database with made-up notices (``benchmarks/grown.py``), serves the pages as `thongbao review` does, asks for each
some times over HTTP and keeps the median and the slowest answer, and the time that the server computed. Each page is asked for once
before, as by somebody else of the office.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.grown import grow
from benchmarks.grown_rows import Spread
from benchmarks.pages import keep
from benchmarks.ports import free_port
from config.settings import Settings
from db.asking.listing import Wanted, list_page
from db.engine import engine_for
from db.schema import upgrade

ROOT = Path(__file__).parent.parent
TIMES = 9
MOST_MILLISECONDS = 200


def filled(home: Path, documents: int) -> Settings:
    """A home with so many documents; one that is there already is taken as it is."""
    settings = Settings(home=home)
    home.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database)
    if not list_page(settings.database, Wanted()).total:
        grow(settings.database, documents, Spread(settings.today()))
    return settings


def addresses(settings: Settings) -> dict[str, str]:
    """The pages that are asked for, by what they are."""
    some = list_page(settings.database, Wanted(state="loaded", page=40)).rows[7]

    def documents(**query: object) -> str:
        return f"/documents?{urlencode(query)}"

    return {
        "list": "/documents",
        "list, page 100": documents(page=100),
        "list, most doubts first": documents(sort="doubts"),
        "search, a word of every document": documents(q="nam"),
        "search, three words without accents": documents(q="so noi vu"),
        "search, a phrase with accents": documents(q='"Sở Nội vụ chủ trì"'),
        "search, one symbol": documents(q=some.symbol),
        "filter by issuer, kind, date, doubts": documents(issuer=some.issuer, type=some.type, doubts="open", **{"from": "01/01/2024"}),
        "filter without a hit": documents(q="khong co tu nay"),
        "document": f"/documents/{some.short_id}",
        "board": "/board",
        "board, page 500": "/board?page=500",
        "board of one agency": f"/board?{urlencode({'agency': 'so-tai-chinh'})}",
        "board, done": "/board?state=done",
    }


def ask(port: int, path: str) -> float:
    """Milliseconds until a page is there."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    if answer.status != 200 or not re.search(rb"<h1>", body):
        raise SystemExit(f"{path}: {answer.status}")
    return took


def processor_time(process: int) -> float:
    """Milliseconds that a process has computed so far; what else runs on the machine hardly matters to it."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(settings: Settings) -> dict[str, dict[str, float]]:
    """Median and slowest answer of every page, and the time the server computed for one, in milliseconds."""
    port = free_port()
    command = [sys.executable, "-m", "flows.review.beside", "127.0.0.1", str(port)]
    environment = {"PATH": "/usr/bin:/bin", "THONGBAO_HOME": str(settings.home), "LANG": "C.UTF-8"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _ in range(300):
            try:
                ask(port, "/documents")
                break
            except OSError:
                time.sleep(0.2)
        found = {}
        for name, path in addresses(settings).items():
            ask(port, path)
            before = processor_time(process.pid)
            taken = [ask(port, path) for _ in range(TIMES)]
            computed = (processor_time(process.pid) - before) / TIMES
            found[name] = {"median": round(statistics.median(taken), 1), "slowest": round(max(taken), 1), "processor": round(computed, 1)}
            print(f"{name:40} {found[name]['median']:6.0f} ms, slowest {max(taken):6.0f} ms, processor {computed:6.0f} ms", flush=True)
        return found
    finally:
        process.terminate()
        process.wait(timeout=60)


def main() -> int:
    """Fill, measure, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--home", type=Path, help="kept, and taken again by the next run; left out: a temporary one")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "review.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="thongbao-review-") as name:
        settings = filled(options.home or Path(name), options.documents)
        found = measure(settings)
        engine_for(settings.database).dispose()
    keep({"documents": options.documents, "pages": found}, options.json)
    slow = [name for name, taken in found.items() if taken["median"] > MOST_MILLISECONDS]
    if slow:
        print(f"Slower than {MOST_MILLISECONDS} ms: {', '.join(slow)}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
