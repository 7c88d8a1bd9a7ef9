"""Which documents are copies of one paper, and which of them counts: decided by heads and texts, and before these by people."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from tasks.domain.letters import fold, name_key
from tasks.domain.sameness import Likeness, Verdict, compare

JOIN, PART, LEAD, UNDO = "join", "part", "lead", "undo"
SAME, PERHAPS, OTHER = "same", "perhaps", "other"
"""Two documents of one number: copies of one paper, perhaps, and two papers."""
BY_SYMBOL, BY_ISSUER, BY_DAY, BY_TEXT = "symbol", "issuer", "day", "text"
"""Why it is only perhaps."""
# Share of letters that a name keeps when one or two are misread. Bodies of two places share more at times; their texts do not.
_ONE_NAME = 0.9
# Of a hundred; a confidence that is higher by less is no reason to let another copy count. Rescans of one page differ by one or two.
_CLEARLY = 5.0
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Paper:
    """What is compared of a document.

    Attributes:
        document: its row.
        symbol: as it is compared, None where it was not read.
        issuer: body that issues, None where it was not read, or not with certainty.
        issued_on: day of issue, None where it was not read.
        text: its words; may be left empty until ``may_be_one`` says that they are needed.
    """

    document: int
    symbol: str | None
    issuer: str | None
    issued_on: date | None
    text: str = ""

    @property
    def number(self) -> str:
        """The digits its symbol begins with."""
        found = re.match(r"\d+", self.symbol or "")
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What two documents are to each other.

    Attributes:
        verdict: same, perhaps or other.
        reason: of "perhaps": symbol, issuer, day or text; else "".
        likeness: of their texts.
    """

    verdict: str
    reason: str
    likeness: Likeness


def may_be_one(first: Paper, second: Paper) -> bool:
    """Whether texts need comparing: numbers begin again each year, and every body has a number 1."""
    symbol = _same_symbol(first, second)
    if not symbol:
        return symbol is None and bool(_same_day(first, second) and _same_issuer(first, second))
    if first.issued_on is None or second.issued_on is None or first.issued_on == second.issued_on:
        return True
    return first.issued_on.year == second.issued_on.year and _same_issuer(first, second) is not False


def judge(first: Paper, second: Paper) -> Judged | None:
    """What two documents are to each other; None where they have nothing to do with each other.

    Only where symbol, day and issuer are read on both, and are the same, it is decided; a text that is the same under another day or
    issuer, or where one of the three was not read, asks.
    """
    if not may_be_one(first, second):
        return None
    likeness = compare(first.text, second.text, first.number or second.number)
    if not _same_symbol(first, second):
        return Judged(PERHAPS, BY_SYMBOL, likeness) if likeness.verdict is Verdict.SAME else None
    issuer, day = _same_issuer(first, second), _same_day(first, second)
    if issuer and day:
        verdict = {Verdict.SAME: SAME, Verdict.UNSURE: PERHAPS, Verdict.OTHER: OTHER}[likeness.verdict]
        return Judged(verdict, BY_TEXT if verdict == PERHAPS else "", likeness)
    contradicted = issuer is False or day is False
    if likeness.verdict is Verdict.SAME or (likeness.verdict is Verdict.UNSURE and not contradicted):
        return Judged(PERHAPS, BY_ISSUER if day and not issuer else BY_DAY, likeness)
    return None


def _same_symbol(first: Paper, second: Paper) -> bool | None:
    """Unknown also where the number is the same, and the letters behind it may have been misread."""
    if first.symbol is None or second.symbol is None:
        return None
    return fold(first.symbol) == fold(second.symbol) or (None if first.number and first.number == second.number else False)


def _same_issuer(first: Paper, second: Paper) -> bool | None:
    if first.issuer is None or second.issuer is None:
        return None
    a, b = name_key(first.issuer), name_key(second.issuer)
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ONE_NAME


def _same_day(first: Paper, second: Paper) -> bool | None:
    if first.issued_on is None or second.issued_on is None:
        return None
    return first.issued_on == second.issued_on


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of two documents.

    Attributes:
        number: of the entry; a higher one was said later.
        action: join, part (the subject leaves whatever the other is a copy of) or lead (the subject counts).
        subject: row of the document it is said of.
        other: row of the other.
    """

    number: int
    action: str
    subject: int
    other: int


def group(members: Iterable[int], alike: Collection[tuple[int, int]], said: Sequence[Said]) -> list[frozenset[int]]:
    """Copies of one paper, each document in one group, alone where it has no copy; the order of the arguments does not matter.

    What was said last holds, what was said before as far as it does not contradict, and what the machine finds alike as far as nobody
    contradicts.

    Args:
        members: rows of documents.
        alike: pairs that are the same paper by head and text.
        said: what is in force.
    """
    groups = _Groups(members)
    for one in sorted(said, key=lambda s: -s.number):
        if one.action == JOIN:
            groups.unite(one.subject, one.other)
        elif one.action == PART:
            groups.forbid(one.subject, one.other)
    # A document that was taken out joins last, so that the others stay together.
    taken_out = {one.subject for one in said if one.action == PART}
    for first, second in sorted(alike, key=lambda pair: (bool(taken_out & set(pair)), pair)):
        groups.unite(first, second)
    return sorted(groups.all(), key=min)


class _Groups:
    """Groups that grow, and pairs that may never be in one."""

    def __init__(self, members: Iterable[int]) -> None:
        self._of = {member: frozenset({member}) for member in members}
        self._forbidden: set[frozenset[int]] = set()

    def unite(self, first: int, second: int) -> None:
        """Make one group of two, where nothing forbids it."""
        a, b = self._of.get(first, _NOBODY), self._of.get(second, _NOBODY)
        if not a or not b or a == b or any(pair & a and pair & b for pair in self._forbidden):
            return
        for member in a | b:
            self._of[member] = a | b

    def forbid(self, first: int, second: int) -> None:
        """Keep two apart, where they are not together already."""
        if second not in self._of.get(first, _NOBODY):
            self._forbidden.add(frozenset({first, second}))

    def all(self) -> set[frozenset[int]]:
        return set(self._of.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a document was read.

    Attributes:
        typed: share of its words that come from a text layer instead of a picture, 0 to 1.
        doubts: number of doubts that were raised about it, also those that people settled since: working through them changes nothing.
        confidence: mean of its words, 0 to 100.
    """

    typed: float
    doubts: int
    confidence: float


def leading(copies: Collection[int], standings: Mapping[int, Standing], said: Sequence[Said]) -> int:
    """The copy that counts.

    The one that a person chose last; else the one with most text that was typed, then the fewest doubts, then the highest confidence in
    steps of five percent, then the one that came first.
    """
    chosen = max((s for s in said if s.action == LEAD and s.subject in copies), key=lambda s: s.number, default=None)
    if chosen is not None:
        return chosen.subject

    def rank(document: int) -> tuple[float, int, int, int]:
        standing = standings[document]
        return -round(standing.typed, 2), standing.doubts, -round(standing.confidence / _CLEARLY), document

    return min(copies, key=rank)
