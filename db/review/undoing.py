"""What was said of tasks at once is taken back at once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from db.copies.settle import regroup_copies
from db.engine import transaction
from db.models.document import Document
from db.models.task import FollowUp, FollowUpChange
from db.overlay.values import read_value
from db.reading.grouping import regroup
from db.record.turn import take_turn
from db.review.corrections import hold
from db.review.follow_log import LISTS, Teller, standing_value, write_change
from db.review.statement import named
from tasks.domain.correction_errors import NothingToUndoError
from tasks.domain.row_fields import TASK_FIELDS

UNDO = "undo"
"""Source of what was said by taking something back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of changes that were taken back.

    Attributes:
        restored: tasks that say again what they said before.
        kept: tasks of which somebody said something else meanwhile; they stay as they are.
        documents: ids of the documents they belong to.
    """

    restored: int
    kept: int
    documents: tuple[int, ...]


def documents_of(url: str, batch: str) -> tuple[int, ...]:
    """The documents whose tasks a batch changed, by id; so that whoever takes it back can be asked whether they may see them."""
    query = select(FollowUp.document_id).join(FollowUpChange, FollowUpChange.follow_up_id == FollowUp.id)
    with transaction(url, read_only=True) as session:
        return tuple(session.scalars(query.where(FollowUpChange.batch == batch).distinct().order_by(FollowUp.document_id)))


def batch_size(url: str, batch: str) -> int:
    """How many tasks a batch changed; 0 for none that is known."""
    query = select(func.count()).select_from(FollowUpChange).where(FollowUpChange.batch == batch)
    with transaction(url, read_only=True) as session:
        return session.scalar(query) or 0


def undo_batch(url: str, batch: str, actor: str, source: str = UNDO) -> Undone:
    """Let the tasks of a batch say again what they said before it; the log keeps both.

    Args:
        url: the database.
        batch: of :class:`db.review.followup.Said`.
        actor: name of the person.
        source: as which it stands in the log.

    Raises:
        CorrectionError: there is no such batch, or nobody is named; nothing is written.
    """
    by = Teller(named(actor), source, secrets.token_hex(8))
    restored = kept = 0
    with transaction(url) as session:
        take_turn(session)
        changes = session.scalars(select(FollowUpChange).where(FollowUpChange.batch == batch).order_by(FollowUpChange.id.desc())).all()
        if not batch or not changes:
            raise NothingToUndoError("There is nothing to take back.", "It may be of a document that is gone.")
        touched: dict[int, Document] = {}
        for change in changes:
            follow_up = session.get_one(FollowUp, change.follow_up_id)
            document, revision = hold(session, follow_up.document_id)
            if any(standing_value(follow_up, name) != value for name, value in change.after.items()):
                kept += 1
                continue
            values: dict[str, Any] = {
                name: value if name in LISTS else read_value(TASK_FIELDS[name], value) for name, value in change.before.items()
            }
            write_change(session, document, follow_up, values, by)
            regroup(session, revision)
            touched[document.id] = document
            restored += 1
        regroup_copies(session, list(touched))
    return Undone(restored, kept, tuple(sorted(touched)))
