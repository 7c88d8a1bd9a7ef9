"""Parts of lines become the sentences that the decoder judges, across line ends and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.restore.lattice import Piece
from tasks.restore.reading import Setting
from tasks.restore.symbols import Part
from tasks.text.model import closes_sentence

# A line is set in capitals where this share of its letters is, short words left out.
_CAPITALS = 0.7
_BULLETS = frozenset("-–+•*·")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of a sentence stands: the line's number in the text, the part's in the line."""

    line: int
    part: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Pieces in order with the place of each."""

    places: tuple[Place, ...]
    pieces: tuple[Piece, ...]


def sentences_of(lines: Sequence[Sequence[Part]]) -> Iterator[Sentence]:
    """The sentences of a text; an empty line ends one, and so do the signs that end one for the n-gram model."""
    places: list[Place] = []
    pieces: list[Piece] = []
    opens = True
    for number, line in enumerate(lines):
        capitals = _in_capitals(line)
        if not line and pieces:
            yield Sentence(tuple(places), tuple(pieces))
            places, pieces = [], []
        opens = opens or not line
        for index, part in enumerate(line):
            if not part.core:
                continue
            if part.core in _BULLETS:
                opens = opens or index == 0
                continue
            following = line[index + 1] if index + 1 < len(line) else None
            joins = following is not None and bool(following.core) and not part.settled and not following.settled
            together = joins and following is not None and part.at == following.at
            gap = following is not None and not (part.behind or following.front)
            setting = Setting(opens, capitals)
            places.append(Place(number, index))
            pieces.append(Piece(part.core, setting, part.front, part.behind, joins and (gap or together), together, part.settled))
            opens = any(c in part.behind for c in ".!?")
            if closes_sentence(part.behind) and not together:
                yield Sentence(tuple(places), tuple(pieces))
                places, pieces = [], []
    if pieces:
        yield Sentence(tuple(places), tuple(pieces))


def _in_capitals(line: Sequence[Part]) -> bool:
    letters = [c for part in line if len(part.core) > 1 and not part.settled for c in part.core if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > _CAPITALS * len(letters)
