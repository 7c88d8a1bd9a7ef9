"""The command that shows the notices of a file and lets a person say where one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows import render
from flows.app import HIGHEST, DocumentName, Person, opened, out
from flows.as_json import AsJson, part_json, print_json
from flows.outcome import exit_code_of
from flows.render import coloured, safe, table

if TYPE_CHECKING:
    from config.settings import Settings
    from db.models.document import Document


def parts(
    document: DocumentName,
    begin: Annotated[int | None, typer.Option("--begin", min=1, max=HIGHEST, help="A notice begins with this page of the file.")] = None,
    join: Annotated[int | None, typer.Option("--join", min=1, max=HIGHEST, help="This page belongs to the notice before it.")] = None,
    undo: Annotated[
        int | None, typer.Option("--undo", min=1, max=HIGHEST, help="Nothing is said of this page any more; what is read counts.")
    ] = None,
    by: Person = None,
    as_json: AsJson = False,
) -> None:
    """The notices of a file with their pages; with an option, say where one begins or does not. It holds for every later reading."""
    from db.reading.documents import find_file
    from db.reading.parts import JOIN, PART, UNDO
    from db.record.audit import actor as account

    settings = opened()
    wanted = [(page, action) for page, action in ((begin, PART), (join, JOIN), (undo, UNDO)) if page is not None]
    if len(wanted) > 1:
        raise typer.BadParameter("One of --begin, --join and --undo at a time.")
    for page, action in wanted:
        change(settings, document, page, action, by or account())
    show_parts(settings, find_file(settings.database, document), as_json=as_json)


def change(settings: Settings, document: str, page: int, action: str, person: str) -> None:
    """Record what a person says of a page, and cut the file again; the exit code is that of the reading where it failed."""
    import anyio

    from flows.parting import cut_again, said

    first = said(settings, document, page, action, person)
    outcome = anyio.run(cut_again, settings, first.short_id)
    render.outcomes(out, [outcome])
    if exit_code_of([outcome]):
        raise typer.Exit(exit_code_of([outcome]))


def show_parts(settings: Settings, first: Document, *, as_json: bool = False) -> None:
    """The notices of a file, those that vanished too, and what people said of its pages."""
    from db.asking.details import list_documents
    from db.reading.parts import decisions_about, parts_of

    rows = {row.short_id: row for row in list_documents(settings.database)}
    if as_json:
        print_json([part_json(rows[document.short_id]) for document in parts_of(settings.database, first.sha256)])
        return
    shown = table("", "id", "state", "pages", "symbol", "date", "subject or reason")
    for document in parts_of(settings.database, first.sha256):
        row = rows[document.short_id]
        pages = f"{row.first_page}-{row.last_page}" if row.revision else ""
        shown.add_row(row.short_id, coloured(row.state), pages, safe(row.symbol), row.issued_on, safe(row.reason or row.subject))
    out.print(shown)
    for page, begins in sorted(decisions_about(settings.database, first.sha256).items()):
        out.print(f"Page {page}: {'a notice begins' if begins else 'it belongs to the notice before'}, as a person said.", highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(parts)
