"""Whose tasks somebody asks for, as a condition of queries: those an agency leads, helps with, or is given as one of a named group."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Date, TextClause, bindparam, select, text
from sqlalchemy.orm import Session

from db.models.finding import Agency, AgencyHeir
from db.models.kept import BoardEntry
from db.reading.agencies import Forerunner, Meant, meant_in, unknown_names
from tasks.domain.choices import Role
from tasks.domain.membership import Membership, Whose

LISTS = ("ids", "agencies", "printed", "roles", "issuers", "keys", "kinds")
"""Parameters that hold several values."""
_NAMING = "SELECT d.task_id FROM directive_party p JOIN directive d ON d.id = p.directive_id"
_UNKNOWN = _NAMING + " WHERE p.agency_id IS NULL AND p.printed IN :printed AND p.role IN :roles"
_UNKNOWN_KEPT = "SELECT {columns} FROM board_entry b WHERE b.task_id IN ({unknown})".replace("{unknown}", _UNKNOWN)
# What the board holds of parties, else the rows themselves; each with the day of issue as its own table has it.
_KNOWN = {
    True: "SELECT {columns} FROM board_party b WHERE b.agency_id IN :agencies AND b.role IN :roles",
    False: _NAMING + " WHERE p.agency_id IN :agencies AND p.role IN :roles",
}
_NAMED = {
    True: (
        "SELECT {columns} FROM board_party b WHERE b.agency_id = :group_{number}",
        "b.newest <= :since_{number}",
        "b.newest BETWEEN :until_{number} AND -1",  # 0 stands for no day
    ),
    False: (
        _NAMING + " JOIN revision g ON g.id = d.revision_id WHERE p.agency_id = :group_{number}",
        "g.issued_on >= :since_{number}",
        "g.issued_on <= :until_{number}",
    ),
}
_COLUMNS = tuple(column.name for column in BoardEntry.__table__.columns)
# One entry a task, told apart by its id: comparing whole entries took the board of 108,000 tasks a third longer (measured).
_ONCE = {
    "sqlite": "(SELECT b.* FROM ({found}) b GROUP BY b.task_id) e",
    "postgresql": "(SELECT DISTINCT ON (b.task_id) b.* FROM ({found}) b) e",
}
_NAMED_COLUMN = re.compile(r"\be\.(\w+)")
_IDS = "SELECT t.id, r.document_id FROM task t JOIN revision r ON r.id = t.revision_id WHERE r.is_current AND {condition}"


@dataclass(frozen=True, slots=True)
class Concerned:
    """The tasks of somebody.

    Attributes:
        tasks: a query for the ids of their tasks; "" for all tasks.
        entries: the same as entries ``e`` of the board, to stand behind FROM, with "{columns}" for what is read of them; "" where none
            are kept of them, and for all tasks.
        values: of its parameters.
        forerunners: bodies whose tasks the agency took over; they are among these.
        codes: of the agencies that are meant.
        groups: codes of the groups that hold them, on whatever day.
    """

    tasks: str = ""
    entries: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    forerunners: tuple[Forerunner, ...] = ()
    codes: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    def are(self, task: str) -> str:
        """The condition that a task is theirs, by the column of its id, without an AND in front; "" for all tasks."""
        return f"{task} IN ({self.tasks})" if self.tasks else ""

    def among(self, entries: str, columns: Sequence[str] = _COLUMNS) -> tuple[str, str]:
        """Where their entries ``e`` stand, and what is asked of one there beside, as :meth:`are` has it; "" for nothing.

        Args:
            entries: where all stand (:mod:`db.asking.entries`).
            columns: what is needed of an entry, its task in any case: what is sorted and kept of 108,000 is felt (measured).
        """
        if not self.entries:
            return entries, self.are("e.task_id")
        return self.entries.replace("{columns}", ", ".join(f"b.{name}" for name in dict.fromkeys(("task_id", *columns)))), ""


def concerned(session: Session, whose: Whose | None, *, kept: bool) -> Concerned:
    """The tasks of somebody; of nobody in particular where nobody is named.

    Args:
        session: to ask.
        whose: whose tasks.
        kept: only tasks of the board, found by what is kept of its parties; not for limited sight, of which nothing is kept.
    """
    if whose is None:
        return Concerned()
    meant = meant_in(session, whose.name)
    parts: list[str] = []
    values: dict[str, Any] = {}
    if whose.direct:
        parts += [_KNOWN[kept], _UNKNOWN_KEPT if kept else _UNKNOWN]
        values |= {"roles": list(whose.direct), "agencies": list(meant.ids.values()) or [0], "printed": unknown_names(session, meant)}
    held = _held(session, whose, meant) if Role.GROUP in whose.roles else ()
    for number, (group_id, row) in enumerate(held):
        named, *days = _NAMED[kept]
        values[f"group_{number}"] = group_id
        for name, day, condition in zip(("since", "until"), (row.since, row.until), days, strict=True):
            if day is not None:
                named += f" AND {condition}"
                values[f"{name}_{number}"] = -day.toordinal() if kept else day
        parts.append(named.replace("{number}", str(number)))
    found = " UNION ALL ".join(parts)
    return Concerned(
        found.replace("{columns}", "b.task_id") or "SELECT t.id FROM task t WHERE 1 = 0",
        _ONCE[session.get_bind().dialect.name].replace("{found}", found) if kept and found else "",
        values,
        meant.forerunners,
        frozenset(meant.ids),
        frozenset(row.group for _, row in held),
    )


def columns_in(*statements: str) -> list[str]:
    """The columns that written statements ask of an entry ``e``, each once."""
    named = dict.fromkeys(name for statement in statements for name in _NAMED_COLUMN.findall(statement))
    return [name for name in named if name in _COLUMNS]


def bound(query: str, values: Mapping[str, Any]) -> TextClause:
    """A written query with its parameters typed: lists as lists, days as days."""
    lists: list[Any] = [bindparam(name, expanding=True) for name in LISTS if f":{name}" in query]
    days: list[Any] = [bindparam(name, type_=Date()) for name, value in values.items() if isinstance(value, date) and f":{name}" in query]
    return text(query).bindparams(*lists, *days)


def task_ids(session: Session, whose: Whose) -> dict[int, int]:
    """Ids of the tasks of current revisions that concern somebody, with those of their documents."""
    theirs = concerned(session, whose, kept=False)
    return dict(session.execute(bound(_IDS.format(condition=theirs.are("t.id")), theirs.values), theirs.values).all())


def _held(session: Session, whose: Whose, meant: Meant) -> list[tuple[int, Membership]]:
    """The groups that hold what is meant, each with its row: on the days on which they do, and never behind an agency's last day."""
    query = select(Agency.code, Agency.ends_on).where(Agency.id.in_(meant.ids.values()))
    ends: dict[str, date | None] = {code: end for code, end in session.execute(query)}  # noqa: C416 (rows are typed so)
    if whose.code is not None:
        ends.setdefault(whose.code, whose.until)
    rows: dict[str, list[Membership]] = {}
    for code, end in sorted(ends.items()):
        for row in whose.memberships.of(code):
            last = min((day for day in (row.until, end) if day is not None), default=None)
            rows.setdefault(row.group, []).append(replace(row, until=last))
    numbers, heirs = _groups(session)
    found: list[tuple[int, Membership]] = []
    for group, said in sorted(rows.items()):
        # One without days makes those with days needless.
        free = [row for row in said if row.since is None and row.until is None][:1]
        found += [(numbers[group], row) for row in free or said if group in numbers]
        if free:
            # What a group was given that came to an end, the group that took over has by now.
            found += [(numbers[left], Membership(left, row.member)) for row in free for left in _forerunners(group, heirs)]
    return list({(number, row.since, row.until): (number, row) for number, row in found}.values())


def _groups(session: Session) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Rows of the groups that documents name, and which took over from which."""
    query = select(Agency.code, Agency.id, AgencyHeir.code).outerjoin(AgencyHeir, AgencyHeir.agency_id == Agency.id)
    told = session.execute(query.where(Agency.kind == "group")).all()
    return {code: number for code, number, _ in told}, [(code, heir) for code, _, heir in told if heir]


def _forerunners(group: str, heirs: Sequence[tuple[str, str]]) -> set[str]:
    """Groups that the group took over, one after the other."""
    reached: set[str] = set()
    waiting = {group}
    while waiting:
        waiting = {code for code, heir in heirs if heir in waiting} - reached
        reached |= waiting
    return reached
