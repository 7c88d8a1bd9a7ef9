"""Leave one issuer out: whatever is fitted is measured on documents of issuers that it has not seen.

Documents of one office share words, signers, forms and scanners; a document left out alone would be known from its sisters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SAME_OFFICE = {"lc": "lao-cai", "ttg": "central", "chinh-phu": "central"}
"""Folders whose name begins with an abbreviation, or with one of several offices that write as one (Prime Minister and Government)."""


@dataclass(frozen=True, slots=True)
class Fold(Generic[T]):
    """One issuer against all others.

    Attributes:
        issuer: the one left out.
        fit: what may be learned from.
        held: what is measured.
    """

    issuer: str
    fit: tuple[T, ...]
    held: tuple[T, ...]


def issuer_of(name: str) -> str:
    """The office behind a document's folder: the words in front of the year or number ("kien-giang-2017-1942-kh-syt": "kien-giang").

    A province's committee and its departments are one issuer: they write alike, and about the same bodies.
    """
    words = name.split("-")
    for short, office in SAME_OFFICE.items():
        if words[: len(short.split("-"))] == short.split("-"):
            return office
    numbered = next((i for i, word in enumerate(words) if word[:1].isdigit()), len(words))
    return "-".join(words[:numbered]) or name


def folds(items: Iterable[T], issuer: Callable[[T], str]) -> Iterator[Fold[T]]:
    """One fold an issuer, in order of their names; each item is held out exactly once, and never beside one of its own issuer."""
    groups: dict[str, list[T]] = {}
    everything: Sequence[T] = tuple(items)
    for item in everything:
        groups.setdefault(issuer(item), []).append(item)
    for name in sorted(groups):
        yield Fold(name, tuple(item for item in everything if issuer(item) != name), tuple(groups[name]))
