"""What happened, in the order in which it took effect: of the audit trail, from a number on, with nothing passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db.asking.sight import Limited
from db.engine import transaction
from db.models.audit import AuditEntry
from db.models.document import Document
from db.models.program import Event
from tasks.domain.outcome import DocumentState

_LOOKED_AT = 2_000  # entries of others that one question passes over for somebody of limited sight
HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Happened:
    """One deed.

    Attributes:
        number: above those of all deeds that took effect before.
        at: when it was done.
        actor: who did it.
        action: as in the audit trail.
        sha256: of the file it was done to, None where it was none.
        file_name: of that file.
        detail: what exactly, for a person; "" for who is told without words.
        documents: ids of the notices of the file, as far as there are any still.
    """

    number: int
    at: datetime
    actor: str
    action: str
    sha256: str | None
    file_name: str | None
    detail: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happenings:
    """Some deeds.

    Attributes:
        events: in order.
        last: number to go on from: of the last deed that was looked at.
        more: there may be more by now.
    """

    events: tuple[Happened, ...]
    last: int
    more: bool


def events_after(whole: str, url: str, after: int, limit: int) -> Happenings:
    """The deeds that took effect behind one.

    A deed that is committed late has a number above all that were to be seen before, so that going on from ``last`` passes over none. Who
    may see some documents alone is told of deeds at files all of whose notices they may see, and not in what words, which may name others.

    Args:
        whole: the database.
        url: address through which whoever asks reads.
        after: number of the deed before; 0: from the beginning.
        limit: most deeds given.
    """
    is_limited = isinstance(url, Limited)
    looked_at = max(limit, _LOOKED_AT) if is_limited else limit
    query = select(Event.number, AuditEntry).join(AuditEntry, AuditEntry.id == Event.audit_id).where(Event.number > after)
    with transaction(whole, read_only=True) as session:
        rows = session.execute(query.order_by(Event.number).limit(looked_at)).all()
        hashes = {entry.sha256 for _, entry in rows if entry.sha256}
        notices = select(Document.sha256, Document.short_id).where(Document.sha256.in_(hashes)).order_by(Document.part)
        there: dict[str, list[str]] = {}
        for sha256, short_id in session.execute(notices.where(Document.state != DocumentState.VANISHED)):
            there.setdefault(sha256, []).append(short_id)
    if is_limited:
        counted = select(Document.sha256, func.count()).where(Document.sha256.in_(hashes), Document.state != DocumentState.VANISHED)
        with transaction(url, read_only=True) as session:
            whole_files = session.execute(counted.group_by(Document.sha256))
            seen: set[str | None] = {sha256 for sha256, number in whole_files if number == len(there.get(sha256, ()))}
    else:
        seen = {*hashes, None}
    found: list[Happened] = []
    last = after
    for number, e in rows:
        if len(found) == limit:
            break
        last = number
        if e.sha256 in seen:
            documents = tuple(there.get(e.sha256 or "", ()))
            found.append(Happened(number, e.at, e.actor, e.action, e.sha256, e.file_name, "" if is_limited else e.detail, documents))
    return Happenings(tuple(found), last, more=bool(rows) and (last < rows[-1].number or len(rows) == looked_at))
