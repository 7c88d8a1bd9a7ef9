"""Which lines of figures a chart shows, in which unit, and what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.figures.asked import named
from flows.normal import measures
from flows.takeaway.charts import MOST_SERIES, Point
from tasks.domain.choices import SIGNS, Comparator
from tasks.nouns.figure_lines import Line
from tasks.nouns.figure_lines import Point as Known

_STEPS = {"year": "năm", "quarter": "quý", "month": "tháng", "day": "thời điểm", "span": "giai đoạn"}

_PLACE, _ISSUER = 1, 2  # where they stand among the parts of a label


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart of figures shows.

    Attributes:
        unit: of the axis.
        lines: that are drawn.
        points: of these lines.
        left_out: what is not drawn, with its number of figures.
    """

    unit: str
    lines: tuple[Line, ...]
    points: tuple[Point, ...]
    left_out: tuple[tuple[str, int], ...]


def drawn(found: Sequence[Line], unit: str | None) -> Drawn:
    """The lines of one unit, the longest first; amounts of change and figures without a period are no points of any.

    Args:
        found: all lines that were asked for.
        unit: that somebody wants to see; None: the commonest of those printed.
    """
    fit = [line for line in found if line.step and line.direction is None]
    counted: Counter[str] = Counter()
    for line in fit:
        counted[line.unit] += len(line.points)
    if not counted:
        return Drawn(unit or "", (), (), ())
    normal = counted.most_common(1)[0][0]
    of_unit = sorted((line for line in fit if line.unit == normal), key=lambda line: -len(line.points))
    shown, rest = of_unit[:MOST_SERIES], of_unit[MOST_SERIES:]
    axis = unit or Counter(p.figure.unit for line in shown for p in line.points).most_common(1)[0][0]
    if any(_value(point, axis, line) is None for line in shown for point in line.points):
        axis = normal  # it would not be exact
    labels = _labels(shown)
    points = tuple(
        Point(label, point.figure.period, value, line.role, point.figure.sure, disputed=is_disputed(line, point.figure.period))
        for line, label in zip(shown, labels, strict=True)
        for point in line.points
        if point.figure.period and (value := _value(point, axis, line)) is not None
    )
    left_out = [(f"{named(line)}, {line.place}" if line.place else named(line), len(line.points)) for line in rest]
    left_out += [(f"figures in {name or 'no unit'}", number) for name, number in counted.items() if name != normal]
    return Drawn(axis, tuple(shown), points, tuple(left_out))


def is_disputed(line: Line, period: str) -> bool:
    """Whether documents, or one document, give different values for a period."""
    return period in line.several or any(conflict.period == period for conflict in line.conflicts)


def _value(point: Known, axis: str, line: Line) -> Decimal | None:
    return point.normal.value if axis == line.unit else measures().printed(point.normal.value, axis, line.kind)


def _step(step: str) -> str:
    if step.startswith("years-"):
        return f"giai đoạn {step.removeprefix('years-')} năm"
    return _STEPS[step.removesuffix("-sum")] + (" (lũy kế)" if step.endswith("-sum") else "")


def _labels(shown: Sequence[Line]) -> list[str]:
    """The name of each line: all by which it differs from the others; role and name are said elsewhere."""
    parts = [
        (
            *(named(line), line.place, line.issuer),
            " ".join(filter(None, (SIGNS[Comparator(line.comparator)], "trên tổng số" if line.of_a_whole else ""))),
            _step(line.step),
        )
        for line in shown
    ]
    differing = [at for at in range(len(parts[0])) if len({p[at] for p in parts}) > 1] if parts else []
    if len({p[_PLACE] for p in parts}) == len({p[_PLACE : _ISSUER + 1] for p in parts}) and all(p[_PLACE] for p in parts):
        differing = [at for at in differing if at != _ISSUER]  # the place says whose it is
    labels = [", ".join(filter(None, (p[at] for at in differing))) or p[0] for p in parts]
    # Lines that differ in nothing that can be told stay two lines.
    said = Counter(zip(labels, (line.role for line in shown), strict=True))
    alike: Counter[tuple[str, str]] = Counter()
    made = []
    for label, line in zip(labels, shown, strict=True):
        alike[label, line.role] += 1
        made.append(f"{label} ({alike[label, line.role]})" if said[label, line.role] > 1 else label)
    return made
