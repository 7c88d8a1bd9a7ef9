"""Confirm many rows of a document in one deed, which one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence

from db.engine import transaction
from db.overlay.laying import apply
from db.record.audit import record
from db.record.history import now
from db.review.corrections import Change, entry_for, hold
from db.review.statement import describe, named
from tasks.domain.choices import Action
from tasks.domain.correction_errors import CorrectionError


def confirm_together(url: str, document_id: int, rows: Sequence[tuple[str, int]], actor: str, seen: int | None = None) -> int:
    """Confirm rows, all or none.

    Args:
        url: the database.
        document_id: row of the document.
        rows: kind and id of each, directives, metrics or citations of the current reading.
        actor: name of the person.
        seen: newest correction of the document that the person had seen.

    Returns:
        How many there were.

    Raises:
        CorrectionError: there are none, or one is not there by that number.
        StaleCorrectionError: somebody corrected one of them meanwhile; nothing is written.
    """
    person, moment = named(actor), now()
    with transaction(url) as session:
        document, revision = hold(session, document_id)
        if not rows:
            raise CorrectionError("There is nothing to confirm.", "Look at the rows one by one.")
        for kind, row_id in rows:
            change = Change(document_id, kind, Action.CONFIRM, person, row_id, seen=seen)
            entry = entry_for(change, revision, person, moment)
            describe(session, (document, revision), change, entry, {})
            session.add(entry)
        session.flush()
        record(session, "correct", document, f"confirm {len(rows)} rows together", person)
        apply(session, document, revision)
        return len(rows)
