"""Commands that say how far tasks are: one by one, or from a spreadsheet that came back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.app import HIGHEST, Person, opened, out
from flows.render import safe, table
from tasks.domain.choices import TaskState
from tasks.domain.standing import ENDED

REFUSED_EXIT = 16


def follow(
    directive: Annotated[
        int,
        typer.Argument(
            min=1, max=HIGHEST, help="Id of the task: of any of its directives, as `thongbao show` and `due` print it.", metavar="DIRECTIVE"
        ),
    ],
    state: Annotated[str | None, typer.Option(help=f"One of {', '.join(TaskState)}.", autocompletion=lambda: list(TaskState))] = None,
    owner: Annotated[str | None, typer.Option(help="Who works on it.")] = None,
    note: Annotated[str | None, typer.Option(help="Anything to remember.")] = None,
    document: Annotated[
        str | None, typer.Option(help="Symbol of the document: that reports completion, cancels or replaces (--state), or extends.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="Day (30/06/2026 or 2026-06-30): of completion, of the end, or of the document that extends.")
    ] = None,
    extended_to: Annotated[str | None, typer.Option(help="The deadline is put off to this day, by --document of --on.")] = None,
    by: Person = None,
) -> None:
    """Say how far a task is; what is left out stays, an empty text removes what stands there."""
    from db.record.audit import actor as account
    from db.review.followup import extend_task, set_task

    settings, person = opened(), by or account()
    if extended_to is not None:
        if state is not None or owner is not None or note is not None:
            raise typer.BadParameter("Say this alone, with --document and --on.", param_hint="--extended-to")
        given = {"deadline_on": extended_to, "symbol": document, "issued_on": on}
        key = extend_task(settings.database, directive, person, source="command", today=settings.today(), **given).keys[0]
        out.print(f"task of directive {directive} ({key}): extended to {safe(extended_to)} by {safe(document)}", highlight=False)
        return
    ended = state in list(ENDED)
    symbol, day = ("ending_symbol", "ended_on") if ended else ("completion_symbol", "completed_on")
    given = {"state": state, "owner": owner, "note": note, symbol: document, day: on}
    fields = {name: value for name, value in given.items() if value is not None}
    if not fields:
        raise typer.BadParameter("Nothing is said.", param_hint="--state")
    key = set_task(settings.database, directive, person, source="command", today=settings.today(), **fields)
    out.print(
        f"task of directive {directive} ({key}): " + safe(", ".join(f"{k} {v or 'removed'}" for k, v in fields.items())), highlight=False
    )


def bring_back(
    sheet: Annotated[Path, typer.Argument(help="Workbook of `thongbao export --format xlsx` that came back.", metavar="TASKS.XLSX")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    sheet_wins: Annotated[bool, typer.Option("--sheet-wins", help="Take the sheet's word where the database changed too.")] = False,
    by: Person = None,
) -> None:
    """Take state, owner, completion and note of tasks from a workbook; rows that cannot be taken are listed, exit code 16."""
    from db.record.audit import actor as account
    from flows.apart import takeaway_bounds
    from flows.takeaway.bringing_back import REFUSED, carry_out, plan
    from flows.takeaway.returned import read_rows
    from flows.takeaway.telling import line_words, telling_in, total_words

    settings = opened()
    url, words = settings.database, telling_in(settings.ui_language)
    lines = plan(url, read_rows(sheet, takeaway_bounds(settings)), sheet_wins=sheet_wins)
    if not dry_run:
        lines = carry_out(url, lines, by or account(), f"sheet:{sheet.name}")
    shown = table("", *words.group("column").values())
    for line in lines:
        if line.changes or line.notes:
            shown.add_row(safe(line.place), words.of("outcome", line.outcome), safe(line.task), safe(line_words(line, words)))
    if shown.row_count:
        out.print(shown)
    refused = [line for line in lines if line.outcome == REFUSED]
    said = [total_words(lines, words)]
    said += [words("export.wins")] if any(note.code == "both-changed" for line in refused for note in line.notes) else []
    out.print(" ".join([*said, *([words("total.dry")] if dry_run else [])]), highlight=False)
    raise typer.Exit(REFUSED_EXIT if refused else 0)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(follow)
    app.command("import")(bring_back)
