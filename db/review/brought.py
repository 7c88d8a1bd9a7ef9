"""Sheets that were brought back: what each changed at once, and taking it back at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db.copies.settle import regroup_copies
from db.engine import transaction
from db.models.document import Document
from db.models.task import FollowUp, FollowUpChange
from db.overlay.values import encode, read_value
from db.reading.grouping import regroup
from db.record.history import now
from db.record.turn import take_turn
from db.review.corrections import hold
from db.review.followup import Teller, change_follow_up
from db.review.statement import named
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.row_fields import TASK_FIELDS

SHEET, UNDO = "sheet:", "undo"


@dataclass(frozen=True, slots=True)
class Brought:
    """A sheet that was brought back.

    Attributes:
        id: of the first change it made; names it.
        at: when; all its changes share the instant.
        actor: who.
        name: of the file.
        tasks: that it changed, of those that may be seen.
        is_undone: whether somebody took it back.
    """

    id: int
    at: datetime
    actor: str
    name: str
    tasks: int
    is_undone: bool


def list_brought(url: str, actor: str, limit: int = 10) -> Sequence[Brought]:
    """The last sheets that somebody brought back, the newest first."""
    c = FollowUpChange
    first = func.min(c.id)
    query = select(first, c.at, c.source, func.count()).where(c.source.startswith(SHEET), c.actor == actor).group_by(c.at, c.source)
    with transaction(url, read_only=True) as session:
        rows = session.execute(query.order_by(first.desc()).limit(limit)).all()
        undone = set(session.scalars(select(c.source).where(c.source.in_([_undo_of(number) for number, *_ in rows]))))
    return [Brought(number, at, actor, source.removeprefix(SHEET), tasks, _undo_of(number) in undone) for number, at, source, tasks in rows]


def undo_brought(url: str, number: int, actor: str) -> tuple[int, int]:
    """Let the tasks that a sheet changed say again what they said before, in one transaction; the log keeps both.

    Args:
        url: the database.
        number: of the sheet, as ``list_brought`` has it.
        actor: who brought it back, and takes it back now.

    Returns:
        How many tasks say again what they said, and of how many somebody said something else meanwhile, which stays.

    Raises:
        CorrectionError: there is no such sheet of this person, or it was taken back before.
    """
    by = Teller(named(actor), _undo_of(number), now())
    restored = kept = 0
    with transaction(url) as session:
        take_turn(session)
        first = session.get(FollowUpChange, number)
        known = first is not None and first.source.startswith(SHEET) and first.actor == by.person
        again = select(func.count()).where(FollowUpChange.source == by.source)
        if first is None or not known or session.scalar(again):
            raise CorrectionError("There is nothing to take back.", "It may have been taken back before.")
        same = (FollowUpChange.at == first.at, FollowUpChange.source == first.source, FollowUpChange.actor == first.actor)
        touched: dict[int, Document] = {}
        for change in session.scalars(select(FollowUpChange).where(*same).order_by(FollowUpChange.id.desc())).all():
            follow_up = session.get_one(FollowUp, change.follow_up_id)
            document, revision = hold(session, follow_up.document_id)
            if any(encode(getattr(follow_up, name)) != value for name, value in change.after.items()):
                kept += 1
                continue
            values = {name: read_value(TASK_FIELDS[name], value) for name, value in change.before.items()}
            change_follow_up(session, document, follow_up, values, by)
            regroup(session, revision)
            touched[document.id] = document
            restored += 1
        regroup_copies(session, list(touched))
    return restored, kept


def _undo_of(number: int) -> str:
    return f"{UNDO}:{number}"
