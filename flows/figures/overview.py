"""All figures there are, put together thing by thing, so that a database of any size needs little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from db.asking.figures import codes_and_names, figures
from flows.figures.asked import Wanted, conflicts_in, lines
from flows.figures.listed import LineTold, Listed, listed, told
from tasks.domain.figure import Figure
from tasks.nouns.figure_lines import Conflict, Line, in_order
from tasks.nouns.figure_names import spelled, timeless

_NAMES_AT_ONCE = 500


@dataclass(frozen=True)
class Overview:
    """What there is.

    Attributes:
        lines: known indicators first, then the longest, then by name.
        disputed: those that documents contradict each other in, with their figures; in the same order.
    """

    lines: Sequence[LineTold]
    disputed: Sequence[Line]

    def of(self, wanted: Wanted) -> Overview:
        """What is of an issuer, a place, a unit and a role."""
        if wanted == Wanted():
            return self
        return Overview([line for line in self.lines if wanted.suits(line)], [line for line in self.disputed if wanted.suits(line)])

    @cached_property
    def rows(self) -> list[Listed]:
        """One for each thing in one unit."""
        return listed(self.lines)

    @cached_property
    def conflicts(self) -> list[tuple[Line, Conflict]]:
        """All contradictions, each once, with the first of the lines it stands at."""
        return conflicts_in(self.disputed)


def overview(url: str) -> Overview:
    """All figures of a database; no line and no contradiction is of two things, so that one thing after the other is read."""
    found: list[LineTold] = []
    disputed: list[Line] = []
    for some in _by_things(url):
        for line in lines(some):
            found.append(told(line))
            if line.conflicts:
                disputed.append(line)
    return Overview(sorted(found, key=lambda line: (line.code is None, line.code or "", -line.values)), in_order(disputed))


def _by_things(url: str) -> Iterator[list[Figure]]:
    """All figures, those of one thing (``tasks.nouns.figure_names.thing_key``) together."""
    codes, names = codes_and_names(url)
    for code in codes:
        yield [figure for figure in figures(url, codes=[code]) if not figure.in_table]
    part: list[str] = []
    last = ""
    for key, name in sorted((spelled(timeless(name)) or name, name) for name in names):
        if len(part) >= _NAMES_AT_ONCE and key != last:
            yield _uncoded(url, part)
            part = []
        part.append(name)
        last = key
    yield _uncoded(url, part)


def _uncoded(url: str, names: Sequence[str]) -> list[Figure]:
    return [figure for figure in figures(url, names=names) if figure.in_table or not figure.code]
