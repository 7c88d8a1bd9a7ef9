"""Notices of one file: which pages each has, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.domain.notice import Structure
from tasks.domain.outcome import Issue

# What a person said of a page: that a notice begins with it, or that it belongs to the one before.
Decisions = Mapping[int, bool]


@dataclass(frozen=True, slots=True)
class NoticePart:
    """One notice of a file.

    Attributes:
        number: 1-based within the file.
        pages: of the file (1-based), in the order in which they are read.
        structure: head and sections; spans count the characters of this part's own text.
        issues: doubts about where the notice begins or ends.
    """

    number: int
    pages: tuple[int, ...]
    structure: Structure
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Segmented:
    """All notices of a file, in reading order; a file always has at least one, and each page belongs to exactly one."""

    parts: tuple[NoticePart, ...]
