"""Series of figures: one line for each thing, issuer, place, unit, role and length of period, and where documents contradict each other.

Two provinces, a target and a result, a bound and a value, a year and a month never stand on one line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from tasks.domain.figure import Figure
from tasks.nouns.figure_names import OF_BODIES, issuer_key, share_of, spelled, step_of, subject_key, tells, thing_key, timeless
from tasks.nouns.measure import Measures, Normal
from tasks.nouns.printed_precision import Rounded, rounded

_ISSUER = 1  # where it stands in the key of a line


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place that figures are of.

    Attributes:
        key: as it is compared.
        label: for people, "" where none is known.
    """

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on a line.

    Attributes:
        figure: as printed.
        normal: its value in normal units.
        exact: how exactly it was printed.
        place: that it is of.
    """

    figure: Figure
    normal: Normal
    exact: Rounded
    place: PlaceName


@dataclass(frozen=True, slots=True)
class Conflict:
    """Documents that give different values for one thing and period; all are kept.

    Attributes:
        period: ISO-like.
        points: one of each document at least.
    """

    period: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Figures that can be compared with each other.

    Attributes:
        key: equal for equal lines, also of another database.
        name: what is measured: the known indicator's code, else the name without times.
        code: of a known indicator.
        heading: of the section they stand in, where documents give several things one name; else "".
        issuer: of the documents, as the newest names it.
        place: that they are of.
        unit: normal.
        kind: of the figures.
        role: result or target.
        comparator: "=", ">=" or "<=".
        of_a_whole: each is a part of a printed total ("12/14 xã").
        direction: increase or decrease, where they are amounts of change.
        step: length of their periods (``tasks.nouns.figure_names.step_of``).
        points: by period, then by day of issue.
        conflicts: with others of it, or of the same thing and place by another issuer; by period.
        several: periods for which one document gives several values under this name, which are compared with nothing.
    """

    key: tuple[str, ...]
    name: str
    code: str | None
    heading: str
    issuer: str
    place: str
    unit: str
    kind: str
    role: str
    comparator: str
    of_a_whole: bool
    direction: str | None
    step: str
    points: tuple[Point, ...]
    conflicts: tuple[Conflict, ...] = field(default=())
    several: frozenset[str] = field(default=frozenset())


def lines_of(figures: Iterable[Figure], place_of: Callable[[Figure], PlaceName], measures: Measures) -> list[Line]:
    """The lines that figures form: known indicators first, then the longest, then by name.

    Args:
        figures: of readings that count, each once.
        place_of: the place that a figure is of.
        measures: the system of units.
    """
    grouped: defaultdict[tuple[str, ...], list[Point]] = defaultdict(list)
    for figure in figures:
        scale = measures.scale(figure.unit, figure.kind)
        normal = measures.normal(figure.value, figure.unit, figure.kind)
        point = Point(figure, normal, rounded(figure.value, scale.factor, figure.text), place_of(figure))
        grouped[_key(point)].append(point)
    lines = [_line(key, heading, some) for key, points in grouped.items() for heading, some in _told_apart(points)]
    return in_order(with_conflicts(lines))


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Lines in their order: known indicators first, then the longest, then by name."""
    return sorted(lines, key=lambda line: (line.code is None, line.code or "", -len(line.points), line.key))


def _key(point: Point) -> tuple[str, ...]:
    figure = point.figure
    # How many were ranked is no part of what a rank says.
    whole = "part" if figure.total is not None and figure.kind != "rank" else ""
    rank = "rank" if figure.kind == "rank" else ""
    return (
        *(thing_key(figure), issuer_key(figure), point.place.key, spelled(point.normal.unit) or point.normal.unit, rank),
        *(figure.role, figure.comparator, whole, figure.direction or "", step_of(figure)),
    )


def _told_apart(points: Sequence[Point]) -> list[tuple[str, list[Point]]]:
    """Points of one key by their headings, where a document gives several values under several headings; else all together."""
    headings: set[str] = set()
    for same in _by_document(points).values():
        named = {spelled(p.figure.heading) for p in same}
        if len(named) > 1 and not _agree(same):
            headings |= named
    parted: defaultdict[str, list[Point]] = defaultdict(list)
    for point in points:
        key = spelled(point.figure.heading)
        parted[key if key in headings else ""].append(point)
    return [(some[0].figure.heading if key else "", some) for key, some in parted.items()]


def _by_document(points: Iterable[Point]) -> dict[tuple[str, str], list[Point]]:
    """Points with a period by document and period."""
    found: defaultdict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        if point.figure.period:
            found[point.figure.document, point.figure.period].append(point)
    return dict(found)


def _agree(points: Sequence[Point]) -> bool:
    """Whether all values are one, as exactly as each was printed, and of one whole."""
    first, *others = points
    return all(_same(one, other) for n, one in enumerate(points) for other in points[n + 1 :]) if others else first is not None


def _same(one: Point, other: Point) -> bool:
    totals = {p.figure.total for p in (one, other)} - {None}
    return one.exact.agrees(other.exact) and len(totals) < 2


def _line(key: tuple[str, ...], heading: str, points: Sequence[Point]) -> Line:
    ordered = sorted(points, key=lambda p: (p.figure.period or "", str(p.figure.issued_on or ""), p.figure.document, p.figure.id))
    newest = max(ordered, key=lambda p: (str(p.figure.issued_on or ""), p.figure.id)).figure
    by_document = _by_document(ordered)
    several = frozenset(period for (_, period), same in by_document.items() if not _agree(same))
    return Line(
        key=(*key, spelled(heading)),
        name=newest.code if newest.code and not newest.in_table else timeless(newest.name),
        code=newest.code,
        heading=heading,
        issuer=newest.issuer or "",
        place=ordered[0].place.label,
        unit=ordered[0].normal.unit,
        kind=newest.kind,
        role=newest.role,
        comparator=newest.comparator,
        of_a_whole=key[7] == "part",
        direction=newest.direction,
        step=key[-1],
        points=tuple(ordered),
        several=several,
    )


def with_conflicts(lines: Sequence[Line]) -> list[Line]:
    """Lines with their contradictions; one between documents of two issuers stands at the lines of both."""
    families: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        families[line.key[:_ISSUER] + line.key[_ISSUER + 1 :] if _is_of_place(line) else line.key].append(line)
    made = []
    for family in families.values():
        found = _conflicts(_by_document(point for line in family for point in line.points))
        for line in family:
            rows = {point.figure.id for point in line.points}
            own = tuple(conflict for conflict in found if any(point.figure.id in rows for point in conflict.points))
            made.append(replace(line, conflicts=own))
    return made


def _is_of_place(line: Line) -> bool:
    """Whether the thing is one for its whole place, whoever reports it; what a department says by a name of its own may be of itself."""
    figure = line.points[0].figure
    return bool(line.place) and figure.code is not None and not figure.in_table and figure.code not in OF_BODIES


def _conflicts(by_document: dict[tuple[str, str], list[Point]]) -> list[Conflict]:
    """Periods for which documents that each say one thing say different things.

    What one document says several things of is not known well enough; changes in percent may be measured against different times.
    """
    periods: defaultdict[str, list[Point]] = defaultdict(list)
    for (_, period), same in by_document.items():
        if _agree(same) and (same[0].figure.direction is None or same[0].figure.kind != "percent"):
            periods[period] += same
    found = []
    for period, points in sorted(periods.items()):
        opposed = [p for p in points if any(_contradict(p, other) for other in points)]
        if opposed:
            found.append(Conflict(period, tuple(opposed)))
    return found


def _contradict(one: Point, other: Point) -> bool:
    if one.figure.document == other.figure.document or _same(one, other) or share_of(one.figure) != share_of(other.figure):
        return False
    return tells(one.figure) or (subject_key(one.figure) != "" and subject_key(one.figure) == subject_key(other.figure))
