"""Reviewed vocabularies as typed data; ``config.vocabulary`` fills them from TOML."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tasks.domain.confidence import Odds
from tasks.domain.words import WordLists


@dataclass(frozen=True, slots=True)
class Entry:
    """One reviewed entry of a vocabulary.

    Attributes:
        code: stable name of the entry, unique in its vocabulary.
        label: in Vietnamese, for people.
        patterns: regular expressions, any of which recognises the entry (searched, case-sensitive unless they say ``(?i)``).
        examples: texts that must be recognised.
        rejects: texts that must not be recognised.
        values: further properties ("kind", "unit", "title" ...), a string each.
        note: why the entry is as it is.
    """

    code: str
    label: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One vocabulary, in the order of its file; earlier entries win. Two are equal only where they are the same object."""

    name: str
    entries: tuple[Entry, ...]

    @cached_property
    def compiled(self) -> tuple[tuple[Entry, re.Pattern[str]], ...]:
        """Each entry with one pattern that matches any of its patterns."""
        return tuple((e, re.compile("|".join(f"(?:{p})" for p in e.patterns))) for e in self.entries)

    @cached_property
    def version(self) -> str:
        """Changes whenever an entry does; part of the key of what is made with this vocabulary alone."""
        return hashlib.sha256(repr(self.entries).encode()).hexdigest()[:12]

    def find(self, text: str) -> Entry | None:
        """The first entry one of whose patterns occurs in ``text``."""
        return next((entry for entry, pattern in self.compiled if pattern.search(text)), None)

    def get(self, code: str) -> Entry:
        """The entry named ``code``.

        Raises:
            KeyError: there is none.
        """
        for entry in self.entries:
            if entry.code == code:
                return entry
        raise KeyError(f"{self.name}: no entry {code!r}")

    def alternation(self, code: str) -> str:
        """The patterns of one entry as one group to build a larger expression from."""
        return "(?:" + "|".join(self.get(code).patterns) + ")"


@dataclass(frozen=True)
class Vocabulary:
    """All vocabularies that reading a notice needs."""

    document_types: Lexicon
    agencies: Lexicon
    cues: Lexicon
    indicators: Lexicon
    words: WordLists
    figures: WordLists
    naming: WordLists
    odds: Mapping[str, Odds]

    @cached_property
    def type_abbreviations(self) -> tuple[str, ...]:
        """What stands for the kind of document in symbols ("QĐ", "NĐ"); a kind may have more than one."""
        return tuple(abbr for entry in self.document_types.entries for abbr in entry.values.get("abbr", "").split())

    @cached_property
    def version(self) -> str:
        """Changes whenever any entry does; part of the key of everything made with the vocabularies."""
        lexicons = (self.document_types, self.agencies, self.cues, self.indicators)
        groups = (self.words.groups, self.figures.groups, self.naming.groups)
        content = repr([*(lexicon.entries for lexicon in lexicons), *groups, sorted(self.odds.items())])
        return hashlib.sha256(content.encode()).hexdigest()[:12]
