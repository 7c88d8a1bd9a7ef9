"""The command that lists copies of one paper, and by which people join and part them."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app import Person, opened, out
from flows.as_json import AsJson, copies_json, print_json
from flows.clock import stamp
from flows.render import safe, table
from tasks.domain.correction_errors import CorrectionError

if TYPE_CHECKING:
    from db.copies.shown import CopiesOf, Related


ACTIONS = ("join", "part", "lead", "undo")
_WHY = {
    "symbol": "number and symbol are not the same for sure",
    "issuer": "the issuer is not the same for sure",
    "day": "the day of issue is not the same for sure",
}


def relation_of(one: Related) -> str:
    """What a document is to the one that is asked about, in words."""
    if one.relation == "copy":
        return "copy, counts" if one.leads else "copy"
    return "perhaps a copy" if one.relation == "perhaps" else "same number, other text"


def why(one: Related) -> str:
    """Why it is not sure, or what differs."""
    told = "; ".join(f"{here or 'nothing'} here, {there or 'nothing'} there" for here, there in one.differences)
    return "; ".join(filter(None, (_WHY.get(one.reason), told)))


def mark(known: CopiesOf) -> str:
    """One line on a document that has copies; "" for one that has none."""
    if known.leading is not None:
        return f"A copy of {known.leading.name}, {known.leading.short_id}, which counts; what follows does not."
    others = ", ".join(one.short_id for one in known.copies)
    return f"Counts for its copies too: {others}." if others else ""


def print_copies(known: CopiesOf, short_id: str, zone: tzinfo) -> None:
    """The copies of a document, and what people said of them."""
    if known.related:
        shown = table("", "id", "document", "file", "what it is", "why")
        for one in known.related:
            shown.add_row(one.short_id, safe(one.name), safe(one.file_name), relation_of(one), safe(why(one)))
        out.print(shown)
    else:
        out.print(f"{short_id} has no copy.")
    if known.copies:
        counts = short_id if known.leading is None else known.leading.short_id
        out.print(f"Of the copies {counts} counts.", highlight=False)
    if known.said:
        said = table("What people said", "id", "when", "who", "what", "in force", right=("id",))
        for d in known.said:
            what = f"undo of {d.undoes_id}" if d.undoes_id else f"{d.action} {d.subject}, {d.other}"
            when = stamp(d.at, zone)
            said.add_row(str(d.id), when, safe(d.actor), what, "yes" if d.in_force else "")
        out.print("", said)


def copies(
    document: Annotated[str | None, typer.Argument(help="Id, symbol or file name; none: all papers that have copies.")] = None,
    action: Annotated[str | None, typer.Argument(help=f"One of {', '.join(ACTIONS)}; none: only look.")] = None,
    other: Annotated[str | None, typer.Argument(help="For join, and part where it is needed: the other; for undo: the entry's id.")] = None,
    by: Person = None,
    as_json: AsJson = False,
) -> None:
    """Copies of one paper: list them, join two, part one, let one count (lead), or take back what somebody said."""
    from db.copies.shown import copies_of, list_copies
    from db.reading.documents import find_document
    from db.record.audit import actor as account

    settings = opened()
    url = settings.database
    if document is None:
        shown = table("", "counts", "symbol", "file", "copies")
        found = list_copies(url)
        if as_json:
            print_json([dict(zip(("id", "symbol", "file_name", "copies"), one, strict=True)) for one in found])
            return
        for short_id, symbol, file_name, led in found:
            shown.add_row(short_id, safe(symbol), safe(file_name), ", ".join(led))
        out.print(shown if found else "No paper is loaded twice.")
        return
    subject = find_document(url, document)
    if action is not None:
        say(url, subject.id, action, other, by or account())
    if as_json:
        print_json(copies_json(copies_of(url, subject.id), subject.short_id, settings.zone))
        return
    print_copies(copies_of(url, subject.id), subject.short_id, settings.zone)


def say(url: str, document_id: int, action: str, other: str | None, person: str) -> None:
    """Do what somebody says of a document's copies.

    Raises:
        CorrectionError: it makes no sense.
    """
    from db.reading.documents import find_document
    from db.review.joining import join, lead, part, take_back

    if action not in ACTIONS:
        raise CorrectionError(f"Nobody can {action[:40]!r} a copy.", f"There are: {', '.join(ACTIONS)}.")
    if action == "undo":
        if other is not None and not other.isdecimal():
            raise CorrectionError(f"{other[:40]!r} is no number of an entry.", "`thongbao copies DOCUMENT` lists them.")
        take_back(url, document_id, person, int(other) if other else None)
    elif action == "lead":
        lead(url, document_id, person)
    elif action == "part":
        part(url, document_id, person, find_document(url, other).id if other else None)
    elif other is None:
        raise CorrectionError("Nobody says of which document it is a copy.", "Name the other one behind join.")
    else:
        join(url, document_id, find_document(url, other).id, person)


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command()(copies)
