"""The ways through a sentence: words as they stand, pieces that were one word, words that had run together, cut anywhere."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tasks.restore.reading import Reading, Setting
from tasks.text.model import NUMBER, model_form

# Pieces are one word, and one is several, only where the pieces alone are this unlikely (nats).
_BROKEN_FROM = 4.0
_JOINED_FROM = 7.0
_LEAST_JOINED, _LONGEST_JOINED = 3, 30
_LONGEST_WORD = 8
# Nats for a sign inside a token being of a word, and not in a gap.
_SAME_TOKEN = 1.5
# Nats for a comma or semicolon between two letters being one: print has a gap behind it, and a letter's strokes look like it.
_SIGN_WITHOUT_GAP = 7.0
# Signs behind a word that print does not have.
_OF_NO_PRINT = "'`~|"
# A part of what had run together is a word only at most this dear (nats, and nats a sign).
_DEAREST, _DEAREST_SIGN = 8.0, 1.7


class Proposes(Protocol):
    """What gives the readings of a word."""

    def prepare(self, words: Iterable[tuple[str, Setting]]) -> None:
        """Compute together what is known of words that will be asked for, which is far quicker than one by one."""
        ...

    def readings(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        """The likeliest readings, never none."""
        ...

    def parts(self, core: str, setting: Setting, dearest: float) -> tuple[Reading, ...]:
        """The few likeliest words that cost no more than ``dearest``; may be none."""
        ...

    def with_signs(self, front: str, core: str, behind: str, setting: Setting) -> tuple[Reading, ...]:
        """The likeliest readings where a sign around the word may be of it."""
        ...


class Numbers(Protocol):
    """What knows the number of a form in the n-gram model."""

    def number(self, form: str) -> int:
        """The number of a form."""
        ...


@dataclass(frozen=True, slots=True)
class Rates:
    """Share of words that were read as two (``broken``) and of gaps that were not read (``joined``); 0 allows none."""

    broken: float = 0.0
    joined: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as it was read, with the signs around it.

    Attributes:
        core: its letters.
        setting: what its place says of its case.
        front: signs before it.
        behind: signs behind it.
        joins: nothing but a gap within the same line stands between it and the next piece, or both are of one token.
        together: it and the next piece are of one token.
        settled: it stands as it is and only says what may stand beside it.
    """

    core: str
    setting: Setting
    front: str = ""
    behind: str = ""
    joins: bool = False
    together: bool = False
    settled: bool = False


class Arc(NamedTuple):
    """One word from one node to another, with its cost in nats."""

    start: int
    end: int
    reading: Reading
    cost: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """All words that may be in a sentence.

    Attributes:
        arcs: by the node that they begin at, in order.
        pieces: for each node the piece that it is in front of, -1 for a node inside a piece; the last node is behind the last piece.
        offsets: for each node how many letters of its piece stand before it.
    """

    arcs: tuple[tuple[Arc, ...], ...]
    pieces: tuple[int, ...]
    offsets: tuple[int, ...]


def lattice_of(pieces: Sequence[Piece], proposer: Proposes, model: Numbers, rates: Rates) -> Lattice:
    """The lattice of one sentence; a path through it uses every sign of every piece once."""
    proposer.prepare((piece.core, piece.setting) for piece in pieces if not piece.settled)
    whole = [_whole(piece, proposer, model) for piece in pieces]
    least = [min(r.cost for r in readings) for readings in whole]
    inner = [bool(rates.joined) and _may_be_several(piece, cost) for piece, cost in zip(pieces, least, strict=True)]
    nodes: dict[tuple[int, int], int] = {}
    for at, piece in enumerate(pieces):
        for offset in range(len(piece.core) if inner[at] else 1):
            nodes[at, offset] = len(nodes)
    nodes[len(pieces), 0] = len(nodes)
    joined = -math.log(rates.joined) if rates.joined else 0.0
    # What it costs to end a word at a node.
    ends = [0.0 if offset == 0 else joined for _, offset in nodes]
    for at, piece in enumerate(pieces[:-1]):
        if _may_be_strokes(piece, rates):
            ends[nodes[at + 1, 0]] = _SIGN_WITHOUT_GAP
    arcs: list[list[Arc]] = [[] for _ in nodes]
    for at, piece in enumerate(pieces):
        start, end = nodes[at, 0], nodes[at + 1, 0]
        arcs[start] += [Arc(start, end, r, r.cost + ends[end]) for r in whole[at]]
        if inner[at]:
            for (low, high), readings in _parts(piece, proposer).items():
                first, last = nodes[at, low], end if high == len(piece.core) else nodes[at, high]
                arcs[first] += [Arc(first, last, r, r.cost + ends[last]) for r in readings]
        strokes = _may_be_strokes(piece, rates)
        if rates.broken and piece.joins and at + 1 < len(pieces) and (strokes or max(least[at : at + 2]) > _BROKEN_FROM):
            price = 0.0 if strokes else _SAME_TOKEN if piece.together else -math.log(rates.broken)
            for low, high, readings in _over(piece, pieces[at + 1], proposer, inner[at], inner[at + 1]):
                first = nodes[at, low]
                last = nodes[at + 2, 0] if high == len(pieces[at + 1].core) else nodes[at + 1, high]
                arcs[first] += [Arc(first, last, r, r.cost + price + ends[last]) for r in readings]
    before = {node: at if not offset else -1 for (at, offset), node in nodes.items()}
    offsets = {node: offset for (_, offset), node in nodes.items()}
    return Lattice(tuple(map(tuple, arcs)), tuple(before[n] for n in range(len(nodes))), tuple(offsets[n] for n in range(len(nodes))))


def _may_be_strokes(piece: Piece, rates: Rates) -> bool:
    """Whether a comma or semicolon behind the piece, without a gap, may be strokes of a letter."""
    return bool(rates.broken) and piece.together and piece.behind[-1:] in (",", ";")


def _whole(piece: Piece, proposer: Proposes, model: Numbers) -> tuple[Reading, ...]:
    if piece.settled:
        return (Reading(piece.core, model.number(model_form(piece.core)), 0.0),)
    return proposer.with_signs(piece.front, piece.core, piece.behind, piece.setting)


def _may_be_several(piece: Piece, least: float) -> bool:
    letters = sum(c.isalpha() for c in piece.core)
    fits = _LEAST_JOINED <= len(piece.core) <= _LONGEST_JOINED and 3 * letters >= len(piece.core)
    return not piece.settled and least > _JOINED_FROM and fits


def _parts(piece: Piece, proposer: Proposes) -> dict[tuple[int, int], tuple[Reading, ...]]:
    """The words that a part of a piece may be, by where it begins and ends."""
    core, size = piece.core, len(piece.core)
    inner = Setting(capitals=piece.setting.capitals)
    proposer.prepare((core[low : low + _LONGEST_WORD], inner) for low in range(size))
    proposer.prepare((core[max(0, high - _LONGEST_WORD) : high], inner) for high in range(1, size))
    found = {}
    for low in range(size):
        setting = piece.setting if low == 0 else Setting(capitals=piece.setting.capitals)
        # The longest first: what its beginnings and endings cost is known then for all others.
        for high in range(min(size, low + _LONGEST_WORD), low, -1):
            if (low, high) != (0, size) and (readings := _cheap(core[low:high], setting, proposer)):
                found[low, high] = readings
    # Signs that print does not have may be letters of the last word ("CUQcv~").
    signs = piece.behind[: len(piece.behind) - len(piece.behind.lstrip(_OF_NO_PRINT))]
    for low in range(max(1, size - _LONGEST_WORD), size if signs else 0):
        setting = Setting(capitals=piece.setting.capitals)
        more = tuple(r._replace(behind=len(signs)) for r in _cheap(core[low:] + signs, setting, proposer))
        if more:
            found[low, size] = (*found.get((low, size), ()), *more)
    return found


def _over(left: Piece, right: Piece, proposer: Proposes, cut_left: bool, cut_right: bool) -> list[tuple[int, int, tuple[Reading, ...]]]:
    """The words that begin in one piece and end in the next."""
    glue = left.behind + right.front
    lows = range(len(left.core)) if cut_left and left.together else (0,)
    highs = range(1, len(right.core) + 1) if cut_right and left.together else (len(right.core),)
    words = []
    for low, high in itertools.product(lows, highs):
        text = left.core[low:] + glue + right.core[:high]
        if len(text) <= _LONGEST_WORD + 1 and sum(c.isdigit() for c in text) <= 1 + 2 * left.together:
            words.append((low, high, text, left.setting if low == 0 else Setting(capitals=left.setting.capitals)))
    proposer.prepare((text, setting) for _, _, text, setting in words)
    found = []
    for low, high, text, setting in words:
        readings = tuple(r for r in proposer.readings(text, setting) if r.number > NUMBER)
        found += [(low, high, readings)] if readings else []
    return found


def _cheap(core: str, setting: Setting, proposer: Proposes) -> tuple[Reading, ...]:
    return proposer.parts(core, setting, _DEAREST + _DEAREST_SIGN * len(core)) if any(c.isalpha() for c in core) else ()
