"""The part of docs/scaling.md on what very many documents cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.pages import rewrite
from benchmarks.scaling_report import PAGE

MARKS = ("<!-- growth begin -->", "<!-- growth end -->")
_LISTED = ("ix_list_entry", "ix_board", "ix_directive_party", "ix_metric", "ix_search_index", "ix_directive_citation", "pk_search")
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def table(found: Mapping[str, Any]) -> Iterator[str]:
    """Milliseconds of every page on both databases."""
    kinds = [kind for kind in KINDS if kind in found]
    heads = [f"{KINDS[kind]}, {found[kind]['documents']:,} documents" for kind in kinds]
    yield "| | " + " | ".join(f"{head}: median | processor" for head in heads) + " |"
    yield "|---|" + "---|---|" * len(kinds)
    for what in found[kinds[0]]["measured"]:
        cells = [found[kind]["measured"].get(what) for kind in kinds]
        yield f"| {what} | " + " | ".join(f"{c['median']:,.0f} | {c['processor']:,.0f}" if c else "– | –" for c in cells) + " |"


def plans(found: Mapping[str, Any]) -> Iterator[str]:
    """By which of the indexes each page finds its rows on PostgreSQL, and which tables are read whole."""
    measured = found.get("postgresql", found.get("sqlite", {})).get("measured", {})
    yield "| | found by | read whole |"
    yield "|---|---|---|"
    for what, one in measured.items():
        indexes = [f"`{name}`" for name in one["found by"] if name.startswith(_LISTED)]
        whole = [f"`{name.removeprefix('all of ')}`" for name in one["found by"] if name.startswith("all of ")]
        if indexes or whole:
            yield f"| {what} | {', '.join(indexes) or 'keys'} | {', '.join(whole) or 'none'} |"


def write_page(found: Mapping[str, Any]) -> None:
    """Put the tables between the marks of the page."""
    busy = (
        f" Other work shared the machine (load {found['load']}): the median says little, processor time holds." if found["load"] > 1 else ""
    )
    lines = [
        f"Measured on {found['date']} by `python -m benchmarks.growth` on {found['cores']} cores, in milliseconds;"
        f" processor time is that of program and database together.{busy}",
        "",
        *table(found),
        "",
        "Indexes of the entries and of what is searched, as PostgreSQL chose them; rows of one document are found by its key everywhere.",
        "",
        *plans(found),
    ]
    rewrite(PAGE, "\n" + "\n".join(lines) + "\n", MARKS)
