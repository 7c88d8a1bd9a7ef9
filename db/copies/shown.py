"""What is known of the copies of documents, as people look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

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
        known = _known(session, document_id)
    undone = {entry.undoes_id for entry in known.log}
    live = [entry for entry in known.log if entry.action != UNDO and entry.id not in undone]
    copies = [known.related(number, "copy", leads=leads) for number, leads in known.copies.items() if number != document_id]
    return CopiesOf(
        counts=known.copies.get(document_id, True),
        related=(*copies, *_perhaps(known, live)),
        said=tuple(_decision(entry, known.documents, in_force=entry in live) for entry in known.log),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database has of a document and those it has to do with.

    Attributes:
        copies: the copies of its paper and, where there are any, itself, with whether each leads.
        mine: these and itself.
        pairs: of one of mine and another document: perhaps a copy, or another text of the same number.
        log: what people said of any of mine, the newest first.
        documents: all that are named here.
        symbols: of those that are read.
        leads: the copy that counts instead of a document, for those that have one.
    """

    copies: Mapping[int, bool]
    mine: AbstractSet[int]
    pairs: Sequence[CopyLikeness]
    log: Sequence[CopyDecision]
    documents: Mapping[int, Document]
    symbols: Mapping[int, str | None]
    leads: Mapping[int, int]

    def related(self, number: int, relation: str, *, leads: bool, pair: CopyLikeness | None = None) -> Related:
        """A document as it is shown; its words stand behind those of the other one of the pair."""
        document = self.documents[number]
        told = [(b, a) if pair and pair.first_id == number else (a, b) for a, b in pair.differences] if pair else []
        name = self.symbols.get(number) or document.file_name
        return Related(document.short_id, name, document.file_name, relation, leads, pair.reason if pair else "", tuple(told))


def _known(session: Session, document_id: int) -> _Known:
    copies = copies_in(session, document_id)
    mine = set(copies) | {document_id}
    of_mine = or_(CopyLikeness.first_id.in_(mine), CopyLikeness.second_id.in_(mine))
    pairs = session.scalars(select(CopyLikeness).where(of_mine, CopyLikeness.verdict.in_((PERHAPS, OTHER)))).all()
    said = or_(CopyDecision.document_id.in_(mine), CopyDecision.other_id.in_(mine))
    log = session.scalars(select(CopyDecision).where(said).order_by(CopyDecision.id.desc())).all()
    named = {i for pair in pairs for i in (pair.first_id, pair.second_id)} | {i for entry in log for i in _both(entry)}
    documents = {d.id: d for d in session.scalars(select(Document).where(Document.id.in_(mine | named)))}
    symbols = select(Revision.document_id, Revision.symbol).where(Revision.document_id.in_(mine | named), Revision.is_current)
    leads = select(DocumentCopy.document_id, DocumentCopy.leading_id).where(DocumentCopy.document_id.in_(named))
    return _Known(copies, mine, pairs, log, documents, dict(session.execute(symbols).all()), dict(session.execute(leads).all()))


def _both(entry: CopyDecision) -> set[int]:
    """The two documents that a decision is about."""
    return {entry.document_id, entry.other_id}


def _perhaps(known: _Known, live: Sequence[CopyDecision]) -> Iterable[Related]:
    """Documents that may be copies, then those with other texts: of a group of copies one, and none that somebody parted from mine.

    Args:
        known: of the document.
        live: decisions that are in force.
    """
    asked: dict[int, Related] = {}
    for pair in sorted(known.pairs, key=lambda p: (p.verdict == OTHER, p.first_id, p.second_id)):
        number = pair.second_id if pair.first_id in known.mine else pair.first_id
        group = known.leads.get(number, number)
        parted = any(entry.action == PART and _both(entry) & known.mine and _both(entry) & {number, group} for entry in live)
        if number not in known.mine and group not in asked and not parted and number in known.symbols:
            asked[group] = known.related(number, pair.verdict, leads=False, pair=pair)
    return asked.values()


def _decision(entry: CopyDecision, documents: Mapping[int, Document], *, in_force: bool) -> Decision:
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
