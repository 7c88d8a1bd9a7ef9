"""What people said of a document, as the document page tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.overlay.values import decode
from db.review.corrections import CorrectionRow
from flows.review.findings import doubted, shown
from flows.review.language import Wording
from flows.review.reasons import detail_of
from tasks.domain.row_fields import FIELDS

_LONGEST_QUOTE = 160  # characters


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that was changed, as people read it; "" for an empty value."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history.

    Attributes:
        id: of the correction.
        who: did it.
        when: dd/mm/yyyy hh:mm, by the office's clock.
        iso: the same for programs.
        kind: directive, metric, citation, section, head or doubt.
        action: confirm, change, reject, add or undo.
        changes: of fields.
        quote: beginning of the place.
        row: anchor of the row it is about now, "" where there is none.
        state: applied, conflict, unplaced, undone; "" for an undo.
        detail: what the machine reads now, or why there is no row.
    """

    id: int
    who: str
    when: str
    iso: str
    kind: str
    action: str
    changes: tuple[FieldChange, ...]
    quote: str
    row: str
    state: str
    detail: str

    @property
    def undone(self) -> bool:
        """Whether it was taken back."""
        return self.state == "undone"

    @property
    def can_undo(self) -> bool:
        """Whether it is in force and can be taken back."""
        return self.state in {"applied", "conflict", "unplaced"}


def field_changes(kind: str, before: Mapping[str, Any], after: Mapping[str, Any], t: Wording) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the forms."""
    found = []
    for name, field in FIELDS[kind].items():
        if name in after or name in before:
            was, becomes = (shown(field, decode(kind, name, values.get(name)), t) for values in (before, after))
            found.append(FieldChange(field.label(t.language), was, becomes))
    return tuple(found)


def entry_of(row: CorrectionRow, local: Callable[[datetime], datetime], t: Wording) -> Entry:
    """One entry of the log for a reader.

    Args:
        row: of the log.
        local: an instant as the office's clock shows it.
        t: the words.
    """
    when = local(row.at)
    quote = " ".join(row.quote.split())
    if row.kind == "doubt" and not quote:
        code, _, message = row.words.partition(": ")
        quote = doubted(code, message, None, t)
    return Entry(
        row.id,
        row.actor,
        f"{when:%d/%m/%Y %H:%M}",
        when.isoformat(timespec="seconds"),
        row.kind,
        row.action,
        field_changes(row.kind, row.before, row.after, t),
        quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…",
        "head" if row.kind == "head" else f"{row.kind}-{row.row_id}" if row.row_id else "",
        "" if row.state == "undo" else row.state,
        detail_of(row.kind, row.detail, t),
    )
