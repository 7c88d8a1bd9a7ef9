"""A sentence with what stands above it, and what its item said so far."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.domain.finding import Part
from tasks.domain.notice import Section
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.scope import Scope


@dataclass(slots=True)
class Item:
    """Who was named so far: for the whole item, by the sentence before, and whether an order stands above.

    ``passed_over`` says whether the sentence before named others than those taken from above for this one, ``tasked`` if it was a task.
    """

    parties: tuple[Part, ...] = ()
    previous: tuple[Part, ...] = ()
    ordered: bool = False
    passed_over: bool = False
    tasked: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence with its section, what stands above it, and what its item said so far.

    Attributes:
        section: it stands in.
        reader: of the sentence.
        scope: what stands above it.
        item: what the paragraph or bullet said so far; it changes while the sentence is read.
        number: of the paragraph or bullet, counted through the notice.
    """

    section: Section
    reader: ClauseReader
    scope: Scope
    item: Item
    number: int
