"""What documents of one symbol or day are to each other: compared when one is read or its head is corrected, and kept pair by pair."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from db.models.copy import CopyLikeness
from db.models.document import Revision
from db.models.run import Issue
from db.reading.conditions import is_settled
from tasks.domain.copies import Judged, Paper, judge, may_be_one
from tasks.domain.doubt import GRAVE

_KEPT = 3  # differences of a pair that are told
_LONGEST = 160  # characters of one


def compare_document(session: Session, document_id: int) -> set[int]:
    """Compare a document's current reading with those of all others of its symbol or day, and keep what comes out.

    The caller has taken its turn (``db.record.turn``).

    Returns:
        Documents that it had something to do with before or has now.
    """
    of_it = or_(CopyLikeness.first_id == document_id, CopyLikeness.second_id == document_id)
    touched = {i for pair in session.execute(select(CopyLikeness.first_id, CopyLikeness.second_id).where(of_it)) for i in pair}
    session.execute(delete(CopyLikeness).where(of_it))
    current = session.scalar(select(Revision).where(Revision.document_id == document_id, Revision.is_current))
    if current is None:
        return touched
    current.compared = True
    paper, others = _papers(session, current)
    for other in others:
        judged = judge(*_in_order(paper, replace(other, text=_text(session, other.document))))
        if judged is not None:
            session.add(_row(paper, other, judged))
            touched.add(other.document)
    session.flush()
    return touched


def _papers(session: Session, current: Revision) -> tuple[Paper, list[Paper]]:
    """The document itself, and those that its text has to be compared with, without their texts."""
    columns = (Revision.id, Revision.document_id, Revision.symbol_key, Revision.issuer, Revision.issued_on)
    alike = [Revision.id == current.id]
    alike += [Revision.symbol_key == current.symbol_key] if current.symbol_key is not None else []
    alike += [Revision.issued_on == current.issued_on] if current.issued_on is not None else []
    found = session.execute(select(*columns).where(Revision.is_current, or_(*alike))).all()
    doubted = select(Issue.revision_id).where(
        Issue.revision_id.in_([row.id for row in found]),
        Issue.subject_kind == "head",
        Issue.field == "issuer",
        Issue.severity.in_(GRAVE),
        ~is_settled(),
    )
    unsure = set(session.scalars(doubted))
    papers = [Paper(r.document_id, r.symbol_key, None if r.id in unsure else r.issuer, r.issued_on) for r in found]
    paper = next(p for p in papers if p.document == current.document_id)
    others = [p for p in papers if p is not paper and may_be_one(paper, p)]
    return replace(paper, text=current.clean_text), others


def _text(session: Session, document_id: int) -> str:
    return session.scalars(select(Revision.clean_text).where(Revision.document_id == document_id, Revision.is_current)).one()


def _in_order(one: Paper, other: Paper) -> tuple[Paper, Paper]:
    return (one, other) if one.document < other.document else (other, one)


def _row(one: Paper, other: Paper, judged: Judged) -> CopyLikeness:
    first, second = _in_order(one, other)
    return CopyLikeness(
        first_id=first.document,
        second_id=second.document,
        verdict=judged.verdict,
        reason=judged.reason,
        share=judged.likeness.share,
        differences=[[words[:_LONGEST] for words in pair] for pair in judged.likeness.differences[:_KEPT]],
    )
