"""Copies of one paper as the document page tells of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.copies.shown import CopiesOf, Decision, Related
from flows.review.language import Wording


@dataclass(frozen=True, slots=True)
class Shown:
    """A document that the one of the page has to do with.

    Attributes:
        short_id: of it.
        name: its symbol, else the name of its file.
        file_name: of it.
        badge: what it is.
        look: of the badge.
        why: why it is not sure, "" where it is.
        differences: words of this document and of the other.
        relation: copy, perhaps or other.
        leads: it counts.
    """

    short_id: str
    name: str
    file_name: str
    badge: str
    look: str
    why: str
    differences: Sequence[tuple[str, str]]
    relation: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a person said of copies.

    Attributes:
        id: of the entry.
        words: who did what.
        when: dd/mm/yyyy hh:mm, by the office's clock.
        iso: the same for programs.
        in_force: it can be taken back.
    """

    id: int
    words: str
    when: str
    iso: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of a document for a reader.

    Attributes:
        counts: its rows count.
        leading: the copy that counts instead of it, None where it counts itself.
        others: what it has to do with.
        has_copies: at least one of these is a copy.
        said: what people said, the newest first.
    """

    counts: bool
    leading: Shown | None
    others: Sequence[Shown]
    has_copies: bool
    said: Sequence[Said]


def copies_for(known: CopiesOf, local: Callable[[datetime], datetime], t: Wording) -> Copies:
    """What is known of a document's copies, in the words of a reader.

    Args:
        known: from the database.
        local: an instant as the office's clock shows it.
        t: the words.
    """
    others = [_shown(one, t) for one in known.related]
    leading = next((one for one in others if one.leads), None)
    said = [_said(decision, local(decision.at), t) for decision in known.said]
    return Copies(known.counts, leading, others, bool(known.copies), said)


def _shown(one: Related, t: Wording) -> Shown:
    badge = "counts" if one.leads else one.relation
    look = {"copy": "fine" if one.leads else "", "perhaps": "doubt", "other": ""}[one.relation]
    why = t(f"copy_why.{one.reason}") if t.has(f"copy_why.{one.reason}") else ""
    return Shown(one.short_id, one.name, one.file_name, t(f"copy_relation.{badge}"), look, why, one.differences, one.relation, one.leads)


def _said(decision: Decision, when: datetime, t: Wording) -> Said:
    about = {"who": decision.actor, "subject": decision.subject, "other": decision.other}
    words = t(f"copy_said.{decision.action}", **about)
    return Said(decision.id, words, f"{when:%d/%m/%Y %H:%M}", when.isoformat(timespec="seconds"), decision.in_force)
