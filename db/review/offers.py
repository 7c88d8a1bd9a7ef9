"""Evidence of a completion that was offered and is none: dismissed for a task, and offered again by whoever thinks better of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from db.asking.evidence_offers import is_same
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.task import FollowUp
from db.overlay.values import encode
from db.record.turn import take_turn
from db.review.follow_log import DISMISSED, Teller
from db.review.followup import Said, say_of
from db.review.statement import named
from tasks.domain.correction_errors import CorrectionError


def dismiss_offer(url: str, directive_id: int, document: str, actor: str, *, source: str, again: bool = False) -> Said:
    """Say that a document does not report the completion of a task; it is not offered there any more, whatever is read again.

    Args:
        url: the database.
        directive_id: any step of the task, of a current revision.
        document: short id of what was offered.
        actor: name of the person.
        source: page or command.
        again: take it back: the document may be offered again.

    Returns:
        What was said; :func:`db.review.undoing.undo_batch` takes it back too.

    Raises:
        CorrectionError: there is no such directive or document; nothing is written.
    """
    by = Teller(named(actor), source, secrets.token_hex(8))
    with transaction(url) as session:
        query = select(Revision).join(Document, Document.id == Revision.document_id)
        offered = session.scalar(query.where(Document.short_id == document, Revision.is_current))
        if offered is None:
            raise CorrectionError(f"There is no document {document[:80]!r}.", "Load the page again.")
        one = {"document": document, "symbol": offered.symbol, "issued_on": encode(offered.issued_on)}

        def without_it(said: FollowUp) -> Mapping[str, Any]:
            others = [known for known in said.dismissed or () if not is_same(known, one)]
            return {DISMISSED: others if again else [*others, one]}

        take_turn(session)
        key, changed = say_of(session, directive_id, without_it, by)
    return Said((key,), int(changed), by.batch if changed else "")
