"""Commands that list corrections, make one and take one back, for those who have no browser at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

import typer
from rich.console import Console

from flows.app import HIGHEST, DocumentName, Person, opened, out
from flows.as_json import AsJson, corrections_json, print_json
from flows.clock import stamp
from flows.render import safe, table
from tasks.domain.choices import Action
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.row_fields import FIELDS

if TYPE_CHECKING:
    from db.review.corrections import CorrectionRow


CorrectionNumber = Annotated[int | None, typer.Option(min=1, max=HIGHEST, help="Number of the correction; left out: the newest.")]


class Stated(Protocol):
    """What became of something that a person said."""

    @property
    def state(self) -> str:
        """Applied, conflict, unplaced ..."""


Said = TypeVar("Said", bound=Stated)


def left_open(found: Sequence[Said]) -> Sequence[Said]:
    """What is in conflict with what is read now, or found no place in it."""
    return [one for one in found if one.state in {"conflict", "unplaced"}]


def say_nothing(console: Console, found: Sequence[Stated]) -> None:
    """Say that nothing is listed, and whether that is because nobody said anything."""
    console.print("Nothing is open." if found else "Nobody corrected anything.")


def print_corrections(console: Console, found: Sequence[CorrectionRow], zone: tzinfo) -> None:
    """Who said what when, and what became of it."""
    from db.review.statement import told

    shown = table("", "id", "when", "who", "state", "what", "change", right=("id",))
    for c in found:
        when = stamp(c.at, zone)
        row = f"{c.action} {c.kind}" + (f" {c.row_id}" if c.row_id else "") + (f" (correction {c.undoes_id})" if c.undoes_id else "")
        place = {"head": "", "doubt": c.words}.get(c.kind, c.quote)
        said = told(c.before, c.after) or " ".join(place.split())[:80]
        shown.add_row(str(c.id), when, safe(c.actor), c.state, row, safe("; ".join(filter(None, (said, c.detail)))))
    console.print(shown)


def corrections(
    document: DocumentName,
    open_: Annotated[bool, typer.Option("--open", help="Only those in conflict with what is read now, or without a row.")] = False,
    as_json: AsJson = False,
) -> None:
    """What people said of a document's rows, the newest first, and what became of it."""
    from db.reading.documents import find_document
    from db.review.corrections import list_corrections

    settings = opened()
    url = settings.database
    found = list_corrections(url, find_document(url, document).id)
    listed = left_open(found) if open_ else found
    if as_json:
        print_json(corrections_json(listed, settings.zone))
    elif listed:
        print_corrections(out, listed, settings.zone)
    else:
        say_nothing(out, found)


def correct(
    document: DocumentName,
    action: Annotated[str, typer.Argument(help=f"One of {', '.join(Action)}.")],
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(FIELDS)}.")],
    values: Annotated[list[str] | None, typer.Argument(help="FIELD=VALUE, several parties parted by ';'.")] = None,
    row: Annotated[
        int | None, typer.Option(min=1, max=HIGHEST, help="Id of the row, as `thongbao show` prints it; of a doubt, as `issues` does.")
    ] = None,
    quote: Annotated[str, typer.Option(help="For add: the words of the document it stands in.")] = "",
    by: Person = None,
) -> None:
    """Confirm, change or reject a row, or add one that was missed; confirm a doubt that is about none."""
    from db.reading.documents import find_document
    from db.record.audit import actor as account
    from db.review.corrections import Change, list_corrections
    from db.review.corrections import correct as write_correction

    fields = {}
    for value in values or ():
        name, equals, said = value.partition("=")
        if not equals:
            raise CorrectionError(f"{value!r} is not FIELD=VALUE.", "Example: deadline_on=30/06/2026.")
        fields[name] = said
    settings = opened()
    url = settings.database
    from config.vocabulary import load_vocabulary
    from tasks.findings.agencies import Agencies
    from tasks.vietnamese.places import load_places

    agencies = Agencies(load_vocabulary().agencies, load_places())
    change = Change(find_document(url, document).id, kind, action, by or account(), row, fields, quote=quote)
    number = write_correction(url, change, agencies.resolve)
    print_corrections(out, [c for c in list_corrections(url, change.document_id) if c.id == number], settings.zone)


def undo(
    document: DocumentName,
    correction: CorrectionNumber = None,
    by: Person = None,
) -> None:
    """Take a correction back; the log keeps both."""
    from db.reading.documents import find_document
    from db.record.audit import actor as account
    from db.review.corrections import list_corrections
    from db.review.corrections import undo as take_back

    settings = opened()
    url = settings.database
    found = find_document(url, document)
    number = take_back(url, found.id, by or account(), correction)
    print_corrections(out, [c for c in list_corrections(url, found.id) if c.id == number], settings.zone)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (corrections, correct, undo):
        app.command()(command)
