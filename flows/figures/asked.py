"""Series of figures as somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from db.asking.figures import codes_and_names, figures
from flows.normal import measures
from tasks.domain.figure import Figure
from tasks.domain.letters import fold, name_key
from tasks.nouns.figure_lines import Conflict, Line, PlaceName, lines_of
from tasks.nouns.figure_names import timeless


class OfSomebody(Protocol):
    """Whatever is told of one issuer, place, unit and role."""

    @property
    def role(self) -> str:
        """Result or target."""

    @property
    def issuer(self) -> str:
        """Of the documents."""

    @property
    def place(self) -> str:
        """That the figures are of."""

    @property
    def unit(self) -> str:
        """Normal."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for; None asks for all.

    Attributes:
        indicator: code of a known indicator, or words of a figure's name.
        issuer: words of the issuing body.
        place: words of the place that the figures are of.
        unit: printed or normal; a unit means all that convert into the same.
        role: result or target.
    """

    indicator: str | None = None
    issuer: str | None = None
    place: str | None = None
    unit: str | None = None
    role: str | None = None

    def suits(self, line: OfSomebody) -> bool:
        """Whether a line is of the role, issuer, place and unit that are wanted."""
        if self.role is not None and line.role != self.role:
            return False
        if self.issuer is not None and name_key(self.issuer) not in name_key(line.issuer):
            return False
        if self.place is not None and fold(self.place) not in fold(line.place):
            return False
        return self.unit is None or measures().scale(self.unit, "money").unit.lower() == line.unit.lower()


@cache
def _place_of() -> Callable[[Figure], PlaceName]:
    # At the first question only: every command would wait for the tables.
    from flows.figures.places import FigurePlaces
    from tasks.vietnamese.places import load_places

    return FigurePlaces(load_places())


def lines(found: Iterable[Figure]) -> list[Line]:
    """The lines that figures form, with the tables of this version."""
    return lines_of(found, _place_of(), measures())


def asked(url: str, wanted: Wanted) -> list[Line]:
    """The lines that somebody asks for."""
    chosen = figures(url) if wanted.indicator is None else of_indicator(url, wanted.indicator)
    return [line for line in lines(chosen) if wanted.suits(line)]


def of_indicator(url: str, indicator: str) -> list[Figure]:
    """Figures of a known indicator by its code, where some figure has it; else those whose name, with or without times, holds the words.

    Only these are read.
    """
    wanted = fold(indicator)
    codes, names = codes_and_names(url)
    found = figures(url, codes=[code for code in codes if fold(code) == wanted])
    return found or figures(url, names=[name for name in names if wanted in fold(name) or wanted in fold(timeless(name))])


def named(line: Line) -> str:
    """What a line is of, with its heading where several things have one name."""
    return f"{line.name} ({line.heading})" if line.heading else line.name


def label_of(code: str) -> str:
    """What a known indicator is called; the code itself where the vocabulary has changed since."""
    from config.vocabulary import load_vocabulary

    try:
        return load_vocabulary().indicators.get(code).label
    except KeyError:
        return code


def conflicts_in(found: Sequence[Line]) -> list[tuple[Line, Conflict]]:
    """All contradictions, each once, with the first of the lines it stands at."""
    each = {frozenset(p.figure.id for p in conflict.points): (line, conflict) for line in reversed(found) for conflict in line.conflicts}
    return list(reversed(each.values()))
