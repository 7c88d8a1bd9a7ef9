"""The options by which every command of taking away chooses documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from db.asking.selection import Selection


Documents = Annotated[list[str] | None, typer.Argument(help="Ids, symbols or file names; none: all that are loaded.")]
Named = Annotated[list[str] | None, typer.Option("--document", help="The same as an argument: id, symbol or file name; may be repeated.")]
Since = Annotated[str | None, typer.Option("--from", help="Only documents issued on this day (2026-06-30) or later.")]
Until = Annotated[str | None, typer.Option("--to", help="Only documents issued on this day or earlier.")]
Issuer = Annotated[str | None, typer.Option(help="Only documents of this issuer (words of its name, accents or not).")]
Kind = Annotated[str | None, typer.Option("--type", help="Only documents of this kind (TB, CT, QĐ, CV ...).")]
AgencyName = Annotated[
    str | None,
    typer.Option("--agency", help="Only documents that give this agency or a forerunner of it a task, and of their tasks only these."),
]


def day_of(value: str | None, option: str) -> date | None:
    """A day given on the command line.

    Raises:
        BadParameter: it is none.
    """
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no date like 2026-06-30.", param_hint=option) from error


def chosen(
    documents: list[str] | None,
    named: list[str] | None,
    *,
    since: str | None,
    until: str | None,
    issuer: str | None,
    type_: str | None,
    agency: str | None,
) -> Selection:
    """The selection that the options make; documents may be given both ways."""
    from db.asking.selection import Selection

    return Selection(
        since=day_of(since, "--from"),
        until=day_of(until, "--to"),
        issuer=issuer,
        type=type_,
        agency=agency,
        documents=(*(documents or ()), *(named or ())),
    )
