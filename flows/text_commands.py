"""Commands that list the lines of a page, correct them and take a correction back, for those who have no browser at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flows import render
from flows.app import HIGHEST, DocumentName, Person, opened, out
from flows.as_json import AsJson, line_corrections_json, lines_json, print_json
from flows.clock import stamp
from flows.correcting import CorrectionNumber, left_open, say_nothing
from flows.outcome import exit_code_of
from flows.render import safe, table
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError

if TYPE_CHECKING:
    from config.settings import Settings
    from db.models.document import Document
    from db.reading.page_lines import PageLine

PageNumber = Annotated[int, typer.Argument(min=1, max=HIGHEST, help="Page of the file, from 1.", metavar="PAGE")]
_SPLIT = r"\n"  # as it is typed in a shell


def lines_at(settings: Settings, document: str, page: int) -> tuple[Document, int, Sequence[PageLine]]:
    """A notice, the number of its reading, and the lines of one of its pages.

    Raises:
        UnknownDocumentError: there is no such notice, or it has no such page.
    """
    from db.reading.documents import find_document
    from db.review.text import page_lines

    found = find_document(settings.database, document)
    read = page_lines(settings.database, found.id, page)
    if read is None:
        raise UnknownDocumentError(f"{found.short_id} has no page {page} that was read.", "`thongbao parts` tells its pages.")
    return found, *read


def text_lines(
    document: DocumentName,
    page: PageNumber,
    open_: Annotated[bool, typer.Option("--open", help="Only those that somebody should look at.")] = False,
    as_json: AsJson = False,
) -> None:
    """The lines of a page with their numbers, what is doubtful in them, and what the machine read where people corrected them."""
    found, revision, lines = lines_at(opened(), document, page)
    listed = [line for line in lines if line.is_open or not open_]
    if as_json:
        print_json({"document_id": found.short_id, "revision": revision, "page": page, "lines": lines_json(listed)})
        return
    shown = table("", "line", "text", "machine", "state", right=("line",))
    for line in listed:
        doubtful = "; ".join(f"{line.text[word.start : word.end]}: {word.instead}?" for word in line.doubtful)
        read = line.read if line.correction and line.read != line.text else ""
        shown.add_row(str(line.number), safe(line.text), safe(read), line.state or safe(doubtful))
    out.print(shown)


def text_corrections(
    document: DocumentName,
    open_: Annotated[bool, typer.Option("--open", help="Only those in conflict with what is read now, or without a line.")] = False,
    as_json: AsJson = False,
) -> None:
    """What people said of the lines of a file, the newest first, and what became of it."""
    from db.reading.documents import find_document
    from db.review.text import list_line_corrections

    settings = opened()
    found = list_line_corrections(settings.database, find_document(settings.database, document).sha256)
    listed = left_open(found) if open_ else found
    if as_json:
        print_json(line_corrections_json(listed, settings.zone))
        return
    if not listed:
        say_nothing(out, found)
        return
    shown = table("", "id", "when", "who", "state", "page", "change", right=("id", "page"))
    for entry in listed:
        change = f"{entry.before!r} -> {entry.after!r}"
        shown.add_row(str(entry.id), stamp(entry.at, settings.zone), safe(entry.actor), entry.state, str(entry.page), safe(change))
    out.print(shown)


def correct_text(
    document: DocumentName,
    page: PageNumber,
    values: Annotated[list[str] | None, typer.Argument(help=r"LINE=TEXT; \n in it splits the line there, or adds one.")] = None,
    join: Annotated[list[int] | None, typer.Option(min=1, max=HIGHEST, help="Number of a line that is one with the next.")] = None,
    remove: Annotated[list[int] | None, typer.Option(min=1, max=HIGHEST, help="Number of a line that is no text of the document.")] = None,
    right: Annotated[list[int] | None, typer.Option(min=1, max=HIGHEST, help="Number of a line that is right as it stands.")] = None,
    add: Annotated[str, typer.Option(help="A line that was missed at the end of the page.")] = "",
    by: Person = None,
) -> None:
    """Say how lines of a page are right; findings are taken from the corrected text, and every later reading follows it."""
    from db.record.audit import actor as account
    from db.review.text import PageSaid, correct_lines

    lines = dict.fromkeys(remove or (), "")
    for value in values or ():
        number, equals, text = value.partition("=")
        if not equals or not number.isascii() or not number.isdigit() or len(number) > len(str(HIGHEST)):
            raise CorrectionError(f"{value[:80]!r} is not LINE=TEXT.", "Example: 4='Sở Y tế rà soát'; `thongbao text-lines` tells numbers.")
        lines[int(number)] = text.replace(_SPLIT, "\n")
    settings = opened()
    found, revision, _ = lines_at(settings, document, page)
    said = PageSaid(found.id, revision, page, lines, right or (), join or (), add.replace(_SPLIT, "\n"))
    correct_lines(settings.database, said, by or account())
    follow(settings, found.short_id)


def undo_text(
    document: DocumentName,
    correction: CorrectionNumber = None,
    by: Person = None,
) -> None:
    """Take back what was said of lines; the log keeps both, and what was said of them before counts again."""
    from db.reading.documents import find_document
    from db.record.audit import actor as account
    from db.review.text import undo_lines

    settings = opened()
    found = find_document(settings.database, document)
    undo_lines(settings.database, found.id, by or account(), correction)
    follow(settings, found.short_id)


def follow(settings: Settings, short_id: str) -> None:
    """Cut the file again by what was said, which stands whatever comes of it; the exit code is that of the reading where it failed."""
    import anyio

    from flows.parting import cut_again

    outcome = anyio.run(cut_again, settings, short_id)
    render.outcomes(out, [outcome])
    if exit_code_of([outcome]):
        raise typer.Exit(exit_code_of([outcome]))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (text_lines, text_corrections, correct_text, undo_text):
        app.command()(command)
