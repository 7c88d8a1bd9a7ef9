"""The command that reports on assigned tasks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import err, opened, out
from flows.as_json import AsJson, print_json
from flows.render import safe, table
from flows.takeaway.choosing import day_of
from flows.whose import Agency, Roles, whose_of
from tasks.domain.choices import said

if TYPE_CHECKING:
    from datetime import date

    from db.asking.task_report import Report

BY = ("agency", "issuer")
ENDINGS = (".xlsx", ".docx")
MOST = 5_000
"""Tasks of the list; numbers are of all."""


def report(
    since: Annotated[str | None, typer.Option("--from", help="First day of the span; left out: the month's first.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day of the span; left out: today.")] = None,
    by: Annotated[str, typer.Option(help=f"One of {', '.join(BY)}: who leads, or who issued the document.")] = "agency",
    agency: Agency = None,
    role: Roles = None,
    issuer: Annotated[str | None, typer.Option(help="Only tasks of documents of this issuer (words of its name, accents or not).")] = None,
    output: Annotated[Path | None, typer.Option(help="Write it to this file: .xlsx, or .docx in the layout of Decree 30.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tasks assigned, done in time, done late, under way in time, overdue: numbers and list for any span of days."""
    from db.asking.task_report import By, ReportWanted, task_report
    from db.reading.names import issuer_names
    from flows.filters import check_agency, check_issuer
    from flows.forerunners import tell_forerunners
    from flows.takeaway.outputs import refuse_present
    from tasks.domain.letters import name_key

    if by not in BY:
        raise typer.BadParameter(f"{by!r} is none of {', '.join(BY)}.", param_hint="--by")
    if output is not None and output.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"{output.name} ends with none of {', '.join(ENDINGS)}.", param_hint="--output")
    last_given, first_given = day_of(until, "--to"), day_of(since, "--from")
    settings = opened()
    today = settings.today()
    last = last_given or today
    first = first_given or last.replace(day=1)
    if first > last:
        raise typer.BadParameter("The span ends before it begins.", param_hint="--from")
    check_agency(settings.database, agency)
    check_issuer(settings.database, issuer)
    if output is not None:
        refuse_present([output], force=force)
    issuers = tuple(name for name in issuer_names(settings.database) if name_key(issuer) in name_key(name)) if issuer else ()
    wanted = ReportWanted(first, last, By(by), whose_of(agency, role), issuers or ((issuer,) if issuer else ()))
    made = task_report(settings.database, wanted, today, most=MOST)
    if output is not None:
        write_report(made, output, today)
    if as_json:
        from flows.reporting.as_json import report_json

        print_json(report_json(made))
    elif output is None:
        _print(made)
    else:
        err.print(f"{output}: {made.total.numbers[made.columns[0]]} tasks", highlight=False)
    if not as_json:
        tell_forerunners(err, settings.database, agency)


def write_report(made: Report, output: Path, today: date) -> None:
    """Write a report to a file, in the form that its ending says.

    Raises:
        OutputError: it cannot be written.
    """
    from flows.takeaway.outputs import whole_file

    with whole_file(output) as writing:
        if output.suffix.lower() == ".docx":
            from flows.reporting.word import write_word

            write_word(made, writing, today)
        else:
            from flows.reporting.sheet import write_sheet

            write_sheet(made, writing)


def _print(made: Report) -> None:
    heads = [said(column, "en").lower() for column in made.columns]
    shown = table("", made.wanted.by, *heads, right=tuple(heads))
    for line in made.lines:
        shown.add_row(safe(line.name or "nobody named"), *(str(line.numbers[column]) for column in made.columns))
    shown.add_row("all", *(str(made.total.numbers[column]) for column in made.columns))
    span = f"{made.wanted.since.isoformat()} to {made.wanted.until.isoformat()}, as of {made.day.isoformat()}"
    out.print(f"Tasks of {span}:", highlight=False)
    out.print(shown)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(report)
