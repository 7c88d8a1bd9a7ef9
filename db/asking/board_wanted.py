"""What the board is asked for, as conditions of its queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.asking.entries import entries_for
from db.asking.standing_sql import entry_is
from db.asking.task_words import worded
from db.asking.whose_tasks import Concerned, columns_in, concerned
from db.base import symbol_key
from db.limited import Limited
from tasks.domain.choices import Standing
from tasks.domain.membership import Whose
from tasks.domain.standing import DONE, OPEN

STATE_GROUPS: Mapping[str, tuple[Standing, ...]] = {"open": OPEN, "done": DONE}
"""States that are asked for together."""
STATES = (*STATE_GROUPS, *Standing)
DOUBTS = ("open", "none")
SORTS = ("deadline", "newest", "symbol", "state", "owner")
NOBODY = "-"
"""Instead of an owner: tasks that nobody has."""


@dataclass(frozen=True, slots=True)
class BoardWanted:
    """Which tasks the board shows; what is None or empty leaves nothing out.

    Attributes:
        whose: which agency's, and in which roles.
        words: all must stand in its steps, with or without accents; in double quotes, as a phrase.
        issuer: issuing body of the document exactly as kept.
        document: part of the document's symbol, or its short id.
        since: first day of issue of the document.
        until: last day of issue.
        due_since: first day of the deadline in force.
        due_until: last day of it.
        state: of ``STATES``.
        owner: who works on it exactly as kept; ``NOBODY`` for tasks without anybody.
        doubt: "open": a step may not be presented as certain; "none": all may.
        sort: one of ``SORTS``.
        limit: most tasks given.
        offset: how many to pass over.
    """

    whose: Whose | None = None
    words: str = ""
    issuer: str | None = None
    document: str | None = None
    since: date | None = None
    until: date | None = None
    due_since: date | None = None
    due_until: date | None = None
    state: str | None = None
    owner: str | None = None
    doubt: str | None = None
    sort: str = SORTS[0]
    limit: int = 200
    offset: int = 0


_JOINS = {
    "t": " JOIN task t ON t.id = e.task_id",
    "r": " JOIN revision r ON r.id = e.revision_id",
    "doc": " JOIN document doc ON doc.id = e.document_id",
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of a filter, by the field that makes them, so that a count can leave its own field out.

    Attributes:
        by_field: on an entry ``e`` of the board, its task ``t``, revision ``r`` and document ``doc``.
        values: of all parameters.
        theirs: whose tasks they are.
        entries: of the board, as whoever asks sees them (:mod:`db.asking.entries`).
    """

    by_field: Mapping[str, str]
    values: Mapping[str, Any]
    theirs: Concerned
    entries: str

    def all_but(self, *fields: str) -> str:
        """FROM and WHERE of a query, with no more tables than the conditions ask for."""
        chosen = " AND ".join(condition for name, condition in self.by_field.items() if name not in fields)
        return f"FROM {self.entries}{_joins(chosen)}" + (f" WHERE {chosen}" if chosen else "")

    def only(self, *fields: str) -> str:
        """WHERE of a query of entries, by fields that ask the entry alone; "" where none of them is asked for."""
        chosen = " AND ".join(condition for name, condition in self.by_field.items() if name in fields)
        return f"WHERE {chosen}" if chosen else ""


def _joins(chosen: str) -> str:
    """The tables beside the entries that conditions ask for."""
    return "".join(join for name, join in _JOINS.items() if f"{name}." in chosen)


_UNSURE = "EXISTS (SELECT 1 FROM directive d WHERE d.task_id = t.id AND d.review IS NULL AND NOT coalesce(d.sure, false))"


def conditions(session: Session, url: str, wanted: BoardWanted, *asked: str) -> Conditions:
    """The conditions that a filter makes for whoever sees the database as ``url`` has it.

    Args:
        session: to ask.
        url: the database.
        wanted: the filter.
        asked: statements in which the conditions will stand, or parts of them: what else they ask of an entry.
    """
    theirs = concerned(session, wanted.whose, kept=not isinstance(url, Limited))
    found: dict[str, str] = {}
    values: dict[str, Any] = dict(theirs.values)
    by_words, of_words = worded(session.get_bind().dialect.name, wanted.words)
    if by_words:
        found["words"] = " AND ".join(by_words)
        values |= of_words
    if wanted.document:
        found["document"] = "(r.symbol_key LIKE :symbol ESCAPE '!' OR doc.short_id = :short_id)"
        key = symbol_key(wanted.document)
        escaped = "".join(f"!{letter}" if letter in "!%_" else letter for letter in key)
        values |= {"symbol": f"%{escaped}%", "short_id": key}
    if wanted.state:
        names = STATE_GROUPS.get(wanted.state, (wanted.state,))
        found["state"] = entry_is(*map(Standing, names))
    if wanted.owner == NOBODY:
        found["owner"] = "e.no_owner = 1"
    if wanted.doubt:
        found["doubt"] = _UNSURE if wanted.doubt == "open" else f"NOT {_UNSURE}"
    plain = {
        "issuer": ("e.issuer = :issuer", wanted.issuer),
        "owner": ("e.no_owner = 0 AND e.owner = :owner", None if wanted.owner == NOBODY else wanted.owner),
        "since": ("r.issued_on >= :since", wanted.since),
        "until": ("r.issued_on <= :until", wanted.until),
        "due_since": ("e.due_on >= :due_since AND e.due_on < :never", wanted.due_since),
        "due_until": ("e.due_on <= :due_until", wanted.due_until),
    }
    for name, (condition, value) in plain.items():
        if value:
            found[name] = condition
            values[name] = value
    chosen = " ".join(found.values())
    entries, whose = theirs.among(entries_for(url, session.get_bind().dialect.name), columns_in(*asked, chosen, _joins(chosen)))
    return Conditions({"whose": whose} | found if whose else found, values, theirs, entries)
