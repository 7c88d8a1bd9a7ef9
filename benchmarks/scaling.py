"""Several machines, shown on this one: workers that are killed on the way, and what working through a pool costs.

Usage: python -m benchmarks.scaling [--documents 60] [--json FILE] [--keep DIR]

A Prefect server on PostgreSQL and three workers, each with a home and a working folder of its own; store and inbox are shared. The night
runs on the pool and gives out one flow run per document. On the way one worker is killed alone, then one with all its children, both with
SIGKILL and while they read; both are started again, as a service manager would. Then the machine that runs the night itself is killed, and
the next night brings its work to an end. After each part every document must be there once. Last, the same number of documents is read by
one worker and in one process, which tells what the pool costs. `make scale` writes the figures into docs/scaling.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.accounts import cpu_below, cpu_of, database_bytes, folder_bytes, table_bytes
from benchmarks.office import ROOT, Office, open_office
from benchmarks.pages import keep
from benchmarks.scaling_report import write_page
from benchmarks.scaling_show import MACHINES, Show
from db.engine import engine_for, transaction
from db.models.run import Run

sys.path.insert(0, str(ROOT / "tests"))
from postgres_server import running_server

PARTS = ("night", "broken", "cost")
IDLE_SECONDS = 30.0
SAMPLE_DOCUMENTS = 6  # of the comparison; one of each sample
GIVEN_OUT = "8"  # twice the places, so that a night that dies leaves something to the next
RESTART_SECONDS = 15.0
PATIENCE_SECONDS = 1800.0


def demonstrate(show: Show, documents: int) -> dict[str, Any]:
    """A night of many documents, and two workers killed on the way."""
    office = show.office
    pages = show.give(documents, "night")
    show.open_all()
    start, sizes = time.monotonic(), sizes_of(office)
    run = show.run_night(f"a night with {documents} documents ({pages} pages)")

    def until(number: int) -> None:
        office.wait(lambda: show.loaded() >= number, PATIENCE_SECONDS, f"{number} documents")
        show.say(f"{show.loaded()} documents are loaded")

    for share, machine, alone in ((0.2, "machine-2", True), (0.5, "machine-3", False)):
        until(int(documents * share))
        show.kill(machine, alone=alone)
        time.sleep(RESTART_SECONDS)
        show.start(machine, "was started again")
    until(int(documents * 0.8))
    state = office.wait(lambda: office.ended(run), PATIENCE_SECONDS, "the end of the night")
    seconds = time.monotonic() - start
    show.say(f"the night ended: {state['type']}, {state['message']}")
    wrong = show.settled()
    again = office.flow_runs("CRASHED")
    show.say(f"{len(again)} flow runs crashed and were given out again; broken promises: {len(wrong)}")
    return {
        "documents": documents,
        "pages": pages,
        "seconds": round(seconds, 1),
        "crashed": len(again),
        "message": state["message"],
        "wrong": wrong,
        "grown": {name: size - sizes[name] for name, size in sizes_of(office).items()},
    }


def kill_the_night(show: Show, documents: int) -> dict[str, Any]:
    """Kill the machine that runs the night, and let the next night end its work."""
    show.open_all()
    office, before = show.office, show.loaded()
    show.give(documents, "broken")
    run = show.run_night(f"a night with {documents} more documents")
    office.wait(lambda: show.loaded() >= before + 2, PATIENCE_SECONDS, "two documents")
    office.kill("machine-1", alone=False)
    show.say("kill -9 of machine-1, which runs the night, and everything below it")
    state = office.wait(lambda: office.ended(run), 300, "the end of the killed night")
    show.say(f"Prefect knows that the night is dead: {state['type']} ({state['message']})")
    show.start("machine-1", "was started again")
    run = show.run_night("the next night")
    state = office.wait(lambda: office.ended(run), PATIENCE_SECONDS, "the end of the next night")
    show.say(f"it ended: {state['type']}, {state['message']}")
    wrong = show.settled()
    checked = verify(show)
    wrong += [f"verify: {code}" for code in checked["all folders"]["faults"]]
    show.say(f"broken promises: {len(wrong)}")
    return {"documents": documents, "wrong": wrong, "verify": checked}


def compare(show: Show, postmaster: int) -> dict[str, Any]:
    """The same documents by one worker, then in one process: processor seconds of each, one document at a time."""
    office, found = show.office, {}
    if "machine-1" not in office.processes:
        show.start("machine-1", "is online")
    for machine in MACHINES[1:]:
        if machine in office.processes:
            office.processes[machine].terminate()
            office.processes[machine].wait()
    worker, server = office.processes["machine-1"].pid, office.processes["server"].pid
    nothing = used(lambda: office.command("machine-1", "ingest"))
    idle, now = cpu_below(server), time.monotonic()
    time.sleep(IDLE_SECONDS)
    idle = (cpu_below(server) - idle) / (time.monotonic() - now)  # it looks for work of its own all the time
    pages = show.give(SAMPLE_DOCUMENTS, "pool")
    before = (cpu_below(server), cpu_of(worker), cpu_below(postmaster), time.monotonic())
    # One place, as the comparison has one.
    done = office.command("machine-1", "ingest", THONGBAO_WORK_POOL_DOCUMENTS="1")
    seconds = time.monotonic() - before[3]
    time.sleep(3)  # until the worker has seen its last child end
    found |= {
        "pool, seconds": round(seconds, 2),
        "pool, worker seconds": round(cpu_of(worker) - before[1], 2),
        "pool, server seconds": round(max(0.0, cpu_below(server) - before[0] - idle * (time.monotonic() - before[3])), 2),
        "server, seconds of an idle second": round(idle, 4),
        "pool, postgres seconds": round(cpu_below(postmaster) - before[2], 2),
    }
    show.give(SAMPLE_DOCUMENTS, "alone")
    began = time.monotonic()
    alone = used(lambda: office.command("alone", "ingest", THONGBAO_WORK_POOL="", THONGBAO_DOCUMENTS_AT_ONCE="1", THONGBAO_WORKERS="1"))
    found |= {
        "alone, seconds": round(time.monotonic() - began, 2),
        "alone, seconds of the process": round(alone, 2),
        "start, seconds of the process": round(nothing, 2),
        "work bytes per page": folder_bytes(office.folder / "alone" / "work") // pages,
    }
    with transaction(office.rows, read_only=True) as session:
        for mark in ("pool", "alone"):
            runs = session.scalars(select(Run).where(Run.kind == "ingest", Run.source.like(f"%/{mark}-%"))).all()
            spent = [(r.ended_at - r.started_at).total_seconds() for r in runs if r.ended_at]
            found[f"{mark}, seconds from register to load"] = round(sum(spent) / len(spent), 3)
    show.say(f"{SAMPLE_DOCUMENTS} documents ({pages} pages) by one worker in {seconds:.0f} s (code {done.returncode}), then in one process")
    return {"documents": SAMPLE_DOCUMENTS, "pages": pages, "wrong": show.settled()} | found


def sizes_of(office: Office) -> dict[str, int]:
    """Bytes on disk of everything that grows, to compare before and after."""
    return {
        "database bytes": database_bytes(office.rows),
        "prefect bytes": database_bytes(office.prefect),
        "prefect event bytes": table_bytes(office.prefect, "events", "event_resources"),
        "prefect artifact bytes": table_bytes(office.prefect, "artifact", "artifact_collection"),
        "store bytes": folder_bytes(office.store),
    }


def used(work: Callable[[], object]) -> float:
    """Processor seconds of the commands that a call runs, with their children."""
    before = os.times()
    work()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def verify(show: Show) -> dict[str, Any]:
    """What `thongbao verify` finds: with the working folder of one machine, then with those of all put together."""
    office, all_work = show.office, show.office.folder / "all" / "work"
    for work in office.folder.glob("machine-*/work"):
        shutil.copytree(work, all_work, dirs_exist_ok=True)
    found = {}
    for name, words in (("one folder", {}), ("all folders", {"THONGBAO_WORK": str(all_work)})):
        done = office.command("machine-1", "verify", "--json", **words)
        faults = json.loads(done.stdout)["faults"]
        found[name] = {"code": done.returncode, "faults": sorted({f["code"] for f in faults}), "number": len(faults)}
    return found


def main() -> int:
    """Print the log, keep the figures as JSON, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--parts", nargs="+", choices=PARTS, help="measure only these anew, the others are taken from the JSON")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "scaling.json")
    parser.add_argument("--keep", type=Path, help="work here and leave everything")
    options = parser.parse_args()
    parts = tuple(options.parts or PARTS)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="thongbao-scaling-"))
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = json.loads(options.json.read_text("utf-8")) if options.parts and options.json.exists() else {}
    found |= {"date": date.today().isoformat(), "cores": os.cpu_count() or 1, "load before": round(os.getloadavg()[0], 2)}
    try:
        with running_server() as postgres, open_office(folder, postgres.create, THONGBAO_WORK_POOL_DOCUMENTS=GIVEN_OUT) as office:
            postmaster = int((postgres.folder / "data" / "postmaster.pid").read_text().split()[0])
            show = Show(office)
            show.say("PostgreSQL and the Prefect server run, everything is registered")
            work: dict[str, Callable[[], dict[str, Any]]] = {
                "night": lambda: demonstrate(show, options.documents),
                "broken": lambda: kill_the_night(show, max(6, options.documents // 5)),
                "cost": lambda: compare(show, postmaster),
            }
            for part in (name for name in PARTS if name in parts):
                began = len(show.log)
                found[part] = work[part]() | {"log": show.log[began:]}
                keep(found | {"own names": office.named}, options.json)
            engine_for(office.rows).dispose()
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    found["own names"] = office.named
    if set(PARTS) <= set(found):
        write_page(found)
    wrong = [fault for part in parts for fault in found[part]["wrong"]]
    print("\n".join(wrong) or "every document was loaded exactly once")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
