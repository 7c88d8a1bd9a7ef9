"""How far the work on each directive is: set, logged, and looked at by agency and deadline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.audit import record
from db.board import STATES, BoardPage, BoardTask, board
from db.corrections import hold
from db.engine import transaction
from db.fields import encode, read_day
from db.history import now
from db.identity import task_keys
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.review import Task, TaskChange
from db.placing import stored, words_of
from db.rowset import RowSet
from db.statement import named, told
from tasks.domain.errors import CorrectionError
from tasks.domain.legible import storable

__all__ = ["STATES", "BoardPage", "BoardTask", "board", "read_fields", "set_task"]
CLOSED = ("done", "cancelled")
FIELDS = ("state", "owner", "note", "completion_symbol", "completed_on")
_LONGEST = 2_000  # characters of a note


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says how far a task is.

    Attributes:
        person: by name.
        source: page, command, or sheet:NAME.
    """

    person: str
    source: str


def read_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a task from what a person typed.

    Raises:
        CorrectionError: there is no such field, or it cannot hold the value.
    """
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            raise CorrectionError(f"A task has no field {name!r}.", f"There are: {', '.join(FIELDS)}.")
        if name == "state":
            if value not in STATES:
                raise CorrectionError(f"A task cannot be {str(value)[:80]!r}.", f"It is one of {', '.join(STATES)}.")
            found[name] = str(value)
        elif name == "completed_on":
            try:
                found[name] = read_day(value)
            except ValueError as error:
                raise CorrectionError(f"{str(value)[:80]!r} is no day.", "Write it like 30/06/2026.") from error
        else:
            # Line breaks of a note stay, since offices list several things in one cell.
            lines = ("\n".join(" ".join(line.split()) for line in storable(str(value)).splitlines())).strip() if value is not None else ""
            found[name] = lines[:_LONGEST] or None
    return found


def set_task(url: str, directive_id: int, actor: str, *, source: str, **fields: Any) -> str:
    """Say how far the work on a directive is; what is so already changes nothing.

    Args:
        url: the database.
        directive_id: of a current revision.
        actor: name of the person.
        source: page, command, or sheet:NAME.
        fields: state, owner, note, completion_symbol, completed_on; what is left out stays.

    Returns:
        The key of the task, as it stands in spreadsheets and calendars.

    Raises:
        CorrectionError: there is no such directive, or a field cannot hold its value; nothing is written.
    """
    person, values = named(actor), read_fields(fields)
    with transaction(url) as session:
        found = session.get(Directive, directive_id)
        owner = session.get(Revision, found.revision_id) if found else None
        if found is None or owner is None:
            raise CorrectionError(f"There is no directive {directive_id}.", "`thongbao show DOCUMENT` lists the ids.")
        document, current = hold(session, owner.document_id)
        if current.id != owner.id:
            raise CorrectionError("The document was read anew meanwhile.", "Load the page again; the task has another number by now.")
        task = (session.get(Task, found.task_id) if found.task_id else None) or _new_task(session, document, current, found)
        _change(session, document, task, values, Teller(person, source))
        session.flush()
        found.task_id = task.id if task in session else None
        return task.key


def _new_task(session: Session, document: Document, revision: Revision, directive: Directive) -> Task:
    rows = RowSet(session, revision)
    in_order = rows.directives()
    given = {d.id: task.key for d in in_order if d.task_id is not None and (task := session.get(Task, d.task_id))}
    read = {name: rows.machine_value(directive, name) for name in ("lead", "text")}
    anchor = rows.anchor("directive", directive)
    key = task_keys(document.short_id, in_order, rows.leads(), given)[directive.id]
    return Task(
        document_id=document.id,
        key=free_key(session, key),
        state="not_started",
        section_path=rows.machine_value(directive, "section_path"),
        quote=anchor.quote,
        words=words_of("directive", read),
        places=stored(anchor.boxes),
    )


def free_key(session: Session, key: str) -> str:
    """``key``, or with a number behind it where a task that lost its directive goes by it still."""
    query = text("SELECT count(*) FROM task WHERE key = :key")
    number = 1
    while session.scalar(query, {"key": key if number == 1 else f"{key}-{number}"}):
        number += 1
    return key if number == 1 else f"{key}-{number}"


def _change(session: Session, document: Document, task: Task, values: Mapping[str, Any], by: Teller) -> None:
    changed = {name: value for name, value in values.items() if getattr(task, name) != value}
    if not changed:
        return
    before = {name: encode(getattr(task, name)) for name in changed}
    after = {name: encode(value) for name, value in changed.items()}
    for name, value in changed.items():
        setattr(task, name, value)
    session.add(task)
    session.flush()
    session.add(TaskChange(task_id=task.id, at=now(), actor=by.person, source=storable(by.source), before=before, after=after))
    record(session, "follow-up", document, f"{task.key}: {told(before, after)}, {by.source}", by.person)
