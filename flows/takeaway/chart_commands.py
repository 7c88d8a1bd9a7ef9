"""Commands that draw charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import err, opened
from flows.takeaway.choosing import AgencyName, Issuer, Kind, Named, Since, Until, check_filters, chosen
from tasks.domain.errors import OutputError
from tasks.domain.typed import write_day

if TYPE_CHECKING:
    from config.settings import Settings
    from db.asking.tasks import TaskRow


Output = Annotated[Path, typer.Option(help="File to write: .png or .svg.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
GROUPS = ("agency", "month")
charts = typer.Typer(no_args_is_help=True, help="Draw a chart as PNG or SVG.")


def _today(settings: Settings) -> date:
    return settings.today()


def _checked(output: Path, *, force: bool) -> Path:
    from flows.takeaway.drawing import ENDINGS
    from flows.takeaway.outputs import refuse_present

    if output.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"{str(output)!r} ends in none of {', '.join(ENDINGS)}.", param_hint="--output")
    refuse_present([output], force=force)
    return output


@charts.command()
def series(
    indicator: Annotated[str, typer.Argument(help="Code of an indicator (PAR-INDEX), or words of a figure's name.")],
    output: Output,
    unit: Annotated[str | None, typer.Option(help="Draw figures that convert into this unit, in it; left out: the commonest.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Only figures of this issuer (words of its name, accents or not).")] = None,
    place: Annotated[str | None, typer.Option(help="Only figures of this place (words of its name, accents or not).")] = None,
    force: Force = False,
) -> None:
    """The figures of an indicator over time, a line for each issuer, place and length of period; results and targets apart."""
    settings, target = opened(), _checked(output, force=force)
    from flows.figures.asked import Wanted, asked, label_of
    from flows.filters import check_issuer
    from flows.takeaway.charts import draw_series, source_line
    from flows.takeaway.drawn_lines import drawn
    from flows.takeaway.wording import CHECK

    check_issuer(settings.database, issuer)
    found = drawn(asked(settings.database, Wanted(indicator, issuer, place, unit)), unit)
    if not found.lines:
        given = f" in {unit}" if unit else ""
        raise OutputError(f"No figure with a period goes by {indicator!r}{given}.", "`thongbao series` lists the figures there are.")
    source = source_line([point.figure.cited for line in found.lines for point in line.points], _today(settings))
    source += "" if all(point.sure for point in found.points) else f" Dấu hỏi: {CHECK.lower()} với văn bản gốc."
    source += " ≠: các văn bản nêu số khác nhau." if any(point.disputed for point in found.points) else ""
    first = found.lines[0]
    codes = {line.code for line in found.lines}
    title = label_of(first.code) if first.code and len(codes) == 1 else indicator[:1].upper() + indicator[1:]
    draw_series(target, title, found.unit, found.points, source, is_rank=first.kind == "rank")
    others = "; ".join(f"{number} of {name}" for name, number in found.left_out)
    err.print(f"{target}: {len(found.points)} figures in {found.unit}" + (f"; not drawn: {others}" if others else ""), highlight=False)


@charts.command()
def tasks(
    output: Output,
    by: Annotated[str, typer.Option(help=f"One of {', '.join(GROUPS)}: who leads, or when they are due.")] = "agency",
    since: Since = None,
    until: Until = None,
    issuer: Issuer = None,
    type_: Kind = None,
    agency: AgencyName = None,
    document: Named = None,
    force: Force = False,
) -> None:
    """Tasks by the agency that leads or by the month they are due: overdue, to come, recurring, without a day, done, cancelled."""
    from flows.forerunners import tell_forerunners

    if by not in GROUPS:
        raise typer.BadParameter(f"{by!r} is none of {', '.join(GROUPS)}.", param_hint="--by")
    selection = chosen(None, document, since=since, until=until, issuer=issuer, type_=type_, agency=agency)
    settings, target = opened(), _checked(output, force=force)
    check_filters(settings.database, selection)
    from db.asking.selection import list_parties, selected
    from db.asking.statistics import tasks_by_agency, tasks_by_month
    from flows.takeaway.charts import draw_tasks, source_line
    from flows.takeaway.wording import period

    found: list[TaskRow] = []
    documents: list[str] = []
    for detail in selected(settings.database, selection):
        found += detail.tasks
        documents += [detail.revision.symbol or detail.document.short_id] * bool(detail.tasks)
    today = _today(settings)
    source = source_line(documents, today)
    if not found:
        raise OutputError("No task is chosen, so there is nothing to draw.", "Choose more documents; `thongbao status` lists them.")
    if by == "agency":
        groups = tasks_by_agency(found, list_parties(settings.database), today)
        title, note = "Nhiệm vụ theo cơ quan chủ trì", "Nhiệm vụ do nhiều cơ quan chủ trì được tính cho từng cơ quan."
    else:
        groups = [replace(group, name=period(group.name)) for group in tasks_by_month(found, today)]
        without = len(found) - sum(group.total for group in groups)
        title, note = "Nhiệm vụ theo tháng đến hạn", f"Không vẽ {without} nhiệm vụ không có ngày đến hạn."
    if not groups:
        raise OutputError("No task chosen is due on a day, so there is nothing to draw.", "`--by agency` draws them all.")
    draw_tasks(target, title, groups, f"{source} {note}")
    err.print(f"{target}: {len(found)} tasks", highlight=False)
    tell_forerunners(err, settings.database, agency)


@charts.command()
def doubts(output: Output, force: Force = False) -> None:
    """Doubts a document and confidence of the words, by month of issue."""
    settings, target = opened(), _checked(output, force=force)
    from db.asking.statistics import quality_by_month
    from flows.takeaway.charts import draw_quality

    months = quality_by_month(settings.database)
    if not months:
        raise OutputError("No document with a date of issue is loaded, so there is nothing to draw.", "Load some: `thongbao ingest`.")
    number = sum(m.documents for m in months)
    draw_quality(target, months, f"Nguồn: {number} văn bản (VB) có ngày ban hành; thongbao, ngày {write_day(_today(settings))}.")
    err.print(f"{target}: {number} documents of {len(months)} months", highlight=False)


def register(app: typer.Typer) -> None:
    """Add the charts to the program."""
    app.add_typer(charts, name="chart")
