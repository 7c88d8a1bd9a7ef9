"""What a word is taken for, and what its place says of its case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from tasks.restore.channel import Channel
from tasks.restore.emission import Vector
from tasks.restore.letters import Style

# Share of words with a capital inside sentences of decrees; what is known of it counts like this many words beside those counted.
_CAPITAL, _CASE_WEIGHT = 0.11, 4.0


class Reading(NamedTuple):
    """One reading of a word.

    Attributes:
        text: the word in its case.
        number: of its form in the model.
        cost: in nats, of what was read given this word.
        front: how many of the signs before the word were letters of it.
        behind: how many of those behind it.
        strange: it is no word of the language, no number and no known abbreviation.
    """

    text: str
    number: int
    cost: float
    front: int = 0
    behind: int = 0
    strange: bool = False


_COST: Callable[[Reading], float] = attrgetter("cost")


def least_cost(readings: Iterable[Reading]) -> float:
    """The cost of the cheapest of some readings."""
    return min(map(_COST, readings))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a word's case from its place.

    Attributes:
        opens: it begins a sentence.
        capitals: the words around it are in capitals.
    """

    opens: bool = False
    capitals: bool = False

    @property
    def inside(self) -> bool:
        """Whether neither its place nor the words around it say anything of its case."""
        return not self.opens and not self.capitals

    def style_cost(self, style: Style) -> float:
        """Nats for a word in this case here; shares in law texts, rounded."""
        if self.capitals:
            return (4.0, 3.0, 0.1)[style]
        return (2.3, 0.1, 7.0)[style] if self.opens else (0.12, 2.2, 9.0)[style]


def case_costs(forms: Sequence[str], channel: Channel) -> dict[Style, Vector]:
    """Nats for each form written small and with a capital inside a sentence: "Giang" is a name far oftener than "Giảng"."""
    counts = np.array([channel.cases.get(form, (0, 0)) for form in forms], dtype=np.float32).reshape(-1, 2)
    shares = (counts + _CASE_WEIGHT * np.array([1 - _CAPITAL, _CAPITAL])) / (counts.sum(axis=1, keepdims=True) + _CASE_WEIGHT)
    costs = np.asarray(-np.log(shares), dtype=np.float32)
    return {Style.LOWER: costs[:, 0], Style.TITLE: costs[:, 1]}
