"""The measured part of docs/scaling.md, and the plan worked out from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from benchmarks.pages import rewrite

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scaling.md"
MARKS = ("<!-- scaling begin -->", "<!-- scaling end -->")
WORKDAYS = 250  # of a year
NIGHT_HOURS = 8  # from the end of the day's scanning to the morning
FULL = 0.7  # share of a core that a plan may count on; the rest is for uneven documents, repetitions and a machine that is away
PREFECT_DAYS = 90  # after which Prefect's server forgets runs, with its vacuum on (its own default)
EVENT_DAYS = 7  # after which it forgets events (its own default)


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured, per document and per page.

    Attributes:
        pages: of a document.
        worker: processor seconds of a worker, per document.
        alone: processor seconds where one process reads all documents, per document, its start left out.
        server: processor seconds of Prefect's server, per document.
        postgres: processor seconds of PostgreSQL, per document.
        rows: bytes in our database, per page.
        prefect: bytes in Prefect's database, per document, events left out.
        events: bytes of events there, per document.
        store: bytes of originals, per page.
        work: bytes in the working folder, per page.
    """

    pages: float
    worker: float
    alone: float
    server: float
    postgres: float
    rows: float
    prefect: float
    events: float
    store: float
    work: float


@dataclass(frozen=True, slots=True)
class Need:
    """What a number of pages a year needs.

    Attributes:
        pages: a working day.
        documents: a working day.
        hours: processor hours of workers a day.
        cores: of workers, so that a day is read in a night.
        server: share of one core that Prefect's server needs in that night.
        rows: GB of our database a year.
        store: GB of originals a year.
        work: GB of working folders a year, where nothing is purged.
        prefect: GB of Prefect's database in the days that it remembers.
    """

    pages: float
    documents: float
    hours: float
    cores: int
    server: float
    rows: float
    store: float
    work: float
    prefect: float


def costs(found: Mapping[str, Any]) -> Costs:
    """Costs from the figures of a run."""
    cost, night, grown = found["cost"], found["night"], found["night"]["grown"]
    documents, pages = cost["documents"], cost["pages"]
    return Costs(
        pages=pages / documents,
        worker=cost["pool, worker seconds"] / documents,
        alone=(cost["alone, seconds of the process"] - cost["start, seconds of the process"]) / documents,
        server=cost["pool, server seconds"] / documents,
        postgres=cost["pool, postgres seconds"] / documents,
        rows=grown["database bytes"] / night["pages"],
        prefect=(grown["prefect bytes"] - grown["prefect event bytes"]) / night["documents"],
        events=grown["prefect event bytes"] / night["documents"],
        store=grown["store bytes"] / night["pages"],
        work=cost["work bytes per page"],
    )


def need(cost: Costs, pages: float) -> Need:
    """What so many pages a working day need, read in the night behind the day."""
    documents, year = pages / cost.pages, pages * WORKDAYS
    hours = documents * cost.worker / 3600
    return Need(
        pages=pages,
        documents=documents,
        hours=hours,
        cores=ceil(hours / (NIGHT_HOURS * FULL)),
        server=documents * cost.server / (NIGHT_HOURS * 3600),
        rows=year * cost.rows / 1e9,
        store=year * cost.store / 1e9,
        work=year * cost.work / 1e9,
        prefect=documents * WORKDAYS / 365 * (PREFECT_DAYS * cost.prefect + EVENT_DAYS * cost.events) / 1e9,
    )


def plan(cost: Costs) -> list[str]:
    """The plan for three sizes, with its arithmetic."""
    sizes = {
        "a province, 2,000 pages a day": 2000,
        "a ministry, 10,000 pages a day": 10000,
        "the country, 10 million pages a year": 10e6 / WORKDAYS,
    }
    needs = {name: need(cost, pages) for name, pages in sizes.items()}
    first = next(iter(needs.values()))
    lines = [
        f"A year has {WORKDAYS} working days; a day is to be read in {NIGHT_HOURS} hours of the night; a core counts as {FULL:.0%} of one."
        f" A document has {cost.pages:.1f} pages here. For the province:",
        "",
        "```",
        f"documents    {first.pages:,.0f} pages / {cost.pages:.2f} = {first.documents:,.0f} a day",
        f"processor    {first.documents:,.0f} x {cost.worker:.2f} s / 3600 = {first.hours:.1f} hours a day",
        f"cores        {first.hours:.1f} / ({NIGHT_HOURS} x {FULL}) = {first.hours / (NIGHT_HOURS * FULL):.2f}, so {first.cores}",
        f"database     {first.pages:,.0f} x {WORKDAYS} x {cost.rows / 1e3:.1f} kB = {first.rows:.1f} GB a year",
        f"originals    {first.pages:,.0f} x {WORKDAYS} x {cost.store / 1e3:.0f} kB = {first.store:.0f} GB a year",
        f"server       {first.documents:,.0f} x {cost.server:.2f} s / ({NIGHT_HOURS} x 3600 s) = {first.server:.0%} of a core",
        "```",
        "",
        "| | " + " | ".join(needs) + " |",
        "|---|" + "---|" * len(needs),
    ]
    rows = {
        "pages a working day": lambda n: f"{n.pages:,.0f}",
        "documents a working day": lambda n: f"{n.documents:,.0f}",
        "processor hours of workers a day": lambda n: f"{n.hours:,.1f}",
        "cores of workers": lambda n: f"{n.cores}",
        "Prefect's server, share of one core": lambda n: f"{n.server:.0%}",
        "our database, GB a year": lambda n: f"{n.rows:,.1f}",
        "originals, GB a year": lambda n: f"{n.store:,.0f}",
        "working folders, GB a year": lambda n: f"{n.work:,.0f}",
        "Prefect's database, GB": lambda n: f"{n.prefect:,.1f}",
    }
    return lines + [f"| {name} | " + " | ".join(tell(n) for n in needs.values()) + " |" for name, tell in rows.items()]


def figures(found: Mapping[str, Any], cost: Costs) -> list[str]:
    """What was measured."""
    night, cores, raw = found["night"], found["cores"], found["cost"]
    wall = night["pages"] / night["seconds"] * 3600
    load, busy = found["load before"], ""
    if load > 0.5:
        busy = f" Other work shared the machine (load {load} before the start): times by the clock say little, processor seconds hold."
    clock = {key: (raw[f"pool, {key}"], raw[f"alone, {key}"]) for key in ("seconds", "seconds from register to load")}
    each = [value / raw["documents"] for value in clock["seconds"]]
    load_times = clock["seconds from register to load"]
    names = "each with a host name of its own" if found["own names"] else "all with the same host name"
    return [
        f"Measured on {found['date']} by `make scale` on one machine with {cores} cores; the three workers are processes, {names}.{busy}",
        "",
        "| | |",
        "|---|---|",
        f"| pages per hour and core, from processor seconds of the worker | {3600 / (cost.worker / cost.pages):,.0f} |",
        f"| pages per hour and core, the night above by the clock, kills and pauses included | {wall / cores:,.0f} |",
        f"| a document in the pool, processor seconds of the worker | {cost.worker:.2f} |",
        f"| the same in one process, its start left out | {cost.alone:.2f} |",
        f"| **overhead of the pool per document**, processor seconds | {cost.worker - cost.alone:.2f} |",
        f"| register to load, by the clock: pool, one process | {load_times[0]:.2f} s, {load_times[1]:.2f} s |",
        f"| a document by the clock, one after the other: pool, one process | {each[0]:.1f} s, {each[1]:.1f} s |",
        f"| Prefect's server, processor seconds per document, what it uses when idle left out | {cost.server:.2f} |",
        f"| PostgreSQL (both databases), processor seconds per document | {cost.postgres:.2f} |",
        f"| our database, bytes per page | {cost.rows:,.0f} |",
        f"| Prefect's database, bytes per document, kept {PREFECT_DAYS} days | {cost.prefect:,.0f} |",
        f"| of these, reports and pictures for the UI | {night['grown']['prefect artifact bytes'] / night['documents']:,.0f} |",
        f"| events there, bytes per document, kept {EVENT_DAYS} days | {cost.events:,.0f} |",
        f"| originals, bytes per page | {cost.store:,.0f} |",
        f"| working folder, bytes per page | {cost.work:,.0f} |",
    ]


def write_page(found: Mapping[str, Any]) -> None:
    """Put log, figures and plan between the marks of the page."""
    cost = costs(found)
    wrong = [*found["night"]["wrong"], *found["broken"]["wrong"], *found["cost"]["wrong"]]
    one, all_ = (found["broken"]["verify"][name] for name in ("one folder", "all folders"))
    verdict = "Every document was loaded exactly once, byte for byte." if not wrong else f"Broken promises: {'; '.join(wrong)}"
    pictures = f"{one['number']} times {', '.join(one['faults'])}" if one["number"] else "nothing"
    text = ["", "### The log", "", "Seconds since the start; lines as they were printed.", "", "```"]
    text += [f"{second:7.1f}  {line}" for part in ("night", "broken") for second, line in found[part]["log"]]
    text += ["```", ""]
    text += [
        f"{verdict} `thongbao verify` with the working folder of one machine finds {pictures}, since the page pictures of the others"
        f" lie elsewhere; with the folders put together it finds {all_['number'] or 'nothing'}.",
        "",
        "### Figures",
        "",
        *figures(found, cost),
        "",
        "### The plan",
        "",
        *plan(cost),
        "",
    ]
    rewrite(PAGE, "\n".join(text), MARKS)
