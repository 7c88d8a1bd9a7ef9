"""What was said of a task, told to a reader in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.review.follow_log import DISMISSED, EXTENSIONS, LISTS
from db.review.told import Told
from db.review.undoing import UNDO
from flows.review.language import Wording
from tasks.domain.row_fields import TASK_FIELDS, FieldType
from tasks.domain.typed import write_day


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a task for a reader: who and when, where it was said, and label, value before and after of each field."""

    told: str
    source: str
    fields: Sequence[tuple[str, str, str]]


def change_of(told: Told, when: str, t: Wording) -> Change:
    """One entry of a task's history; ``when`` by the office's clock."""

    def shown(name: str, value: object) -> str:
        if name in LISTS:
            return "; ".join(_LINES[name](one, t) for one in value) if isinstance(value, list) else ""
        words = str(value or "")
        if words and TASK_FIELDS[name].holds is FieldType.DAY:
            return write_day(date.fromisoformat(words))
        return t.of("task_state", words) if name == "state" else words

    changed = (name for name in (*TASK_FIELDS, *LISTS) if name in told.after)
    fields = [(t(f"board.{name}"), shown(name, told.before.get(name)), shown(name, told.after.get(name))) for name in changed]
    source = t("board.undone") if told.source == UNDO else t("board.source", source=told.source)
    return Change(t("board.changed_by", who=told.actor, when=when), source, fields)


def extension_words(one: Mapping[str, str], t: Wording) -> str:
    """An extension in a line."""
    day, issued = (write_day(date.fromisoformat(one[name])) for name in ("deadline_on", "issued_on"))
    return t("board.extended_by", day=day, symbol=one["symbol"], issued=issued)


def dismissed_words(one: Mapping[str, str | None], t: Wording) -> str:
    """A dismissed document in a line."""
    issued = one["issued_on"]
    named = one["symbol"] or one["document"] or ""
    return t("board.dismissed_one", symbol=named, day=write_day(date.fromisoformat(issued))) if issued else named


_LINES: Mapping[str, Callable[[Mapping[str, str], Wording], str]] = {EXTENSIONS: extension_words, DISMISSED: dismissed_words}
