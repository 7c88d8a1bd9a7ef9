"""What figures there are: one row for each thing in one unit, over all its lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.figures.asked import label_of, named
from tasks.nouns.figure_lines import Line
from tasks.nouns.figure_names import timeless


@dataclass(frozen=True, slots=True)
class LineTold:
    """What a row of the list needs to know of a line, without its figures.

    Attributes:
        thing: what is measured, as it is compared.
        heading: of the section they stand in, where documents give several things one name; else "".
        name: the known indicator's code, else the name.
        code: of the known indicator.
        label: of the known indicator, else "".
        searched: words by which its figures are found.
        unit: normal.
        issuer: of the documents.
        place: that the figures are of.
        role: result or target.
        values: number of figures.
        first: earliest period, None where none is known.
        last: latest period.
        conflicts: each by its period and the figures in it, so that one that stands at two lines counts once.
    """

    thing: str
    heading: str
    name: str
    code: str | None
    label: str
    searched: str
    unit: str
    issuer: str
    place: str
    role: str
    values: int
    first: str | None
    last: str | None
    conflicts: frozenset[frozenset[int]]


@dataclass(frozen=True, slots=True)
class Listed:
    """What there is of one thing in one unit, over all its lines.

    Attributes:
        name: the known indicator's code, else the name.
        code: of the known indicator.
        label: of the known indicator, else "".
        searched: words by which its figures are found.
        unit: normal.
        issuers: in the order of their numbers of values.
        places: the same.
        values: number of figures.
        first: earliest period, None where none is known.
        last: latest period.
        conflicts: number of periods for which documents contradict each other.
        lines: number of lines.
    """

    name: str
    code: str | None
    label: str
    searched: str
    unit: str
    issuers: tuple[str, ...]
    places: tuple[str, ...]
    values: int
    first: str | None
    last: str | None
    conflicts: int
    lines: int


def told(line: Line) -> LineTold:
    """A line without its figures."""
    periods = sorted(p.figure.period for p in line.points if p.figure.period)
    return LineTold(
        thing=line.key[0],
        heading=line.heading,
        name=named(line),
        code=line.code,
        label=label_of(line.code) if line.code and not line.points[0].figure.in_table else "",
        searched=timeless(line.points[0].figure.name),
        unit=line.unit,
        issuer=line.issuer,
        place=line.place,
        role=line.role,
        values=len(line.points),
        first=periods[0] if periods else None,
        last=_latest(periods),
        conflicts=frozenset(frozenset(p.figure.id for p in conflict.points) for conflict in line.conflicts),
    )


def _latest(periods: Sequence[str]) -> str | None:
    return max(periods, key=lambda period: (period.rsplit("/", 1)[-1], period), default=None)


def listed(found: Iterable[LineTold]) -> list[Listed]:
    """What there is: known indicators first, then what has most values."""
    grouped: defaultdict[tuple[str, str, str], list[LineTold]] = defaultdict(list)
    for line in found:
        grouped[line.thing, line.heading, line.unit].append(line)
    rows = [_listed(some) for some in grouped.values()]
    return sorted(rows, key=lambda row: (not row.label, -row.values, row.name, row.unit))


def _listed(some: Sequence[LineTold]) -> Listed:
    first = some[0]
    return Listed(
        name=first.name,
        code=first.code,
        label=first.label,
        searched=first.searched,
        unit=first.unit,
        issuers=_counted((line.issuer, line.values) for line in some),
        places=_counted((line.place, line.values) for line in some),
        values=sum(line.values for line in some),
        first=min((line.first for line in some if line.first), default=None),
        last=_latest([line.last for line in some if line.last]),
        conflicts=len(frozenset().union(*(line.conflicts for line in some))),
        lines=len(some),
    )


def _counted(names: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    counted: Counter[str] = Counter()
    for name, number in names:
        counted[name] += number
    return tuple(name for name, _ in counted.most_common() if name)
