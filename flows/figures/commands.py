"""Commands about figures over documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import HIGHEST, opened, out
from flows.as_json import AsJson, print_json
from flows.render import safe, sure, table

if TYPE_CHECKING:
    from tasks.nouns.figure_lines import Conflict, Line, Point


ROLES = ("result", "target")
_STEPS = {"": "no period", "year": "by year", "quarter": "by quarter", "month": "by month", "day": "by day", "span": "spans"}
_MOST_NAMED = 2  # issuers and places of a row of the list
Issuer = Annotated[str | None, typer.Option(help="Only figures of this issuer (words of its name, accents or not).")]
Place = Annotated[str | None, typer.Option(help="Only figures of this place (words of its name, accents or not).")]
Unit = Annotated[str | None, typer.Option(help="Only figures in this unit, or in one that converts into the same (tỷ đồng, ha ...).")]
Role = Annotated[str | None, typer.Option(help=f"One of {', '.join(ROLES)}.")]
Limit = Annotated[int, typer.Option(min=1, max=HIGHEST, help="Most rows of the list of what there is.")]


def series(
    indicator: Annotated[
        str | None, typer.Argument(help="Code of an indicator (PAR-INDEX), or words of a figure's name; left out: list what there is.")
    ] = None,
    issuer: Issuer = None,
    place: Place = None,
    unit: Unit = None,
    role: Role = None,
    limit: Limit = 100,
    as_json: AsJson = False,
) -> None:
    """The figures of an indicator over years and documents, a series for each issuer, place and unit; all are kept where they disagree."""
    from flows.figures.as_json import line_json
    from flows.figures.asked import Wanted, asked
    from flows.filters import check_issuer

    if role not in (None, *ROLES):
        raise typer.BadParameter(f"{role!r} is none of {', '.join(ROLES)}.", param_hint="--role")
    url = opened().database
    check_issuer(url, issuer)
    found = asked(url, Wanted(indicator, issuer, place, unit, role))
    if indicator is None:
        print_list(found, limit, as_json=as_json)
    elif as_json:
        print_json([line_json(line) for line in found])
    else:
        for line in found:
            print_line(line)
        if not found:
            out.print(f"No figure goes by {safe(indicator)}.")


def conflicts(
    indicator: Annotated[str | None, typer.Argument(help="Only of this indicator, or of figures whose name holds these words.")] = None,
    issuer: Issuer = None,
    place: Place = None,
    as_json: AsJson = False,
) -> None:
    """Where documents give different values for one thing and period; values that are equal as exactly as they are printed are none."""
    from flows.figures.as_json import conflict_json
    from flows.figures.asked import Wanted, asked, conflicts_in, named
    from flows.filters import check_issuer

    url = opened().database
    check_issuer(url, issuer)
    found = conflicts_in(asked(url, Wanted(indicator, issuer, place)))
    if as_json:
        print_json([conflict_json(line, conflict) for line, conflict in found])
        return
    shown = table("", "name", "period", "role", "place", "issuer", "values")
    for line, conflict in found:
        what = safe(named(line)), safe(conflict.period), line.role, safe(line.place), safe(line.issuer)
        shown.add_row(*what, safe(values_of(conflict)))
    out.print(shown if found else "No document contradicts another.")


def values_of(conflict: Conflict) -> str:
    """The values of a contradiction, each with its document, its row and a question mark where it is not sure."""
    return "; ".join(f"{printed(p)}{'' if p.figure.sure else ' ?'} ({p.figure.cited}, {p.figure.id})" for p in conflict.points)


def printed(point: Point) -> str:
    """A figure with its unit, as printed."""
    return f"{_value(point)} {point.figure.unit}"


def _value(point: Point) -> str:
    figure = point.figure
    bound = "" if figure.comparator == "=" else f"{figure.comparator} "
    return f"{bound}{figure.value:f}" + (f"/{figure.total:f}" if figure.total is not None else "")


def print_list(found: Sequence[Line], limit: int, *, as_json: bool) -> None:
    """What there is, one thing in one unit a row."""
    from flows.figures.as_json import listed_json
    from flows.figures.listed import listed, told

    rows = listed(map(told, found))
    if as_json:
        print_json([listed_json(row) for row in rows])
        return
    numbers = ("values", "series", "conflicts")
    shown = table("", "name", "unit", *numbers[:2], "periods", numbers[2], "places", "issuers", right=numbers)
    for row in rows[:limit]:
        name = f"{row.name}: {row.label}" if row.label and row.label != row.name else row.name
        periods = "–".join(dict.fromkeys(filter(None, (row.first, row.last))))
        what = safe(name), safe(row.unit), str(row.values), str(row.lines), safe(periods), str(row.conflicts or "")
        shown.add_row(*what, _some(row.places), _some(row.issuers))
    out.print(shown if rows else "No figure is loaded.")
    if len(rows) > limit:
        out.print(f"\n{len(rows) - limit} more (--limit {len(rows)} lists all).", highlight=False)


def _some(names: Sequence[str]) -> str:
    return safe("; ".join(names[:_MOST_NAMED]) + (f" (+{len(names) - _MOST_NAMED})" if len(names) > _MOST_NAMED else ""))


def title_of(line: Line) -> str:
    """What all figures of a line share."""
    from flows.figures.asked import named

    bound = "" if line.comparator == "=" else f" {line.comparator}"
    kinds = (f"{line.role}{bound}", line.direction, "part of a whole" if line.of_a_whole else "", steps_of(line.step))
    return " · ".join(part for part in (named(line), line.place, line.issuer, line.unit, *kinds) if part)


def steps_of(step: str) -> str:
    """How long the periods of a line are, in words."""
    if step.startswith("years-"):
        return f"spans of {step.removeprefix('years-')} years"
    return _STEPS[step.removesuffix("-sum")] + (", running total" if step.endswith("-sum") else "")


def print_line(line: Line) -> None:
    """One series: every figure as printed and in normal units, with its document."""
    from flows.normal import beside

    disputed = {conflict.period for conflict in line.conflicts}
    columns = ("period", "value", "unit", "normal", "role", "name", "document", "check", "sure", "id")
    shown = table("", *columns, right=("value", "normal", "id"))
    for point in line.points:
        figure = point.figure
        period = figure.period or "?"
        check = "conflict" if period in disputed else "several" if period in line.several else ""
        what = _value(point), safe(figure.unit), safe(beside(figure.value, figure.unit, figure.kind)), figure.role, safe(figure.name)
        shown.add_row(safe(period), *what, safe(figure.cited), check, sure(is_sure=figure.sure), str(figure.id))
    out.print(f"[bold]{safe(title_of(line))}[/]", highlight=False)
    out.print(shown, "")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(series)
    app.command()(conflicts)
