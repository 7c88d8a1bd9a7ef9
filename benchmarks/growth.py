"""How long pages and commands take with very many documents in the database, and by which indexes they find what they show.

Usage: python -m benchmarks.growth [--postgres 200000] [--sqlite 20000] [--home DIR] [--url ADDRESS] [--docs]

Fills an SQLite and a PostgreSQL database with made-up notices (``benchmarks/grown.py``), asks the application of the review pages for each
page some times, does what commands do, and keeps the median by the clock and the processor time of program and database together, in
milliseconds. ``--docs`` writes docs/scaling.md from what was kept, without measuring. With ``--home`` the databases stay and are taken
again; ``--url`` names a PostgreSQL database that is filled already.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import event, select, text
from starlette.testclient import TestClient

from benchmarks.grown import grow
from benchmarks.grown_rows import Spread
from benchmarks.growth_report import write_page
from benchmarks.office import ROOT
from config.settings import Settings
from db.asking.details import revision_details
from db.asking.listing import Wanted, list_page, matching_ids
from db.asking.night import standings
from db.asking.questions import due
from db.asking.task_report import ReportWanted, task_report
from db.engine import engine_for, transaction
from db.models.finding import Agency
from db.models.kept import LeadCount
from db.schema import upgrade
from db.upkeep.snapshot import take_snapshot
from flows.figures.asked import Wanted as Figures
from flows.figures.asked import asked
from flows.review.app import make_app, make_site
from flows.takeaway.export import write_json
from tasks.domain.membership import Whose
from tasks.domain.outcome import DocumentState

sys.path.insert(0, str(ROOT / "tests"))
from postgres_server import running_server

KEPT = ROOT / "var" / "bench" / "growth.json"
TIMES = 5
LARGEST, MIDDLE = "so-noi-vu", "so-tu-phap"  # agencies: one in nine tasks is the first one's, one in fifty the second's
Deed = Callable[[], object]


def pages(client: TestClient, settings: Settings) -> dict[str, Deed]:
    """What is asked of the application, by what it is."""
    first = list_page(settings.database, Wanted(state="loaded", page=3))
    some, total = first.rows[7], first.total
    deepest = -(-total // 50)

    def page(path: str, **query: object) -> Deed:
        address = f"{path}?{urlencode(query)}" if query else path

        def ask() -> None:
            answer = client.get(address)
            while "refresh" in answer.headers:  # what is made beside the pages is there at the second visit
                time.sleep(1)
                answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")

        return ask

    following = re.search(r'rel="next" href="([^"]+)"', client.get("/documents?q=nam&page=1").text)
    return {
        "list": page("/documents"),
        "list, page 100": page("/documents", page=100),
        "list, the last page by its number": page("/documents", page=deepest, state="loaded"),
        "list, most doubts first": page("/documents", sort="doubts"),
        "list, by symbol": page("/documents", sort="symbol"),
        "list of an issuer": page("/documents", issuer=some.issuer),
        "list, four filters at once": page("/documents", issuer=some.issuer, type="CT", doubts="open", **{"from": "01/01/2024"}),
        "search, a word of every document": page("/documents", q="nam"),
        "the page behind it": page(following[1].replace("&amp;", "&")) if following else page("/documents"),
        "search, three common words": page("/documents", q="so tai chinh"),
        "search, a common phrase with accents": page("/documents", q='"phối hợp rà soát"'),
        "search, two rare words": page("/documents", q="vuoc xuong"),
        "search, one symbol": page("/documents", q=some.symbol),
        "search without a hit": page("/documents", q="khong co tu nay"),
        "places of two rare words": page("/search", q="vuoc xuong"),
        "places of a common phrase": page("/search", q='"phối hợp rà soát"'),
        "next document of the queue": page("/queue"),
        "document": page(f"/documents/{some.short_id}"),
        "board": page("/board"),
        "board, page 500": page("/board", page=500),
        "board of the largest agency": page("/board", agency=LARGEST),
        "board of a middle one": page("/board", agency=MIDDLE),
        "board of a middle one, done": page("/board", agency=MIDDLE, state="done"),
        "board, words of an agency's name": page("/board", agency="cong an"),
        "board, four filters at once": page("/board", agency=MIDDLE, issuer=some.issuer, state="open", sort="newest"),
        "report of a month, by agency": page("/report", **{"from": "01/10/2026", "to": "31/10/2026"}),
        "report of a month, one agency": page("/report", agency=MIDDLE, **{"from": "01/10/2026", "to": "31/10/2026"}),
        "all figures": page("/figures"),
        "series of a rare figure": page("/figures", q="Dien tich Ba"),
        "series of an indicator of every tenth document": page("/figures", q="PCI"),
        "calendar of the agency in the middle": page(calendar(client, in_the_middle(settings.database))),
    }


def in_the_middle(url: str) -> str:
    """Code of an agency that as many lead more open tasks than as fewer."""
    query = select(Agency.code).join(LeadCount, LeadCount.agency_id == Agency.id).order_by(LeadCount.number, Agency.id)
    with transaction(url, read_only=True) as session:
        codes = session.scalars(query).all()
    return codes[len(codes) // 2]


def calendar(client: TestClient, agency: str) -> str:
    """The address of somebody's calendar."""
    [found] = re.findall(r"<code>[^<]*?(/calendar/[^<]+)</code>", client.get("/board", params={"agency": agency}).text)
    return str(found)


def deeds(settings: Settings, folder: Path) -> dict[str, Deed]:
    """What commands and the night do."""
    url, today = settings.database, settings.today()
    month = ReportWanted(date(2026, 10, 1), date(2026, 10, 31))
    theirs = replace(month, whose=Whose(MIDDLE))
    thousand = matching_ids(url, Wanted(issuer="UBND tỉnh Tân Giang"))[:1000]
    night = [row.short_id for row in list_page(url, Wanted(sort="arrived", state=DocumentState.LOADED, size=40)).rows]
    return {
        "report of a month, by agency, made anew": lambda: task_report(url, month, today, most=200),
        "report of a month, one agency, made anew": lambda: task_report(url, theirs, today, most=200),
        "series of an indicator of every tenth document, made anew": lambda: asked(url, Figures("PCI")),
        "due, the next 30 days of a middle agency": lambda: due(url, today, 30, Whose(MIDDLE), since=today),
        "due, the first 200 that are late": lambda: due(url, today, 0, limit=200),
        "what stands behind a night of 40 documents": lambda: (standings(url, night), due(url, today, 7, since=today)),
        "export of a filtered thousand (JSON)": lambda: write_json(revision_details(url, thousand), folder / "thousand.json"),
        "copy of the database, for a backup": lambda: take_snapshot(url, folder / "copy"),
    }


class Clock:
    """Processor time of this program and of its connections' processes in PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.servers: list[int] = []
        if not url.startswith("sqlite"):
            with engine_for(url).connect() as connection:
                asked = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
                self.servers = list(connection.execute(asked).scalars())

    def seconds(self) -> float:
        """So far."""
        return time.process_time() + sum(self._of(pid) for pid in self.servers)

    @staticmethod
    def _of(pid: int) -> float:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def listening(url: str) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are run meanwhile, with their values."""
    found: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        found.append((statement, values))

    event.listen(engine_for(url), "before_cursor_execute", keep)
    try:
        yield found
    finally:
        event.remove(engine_for(url), "before_cursor_execute", keep)


def found_by(url: str, statements: list[tuple[str, Any]]) -> list[str]:
    """By what the statements find their rows: names of indexes, and tables that are read from end to end."""
    found: dict[str, None] = {}
    with engine_for(url).connect() as connection:
        for statement, values in statements:
            if statement.lstrip()[:6].upper() not in {"SELECT", "WITH R"}:
                continue
            if url.startswith("sqlite"):
                for *_, line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
                    if name := re.search(r"USING (?:COVERING )?INDEX (\w+)", line):
                        found.setdefault(name[1])
                    elif whole := re.match(r"SCAN (\w+)(?! VIRTUAL)$", line):
                        found.setdefault(f"all of {whole[1]}")
                continue
            [plan] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
            for node in nodes(plan["Plan"]):
                if node["Node Type"] == "Seq Scan":
                    found.setdefault(f"all of {node['Relation Name']}")
                elif "Index Name" in node:
                    found.setdefault(node["Index Name"])
    return list(found)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A plan and all below it."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def measure(settings: Settings, *, times: int = TIMES) -> dict[str, dict[str, Any]]:
    """Median by the clock, processor time and plan of everything, once asked for before."""
    url = settings.database
    client = TestClient(make_app(make_site(settings, "127.0.0.1")), base_url="http://127.0.0.1")
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="thongbao-growth-") as name:
        all_deeds = {**pages(client, settings), **deeds(settings, Path(name))}
        for what, deed in all_deeds.items():
            large = what.startswith(("copy", "export"))
            with listening(url) as statements:
                deed()
            clock, taken = Clock(url), []
            before = clock.seconds()
            for _ in range(1 if large else times):
                began = time.perf_counter()
                deed()
                taken.append((time.perf_counter() - began) * 1000)
            computed = (clock.seconds() - before) * 1000 / len(taken)
            found[what] = {"median": round(statistics.median(taken), 1), "fastest": round(min(taken), 1), "processor": round(computed, 1)}
            found[what] |= {"queries": len(statements), "found by": found_by(url, statements) if not large else []}
            print(f"{what:50} {found[what]['median']:8.0f} ms, processor {computed:8.0f} ms", flush=True)
    return found


def filled(url: str, home: Path, documents: int) -> Settings:
    """A database with so many documents; one that is there already is taken as it is."""
    home.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=home, database_url=url)
    upgrade(url)
    if not list_page(url, Wanted()).total:
        grow(url, documents, Spread(settings.today()))
    return settings


def main() -> int:
    """Fill, measure, keep, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", type=int, default=200_000, help="documents there; 0: none")
    parser.add_argument("--sqlite", type=int, default=20_000, help="documents there; 0: none")
    parser.add_argument("--home", type=Path, help="kept, and taken again by the next run; left out: a temporary one")
    parser.add_argument("--url", default="", help="a PostgreSQL database that is filled already")
    parser.add_argument("--docs", action="store_true", help="only write the page from what was kept")
    options = parser.parse_args()
    load = os.getloadavg()[0]  # before anything is done here, which would be counted too
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    with tempfile.TemporaryDirectory(prefix="thongbao-growth-") as name:
        home = options.home or Path(name)
        if options.sqlite and not options.docs:
            settings = filled(f"sqlite:///{(home / 'grown.db').resolve()}", home, options.sqlite)
            kept["sqlite"] = {"documents": options.sqlite, "measured": measure(settings)}
        if options.postgres and not options.docs and options.url:
            kept["postgresql"] = {"documents": options.postgres, "measured": measure(filled(options.url, home, options.postgres))}
        elif options.postgres and not options.docs:
            with running_server() as server:
                settings = filled(server.create("grown"), home, options.postgres)
                kept["postgresql"] = {"documents": options.postgres, "measured": measure(settings)}
                engine_for(settings.database).dispose()
    if not options.docs:
        kept |= {"date": f"{datetime.now(UTC):%Y-%m-%d}", "load": round(load, 1), "cores": os.cpu_count()}
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    write_page(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
