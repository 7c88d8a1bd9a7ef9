"""The lines of a run that begin with an item's label."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.domain.notice import Change, CleanText
from tasks.numbering.decode import LabelRow, Mark, decode
from tasks.structure.rows import Row, ends_sentence, in_capitals

# Rule of cleaning whose changes are guesses at labels: what it had before it counts, not the guess.
_LABEL_RULE = "label-order"


def find_marks(clean: CleanText, rows: Sequence[Row]) -> tuple[Mark, ...]:
    """The rows that begin with a label, what the label is, and the path of what is open with it."""
    changed = {change.span.start: change for change in clean.changes if change.applied}
    return decode([_label_row(rows, index, changed.get(row.span.start)) for index, row in enumerate(rows)])


def _label_row(rows: Sequence[Row], index: int, change: Change | None) -> LabelRow:
    row = rows[index]
    before = rows[index - 1] if index else None
    capitals = in_capitals(row.text.partition(" ")[2] or row.text)
    ended = before is None or row.blank_before or ends_sentence(before.text) or in_capitals(before.text) or (row.ragged and row.starts)
    return LabelRow(
        text=row.text,
        starts=row.starts,
        ended=ended,
        indent=row.line.indent,
        capitals=capitals,
        fresh=before is not None and _is_plain_heading(before),
        bullet=row.is_bullet,
        before=change.before if change is not None and " " not in change.before else None,
        mended=change is not None and change.reason == _LABEL_RULE,
    )


def _is_plain_heading(row: Row) -> bool:
    """Whether a line may be a heading without a label, below which counting begins again."""
    return row.text.startswith("*") or (row.starts and in_capitals(row.text)) or (row.line.centered and len(row.text) < 60)
