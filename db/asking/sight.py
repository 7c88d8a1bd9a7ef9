"""What somebody may see of the documents, and the address through which only that is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from db.copies.settle import copies_in
from db.engine import transaction
from db.limited import Limited, Sight
from db.models.document import Document, Revision
from db.models.finding import Directive
from tasks.domain.finding import Agency
from tasks.domain.letters import name_key
from tasks.domain.outcome import DocumentState

__all__ = ["Limited", "Rule", "Sight", "agencies_led_to", "seen_through", "sees_all_copies", "sees_task", "sees_whole_file"]
_MOST_STEPS = 20  # of bodies that took over from each other; a longer chain is a circle


@dataclass(frozen=True, slots=True)
class Rule:
    """Which documents a group of accounts may see.

    Attributes:
        everything: all of them.
        issuers: bodies by the code of their agency or by name; documents of their forerunners too.
        sources: beginnings of paths or addresses from which files came.
    """

    everything: bool = False
    issuers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __or__(self, other: Rule) -> Rule:
        """What either shows."""
        return Rule(self.everything or other.everything, self.issuers + other.issuers, self.sources + other.sources)


Resolve = Callable[[str], Agency | None]


def agencies_led_to(name: str, resolve: Resolve) -> frozenset[str]:
    """Codes of the agency behind a name and of all that took over from it, one after the other; empty where none is known."""
    reached: set[str] = set()
    waiting = [name]
    for _ in range(_MOST_STEPS):
        found = [agency for agency in map(resolve, waiting) if agency is not None]
        waiting = [heir.label for agency in found for heir in agency.heirs if heir.code not in reached]
        reached |= {agency.code for agency in found} | {heir.code for agency in found for heir in agency.heirs}
        if not waiting:
            break
    return frozenset(reached)


@lru_cache(maxsize=20_000)
def _led_to(name: str, resolve: Resolve) -> frozenset[str]:
    return agencies_led_to(name, resolve)


def seen_through(url: str, rule: Rule, resolve: Resolve) -> str:
    """The address through which somebody reads who may see what a rule shows.

    Through it, every query finds the documents that may be seen, their rows, and nothing of any other; nothing can be written.
    A document is shown by its issuer where the head of its current reading names it without a doubt that is left; by its source always.

    Args:
        url: the database.
        rule: of all groups somebody is in.
        resolve: gives the agency behind a name.

    Raises:
        LoadError: the database refused.
    """
    if rule.everything:
        return url
    if not rule.issuers:
        return Limited(url, Sight((), rule.sources))
    with transaction(url, read_only=True) as session:
        kept = [name for name in session.scalars(select(Revision.issuer).where(Revision.is_current).distinct()) if name]
    meant = {resolved.code for resolved in map(resolve, rule.issuers) if resolved is not None} | set(rule.issuers)
    named = {name_key(name) for name in rule.issuers}
    issuers = [name for name in kept if name_key(name) in named or _led_to(name, resolve) & meant]
    return Limited(url, Sight(tuple(sorted(issuers)), rule.sources))


def sees_task(url: str, directive_id: int) -> bool:
    """Whether somebody may see the task that a directive is a step of; who sees everything is not asked whether it is there."""
    if not isinstance(url, Limited):
        return True
    with transaction(url, read_only=True) as session:
        return session.get(Directive, directive_id) is not None


def sees_all_copies(whole: str, url: str, document_id: int) -> bool:
    """Whether somebody may see all copies of a document's paper.

    Args:
        whole: the database.
        url: address through which they read.
        document_id: row of the document.
    """
    if not isinstance(url, Limited):
        return True
    with transaction(whole, read_only=True) as session:
        copies = set(copies_in(session, document_id))
    with transaction(url, read_only=True) as session:
        return copies == set(session.scalars(select(Document.id).where(Document.id.in_(copies))))


def sees_whole_file(whole: str, url: str, sha256: str) -> bool:
    """Whether somebody may see every notice of a file, and with them the file itself; a notice that vanished is part of another.

    Args:
        whole: the database.
        url: address through which they read.
        sha256: of the file.
    """
    if not isinstance(url, Limited):
        return True
    query = select(Document.id).where(Document.sha256 == sha256, Document.state != DocumentState.VANISHED)
    with transaction(whole, read_only=True) as session:
        there = set(session.scalars(query))
    with transaction(url, read_only=True) as session:
        return there == set(session.scalars(query))
