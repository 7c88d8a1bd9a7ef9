"""Series of figures as somebody asks for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from db.asking.figures import codes_and_names, figures
from flows.normal import measures
from tasks.domain.figure import Figure
from tasks.domain.letters import fold, name_key
from tasks.nouns.figure_lines import Conflict, Line, PlaceName, lines_of
from tasks.nouns.figure_names import timeless


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for; None asks for all.

    Attributes:
        indicator: code of a known indicator, or words of a figure's name.
        issuer: words of the issuing body.
        place: words of the place that the figures are of.
        unit: printed or normal; a unit means all that convert into the same.
        role: result or target.
    """

    indicator: str | None = None
    issuer: str | None = None
    place: str | None = None
    unit: str | None = None
    role: str | None = None


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


@cache
def _place_of() -> Callable[[Figure], PlaceName]:
    # At the first question only: every command would wait for the tables.
    from flows.figures.places import FigurePlaces
    from tasks.vietnamese.places import load_places

    return FigurePlaces(load_places())


def lines(found: Iterable[Figure]) -> list[Line]:
    """The lines that figures form, with the tables of this version."""
    return lines_of(found, _place_of(), measures())


def asked(url: str, wanted: Wanted) -> list[Line]:
    """The lines that somebody asks for."""
    chosen = figures(url) if wanted.indicator is None else of_indicator(url, wanted.indicator)
    return [line for line in lines(chosen) if _is_wanted(line, wanted)]


def of_indicator(url: str, indicator: str) -> list[Figure]:
    """Figures of a known indicator by its code, where some figure has it; else those whose name, with or without times, holds the words.

    Only these are read.
    """
    wanted = fold(indicator)
    codes, names = codes_and_names(url)
    found = figures(url, codes=[code for code in codes if fold(code) == wanted])
    return found or figures(url, names=[name for name in names if wanted in fold(name) or wanted in fold(timeless(name))])


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    if wanted.role is not None and line.role != wanted.role:
        return False
    if wanted.issuer is not None and name_key(wanted.issuer) not in name_key(line.issuer):
        return False
    if wanted.place is not None and fold(wanted.place) not in fold(line.place):
        return False
    return wanted.unit is None or measures().scale(wanted.unit, "money").unit.lower() == line.unit.lower()


def listed(found: Sequence[Line]) -> list[Listed]:
    """What there is: known indicators first, then what has most values."""
    grouped: defaultdict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in found:
        grouped[line.key[0], line.heading, line.unit].append(line)
    rows = [_listed(some) for some in grouped.values()]
    return sorted(rows, key=lambda row: (not row.label, -row.values, row.name, row.unit))


def _listed(some: Sequence[Line]) -> Listed:
    periods = sorted(p.figure.period for line in some for p in line.points if p.figure.period)
    first = some[0]
    return Listed(
        name=named(first),
        code=first.code,
        label=label_of(first.code) if first.code and not first.points[0].figure.in_table else "",
        searched=timeless(first.points[0].figure.name),
        unit=first.unit,
        issuers=_counted((line.issuer, len(line.points)) for line in some),
        places=_counted((line.place, len(line.points)) for line in some),
        values=sum(len(line.points) for line in some),
        first=periods[0] if periods else None,
        last=max(periods, key=lambda period: (period.rsplit("/", 1)[-1], period)) if periods else None,
        conflicts=len(conflicts_in(some)),
        lines=len(some),
    )


def _counted(names: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    counted: Counter[str] = Counter()
    for name, number in names:
        counted[name] += number
    return tuple(name for name, _ in counted.most_common() if name)


def named(line: Line) -> str:
    """What a line is of, with its heading where several things have one name."""
    return f"{line.name} ({line.heading})" if line.heading else line.name


def label_of(code: str) -> str:
    """What a known indicator is called; the code itself where the vocabulary has changed since."""
    from config.vocabulary import load_vocabulary

    try:
        return load_vocabulary().indicators.get(code).label
    except KeyError:
        return code


def conflicts_in(found: Sequence[Line]) -> list[tuple[Line, Conflict]]:
    """All contradictions, each once, with the first of the lines it stands at."""
    each = {frozenset(p.figure.id for p in conflict.points): (line, conflict) for line in reversed(found) for conflict in line.conflicts}
    return list(reversed(each.values()))
