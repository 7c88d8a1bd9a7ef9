"""Sheets that were brought back: what each changed at once, and taking it back at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db.engine import transaction
from db.models.task import FollowUpChange
from db.review.statement import named
from db.review.undoing import undo_batch
from tasks.domain.correction_errors import CorrectionError

SHEET, UNDO = "sheet:", "undo:"


@dataclass(frozen=True, slots=True)
class BroughtSheet:
    """A sheet that was brought back.

    Attributes:
        id: of the first change it made; names it.
        at: when.
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


def list_brought(url: str, actor: str, limit: int = 10) -> Sequence[BroughtSheet]:
    """The last sheets that somebody brought back, the newest first."""
    c = FollowUpChange
    first = func.min(c.id)
    query = select(first, func.min(c.at), c.source, func.count()).where(c.source.startswith(SHEET), c.actor == actor)
    with transaction(url, read_only=True) as session:
        rows = session.execute(query.group_by(c.batch, c.source).order_by(first.desc()).limit(limit)).all()
        undone = set(session.scalars(select(c.source).where(c.source.in_([_undo_of(number) for number, *_ in rows]))))
    return [
        BroughtSheet(number, at, actor, source.removeprefix(SHEET), tasks, _undo_of(number) in undone) for number, at, source, tasks in rows
    ]


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
    person = named(actor)
    with transaction(url, read_only=True) as session:
        first = session.get(FollowUpChange, number)
        known = first is not None and first.source.startswith(SHEET) and first.actor == person
        again = select(func.count()).where(FollowUpChange.source == _undo_of(number))
        if first is None or not known or first.batch is None or session.scalar(again):
            raise CorrectionError("There is nothing to take back.", "It may have been taken back before.")
        batch = first.batch
    undone = undo_batch(url, batch, person, source=_undo_of(number))
    return undone.restored, undone.kept


def _undo_of(number: int) -> str:
    return f"{UNDO}{number}"
