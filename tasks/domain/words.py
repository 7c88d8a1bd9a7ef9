"""Reviewed words as typed data: what a word may be in a sentence; ``config.words`` fills them from TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words that may be the same thing in a sentence.

    Attributes:
        code: stable name of the group, unique over all files.
        tag: what the words are ("body", "title", "field", "verb" ...).
        words: one word or name each.
        case: whether they are meant only as written, capitals counting.
        not_before: words behind which none of the group is meant ("báo cáo" before "viên").
        not_after: words in front of which none of the group is meant.
        examples: texts in which a word of the group must be found.
        rejects: texts in which none may be.
        values: further properties, a string each.
        note: why these belong together.
    """

    code: str
    tag: str
    words: tuple[str, ...]
    case: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, eq=False)
class WordLists:
    """All groups, in the order of their files. Two are equal only where they are the same object."""

    groups: tuple[WordGroup, ...]

    def tagged(self, tag: str) -> tuple[WordGroup, ...]:
        """The groups of one tag."""
        return tuple(group for group in self.groups if group.tag == tag)
