"""Does the right copy of each paper count: every reading compared, and what counts is what comparing and people make of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.copies.settle import settle
from db.engine import transaction
from db.models.copy import CopyDecision, CopyLikeness, DocumentCopy
from db.models.document import Document, Revision
from db.models.run import Issue
from db.record.turn import take_turn
from tasks.domain.doubt import ABOUT_COPIES
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Fault


class _NothingStays(Exception):  # noqa: N818 - no error: it ends a transaction of which nothing is to stay
    """Ends the transaction in which copies were settled on trial."""


def check_copies(url: str) -> list[Fault]:
    """Faults of copies; what is found by trying is taken back, so that nothing changes.

    Raises:
        LoadError: the database refused.
    """
    with transaction(url, read_only=True) as session:
        faults = list(_not_compared(session))
    with suppress(_NothingStays), transaction(url) as session:
        take_turn(session)
        faults += _contradictions(session)
        raise _NothingStays
    return faults


def _not_compared(session: Session) -> Iterator[Fault]:
    query = select(Document.short_id).join(Revision, Revision.document_id == Document.id)
    for short_id in session.scalars(query.where(Revision.is_current, Revision.compared.is_(None)).order_by(Document.id)):
        yield Fault("not-compared", Severity.ERROR, short_id, "Nobody looked whether it is a copy. Any command of the program mends it.")


def _contradictions(session: Session) -> Iterator[Fault]:
    """Documents of which something else is settled than comes out by settling them again."""
    concerned: set[int] = set()
    for one, other in (
        (CopyLikeness.first_id, CopyLikeness.second_id),
        (CopyDecision.document_id, CopyDecision.other_id),
        (DocumentCopy.document_id, DocumentCopy.leading_id),
    ):
        concerned |= {number for pair in session.execute(select(one, other)) for number in pair}
    if not concerned:
        return
    before = _settled(session)
    settle(session, sorted(concerned))
    session.expire_all()
    after = _settled(session)
    names = dict(session.execute(select(Document.id, Document.short_id)).all())
    for number in sorted(concerned):
        if before.get(number) != after.get(number):
            said = "What is settled of its copies is not what comes out by settling it again. `thongbao reprocess` mends it."
            yield Fault("copies-not-settled", Severity.ERROR, names[number], said)


def _settled(session: Session) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for copy in session.scalars(select(DocumentCopy)):
        found.setdefault(copy.document_id, []).append(copy.leading_id)
    pairs = session.scalars(select(CopyLikeness).order_by(CopyLikeness.first_id, CopyLikeness.second_id))
    for pair in pairs:
        found.setdefault(pair.second_id, []).append((pair.first_id, pair.verdict, pair.reason, pair.differences))
    about = select(Issue).join(Revision, Revision.id == Issue.revision_id).where(Revision.is_current, Issue.code.in_(ABOUT_COPIES))
    for issue in session.scalars(about.order_by(Issue.code, Issue.message)):
        found.setdefault(issue.document_id, []).append((issue.code, issue.message))
    return found
