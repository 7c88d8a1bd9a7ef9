"""What a reading is to its letter, and what is expected of it before anything was counted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from tasks.restore.shapes import falls_into, has_shape_of_capital, strokes_of
from tasks.text.unicode import bare

# Of two or three signs read for a letter these shares are its strokes as listed, and others that are like them; the latter are spread
# among so many signs.
_STROKES, _LIKE_STROKES = 0.35, 0.25
_LIKE_SPREAD = {2: 40.0, 3: 300.0}
# A letter is read as its capital, where that has its shape, at least so often.
_AS_CAPITAL = 0.02

Exact = np.ndarray[tuple[int], np.dtype[np.float64]]
Places = np.ndarray[tuple[int], np.dtype[np.intp]]


class Kind(IntEnum):
    """What a reading is to its letter."""

    SAME = 0
    BARE = 1
    ALIKE = 2
    NOTHING = 3
    OTHER = 4
    TWO = 5
    THREE = 6


class Class(IntEnum):
    """How much of a letter models of other languages know: all, its mark too, or no mark of it."""

    PLAIN = 0
    LATIN = 1
    MARKED = 2


# Shares of the kinds before anything is counted, by class: set by hand, rounded; the counts of any text outweigh them.
KINDS = {
    Class.PLAIN: (0.93, 0.0, 0.015, 0.006, 0.04, 0.008, 0.001),
    Class.LATIN: (0.30, 0.48, 0.09, 0.03, 0.07, 0.025, 0.005),
    Class.MARKED: (0.02, 0.46, 0.20, 0.13, 0.13, 0.05, 0.01),
}
# Among how many readings the share of a kind is spread: other marks, other letters and signs, pairs and triples of them.
_SPREAD = (1.0, 1.0, 8.0, 1.0, 60.0, 2000.0, 60_000.0)
# One vowel for another is likelier than a consonant for it.
_VOWELS = frozenset("aeiouy")
_VOWEL_SPREAD = 15.0


@lru_cache(maxsize=2048)
def class_of(letter: str) -> Class:
    """The class of one printed letter."""
    if letter.isascii():
        return Class.PLAIN
    marks = unicodedata.normalize("NFD", letter)[1:]
    return Class.LATIN if len(marks) == 1 and marks in "\u0300\u0301\u0302\u0303" else Class.MARKED


@lru_cache(maxsize=65536)
def kind_of(letter: str, read: str) -> Kind:
    """What ``read`` is to one printed letter."""
    if len(read) != 1:
        return (Kind.NOTHING, Kind.OTHER, Kind.TWO)[len(read)] if len(read) < 3 else Kind.THREE
    if read == letter:
        return Kind.SAME
    if bare(letter) != bare(read):
        return Kind.OTHER
    return Kind.BARE if read.isascii() and letter.isupper() == read.isupper() else Kind.ALIKE


@dataclass(frozen=True, slots=True)
class Known:
    """What no count says of a reading of a letter.

    Attributes:
        of: the class of the letter.
        kind: what the reading is to it.
        part: its part of the share of its kind.
        more: what is added to that.
    """

    of: Class
    kind: Kind
    part: float
    more: float


@lru_cache(maxsize=65536)
def known_of(letter: str, read: str) -> Known:
    """What no count says of a reading of one printed letter."""
    kind = kind_of(letter, read)
    part, more = 1.0 / _SPREAD[kind], 0.0
    if kind in (Kind.TWO, Kind.THREE):
        strokes = strokes_of(letter)
        own = sum(len(s) == len(read) for s in strokes)
        listed = _STROKES / own if read in strokes else 0.0
        like = _LIKE_STROKES / _LIKE_SPREAD[len(read)] if len(read) in _LIKE_SPREAD and falls_into(letter, read) else 0.0
        part = (1 - _STROKES - _LIKE_STROKES) / _SPREAD[kind] + listed + like
    elif kind is Kind.OTHER and bare(letter) in _VOWELS and bare(read) in _VOWELS:
        part = 1.0 / _VOWEL_SPREAD
    elif kind is Kind.ALIKE and letter.islower() and read.isupper() and has_shape_of_capital(letter):
        more = _AS_CAPITAL
    return Known(class_of(letter), kind, part, more)


@lru_cache(maxsize=8192)
def known_of_all(letters: tuple[str, ...], read: str) -> tuple[Places, Exact, Exact]:
    """As :func:`known_of` for each letter: place of its class and kind in a table of both, part, and what is added."""
    known = [known_of(letter, read) for letter in letters]
    places = np.array([one.of * len(Kind) + one.kind for one in known], dtype=np.intp)
    return places, np.array([one.part for one in known]), np.array([one.more for one in known])
