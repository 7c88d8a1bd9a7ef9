"""Letters that are read as the strokes they are made of, and pairs that are read as the letter they look like.

Known of recognisers of any maker: "m" as "rn", "U" as "IJ", "Đ" as "E)", and the other way round "ri" as "n". The lists are set by hand and
name kinds only; how often a text's own recogniser does so is learned from the text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from tasks.domain.letters import without_accents

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STROKES = {
    "a": "ci cl c1 ii", "b": "li lo 1o", "d": "cl c1 ct ol ci", "h": "li ll 1i lt ti l1 ii", "i": "1. l.",
    "k": "lc li 1c l< I<", "m": "rn in ni nn nu ru iri rii nr", "n": "ri ii rt ti it r1 fi", "o": "c) ()",
    "p": "1) |) fi", "q": "cl cj c[", "u": "ii ti it li ij iu", "v": "\\/ i/", "x": ">< )(", "y": "'j v, ij",
    "B": "I3 13 l3 ID 1B", "D": "I) ]) l) 1) () 1D", "E": "Ii", "G": "(3 C5 (; C1", "H": "II FI Il lI I1 1I 11 Ii Hi IT LI",
    "K": "IC I( 1( Ki I< lC", "L": "I. I, l, 1.", "M": "IVI lvl NI IM 1M MI", "N": "IN NI II lN 1N Nl IV N1 Ni",
    "O": "() C) (D", "P": "I> I' l'", "Q": "(), O,", "R": "I{ 1{ l{ I< PI", "T": "'I 1' l' TI 'T", "U": "IJ LI LJ EJ TJ UI 1J lJ [J (J",
    "V": "\\/ VI l/", "X": ">< )(", "Y": "'Y V'",
}  # fmt: skip
_MARKED = {
    "đ": "d' dt di cl ct d- c1 (l cb",
    "Đ": "E) f) D- I) B) £) ED EI El -D",
    "ơ": "o' cr or o, ci ol 0' oi", "ư": "u' ir tr ix iv it rr ur uw",
    "Ơ": "O' Oi ()' Cr", "Ư": "U' LT Ir Ur IJ", "ô": "6' o^", "ê": "e^", "â": "a^", "ă": "a~",
}  # fmt: skip
_READ_AS = {letter: frozenset(strokes.split()) for table in (_STROKES, _MARKED) for letter, strokes in table.items()}
# Letters whose capitals differ in size alone.
_ONE_SHAPE = frozenset("cosuvwxz")
_MELTED = {
    "ri": "n", "rn": "m", "ni": "m", "in": "m", "ru": "m", "nr": "m", "li": "h", "ii": "u", "cl": "d", "ci": "a", "ti": "n", "tr": "n",
    "iu": "m", "ui": "m", "nn": "m", "om": "m", "lu": "h", "it": "n", "II": "H", "IN": "M", "CI": "Q", "TI": "H", "LI": "U",
}  # fmt: skip


# Thin strokes are taken for one another ("1c", "lc" and "Ic" for "k"), and a tone or hat is read as a small sign beside or among the
# strokes of its letter ("1;1" for "ạ", "i'i" for "ủ", "o'" for "ớ").
_THIN = str.maketrans(dict.fromkeys("I1|!ijtfr/\\[]", "l"))
_SMALL = frozenset("'`’‘´^~°\"*;:.,?")


def skeleton(signs: str) -> str:
    """Signs with one stroke for all thin ones."""
    return signs.translate(_THIN)


@lru_cache(maxsize=8192)
def skeletons_within(signs: str) -> frozenset[str]:
    """The skeletons of two or three signs, whole and with each small sign left out."""
    return frozenset({skeleton(signs), *(skeleton(signs[:n] + signs[n + 1 :]) for n, c in enumerate(signs) if c in _SMALL)})


@lru_cache(maxsize=2048)
def skeletons_of(letter: str) -> frozenset[str]:
    """The skeletons that a letter falls into; with a mark also the bare letter, which a small sign then stands beside."""
    own = {skeleton(strokes) for strokes in strokes_of(letter)}
    return frozenset(own if letter.isascii() else {*own, skeleton(without_accents(letter))})


@lru_cache(maxsize=32768)
def falls_into(letter: str, signs: str) -> bool:
    """Whether two or three signs may be strokes of the letter, thin ones taken for one another and its mark for a small sign."""
    within = skeletons_within(signs) if not letter.isascii() else (skeleton(signs),)
    return any(one in skeletons_of(letter) for one in within)


def has_shape_of_capital(letter: str) -> bool:
    """Whether a letter and its capital differ in their size alone."""
    return without_accents(letter).lower() in _ONE_SHAPE


@lru_cache(maxsize=2048)
def strokes_of(letter: str) -> frozenset[str]:
    """What a letter looks like when it falls into strokes, its tone left out of account; empty where nothing is known."""
    return _READ_AS.get(hatted(letter), frozenset()) | _READ_AS.get(without_accents(letter), frozenset())


@lru_cache(maxsize=8192)
def looks_like(pair: str) -> str:
    """The letter that two letters look like when they melt, "" where they look like none."""
    return _MELTED.get(without_accents(pair), "")


@lru_cache(maxsize=8192)
def hatted(letters: str) -> str:
    """Letters without their tones: hats, horns and bars stay ("ứ" is "ư")."""
    return "".join(_without_tone(letter) for letter in letters)


def _without_tone(letter: str) -> str:
    """One letter without its tone."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", letter) if c not in _TONES))
