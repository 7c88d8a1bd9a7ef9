"""Where the body begins, when the head's own lines do not say it: a list of addressees that goes on, a title that a stamp hides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.domain.lexicon import Vocabulary
from tasks.domain.page import Column
from tasks.numbering.reading import read_labels
from tasks.structure.dateline import find_dateline
from tasks.structure.phrases import ADDRESSEES, bare, begins_with, is_national_line
from tasks.structure.rows import Row, ends_sentence, in_capitals

# A clause of the preamble fills most of a line; names in a list of addressees do not.
LEAST_CLAUSE = 45
# So many lines may stand between what is surely the head and the first line of the body.
MOST_LIST_ROWS = 40
# "Căn cứ" with the kind of what is cited, without accents.
_BASIS = re.compile(r"CANCU(?:LUAT|NGHI|QUYET|THONG|CONG|CHI|KE|KET|HIEN|DIEU|TO|VAN|CHUONG|BO|Y|PHAP)")
# In text heights: what stands further in is no paragraph of the body but a centred list.
_FAR_IN = 7.0


def find_body(rows: Sequence[Row], head_end: int, vocabulary: Vocabulary) -> int:
    """Index of the first row of the body; ``head_end`` is what the head's fields reach to, and the answer where nothing contradicts it."""
    opening = re.compile(vocabulary.cues.alternation("head-body-opening"))
    earlier = _clause_before(rows, head_end, opening)
    if earlier is not None:
        return earlier
    if head_end and head_end < len(rows) and _goes_on(rows, head_end):
        return _first_clause(rows, head_end, opening)
    return head_end


def _clause_before(rows: Sequence[Row], head_end: int, opening: re.Pattern[str]) -> int | None:
    """A first clause of the preamble that was taken into the head: "Căn cứ ..." anywhere, any opening behind the addressees."""
    addressed = next((i for i, r in enumerate(rows[:head_end]) if begins_with(r.text, ADDRESSEES)), head_end)
    for index in range(1, head_end):
        row = rows[index]
        if len(row.text) < LEAST_CLAUSE // 2 or row.line.column is not Column.FULL:
            continue
        if _BASIS.match(bare(row.text[:20])) and not in_capitals(row.text):
            return index
        if not row.starts:
            continue
        if index > addressed and len(row.text) >= LEAST_CLAUSE and opening.match(row.text) and not begins_with(row.text, ADDRESSEES):
            return index
    return None


def _goes_on(rows: Sequence[Row], index: int) -> bool:
    """Whether the head goes on at a row: with an addressee, a remark on them, the date, or a title."""
    row = rows[index]
    if row.is_bullet or row.text.startswith("(") or is_national_line(row.text) or find_dateline(row.text, 0):
        return True
    if in_capitals(row.text) and not read_labels(row.text) and not row.text.rstrip().endswith(":"):
        return True
    if _far_in(row) and begins_with(rows[index - 1].text, ADDRESSEES):
        return True
    # A name of the list that was cut at a line's end.
    listed = any(r.is_bullet for r in rows[max(0, index - 6) : index]) and any(r.is_bullet for r in rows[index : index + 4])
    return listed and len(row.text) < LEAST_CLAUSE and any(begins_with(r.text, ADDRESSEES) for r in rows[:index])


def _first_clause(rows: Sequence[Row], start: int, opening: re.Pattern[str]) -> int:
    for index in range(start, min(len(rows), start + MOST_LIST_ROWS)):
        row = rows[index]
        comes_out = index > start and _far_in(rows[index - 1]) and not _far_in(row)
        if row.is_bullet or not (row.starts or row.blank_before or index == start or comes_out):
            continue
        if opening.match(row.text) and not begins_with(row.text, ADDRESSEES) and not row.line.centered:
            return index
        if index > start and row.starts and any(label.cost == 0 for label in read_labels(row.text)):
            return index
        ended = index > start and (ends_sentence(rows[index - 1].text) or in_capitals(rows[index - 1].text) or row.blank_before)
        if (
            ended
            and not _far_in(row)
            and len(row.text) >= LEAST_CLAUSE
            and not row.text.rstrip().endswith(";")
            and not in_capitals(row.text)
        ):
            return index
    return start


def _far_in(row: Row) -> bool:
    return row.line.indent is not None and row.line.indent > _FAR_IN
