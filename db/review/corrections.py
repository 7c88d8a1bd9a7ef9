"""What people say of a document's rows: write it down, take it back, list it; the rows follow in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.copies.settle import settle
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Agency, DirectiveParty
from db.models.review import Correction, CorrectionResult
from db.overlay.laying import apply, live_corrections
from db.overlay.settled import describe_doubt
from db.overlay.values import read_values
from db.reading.agencies import agency_row
from db.reading.placing import boxes_of
from db.record.audit import record
from db.record.history import now
from db.record.turn import take_turn
from db.review.in_force import entry_in_force
from db.review.statement import Change, describe, describe_missed, named, told
from tasks.domain.anchor import PageBox
from tasks.domain.choices import Action
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.finding import Agency as FoundAgency
from tasks.domain.notice import Head
from tasks.domain.row_fields import FIELDS, LISTS

__all__ = ["Change", "CorrectionRow", "PageBox", "correct", "list_corrections", "newest", "undo"]
Resolver = Callable[[str, Head], FoundAgency | None]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One entry of the log, and what became of it.

    Attributes:
        id: of the entry.
        document_id: row of the document.
        at: when.
        actor: who.
        kind: directive, metric, citation, section, head, doubt or cell.
        action: confirm, change, reject, add or undo.
        undoes_id: entry that an undo took back.
        row_id: row of the current revision that it is about, None for the head and where there is none.
        before: changed fields as they stood.
        after: the same fields as they are right.
        quote: exact characters of the place.
        words: what the row, or the doubt, said as it was read.
        section_path: section it stood in.
        places: boxes of its lines.
        revision_number: revision in which the person saw the row.
        state: applied, conflict, unplaced; undone for what was taken back; undo for an undo.
        detail: what the machine reads now, or why there is no row.
    """

    id: int
    document_id: int
    at: datetime
    actor: str
    kind: str
    action: str
    undoes_id: int | None
    row_id: int | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    quote: str
    words: str
    section_path: str
    places: tuple[PageBox, ...]
    revision_number: int
    state: str
    detail: str

    @property
    def is_live(self) -> bool:
        """Whether it still says something of the rows."""
        return self.state in {"applied", "conflict", "unplaced"}


def correct(url: str, change: Change, resolve: Resolver | None = None) -> int:
    """Write down what a person says and let the rows show it, in one transaction.

    Args:
        url: the database.
        change: what is said.
        resolve: gives the agency behind a party that the person typed into a document with this head; without it, only names that the
            database knows have one.

    Returns:
        The number of the entry in the log. Whether a row shows it is told by ``list_corrections``.

    Raises:
        CorrectionError: the row cannot take the values, or nothing would change; nothing is written.
        StaleCorrectionError: somebody else corrected the row after ``change.seen``; nothing is written.
    """
    _refuse(change)
    person = named(change.actor)
    values = read_values(change.kind, change.values) if change.action != "confirm" else dict(change.values)
    with transaction(url) as session:
        if change.kind == "head":
            take_turn(session)
        document, revision = hold(session, change.document_id)
        entry = entry_for(change, revision, person, now())
        if change.kind == "doubt":
            describe_doubt(session, revision, change.row_id, entry)
        elif change.action == "add":
            describe_missed(session, revision, change, entry, values)
        else:
            describe(session, (document, revision), change, entry, values)
        entry.agencies = _agencies(session, revision, entry.after, resolve)
        session.add(entry)
        session.flush()
        row = f" {change.row_id}" if change.row_id else ""
        record(session, "correct", document, f"{change.action} {change.kind}{row}: {told(entry.before, entry.after)}".rstrip(": "), person)
        apply(session, document, revision)
        if change.kind == "head":
            settle(session, [document.id])
        return entry.id


def _refuse(change: Change) -> None:
    """Refuse what nobody can say of a row of this kind."""
    if change.kind not in FIELDS or change.action not in list(Action):
        raise CorrectionError(f"Nobody can {change.action} a {change.kind}.", f"Kinds: {', '.join(FIELDS)}; actions: {', '.join(Action)}.")
    if change.kind == "head" and change.action in {"add", "reject"}:
        raise CorrectionError(
            f"Nobody can {change.action} the head of a document.", "Change its fields; an empty one says that there is none."
        )
    if change.kind == "cell" and change.action in {"add", "reject"}:
        raise CorrectionError(f"Nobody can {change.action} a cell of a table.", "Change its text; without one it is empty.")
    if change.kind == "doubt" and (change.action != "confirm" or change.values):
        raise CorrectionError(
            "A doubt can only be confirmed: somebody looked, and there is nothing to correct.", "What is wrong is corrected in its row."
        )


def entry_for(change: Change, revision: Revision, person: str, at: datetime) -> Correction:
    """An entry of the log that says nothing yet of what stood there."""
    return Correction(
        document_id=change.document_id,
        at=at,
        actor=person,
        kind=change.kind,
        action=change.action,
        before={},
        after={},
        machine={},
        agencies={},
        revision_number=revision.number,
        section_path="",
        quote="",
        words="",
        places=[],
    )


def undo(url: str, document_id: int, actor: str, correction_id: int | None = None) -> int:
    """Take a correction back; the log keeps it, with the undo behind it.

    Args:
        url: the database.
        document_id: row of the document.
        actor: name of the person.
        correction_id: which; None: the newest that was not taken back, with all that was confirmed together with it.

    Returns:
        The number of the undo in the log.

    Raises:
        CorrectionError: there is none, or it was taken back before.
    """
    person = named(actor)
    with transaction(url) as session:
        take_turn(session)
        document, revision = hold(session, document_id)
        live = live_corrections(session, document_id)
        newest, entry_id = entry_in_force(live, correction_id, "`thongbao corrections DOCUMENT` lists them."), 0
        for undone in [newest] if correction_id is not None else said_with(newest, live):
            entry = _undo_of(undone, person)
            session.add(entry)
            session.flush()
            entry_id = entry.id
            record(session, "undo", document, f"correction {undone.id}: {undone.action} {undone.kind}", person)
        apply(session, document, revision)
        if newest.kind == "head":
            settle(session, [document.id])
        return entry_id


def said_with(newest: Correction, live: Iterable[Correction]) -> list[Correction]:
    """All that a person said in one deed: entries of one moment (``db.review.together``)."""
    return [c for c in live if (c.at, c.actor, c.action) == (newest.at, newest.actor, newest.action)]


def _undo_of(undone: Correction, person: str) -> Correction:
    kept = ("kind", "revision_number", "row_id", "section_path", "quote", "words", "places")
    return Correction(
        document_id=undone.document_id,
        at=now(),
        actor=person,
        action="undo",
        undoes_id=undone.id,
        before=undone.after,
        after=undone.before,
        machine={},
        agencies={},
        **{name: getattr(undone, name) for name in kept},
    )


def list_corrections(url: str, document_id: int) -> list[CorrectionRow]:
    """Everything that was ever said of a document, the newest first."""
    query = select(Correction, CorrectionResult).outerjoin(CorrectionResult, CorrectionResult.correction_id == Correction.id)
    with transaction(url, read_only=True) as session:
        found = session.execute(query.where(Correction.document_id == document_id).order_by(Correction.id.desc())).all()
    undone = {c.undoes_id for c, _ in found}
    return [_row(c, result, is_undone=c.id in undone) for c, result in found]


def _row(c: Correction, result: CorrectionResult | None, *, is_undone: bool) -> CorrectionRow:
    state = "undo" if c.action == "undo" else "undone" if is_undone else result.state if result else "unplaced"
    return CorrectionRow(
        id=c.id,
        document_id=c.document_id,
        at=c.at,
        actor=c.actor,
        kind=c.kind,
        action=c.action,
        undoes_id=c.undoes_id,
        row_id=result.row_id if result else None,
        before=c.before,
        after=c.after,
        quote=c.quote,
        words=c.words,
        section_path=c.section_path,
        places=boxes_of(c.places),
        revision_number=c.revision_number,
        state=state,
        detail=result.detail if result else "",
    )


def hold(session: Session, document_id: int) -> tuple[Document, Revision]:
    """A document and its current revision, which no other transaction loads or corrects until this one ends.

    Raises:
        CorrectionError: it has no reading.
    """
    document = session.scalar(select(Document).where(Document.id == document_id).with_for_update())
    revision = session.scalar(select(Revision).where(Revision.document_id == document_id, Revision.is_current)) if document else None
    if document is None or revision is None:
        raise CorrectionError("The document has no rows to say something of.", "`thongbao status` shows where it stands.")
    return document, revision


def _agencies(session: Session, revision: Revision, after: Mapping[str, Any], resolve: Resolver | None) -> dict[str, str]:
    """The agencies behind the parties that a person typed."""
    found: dict[str, str] = {}
    known = select(Agency.code).join(DirectiveParty, DirectiveParty.agency_id == Agency.id)
    head = Head(issuer=revision.issuer, place=revision.place, issued_on=revision.issued_on)
    for printed in {name for role in LISTS for name in after.get(role) or ()}:
        agency = resolve(printed, head) if resolve else None
        if agency is not None:
            agency_row(session, agency)
            found[printed] = agency.code
        elif code := session.scalar(known.where(DirectiveParty.printed == printed).limit(1)):
            found[printed] = code
    return found


def newest(corrections: Sequence[CorrectionRow]) -> int:
    """The number by which a person says later what had been seen (``Change.seen``)."""
    return max((c.id for c in corrections), default=0)
