"""Patterns over tokens, written as text.

``quantifier? body spec*`` reads: a word of the tag "quantifier" or none, one of the tag "body", any number of nodes of the rule "spec".

    tag            the longest word with this tag that begins here
    <rule>         a node made by the rules of this name
    'word'         this very word, compared folded
    @test          a test that the grammar brings ("@name": a run of capitalised words)
    ( a | b )      the first alternative that matches
    x? x* x+       none or one, any number, at least one; as many as match
    !x  &x         x does not match here, x matches here; nothing is taken
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEXEME = re.compile(r"\s*(<[\w-]+>|@[\w-]+|'[^']+'|[\w-]+|[()|?*+!&])")


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of a pattern.

    Attributes:
        kind: "tag", "rule", "word", "test" or "choice".
        name: of the tag, rule, word or test.
        options: of a choice, each a sequence.
        least: how often it must match.
        most: how often it may match; 0 for as often as it does.
        look: "" to take what matches, "!" or "&" only to look.
    """

    kind: str
    name: str = ""
    options: tuple[tuple[Piece, ...], ...] = ()
    least: int = 1
    most: int = 1
    look: str = ""


def parse_pattern(text: str) -> tuple[Piece, ...]:
    """A pattern as pieces.

    Raises:
        ValueError: the text is no pattern; it says where.
    """
    lexemes: list[str] = []
    position = 0
    while position < len(text.rstrip()):
        match = _LEXEME.match(text, position)
        if match is None:
            raise ValueError(f"no pattern at {text[position:]!r}")
        lexemes.append(match[1])
        position = match.end()
    pieces, rest = _sequence(lexemes)
    if rest:
        raise ValueError(f"{' '.join(rest)!r} is left over in {text!r}")
    return pieces


def _sequence(lexemes: list[str]) -> tuple[tuple[Piece, ...], list[str]]:
    pieces: list[Piece] = []
    while lexemes and lexemes[0] not in ")|":
        piece, lexemes = _repeated(lexemes)
        pieces.append(piece)
    return tuple(pieces), lexemes


def _repeated(lexemes: list[str]) -> tuple[Piece, list[str]]:
    look = lexemes[0] if lexemes[0] in "!&" else ""
    piece, lexemes = _single(lexemes[1:] if look else lexemes)
    least, most = 1, 1
    if lexemes and lexemes[0] in "?*+":
        least, most = {"?": (0, 1), "*": (0, 0), "+": (1, 0)}[lexemes[0]]
        lexemes = lexemes[1:]
    return Piece(piece.kind, piece.name, piece.options, least, most, look), lexemes


def _single(lexemes: list[str]) -> tuple[Piece, list[str]]:
    if not lexemes:
        raise ValueError("a pattern ends too early")
    first, lexemes = lexemes[0], lexemes[1:]
    if first == "(":
        options: list[tuple[Piece, ...]] = []
        while True:
            pieces, lexemes = _sequence(lexemes)
            options.append(pieces)
            if not lexemes:
                raise ValueError("a bracket is not closed")
            closing, lexemes = lexemes[0], lexemes[1:]
            if closing == ")":
                return Piece("choice", options=tuple(options)), lexemes
    if first[0] == "<":
        return Piece("rule", first[1:-1]), lexemes
    if first[0] == "@":
        return Piece("test", first[1:]), lexemes
    if first[0] == "'":
        return Piece("word", first[1:-1].lower()), lexemes
    if first in ")|?*+!&":
        raise ValueError(f"{first!r} stands where an element should")
    return Piece("tag", first), lexemes
