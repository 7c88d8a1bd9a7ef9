"""How far the work on each task is: said of one or of several at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.copies.settle import regroup_copies
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.task import FollowUp
from db.overlay.rowset import RowSet
from db.overlay.values import encode, read_value
from db.reading.grouping import regroup
from db.reading.identity import task_keys
from db.reading.placing import stored, words_of
from db.record.turn import take_turn
from db.review.corrections import hold
from db.review.follow_log import EXTENSIONS, Teller, write_change, written
from db.review.statement import named
from tasks.domain.choices import CLOSED, TaskState
from tasks.domain.correction_errors import (
    CorrectionError,
    ReadAnewError,
    TaskClosedError,
    TaskNotDoneError,
    TaskNotEndedError,
    TaskNotYetError,
    TaskUndatedError,
    TaskUnreplacedError,
)
from tasks.domain.row_fields import EXTENSION_FIELDS, TASK_FIELDS
from tasks.domain.standing import ENDED


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of tasks.

    Attributes:
        keys: of all of them.
        changed: number of those of which it was new.
        batch: by which :func:`db.review.undoing.undo_batch` takes it back; empty where nothing was new.
    """

    keys: tuple[str, ...]
    changed: int
    batch: str


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


def checked(said: FollowUp, values: Mapping[str, Any], today: date | None) -> Mapping[str, Any]:
    """What is said of a task, so that it contradicts nothing: a completion has its day, a replacement its document.

    A task that is no longer done loses the day of completion, one that is no longer cancelled or replaced the day of its end.

    Raises:
        TaskStateError: it contradicts itself, or a day that has to be said is not.
    """
    after = {name: values.get(name, getattr(said, name)) for name in ("state", "completed_on", "ending_symbol", "ended_on")}
    cleared: dict[str, Any] = {}
    if after["state"] != TaskState.DONE and said.state == TaskState.DONE and values.get("completed_on") in (None, said.completed_on):
        cleared["completed_on"] = None
    if after["state"] not in ENDED and said.state in ENDED:
        kept = {"ending_symbol": said.ending_symbol, "ended_on": said.ended_on}
        cleared |= {name: None for name, value in kept.items() if values.get(name) in (None, value)}
    after |= cleared
    told = {"state", *after} & set(values)
    if told and after["state"] == TaskState.DONE and after["completed_on"] is None:
        raise TaskUndatedError("A completion needs its day.", "Say on which day it was done.")
    if "completed_on" in values and after["completed_on"] is not None and after["state"] != TaskState.DONE:
        raise TaskNotDoneError("Only a task that is done has a day of completion.", "Set its state to done, or leave the day out.")
    if "completed_on" in values and after["completed_on"] is not None and today is not None and after["completed_on"] > today:
        raise TaskNotYetError("The day of completion is still to come.", "Check the day.")
    if told and after["state"] == TaskState.REPLACED and after["ending_symbol"] is None:
        raise TaskUnreplacedError("It is not said which document replaces the task.", "Give its number and symbol.")
    ending = after["ending_symbol"] is not None or after["ended_on"] is not None
    if {"ending_symbol", "ended_on"} & set(values) and ending and after["state"] not in ENDED:
        hint = "Set its state to cancelled or replaced, or leave both out."
        raise TaskNotEndedError("Only a task that is cancelled or replaced has a document or day of that.", hint)
    return {**values, **cleared}


def set_task(url: str, directive_id: int, actor: str, *, source: str, today: date | None = None, **fields: Any) -> str:
    """Say how far the work on a task is; what is so already changes nothing.

    Args:
        url: the database.
        directive_id: any step of the task, of a current revision.
        actor: name of the person.
        source: page, command, or sheet:NAME.
        today: a completion after this day is refused; None: none is.
        fields: of ``TASK_FIELDS``; what is left out stays, but the day of completion goes with the completion.

    Returns:
        The key of the task, as it stands in spreadsheets and calendars.

    Raises:
        CorrectionError: there is no such directive, a field cannot hold its value, or the fields contradict each other; nothing is written.
    """
    return set_tasks(url, [directive_id], actor, source=source, today=today, **fields).keys[0]


def set_tasks(url: str, directives: Sequence[int], actor: str, *, source: str, today: date | None = None, **fields: Any) -> Said:
    """Say the same of several tasks: of all or, where one refuses, of none; the arguments are those of :func:`set_task`."""
    person, values = named(actor), read_fields(fields)
    by = Teller(person, source, secrets.token_hex(8))
    keys: list[str] = []
    changed = 0
    with transaction(url) as session:
        take_turn(session)
        for directive_id in dict.fromkeys(directives):
            key, is_new = say_of(session, directive_id, lambda said: checked(said, values, today), by)
            keys.append(key)
            changed += is_new
    return Said(tuple(keys), changed, by.batch if changed else "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be said of one task.

    Attributes:
        directive_id: any step of the task, of a current revision.
        fields: as :func:`set_task` takes them.
    """

    directive_id: int
    fields: Mapping[str, Any]


def set_each(url: str, wishes: Sequence[Wish], actor: str, *, source: str, today: date | None = None) -> dict[int, str]:
    """Say of several tasks how far each is, in one transaction and one batch, by which :mod:`db.review.brought` takes it back.

    Returns:
        Why a task could not take it, by its directive; the others were written.

    Raises:
        CorrectionError: nobody is named, or a field cannot hold its value; nothing is written.
    """
    by = Teller(named(actor), source, secrets.token_hex(8))
    read = [(wish.directive_id, read_fields(wish.fields)) for wish in wishes]
    refused: dict[int, str] = {}
    with transaction(url) as session:
        take_turn(session)
        for directive_id, values in read:
            try:
                say_of(session, directive_id, partial(checked, values=values, today=today), by)
            except CorrectionError as error:  # raised before anything of this task is written
                refused[directive_id] = str(error)
    return refused


def extend_task(url: str, directive_id: int, actor: str, *, source: str, today: date | None = None, **fields: Any) -> Said:
    """Put off the deadline of a task.

    Args:
        url: the database.
        directive_id: any step of the task, of a current revision.
        actor: name of the person.
        source: page or command.
        today: a document issued after this day is refused; None: none is.
        fields: of ``EXTENSION_FIELDS``, none of which may be left out.

    Raises:
        CorrectionError: there is no such directive, something is left out, or a task that is closed would be extended; nothing is written.
    """
    person = named(actor)
    given = {name: read_value(field, fields.get(name)) for name, field in EXTENSION_FIELDS.items()}
    if today is not None and given["issued_on"] > today:
        raise TaskNotYetError("The document that extends it is still to come.", "Check its day.")
    by = Teller(person, source, secrets.token_hex(8))

    def put_off(said: FollowUp) -> Mapping[str, Any]:
        if said.state in CLOSED:
            raise TaskClosedError("A task that is done, cancelled or replaced has no deadline to put off.", "Reopen it first.")
        return {EXTENSIONS: [*written(said.extensions), {name: encode(value) for name, value in given.items()}]}

    with transaction(url) as session:
        take_turn(session)
        key, changed = say_of(session, directive_id, put_off, by)
    return Said((key,), int(changed), by.batch)


def say_of(session: Session, directive_id: int, values_for: Callable[[FollowUp], Mapping[str, Any]], by: Teller) -> tuple[str, bool]:
    """Write down what is said of one task; gives its key and whether anything is new."""
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
    changed = write_change(session, document, follow_up, values_for(follow_up), by)
    if changed:
        follow_up.steps = len(steps)
        session.flush()
    tied.follow_up_id = follow_up.id if follow_up in session else None
    regroup(session, current)
    regroup_copies(session, [document.id])
    return follow_up.key, changed


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
