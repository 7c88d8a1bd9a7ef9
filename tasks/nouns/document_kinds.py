"""Kinds of documents by their names and by the letters that stand for them in symbols."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from tasks.domain.letters import without_accents
from tasks.domain.lexicon import Lexicon
from tasks.reading.tokens import Token, fold_spelling, tokenize

JOINT = frozenset(("TTLT", "NQLT", "CTPH"))
"""Kinds that several bodies issue together."""


@dataclass(frozen=True)
class Kinds:
    """What the reviewed vocabulary knows of kinds of documents.

    Attributes:
        by_letters: code of the kind that letters in a symbol name ("QĐ", "QĐi").
        by_bare: the letters that have these capitals without accents, where only one has ("QD": "QĐ").
        names: token texts of each name with its code, by the last word, longest first.
        begun: the same by the first word.
        letters_of: letters of each code, the usual ones first.
    """

    by_letters: dict[str, str] = field(default_factory=dict)
    by_bare: dict[str, str] = field(default_factory=dict)
    names: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    begun: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    letters_of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def named_before(self, tokens: tuple[Token, ...], end: int) -> tuple[int, str] | None:
        """First token and code of the longest name whose last word is the token before ``end``."""
        if end <= 0:
            return None
        for words, code in self.names.get(tokens[end - 1].folded, ()):
            start = end - len(words)
            if start >= 0 and all(tokens[start + n].folded == word for n, word in enumerate(words)):
                return start, code
        return None

    def name_at(self, tokens: tuple[Token, ...], at: int) -> tuple[int, str] | None:
        """One behind the last token, and code, of the longest name that begins at a token."""
        if at >= len(tokens):
            return None
        for words, code in self.begun.get(tokens[at].folded, ()):
            if len(tokens) >= at + len(words) and all(tokens[at + n].folded == word for n, word in enumerate(words)):
                return at + len(words), code
        return None

    def of_letters(self, letters: str) -> str | None:
        """Code of the kind that the letters behind a number name, None where they name an office or nothing known."""
        return self.by_letters.get(letters)

    def glued(self, letters: str) -> str | None:
        """Code of the kind that letters begin with whose hyphen was left out ("QĐTTg", "NĐCP")."""
        for length in range(min(5, len(letters) - 2), 1, -1):
            code = self.by_letters.get(letters[:length])
            if code is not None and letters[length].isupper() and letters[:length].isupper():
                return code
        return None


@lru_cache(maxsize=4)
def kinds_of(types: Lexicon) -> Kinds:
    """The kinds of a vocabulary; made once for it."""
    kinds = Kinds()
    bare: dict[str, set[str]] = {}
    for entry in types.entries:
        letters = entry.values.get("abbr", "").split() or ([entry.code] if entry.code.isupper() else [])
        kinds.letters_of[entry.code] = tuple(letters)
        for each in letters:
            kinds.by_letters.setdefault(each, entry.code)
            bare.setdefault(without_accents(each).upper(), set()).add(each)
        for name in (entry.label, *entry.values.get("names", "").split("|")):
            words = tuple(t.folded for t in tokenize(fold_spelling(name)))
            if words:
                kinds.names.setdefault(words[-1], []).append((words, entry.code))
                kinds.begun.setdefault(words[0], []).append((words, entry.code))
    kinds.by_bare.update({key: next(iter(same)) for key, same in bare.items() if len(same) == 1})
    for known in (*kinds.names.values(), *kinds.begun.values()):
        known.sort(key=lambda name: -len(name[0]))
    return kinds
