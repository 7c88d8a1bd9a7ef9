"""Says whose tasks an answer about an agency holds beside its own."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from db.reading.agencies import Forerunner, agencies_meant
from flows.render import safe

MOST_NAMED = 5


def tell_forerunners(console: Console, url: str, agency: str | None) -> None:
    """Name the forerunners of the agency that a command was asked for; silent where it has none."""
    found = agencies_meant(url, agency).forerunners if agency else ()
    if found:
        console.print(f"Including what forerunners left: {safe(names_of(found))}.", highlight=False)


def names_of(found: Sequence[Forerunner], one: str = "{name} (until {day})", more: str = "{count} more") -> str:
    """Forerunners as a list for people, each with its last day.

    Args:
        found: the forerunners.
        one: words for one with its day.
        more: words for those behind the first ``MOST_NAMED``.
    """
    named = [one.format(name=f.label, day=f"{f.until:%d/%m/%Y}") if f.until else f.label for f in found[:MOST_NAMED]]
    rest = len(found) - len(named)
    return "; ".join((*named, more.format(count=rest)) if rest else named)
