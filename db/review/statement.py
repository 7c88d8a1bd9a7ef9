"""One thing a person says of a row: what it may say, and how it stands in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.document import Document, Revision
from db.models.finding import Citation
from db.models.review import Correction, CorrectionResult
from db.overlay.laying import shown
from db.overlay.rowset import RowSet
from db.overlay.values import decode, encode, read_values
from db.reading.placing import TABLES, FindingRow, find_words, pages_of, places_of, stored, words_of
from tasks.domain.anchor import PageBox
from tasks.domain.correction_errors import CitedAlreadyError, CorrectionError, ReadAnewError, StaleCorrectionError
from tasks.domain.legible import storable
from tasks.domain.row_fields import DEFAULTS, FIELDS

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a person says of a row.

    Attributes:
        document_id: row of the document.
        kind: directive, metric, citation, section, head, doubt or cell.
        action: confirm, change, reject or add.
        actor: name of the person.
        row_id: the row as it was shown, of this or an earlier revision, or the doubt; None for ``add`` and for kind ``head``.
        values: field to its right value as typed (``db.overlay.values``); for ``confirm`` the fields that are confirmed, none: all.
        box: for ``add`` where it stands; None where the document has no pages with words.
        quote: for ``add`` without box: the words of the document it stands in.
        seen: newest correction of the document that the person had seen.
    """

    document_id: int
    kind: str
    action: str
    actor: str
    row_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    box: PageBox | None = None
    quote: str = ""
    seen: int | None = None


def named(actor: str) -> str:
    """The name of a person, one line.

    Raises:
        CorrectionError: there is none.
    """
    name = " ".join(storable(actor).split())[:_LONGEST_NAME]
    if not name:
        raise CorrectionError("Nobody is named who says so.", "Give a name.")
    return name


def told(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Changes of fields for a person: ``value: '400' -> '500'``."""
    return "; ".join(f"{name}: {shown(before.get(name))} -> {shown(value)}" for name, value in after.items())


def describe(session: Session, held: tuple[Document, Revision], change: Change, entry: Correction, values: dict[str, Any]) -> None:
    """What stood in the row before, what stands in it then, and where it is."""
    document, current = held
    row, revision = _seen_row(session, document, current, change)
    rows = RowSet(session, revision)
    _refuse_stale(session, change, entry.revision_number if row is None else revision.number, values)
    _say(rows, revision if row is None else row, change, entry, values)
    if change.kind == "citation" and "symbol" in (entry.after or {}):
        _refuse_known_symbol(session, current, str(values["symbol"]))
    if row is not None:
        _remember_place(rows, row, change.kind, entry)
        entry.row_id, entry.revision_number = row.id, revision.number


def _say(rows: RowSet, standing: FindingRow | Revision, change: Change, entry: Correction, values: Mapping[str, Any]) -> None:
    """What a person says of the fields of a row, beside what the machine reads in them: all that are confirmed, or those that change.

    Raises:
        CorrectionError: it says nothing, or what cannot be said so.
    """
    if change.action == "reject" and values:
        raise CorrectionError("A row that is rejected takes no values.", "Change it, or reject it.")
    if change.action == "confirm":
        _check_confirmed(rows, standing, change.kind, values)
        entry.machine = {name: rows.machine_value(standing, name) for name in list(values) or FIELDS[change.kind]}
    if change.action == "change":
        changed = {name: value for name, value in values.items() if value != rows.get(standing, name)}
        if not changed:
            raise CorrectionError("Nothing would change.", "Confirm the row if it is right.")
        entry.before = {name: encode(rows.get(standing, name)) for name in changed}
        entry.after = {name: encode(value) for name, value in changed.items()}
        entry.machine = {name: rows.machine_value(standing, name) for name in changed}


def _remember_place(rows: RowSet, row: FindingRow, kind: str, entry: Correction) -> None:
    """What a row is found by in another reading: its words as they were read, its section, its boxes."""
    read = {name: decode(kind, name, rows.machine_value(row, name)) for name in rows.values(kind, row)}
    anchor = rows.anchor(kind, row)
    section = None if isinstance(row, Citation) else rows.machine_value(row, "path" if kind == "section" else "section_path")
    entry.quote, entry.words, entry.section_path = anchor.quote, words_of(kind, read), section or ""
    entry.places = stored(anchor.boxes)


def _seen_row(session: Session, document: Document, current: Revision, change: Change) -> tuple[FindingRow | None, Revision]:
    if change.kind == "head":
        return None, current
    table: Any = TABLES[change.kind]
    row: FindingRow | None = session.get(table, change.row_id or 0)
    revision = session.get(Revision, row.revision_id) if row is not None else None
    if row is None or revision is None or revision.document_id != document.id:
        raise ReadAnewError(f"The document has no {change.kind} {change.row_id}.", "Load the page again; it was read anew meanwhile.")
    return row, revision


def _refuse_stale(session: Session, change: Change, revision_number: int, values: Mapping[str, Any]) -> None:
    if change.seen is None:
        return
    query = (
        select(Correction, CorrectionResult.row_id)
        .outerjoin(CorrectionResult, CorrectionResult.correction_id == Correction.id)
        .where(Correction.document_id == change.document_id, Correction.kind == change.kind, Correction.id > change.seen)
    )
    for newer, shown_in in session.execute(query):
        if change.kind == "head":
            same = not values or bool({*newer.before, *newer.after, *newer.machine} & set(values))
        else:
            same = shown_in == change.row_id or (newer.revision_number, newer.row_id) == (revision_number, change.row_id)
        if same:
            raise StaleCorrectionError(
                f"{newer.actor} corrected the same {change.kind} meanwhile: {told(newer.before, newer.after) or newer.action}.",
                "Load the page again, then say what is right.",
            )


def _check_confirmed(rows: RowSet, row: FindingRow | Revision, kind: str, values: Mapping[str, Any]) -> None:
    for name, value in read_values(kind, values).items():
        if name in values and value != rows.get(row, name):
            raise CorrectionError(f"{name} is not {shown(encode(value))}, so it cannot be confirmed.", "Change it instead.")


def describe_missed(session: Session, revision: Revision, change: Change, entry: Correction, values: dict[str, Any]) -> None:
    """What the missed row says and where it stands."""
    given_anyway = DEFAULTS.get(change.kind, {})
    needed = (name for name, field in FIELDS[change.kind].items() if field.required and name not in given_anyway)
    missing = [name for name in needed if values.get(name) is None]
    if missing or (change.kind == "section" and not (values.get("label") or values.get("heading"))):
        raise CorrectionError(f"A {change.kind} without {' and '.join(missing) or 'label or heading'} says nothing.", "Fill it in.")
    if change.box is None and not change.quote:
        raise CorrectionError("It is not said where the missed row stands.", "Draw a box on the page, or give words of the document.")
    if change.box is not None and not (change.box.page >= 1 and change.box.area > 0):
        raise CorrectionError("The box is none.", "Draw it from corner to corner on the page.")
    if change.kind == "citation":
        _refuse_known_symbol(session, revision, values["symbol"])
    given = {name: value for name, value in values.items() if value not in (None, [])}
    entry.after = {name: encode(value) for name, value in given.items()}
    entry.words = words_of(change.kind, given)
    boxes = [change.box] if change.box else []
    place = find_words(session, revision, boxes, storable(change.quote))
    # The words' own boxes: a person draws wide ones, which would look unlike the row when the machine finds it one day.
    entry.quote = place.quote if place else storable(change.quote)
    entry.places = stored(places_of(place.regions, pages_of(session, revision.id)) if place else boxes)


def _refuse_known_symbol(session: Session, revision: Revision, symbol: str) -> None:
    if session.scalar(select(Citation.id).where(Citation.revision_id == revision.id, Citation.symbol == symbol)):
        raise CitedAlreadyError(f"The document has a citation {symbol} already.", "Correct that one, and reject this one.")
