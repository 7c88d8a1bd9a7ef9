"""How far the work on each task is: set, logged, and looked at by agency and deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.asking.board import BoardPage, BoardTask, board
from db.copies.settle import regroup_copies
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.task import FollowUp, FollowUpChange
from db.overlay.rowset import RowSet
from db.overlay.values import encode, read_value
from db.reading.grouping import regroup
from db.reading.identity import task_keys
from db.reading.placing import stored, words_of
from db.record.audit import record
from db.record.history import now
from db.record.turn import take_turn
from db.review.corrections import hold
from db.review.statement import named, told
from tasks.domain.correction_errors import CorrectionError, ReadAnewError
from tasks.domain.legible import storable
from tasks.domain.row_fields import TASK_FIELDS

__all__ = ["BoardPage", "BoardTask", "board", "read_fields", "set_task"]


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says how far a task is.

    Attributes:
        person: by name.
        source: page, command, undo, or sheet:NAME.
        at: when; what is said at once shares it.
    """

    person: str
    source: str
    at: datetime


def read_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a task from what a person typed.

    Raises:
        CorrectionError: there is no such field, or it cannot hold the value.
    """
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in TASK_FIELDS:
            raise CorrectionError(f"A task has no field {name!r}.", f"There are: {', '.join(TASK_FIELDS)}.")
        found[name] = read_value(TASK_FIELDS[name], value)
    return found


def set_task(url: str, directive_id: int, actor: str, *, source: str, **fields: Any) -> str:
    """Say how far the work on a task is; what is so already changes nothing.

    Args:
        url: the database.
        directive_id: any step of the task, of a current revision.
        actor: name of the person.
        source: page, command, or sheet:NAME.
        fields: state, owner, note, completion_symbol, completed_on; what is left out stays.

    Returns:
        The key of the task, as it stands in spreadsheets and calendars.

    Raises:
        CorrectionError: there is no such directive, or a field cannot hold its value; nothing is written.
    """
    by, values = Teller(named(actor), source, now()), read_fields(fields)
    with transaction(url) as session:
        take_turn(session)
        return _say(session, directive_id, values, by)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be said of one task.

    Attributes:
        directive_id: any step of the task, of a current revision.
        fields: as :func:`set_task` takes them.
    """

    directive_id: int
    fields: Mapping[str, Any]


def set_each(url: str, wishes: Sequence[Wish], actor: str, *, source: str) -> dict[int, str]:
    """Say of several tasks how far each is, in one transaction and at one instant, by which :mod:`db.review.brought` takes it back.

    Returns:
        Why a task could not take it, by its directive; the others were written.

    Raises:
        CorrectionError: nobody is named, or a field cannot hold its value; nothing is written.
    """
    by = Teller(named(actor), source, now())
    read = [(wish.directive_id, read_fields(wish.fields)) for wish in wishes]
    refused: dict[int, str] = {}
    with transaction(url) as session:
        take_turn(session)
        for directive_id, values in read:
            try:
                _say(session, directive_id, values, by)
            except CorrectionError as error:  # raised before anything of this task is written
                refused[directive_id] = str(error)
    return refused


def _say(session: Session, directive_id: int, values: Mapping[str, Any], by: Teller) -> str:
    """Write down what is said of one task; gives its key."""
    found = session.get(Directive, directive_id)
    owner = session.get(Revision, found.revision_id) if found else None
    if found is None or owner is None:
        raise CorrectionError(f"There is no directive {directive_id}.", "`thongbao show DOCUMENT` lists the ids.")
    document, current = hold(session, owner.document_id)
    if current.id != owner.id:
        raise ReadAnewError("The document was read anew meanwhile.", "Load the page again; the task has another number by now.")
    steps = steps_with(session, found)
    tied = next((d for d in steps if d.follow_up_id is not None), steps[0])
    follow_up = session.get(FollowUp, tied.follow_up_id) if tied.follow_up_id else None
    follow_up = follow_up or _new_follow_up(session, document, current, tied)
    if change_follow_up(session, document, follow_up, values, by):
        follow_up.steps = len(steps)
        session.flush()
    tied.follow_up_id = follow_up.id if follow_up in session else None
    regroup(session, current)
    regroup_copies(session, [document.id])
    return follow_up.key


def steps_with(session: Session, directive: Directive) -> list[Directive]:
    """The steps of a directive's task in order; itself alone where it was rejected."""
    if directive.task_id is None:
        return [directive]
    return list(session.scalars(select(Directive).where(Directive.task_id == directive.task_id).order_by(Directive.step)))


def _new_follow_up(session: Session, document: Document, revision: Revision, directive: Directive) -> FollowUp:
    rows = RowSet(session, revision)
    in_order = rows.directives()
    given = {d.id: known.key for d in in_order if d.follow_up_id is not None and (known := session.get(FollowUp, d.follow_up_id))}
    read = {name: rows.machine_value(directive, name) for name in ("lead", "text")}
    anchor = rows.anchor("directive", directive)
    key = task_keys(in_order, given)[directive.id]
    return FollowUp(
        document_id=document.id,
        key=free_key(session, key),
        state="not_started",
        steps=1,
        section_path=rows.machine_value(directive, "section_path"),
        quote=anchor.quote,
        words=words_of("directive", read),
        places=stored(anchor.boxes),
    )


def free_key(session: Session, key: str) -> str:
    """``key``, or with a number behind it where a task that lost its directives goes by it still."""
    query = text("SELECT count(*) FROM follow_up WHERE key = :key")
    number = 1
    while session.scalar(query, {"key": key if number == 1 else f"{key}-{number}"}):
        number += 1
    return key if number == 1 else f"{key}-{number}"


def change_follow_up(session: Session, document: Document, follow_up: FollowUp, values: Mapping[str, Any], by: Teller) -> bool:
    """Write down what is new; gives whether anything is."""
    changed = {name: value for name, value in values.items() if getattr(follow_up, name) != value}
    if not changed:
        return False
    before = {name: encode(getattr(follow_up, name)) for name in changed}
    after = {name: encode(value) for name, value in changed.items()}
    for name, value in changed.items():
        setattr(follow_up, name, value)
    session.add(follow_up)
    session.flush()
    session.add(
        FollowUpChange(follow_up_id=follow_up.id, at=by.at, actor=by.person, source=storable(by.source), before=before, after=after)
    )
    record(session, "follow-up", document, f"{follow_up.key}: {told(before, after)}, {by.source}", by.person)
    return True
