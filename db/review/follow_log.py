"""What is said of a task is written down with what stood there before, so that it can be told and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.models.document import Document
from db.models.task import FollowUp, FollowUpChange, FollowUpExtension
from db.overlay.values import encode
from db.record.audit import record
from db.record.history import now
from db.review.statement import told
from tasks.domain.legible import storable
from tasks.domain.row_fields import EXTENSION_FIELDS
from tasks.domain.standing import extended_to

EXTENSIONS = "extensions"
"""All extensions of a task as one field of a change: a list of what each says, days in ISO form."""
DISMISSED = "dismissed"
"""All offers of evidence that were dismissed as one field of a change: a list of what is kept of each document, days in ISO form."""
LISTS = (EXTENSIONS, DISMISSED)
"""Fields of a change that hold a list."""
_ENTRIES = {EXTENSIONS: "{deadline_on} by {symbol} of {issued_on}", DISMISSED: "{symbol} of {issued_on} ({document})"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says how far a task is.

    Attributes:
        person: by name.
        source: page, command, sheet:NAME, or undo.
        batch: shared by what is said at once.
    """

    person: str
    source: str
    batch: str


def written(extensions: Iterable[FollowUpExtension]) -> list[dict[str, Any]]:
    """Extensions as a change holds them."""
    return [{name: encode(getattr(one, name)) for name in EXTENSION_FIELDS} for one in extensions]


def standing_value(follow_up: FollowUp, name: str) -> Any:
    """What a task says of a field, the lists among them, as a change holds it."""
    if name == EXTENSIONS:
        return written(follow_up.extensions)
    return follow_up.dismissed or [] if name == DISMISSED else encode(getattr(follow_up, name))


def write_change(session: Session, document: Document, follow_up: FollowUp, values: Mapping[str, Any], by: Teller) -> bool:
    """Write down what is new; gives whether anything is."""
    after = {name: encode(value) for name, value in values.items()}
    before = {name: standing_value(follow_up, name) for name in after}
    changed = {name for name, value in after.items() if before[name] != value}
    if not changed:
        return False
    for name in changed:
        if name == EXTENSIONS:
            _extend(session, follow_up, after[name])
        else:
            setattr(follow_up, name, (values[name] or None) if name == DISMISSED else values[name])
    session.add(follow_up)
    session.flush()
    before, after = ({name: side[name] for name in side if name in changed} for side in (before, after))
    about = {"at": now(), "actor": by.person, "source": storable(by.source), "batch": by.batch}
    session.add(FollowUpChange(follow_up_id=follow_up.id, before=before, after=after, **about))
    record(session, "follow-up", document, f"{follow_up.key}: {told(_in_words(before), _in_words(after))}, {by.source}", by.person)
    return True


def _in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the audit trail tells them: an entry of a list in one line."""
    return {name: [_ENTRIES[name].format(**one) for one in value] if name in LISTS else value for name, value in values.items()}


def _extend(session: Session, follow_up: FollowUp, extensions: Iterable[Mapping[str, Any]]) -> None:
    """Make the extensions these; the deadline in force follows."""
    follow_up.extensions = []
    session.flush()  # the old ones go before the new ones take their places
    for position, given in enumerate(extensions, 1):
        days = {name: date.fromisoformat(given[name]) for name in ("issued_on", "deadline_on")}
        follow_up.extensions.append(FollowUpExtension(position=position, symbol=given["symbol"], **days))
    follow_up.extended_to = extended_to(follow_up.progress.extensions)
