"""The options by which every command of taking away chooses documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from flows.whose import whose_of

if TYPE_CHECKING:
    from db.asking.selection import Selection


Documents = Annotated[list[str] | None, typer.Argument(help="Ids, symbols or file names; none: all that are loaded.")]
Named = Annotated[list[str] | None, typer.Option("--document", help="The same as an argument: id, symbol or file name; may be repeated.")]
Since = Annotated[str | None, typer.Option("--from", help="Only documents issued on this day (30/06/2026 or 2026-06-30) or later.")]
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
    from tasks.domain.typed import WrongValueError, read_day

    try:
        return read_day(value)
    except WrongValueError as error:
        raise typer.BadParameter(f"{value!r} is no date like 30/06/2026 or 2026-06-30.", param_hint=option) from error


def check_filters(url: str, selection: Selection) -> None:
    """Make sure that the names by which documents are chosen are known.

    Raises:
        UnknownNameError: one is not.
    """
    from flows.filters import check_agency, check_issuer, check_type

    check_agency(url, selection.whose.name if selection.whose else None)
    check_issuer(url, selection.issuer)
    check_type(url, selection.type)


def chosen(
    documents: list[str] | None,
    named: list[str] | None,
    *,
    since: str | None,
    until: str | None,
    issuer: str | None,
    type_: str | None,
    agency: str | None,
    roles: list[str] | None = None,
) -> Selection:
    """The selection that the options make; documents may be given both ways."""
    from db.asking.selection import Selection

    return Selection(
        since=day_of(since, "--from"),
        until=day_of(until, "--to"),
        issuer=issuer,
        type=type_,
        whose=whose_of(agency, roles),
        documents=(*(documents or ()), *(named or ())),
    )
