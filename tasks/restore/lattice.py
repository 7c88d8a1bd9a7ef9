"""The ways through a sentence: words as they stand, pieces that were one word, words that had run together, cut anywhere."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tasks.restore.reading import Reading, Setting, least_cost
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

    def prepare_signs(self, words: Iterable[tuple[str, str, str, Setting]]) -> None:
        """As :meth:`prepare` for what :meth:`with_signs` will be asked for."""
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


class Arcs(NamedTuple):
    """The words that lead from one node to another.

    Attributes:
        start: the node they begin at.
        end: the node they end at.
        readings: the words.
        price: nats for each beside what it costs itself.
    """

    start: int
    end: int
    readings: Sequence[Reading]
    price: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """All words that may be in a sentence.

    Attributes:
        arcs: by the node that they begin at, in order, those with one end together.
        pieces: for each node the piece that it is in front of, -1 for a node inside a piece; the last node is behind the last piece.
        offsets: for each node how many letters of its piece stand before it.
    """

    arcs: tuple[tuple[Arcs, ...], ...]
    pieces: tuple[int, ...]
    offsets: tuple[int, ...]


_Text = tuple[str, Setting]


@dataclass(frozen=True, slots=True)
class _Over:
    """A word that begins in one piece and ends in the next: how many letters of the first are before it, of the second in it."""

    low: int
    high: int
    text: str
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is known of a sentence before its lattice is made.

    Attributes:
        pieces: in order.
        whole: for each piece what it may be.
        inner: for each whether it may be several words.
        over: for each the words that begin in it and end in the next.
    """

    pieces: Sequence[Piece]
    whole: Sequence[tuple[Reading, ...]]
    inner: Sequence[bool]
    over: Sequence[Sequence[_Over]]


def lattices_of(sentences: Sequence[Sequence[Piece]], proposer: Proposes, model: Numbers, rates: Rates) -> list[Lattice]:
    """The lattice of each sentence; a path through it uses every sign of every piece once.

    What is asked for of all sentences is prepared together, which is far quicker than one by one.
    """
    proposer.prepare((piece.core, piece.setting) for pieces in sentences for piece in pieces if not piece.settled)
    proposer.prepare_signs((p.front, p.core, p.behind, p.setting) for pieces in sentences for p in pieces if not p.settled)
    known = [_known(pieces, proposer, model, rates) for pieces in sentences]
    proposer.prepare(itertools.chain.from_iterable(map(_texts, known)))
    return [_lattice(sentence, proposer, rates) for sentence in known]


def _known(pieces: Sequence[Piece], proposer: Proposes, model: Numbers, rates: Rates) -> _Sentence:
    whole = [_whole(piece, proposer, model) for piece in pieces]
    least = [least_cost(readings) for readings in whole]
    inner = [bool(rates.joined) and _may_be_several(piece, cost) for piece, cost in zip(pieces, least, strict=True)]
    over: list[Sequence[_Over]] = [() for _ in pieces]
    for at, (left, right) in enumerate(itertools.pairwise(pieces)):
        if rates.broken and left.joins and (_may_be_strokes(left, rates) or max(least[at : at + 2]) > _BROKEN_FROM):
            over[at] = _over(left, right, inner[at], inner[at + 1])
    return _Sentence(pieces, whole, inner, over)


def _texts(sentence: _Sentence) -> Iterator[_Text]:
    """What will be asked for of the parts of pieces and of words over two of them."""
    for piece, inner, over in zip(sentence.pieces, sentence.inner, sentence.over, strict=True):
        yield from ((word.text, word.setting) for word in over)
        core, setting = piece.core, Setting(capitals=piece.setting.capitals)
        if inner:
            # The longest of each beginning and of each end: what their own beginnings and ends cost is known then too.
            yield from ((core[low : low + _LONGEST_WORD], setting) for low in range(len(core)))
            yield from ((core[max(0, high - _LONGEST_WORD) : high], setting) for high in range(1, len(core)))
            signs = _no_print(piece)
            yield from ((core[low:] + signs, setting) for low in range(max(1, len(core) - _LONGEST_WORD), len(core) if signs else 0))


def _lattice(sentence: _Sentence, proposer: Proposes, rates: Rates) -> Lattice:
    pieces = sentence.pieces
    nodes: dict[tuple[int, int], int] = {}
    for at, piece in enumerate(pieces):
        for offset in range(len(piece.core) if sentence.inner[at] else 1):
            nodes[at, offset] = len(nodes)
    nodes[len(pieces), 0] = len(nodes)
    joined, broken = (-math.log(rate) if rate else 0.0 for rate in (rates.joined, rates.broken))
    # What it costs to end a word at a node.
    ends = [0.0 if offset == 0 else joined for _, offset in nodes]
    for at, piece in enumerate(pieces[:-1]):
        if _may_be_strokes(piece, rates):
            ends[nodes[at + 1, 0]] = _SIGN_WITHOUT_GAP
    arcs: list[list[Arcs]] = [[] for _ in nodes]
    for at, piece in enumerate(pieces):
        start, end = nodes[at, 0], nodes[at + 1, 0]
        arcs[start].append(Arcs(start, end, sentence.whole[at], ends[end]))
        if sentence.inner[at]:
            for (low, high), readings in _parts(piece, proposer).items():
                first, last = nodes[at, low], end if high == len(piece.core) else nodes[at, high]
                arcs[first].append(Arcs(first, last, readings, ends[last]))
        price = 0.0 if _may_be_strokes(piece, rates) else _SAME_TOKEN if piece.together else broken
        for word in sentence.over[at]:
            readings = tuple(r for r in proposer.readings(word.text, word.setting) if r.number > NUMBER)
            if readings:
                first = nodes[at, word.low]
                last = nodes[at + 2, 0] if word.high == len(pieces[at + 1].core) else nodes[at + 1, word.high]
                arcs[first].append(Arcs(first, last, readings, price + ends[last]))
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


def _no_print(piece: Piece) -> str:
    """The signs behind a piece that print does not have there."""
    return piece.behind[: len(piece.behind) - len(piece.behind.lstrip(_OF_NO_PRINT))]


def _parts(piece: Piece, proposer: Proposes) -> dict[tuple[int, int], tuple[Reading, ...]]:
    """The words that a part of a piece may be, by where it begins and ends."""
    core, size = piece.core, len(piece.core)
    inside = Setting(capitals=piece.setting.capitals)
    found = {}
    for low in range(size):
        setting = piece.setting if low == 0 else inside
        for high in range(min(size, low + _LONGEST_WORD), low, -1):
            if (low, high) != (0, size) and (readings := _cheap(core[low:high], setting, proposer)):
                found[low, high] = readings
    # They may be letters of the last word ("CUQcv~").
    signs = _no_print(piece)
    for low in range(max(1, size - _LONGEST_WORD), size if signs else 0):
        more = tuple(r._replace(behind=len(signs)) for r in _cheap(core[low:] + signs, inside, proposer))
        if more:
            found[low, size] = (*found.get((low, size), ()), *more)
    return found


def _over(left: Piece, right: Piece, cut_left: bool, cut_right: bool) -> list[_Over]:
    """The words that may begin in one piece and end in the next."""
    glue = left.behind + right.front
    lows = range(len(left.core)) if cut_left and left.together else (0,)
    highs = range(1, len(right.core) + 1) if cut_right and left.together else (len(right.core),)
    found = []
    for low, high in itertools.product(lows, highs):
        text = left.core[low:] + glue + right.core[:high]
        if len(text) <= _LONGEST_WORD + 1 and sum(c.isdigit() for c in text) <= 1 + 2 * left.together:
            found.append(_Over(low, high, text, left.setting if low == 0 else Setting(capitals=left.setting.capitals)))
    return found


def _cheap(core: str, setting: Setting, proposer: Proposes) -> tuple[Reading, ...]:
    return proposer.parts(core, setting, _DEAREST + _DEAREST_SIGN * len(core)) if any(c.isalpha() for c in core) else ()
