"""What the board shows: tasks, and the numbers of those that a filter leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.asking.board_wanted import NOBODY, STATE_GROUPS, STATES, BoardWanted
from db.reading.agencies import Forerunner
from tasks.domain.choices import Standing
from tasks.domain.standing import Extension

OVERDUE, SOON, LATER, UNDATED, FINISHED = "overdue", "soon", "later", "undated", "closed"
GROUPS = (OVERDUE, SOON, LATER, UNDATED, FINISHED)
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class BoardStep:
    """A sentence of a task: its directive, its words, its own deadline as printed, whether it is certain, and its lasting name."""

    directive_id: int
    text: str
    deadline_raw: str | None
    sure: bool
    key: str | None = None


@dataclass(frozen=True, slots=True)
class BoardTask:
    """A task on the board.

    Attributes:
        directive_id: its first step.
        document: short id.
        file_name: of the document.
        symbol: of the document.
        issuer: of the document.
        issued_on: day of the document.
        steps: what is to be done, in order.
        deadline_step: the step its deadline is printed in, 1-based; None without one.
        lead: names of the agencies that must act, the agency's own where it is known.
        agencies: their codes, where known.
        coordinating: names of those who help.
        through: groups, as printed, through which it concerns the agency that was asked for; empty where the agency itself is named.
        deadline_on: last day by the deadline in force.
        printed_on: last day as the document sets it.
        deadline_raw: as printed.
        deadline_recurs: weekly, monthly, quarterly, yearly.
        extensions: of the deadline, as they were said.
        state: as somebody said: a value of ``TaskState``.
        standing: how far it is on the day that was counted from.
        owner: who works on it.
        note: what was noted.
        completion_symbol: document that reports completion.
        completed_on: day of completion.
        ending_symbol: document that cancels or replaces it.
        ended_on: since when it is cancelled or replaced.
        group: overdue, soon, later, undated or closed.
    """

    directive_id: int
    document: str
    file_name: str
    symbol: str | None
    issuer: str | None
    issued_on: date | None
    steps: tuple[BoardStep, ...]
    deadline_step: int | None
    lead: tuple[str, ...]
    agencies: tuple[str, ...]
    coordinating: tuple[str, ...]
    through: tuple[str, ...]
    deadline_on: date | None
    printed_on: date | None
    deadline_raw: str | None
    deadline_recurs: str | None
    extensions: tuple[Extension, ...]
    state: str
    standing: Standing
    owner: str | None
    note: str | None
    completion_symbol: str | None
    completed_on: date | None
    ending_symbol: str | None
    ended_on: date | None
    group: str

    @property
    def sure(self) -> bool:
        """Whether it may be presented as certain: every step may."""
        return all(step.sure for step in self.steps)

    @property
    def text(self) -> str:
        """What is to be done, in one line."""
        return " ".join(step.text for step in self.steps)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many tasks of one state, group, issuer and owner."""

    standing: str
    place: int
    issuer: str | None
    owner: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of tasks that a filter leaves; each count of what one may choose goes by all of the filter but that choice.

    Attributes:
        rows: tasks that the filter leaves, its state, issuer and owner aside.
        wanted: the filter.
        by_issuer: the same where issuers are told; None: ``rows`` tell them.
        by_owner: the same for owners.
    """

    rows: tuple[Counted, ...]
    wanted: BoardWanted
    by_issuer: tuple[Counted, ...] | None = None
    by_owner: tuple[Counted, ...] | None = None

    @property
    def total(self) -> int:
        """Tasks that the filter leaves."""
        return sum(row.number for row in self.rows if self._kept(row))

    @property
    def states(self) -> Mapping[str, int]:
        """By what one may ask for of states."""
        counted = self._by(lambda row: row.standing, "state")
        together = {name: sum(counted.get(one, 0) for one in states) for name, states in STATE_GROUPS.items()}
        return {name: together.get(name, counted.get(name, 0)) for name in STATES}

    @property
    def groups(self) -> Mapping[str, int]:
        """By group of the board."""
        counted = self._by(lambda row: GROUPS[row.place])
        return {name: counted.get(name, 0) for name in GROUPS}

    @property
    def issuers(self) -> Sequence[tuple[str, int]]:
        """By issuing body, the most first."""
        return self._most_first(self._by(lambda row: row.issuer, "issuer", self.by_issuer))

    @property
    def owners(self) -> Sequence[tuple[str, int]]:
        """By who works on it, the most first."""
        return self._most_first(self._by(lambda row: row.owner, "owner", self.by_owner))

    @property
    def unowned(self) -> int:
        """Tasks that nobody works on."""
        return self._by(lambda row: row.owner, "owner", self.by_owner).get(None, 0)

    def _kept(self, row: Counted, but: str = "") -> bool:
        wanted = self.wanted
        return (
            (but == "state" or wanted.state is None or row.standing in STATE_GROUPS.get(wanted.state, (wanted.state,)))
            and (but == "issuer" or wanted.issuer is None or row.issuer == wanted.issuer)
            and (but == "owner" or wanted.owner is None or (row.owner or NOBODY) == wanted.owner)
        )

    def _by(self, key: Callable[[Counted], str | None], but: str = "", rows: tuple[Counted, ...] | None = None) -> Counter[str | None]:
        found: Counter[str | None] = Counter()
        for row in self.rows if rows is None else rows:
            if self._kept(row, but):
                found[key(row)] += row.number
        return found

    @staticmethod
    def _most_first(counted: Mapping[str | None, int]) -> list[tuple[str, int]]:
        return sorted(((name, number) for name, number in counted.items() if name), key=lambda row: (-row[1], row[0]))


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A part of the board.

    Attributes:
        tasks: of this page; by deadline: overdue first, then soon, later, undated, closed; in each the earliest first.
        counts: of all that the filter leaves.
        agencies: code and name of each leading agency with its number of tasks that are not closed, the most first; the filter aside.
        forerunners: bodies whose tasks the chosen agency took over; their tasks are shown with its own.
    """

    tasks: tuple[BoardTask, ...]
    counts: Counts
    agencies: tuple[tuple[str, str, int], ...]
    forerunners: tuple[Forerunner, ...] = ()
