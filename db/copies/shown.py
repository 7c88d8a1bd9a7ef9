"""What is known of the copies of documents, as people look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from db.copies.settle import copies_in
from db.engine import transaction
from db.models.copy import CopyDecision, CopyLikeness, DocumentCopy
from db.models.document import Document, Revision
from tasks.domain.copies import OTHER, PART, PERHAPS, UNDO


@dataclass(frozen=True, slots=True)
class Related:
    """A document that another has to do with.

    Attributes:
        short_id: of it.
        name: its symbol, else the name of its file.
        file_name: of it.
        relation: "copy" of the same paper, "perhaps" one, or "other": another text of the same number.
        leads: it counts, and its copies do not.
        reason: of "perhaps": symbol, issuer, day or text, whichever is not the same for sure.
        differences: words of the document asked about, and of this one instead.
    """

    short_id: str
    name: str
    file_name: str
    relation: str
    leads: bool
    reason: str = ""
    differences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing a person said of copies.

    Attributes:
        id: of the entry.
        at: when.
        actor: who.
        action: join, part, lead or undo.
        subject: short id of the document it is said of.
        other: short id of the other.
        undoes_id: entry that an undo took back.
        in_force: it was not taken back, and is no undo.
    """

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    other: str
    undoes_id: int | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class CopiesOf:
    """What is known of a document's copies.

    Attributes:
        counts: its rows count; no other copy leads it.
        related: documents it has to do with: copies first, then those that may be some, then other texts.
        said: what people said of it and them, the newest first.
    """

    counts: bool
    related: tuple[Related, ...]
    said: tuple[Decision, ...]

    @property
    def copies(self) -> tuple[Related, ...]:
        """The other copies of its paper."""
        return tuple(one for one in self.related if one.relation == "copy")

    @property
    def leading(self) -> Related | None:
        """The copy that counts instead of it."""
        return next((one for one in self.copies if one.leads), None)


def copies_of(url: str, document_id: int) -> CopiesOf:
    """What is known of a document's copies, in a handful of queries however many there are."""
    with transaction(url, read_only=True) as session:
        copies = copies_in(session, document_id)
        mine = set(copies) | {document_id}
        of_mine = or_(CopyLikeness.first_id.in_(mine), CopyLikeness.second_id.in_(mine))
        pairs = session.scalars(select(CopyLikeness).where(of_mine, CopyLikeness.verdict.in_((PERHAPS, OTHER)))).all()
        said = or_(CopyDecision.document_id.in_(mine), CopyDecision.other_id.in_(mine))
        log = session.scalars(select(CopyDecision).where(said).order_by(CopyDecision.id.desc())).all()
        named_in = {i for pair in pairs for i in (pair.first_id, pair.second_id)} | {i for e in log for i in (e.document_id, e.other_id)}
        documents = {d.id: d for d in session.scalars(select(Document).where(Document.id.in_(mine | named_in)))}
        query = select(Revision.document_id, Revision.symbol).where(Revision.document_id.in_(mine | named_in), Revision.is_current)
        symbols = dict(session.execute(query).all())
        leads = dict(
            session.execute(select(DocumentCopy.document_id, DocumentCopy.leading_id).where(DocumentCopy.document_id.in_(named_in))).all()
        )
    undone = {entry.undoes_id for entry in log}
    live = [entry for entry in log if entry.action != UNDO and entry.id not in undone]

    def row(number: int, relation: str, *, is_leading: bool, pair: CopyLikeness | None = None) -> Related:
        document = documents[number]
        told = [(b, a) if pair and pair.first_id == number else (a, b) for a, b in pair.differences] if pair else []
        name = symbols.get(number) or document.file_name
        return Related(document.short_id, name, document.file_name, relation, is_leading, pair.reason if pair else "", tuple(told))

    found = [row(number, "copy", is_leading=is_leading) for number, is_leading in copies.items() if number != document_id]
    asked: dict[int, Related] = {}
    for pair in sorted(pairs, key=lambda p: (p.verdict == OTHER, p.first_id, p.second_id)):
        number = pair.second_id if pair.first_id in mine else pair.first_id
        group = leads.get(number, number)
        parted = any(
            e.action == PART and ({e.document_id, e.other_id} & mine) and ({e.document_id, e.other_id} & {number, group}) for e in live
        )
        if number in mine or group in asked or parted or number not in symbols:
            continue
        asked[group] = row(number, pair.verdict, is_leading=False, pair=pair)
    return CopiesOf(
        counts=copies.get(document_id, True),
        related=(*found, *asked.values()),
        said=tuple(_decision(entry, documents, in_force=entry in live) for entry in log),
    )


def _decision(entry: CopyDecision, documents: dict[int, Document], *, in_force: bool) -> Decision:
    subject, other = documents[entry.document_id].short_id, documents[entry.other_id].short_id
    return Decision(entry.id, entry.at, entry.actor, entry.action, subject, other, entry.undoes_id, in_force)


def list_copies(url: str) -> Sequence[tuple[str, str | None, str, tuple[str, ...]]]:
    """All papers of which there are copies: id and symbol of the one that counts, the name of its file, and the ids of its copies."""
    with transaction(url, read_only=True) as session:
        pairs = session.execute(
            select(DocumentCopy.leading_id, Document.short_id).join(Document, Document.id == DocumentCopy.document_id).order_by(Document.id)
        )
        led: dict[int, list[str]] = {}
        for leading_id, short_id in pairs:
            led.setdefault(leading_id, []).append(short_id)
        columns = (Document.id, Document.short_id, Revision.symbol, Document.file_name)
        query = select(*columns).join(Revision, (Revision.document_id == Document.id) & Revision.is_current).where(Document.id.in_(led))
        return [(row.short_id, row.symbol, row.file_name, tuple(led[row.id])) for row in session.execute(query.order_by(Document.id))]
