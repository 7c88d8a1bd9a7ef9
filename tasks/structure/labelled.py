"""The lines of a run that begin with an item's label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.notice import Change, CleanText
from tasks.domain.span import Span
from tasks.numbering.decode import Mark, decode
from tasks.numbering.line import LabelRow
from tasks.numbering.reading import read_labels
from tasks.structure.rows import Row, ends_sentence, in_capitals

# Rule of cleaning whose changes are guesses at labels: what it had before it counts, not the guess.
_LABEL_RULE = "label-order"
LONGEST_HEADING = 60
# A quoted provision is seldom longer; a quote that does not close within so many rows is a speck.
MOST_QUOTED_ROWS = 80
_QUOTES = '“"«'
_CLOSES = re.compile(r"[”\"»][.;,]{0,2}$")
_WORD_ALONE = re.compile(r"(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)$")
_NUMBER = re.compile(r"(?:\d{1,3}[a-zđ]?[.:]?|[IVX]{1,5}[.:]?|thứ \w+)(?:\s|$)")
_LABEL_ALONE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[IVX]{1,5}[.]|[a-zđ][).])$")


def find_marks(clean: CleanText, rows: Sequence[Row]) -> tuple[Mark, ...]:
    """The rows that begin with a label, what the label is, and the path of what is open with it."""
    changed = {change.span.start: change for change in clean.changes if change.applied}
    quoted = _quoted_rows(rows)
    return decode([_label_row(rows, i, changed.get(row.span.start), quoted=i in quoted) for i, row in enumerate(rows)])


def joined_labels(clean: CleanText, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a text without geometry, with a word or number that stands alone in front of what it labels joined to the next row.

    Texts taken from the web or a word processor break "Điều 1." and "2. Kết hợp ..." there; a printed page does not.
    """
    out: list[Row] = []
    for row in rows:
        before = out[-1] if out else None
        if before is not None and before.line.bbox is None and _is_torn(before.text, row.text):
            span = Span(before.span.start, row.span.end)
            out[-1] = replace(before, text=re.sub(r"\s", " ", span.of(clean.text)), span=span)
        else:
            out.append(row)
    return tuple(out)


def _is_torn(text: str, following: str) -> bool:
    if _WORD_ALONE.match(text):
        return _NUMBER.match(following) is not None
    return _LABEL_ALONE.match(text) is not None and following[:1].isupper() and not read_labels(following) and " " in following


def _quoted_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Rows of quoted passages ("sửa đổi khoản 3 như sau: “3. ...”"), from an opening quote behind a colon to the closing one."""
    quoted: set[int] = set()
    opened, depth = -1, 0
    for index, row in enumerate(rows):
        if depth <= 0 and index and row.starts and row.text.startswith(tuple(_QUOTES)) and rows[index - 1].text.rstrip().endswith(":"):
            opened, depth = index, 0
        elif depth <= 0 or index - opened > MOST_QUOTED_ROWS:
            depth = 0
            continue
        depth = _open_quotes(row.text, depth)
        if depth <= 0 and (index > opened or _CLOSES.search(row.text)):
            quoted.update(range(opened, index + 1))
    return frozenset(quoted)


def _open_quotes(text: str, depth: int) -> int:
    """How many quotes are open behind a line, ``depth`` before it; a straight quote closes where one is open."""
    for char in text:
        if char in "“«":
            depth += 1
        elif char in "”»":
            depth -= 1
        elif char == '"':
            depth += -1 if depth > 0 else 1
    return depth


def _label_row(rows: Sequence[Row], index: int, change: Change | None, *, quoted: bool) -> LabelRow:
    row = rows[index]
    before = rows[index - 1] if index else None
    return LabelRow(
        text=row.text,
        starts=row.starts,
        ended=before is None or row.blank_before or ends_sentence(before.text) or in_capitals(before.text),
        indent=row.line.indent,
        capitals=in_capitals(row.text.partition(" ")[2] or row.text),
        fresh=before is not None and _is_plain_heading(before),
        bullet=row.is_bullet,
        typed=row.line.bbox is None,
        quoted=quoted,
        before=change.before if change is not None and " " not in change.before else None,
        mended=change is not None and change.reason == _LABEL_RULE,
    )


def _is_plain_heading(row: Row) -> bool:
    """Whether a line may be a heading without a label, below which counting begins again."""
    return row.text.startswith("*") or (row.starts and in_capitals(row.text)) or (row.line.centered and len(row.text) < LONGEST_HEADING)
