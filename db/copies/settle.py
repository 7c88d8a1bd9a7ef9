"""Settle which documents are copies of one paper and which of them counts, in the transaction that changes one of them.

It depends on what was read, compared and said alone; doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from db.copies.carrying import carry
from db.copies.doubts import tell
from db.copies.likeness import compare_document
from db.copies.scene import CopyScene
from db.engine import transaction
from db.models.copy import CopyDecision, CopyLikeness, DocumentCopy
from db.models.document import Document, Page, Revision
from db.models.run import Issue
from db.overlay.laying import apply, has_review
from db.reading.kept import touch
from db.record.turn import take_turn
from tasks.domain.copies import SAME, UNDO, Said, Standing, group, leading
from tasks.domain.counted import Told, untold
from tasks.domain.doubt import ABOUT_COPIES, GRAVE
from tasks.domain.page import PageSource


def settle(session: Session, documents: Sequence[int]) -> None:
    """Compare documents that were read anew, or whose head was corrected, and let the right ones count.

    The transaction has taken its turn (``db.record.turn``) before anything else.
    """
    touched = set(documents)
    for document_id in documents:
        touched |= compare_document(session, document_id)
    regroup_copies(session, touched)


def regroup_copies(session: Session, documents: Iterable[int]) -> None:
    """Let the right ones count among documents and all that they have to do with; the transaction has taken its turn."""
    session.flush()
    scene = _scene(session, related(session, set(documents)))
    _write(session, scene)
    touch(session, *scene.documents)
    apart = carry(session, scene)
    for document_id in tell(session, scene, apart):
        if has_review(session, document_id):  # somebody may have settled such a doubt before
            apply(session, scene.documents[document_id], scene.current[document_id])


def settle_what_is_not(url: str, told: Told = untold) -> None:
    """Compare the readings that never were: those of a database from before copies were known, document by document."""
    waiting = select(Revision.document_id).where(Revision.compared.is_(None), Revision.is_current).order_by(Revision.document_id)
    with transaction(url, read_only=True) as session:
        documents = list(session.scalars(waiting))
    for document_id in told(documents, "comparing earlier readings"):
        with transaction(url) as session:
            take_turn(session)
            settle(session, [document_id])


def said_of(session: Session, documents: Iterable[int]) -> list[CopyDecision]:
    """What people said of documents and did not take back, oldest first."""
    ids = list(documents)
    of_them = or_(CopyDecision.document_id.in_(ids), CopyDecision.other_id.in_(ids))
    found = session.scalars(select(CopyDecision).where(of_them).order_by(CopyDecision.id)).all()
    undone = {entry.undoes_id for entry in found}
    return [entry for entry in found if entry.action != UNDO and entry.id not in undone]


def copies_in(session: Session, document_id: int) -> dict[int, bool]:
    """The copies of a document, itself among them, and which of them leads; empty where it has none."""
    leading = session.scalar(select(DocumentCopy.leading_id).where(DocumentCopy.document_id == document_id)) or document_id
    led = session.scalars(select(DocumentCopy.document_id).where(DocumentCopy.leading_id == leading)).all()
    return {leading: True, **dict.fromkeys(led, False)} if led else {}


def related(session: Session, seeds: set[int]) -> set[int]:
    """Documents that are, were or may be copies of some, or of which somebody said so, and theirs in turn."""
    reached: set[int] = set()
    new = seeds
    while new:
        reached |= new
        found: set[int] = set()
        for table, one, other in (
            (CopyLikeness, CopyLikeness.first_id, CopyLikeness.second_id),
            (CopyDecision, CopyDecision.document_id, CopyDecision.other_id),
            (DocumentCopy, DocumentCopy.document_id, DocumentCopy.leading_id),
        ):
            query = select(one, other).select_from(table).where(or_(one.in_(new), other.in_(new)))
            found |= {number for pair in session.execute(query) for number in pair}
        new = found - reached
    return reached


def _scene(session: Session, ids: set[int]) -> CopyScene:
    # All are held, so that nobody says how far a task is while it is carried to another document.
    held = session.scalars(select(Document).where(Document.id.in_(ids)).order_by(Document.id).with_for_update())
    documents = {d.id: d for d in held}
    revisions = session.scalars(select(Revision).where(Revision.document_id.in_(ids), Revision.is_current))
    current = {r.document_id: r for r in revisions}
    said = [Said(s.id, s.action, s.document_id, s.other_id) for s in said_of(session, ids)]
    found = session.scalars(select(CopyLikeness).where(or_(CopyLikeness.first_id.in_(ids), CopyLikeness.second_id.in_(ids))))
    pairs = {(p.first_id, p.second_id): p for p in found}
    groups = group(current, [key for key, pair in pairs.items() if pair.verdict == SAME], said)
    standings = _standings(session, [current[i] for g in groups if len(g) > 1 for i in g])
    leads = {copies: leading(copies, standings, said) if len(copies) > 1 else min(copies) for copies in groups}
    return CopyScene(documents, current, leads, pairs, tuple(said))


def _standings(session: Session, revisions: Sequence[Revision]) -> dict[int, Standing]:
    of = {r.id: r.document_id for r in revisions}
    grave = select(Issue.revision_id, func.count()).where(
        Issue.revision_id.in_(of), Issue.severity.in_(GRAVE), Issue.code.not_in(ABOUT_COPIES)
    )
    doubts = dict(session.execute(grave.group_by(Issue.revision_id)).all()) if of else {}
    words: dict[int, list[tuple[str, int, float]]] = {}
    columns = (Page.revision_id, Page.source, Page.word_count, Page.mean_confidence)
    for revision_id, source, number, confidence in session.execute(select(*columns).where(Page.revision_id.in_(of))) if of else ():
        words.setdefault(revision_id, []).append((source, number, confidence))
    return {document_id: _standing(words.get(number, []), doubts.get(number, 0)) for number, document_id in of.items()}


def _standing(pages: Sequence[tuple[str, int, float]], doubts: int) -> Standing:
    total = sum(number for _, number, _ in pages) or 1
    typed = sum(number for source, number, _ in pages if source == PageSource.EMBEDDED)
    return Standing(typed / total, doubts, sum(number * confidence for _, number, confidence in pages) / total)


def _write(session: Session, scene: CopyScene) -> None:
    wanted: Mapping[int, int] = {member: lead for copies, lead in scene.leads.items() for member in copies if member != lead}
    there = {row.document_id: row for row in session.scalars(select(DocumentCopy).where(DocumentCopy.document_id.in_(scene.documents)))}
    gone = [number for number in there if number not in wanted]
    session.execute(delete(DocumentCopy).where(DocumentCopy.document_id.in_(gone)))
    for member, lead in wanted.items():
        if member in there:
            there[member].leading_id = lead
        else:
            session.add(DocumentCopy(document_id=member, leading_id=lead))
    session.flush()
