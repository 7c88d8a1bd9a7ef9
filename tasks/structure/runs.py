"""What a file holds behind the notice's own body: annexes, documents put into force or forwarded, lists and forms, further notices.

A run begins at an annex' label, at the head of another document (the country's name), at the title of a document or list in capitals, or at
a new page behind a signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tasks.domain.lexicon import Vocabulary
from tasks.numbering.reading import read_labels
from tasks.structure.annex import read_annex_label
from tasks.structure.issuer import begins_body
from tasks.structure.phrases import MOTTO, RECIPIENTS, begins_with, is_national_line, resembles
from tasks.structure.rows import Row, in_capitals
from tasks.structure.title import find_title

# A head of two columns, read left column first: so many lines may stand above the country's name.
MOST_HEAD_ROWS_ABOVE = 9
# The title of a document with a head of its own stands within so many lines.
MOST_ROWS_TO_TITLE = 16
LONGEST_TITLE_LINE = 90
# Lines of a foot, from "Nơi nhận" to the name.
MOST_FOOT_ROWS = 40
LONGEST_LABEL_LINE = 60
BODY_END = re.compile(r"\./\.?\W{0,2}$|\.\s?/\s?\.$")


class Kind(Enum):
    """What begins a run."""

    ANNEX = "annex"
    HEAD = "head"
    TITLE = "title"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a run begins, and with what."""

    row: int
    kind: Kind


def find_openings(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Opening, ...]:
    """The places where a run may begin, in order; a title that belongs to a head or to an annex' label opens nothing of its own."""
    title = re.compile(vocabulary.cues.alternation("section-attachment"))
    found: list[Opening] = []
    # Rows behind which a title may open a document: the end of a body, a foot.
    ended = -1
    for index, row in enumerate(rows):
        if BODY_END.search(row.text) or (len(row.text) < LONGEST_LABEL_LINE and begins_with(row.text, RECIPIENTS)):
            ended = index
        last = found[-1] if found else None
        since = last.row if last else -1
        if read_annex_label(row, vocabulary.cues) is not None:
            found.append(Opening(index, Kind.ANNEX))
        elif _is_country(row) and not (last and last.kind is Kind.HEAD and index - since < MOST_HEAD_ROWS_ABOVE + 3):
            found.append(Opening(_head_start(rows, index, vocabulary, since + 1), Kind.HEAD))
        elif _may_open(row, index, ended, since) and _is_title(rows, index, title, vocabulary) and not _belongs(rows, last, index):
            found.append(Opening(index, Kind.TITLE))
    return tuple(found)


def _may_open(row: Row, index: int, ended: int, since: int) -> bool:
    """Whether a document's title may stand here: on top of a page, behind the end of a body or a foot, or at the beginning."""
    at_the_beginning = since < 0 and index <= MOST_ROWS_TO_TITLE
    return row.first_on_page or at_the_beginning or (ended > since and index - ended <= MOST_FOOT_ROWS)


def _is_country(row: Row) -> bool:
    if in_capitals(row.text):
        return len(row.text) <= LONGEST_TITLE_LINE and is_national_line(row.text)
    return abs(len(row.text) - len(MOTTO)) <= len(MOTTO) // 2 and resembles(row.text, MOTTO)


def _head_start(rows: Sequence[Row], index: int, vocabulary: Vocabulary, least: int) -> int:
    """The first line of the head around the country's name: the first of its page, or of the issuer above it."""
    above = range(index, max(least, index - MOST_HEAD_ROWS_ABOVE) - 1, -1)
    page = next((i for i in above if rows[i].first_on_page), None)
    if page is not None:
        return page
    issuers = [i for i in above if in_capitals(rows[i].text) and begins_body(rows[i].text, vocabulary)]
    return min(issuers, default=index)


def _is_title(rows: Sequence[Row], index: int, title: re.Pattern[str], vocabulary: Vocabulary) -> bool:
    """Whether a line in capitals names a document or a list, free of the text around it."""
    row = rows[index]
    if not in_capitals(row.text) or len(row.text) > LONGEST_TITLE_LINE or row.is_bullet or row.text.rstrip().endswith(":"):
        return False
    free = row.first_on_page or row.blank_before or row.line.centered
    if not free or read_labels(row.text):
        return False
    return title.match(row.text) is not None or find_title(rows[index : index + 1], vocabulary.document_types) is not None


def _belongs(rows: Sequence[Row], last: Opening | None, index: int) -> bool:
    """Whether the title at ``index`` is the one that the run opened at ``last`` has not had yet."""
    if last is None:
        return False
    if last.kind is Kind.TITLE:
        # The second line of a title in capitals.
        return index - last.row <= 2
    nearest = MOST_ROWS_TO_TITLE if last.kind is Kind.HEAD else 4
    return index - last.row <= nearest and not any(read_labels(r.text) and r.starts for r in rows[last.row + 1 : index])
