"""Printed lines as rows to reason about: their text, how far they reach, and where a paragraph begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tasks.domain.notice import CleanText, TextLine
from tasks.domain.span import Span
from tasks.vietnamese.joining import leads_on

# A line is ragged when the next line's first word would have fitted into this share of the usual width: then the paragraph ended there.
# Characters are not equally wide, so that a count of them says less than a measured width.
RAGGED_SHARE = 0.90
RAGGED_SHARE_OF_CHARACTERS = 0.80
TERMINAL = re.compile(r"[.:;!?…][\"”’')\]/]{0,3}$|[”\"')\]]$|\./\.?$")
# Items that follow the end of another, from which a plain text's habit is read, and the share of them with an empty line in front:
# in 222 of 224 official texts and 43 of 46 transcripts it is .8 and more, in the others .5 and less.
LEAST_ITEMS = 3
LEAST_SPACED = 0.8
# In text heights: the lines of one paragraph begin at the same place but for the recogniser's jitter.
SAME_INDENT = 0.5
# A speck behind the end of a line is read as a mark of its own.
_TRAILING_SPECK = re.compile(r"(?<=[.;:!?])\s[^\w\s]{1,2}$")
_ITEM = re.compile(r"(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|Điều \d)")
_LETTERED = re.compile(r"[a-zđ][.)]\s")
BULLET = re.compile(r"^[-–—+•*·]\s?\S")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line of the notice.

    Attributes:
        text: without the line break.
        span: in the clean text.
        line: the line with its geometry.
        first_on_page: whether a page begins with it.
        blank_before: whether an empty line stands before it.
        starts: whether a paragraph begins with it.
        ragged: whether the line before it ended although more would have fitted.
    """

    text: str
    span: Span
    line: TextLine
    first_on_page: bool
    blank_before: bool
    starts: bool
    ragged: bool

    @property
    def is_bullet(self) -> bool:
        """Whether it begins with a bullet mark."""
        return BULLET.match(self.text) is not None

    @property
    def in_table(self) -> bool:
        """Whether it stands in a cell of a table."""
        return self.line.cell is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends like a sentence, a list item or a heading with a colon."""
    return TERMINAL.search(_TRAILING_SPECK.sub("", text.rstrip())) is not None


def capital_share(text: str) -> float:
    """Share of capitals among the letters, 0 for a text without letters."""
    letters = sum(map(str.isalpha, text))
    return sum(map(str.isupper, text)) / letters if letters else 0.0


@lru_cache(maxsize=8192)
def in_capitals(text: str) -> bool:
    """Whether a line is printed in capitals; a letter or two misread are forgiven."""
    return sum(map(str.isalpha, text)) >= 2 and capital_share(text) >= 0.8


def usual_width(texts: list[str]) -> int:
    """Number of characters of a full line: the 80th percentile of the lines' lengths."""
    lengths = sorted(len(t) for t in texts)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def ended_early(before: TextLine, text_before: str, following: str, width: int) -> bool:
    """Whether a line stopped although the next word would have fitted, which ends a paragraph."""
    first_word = following.split(" ", 1)[0]
    if before.fill is not None:
        per_character = before.fill / max(1, len(text_before))
        return before.fill + (1 + len(first_word)) * per_character < RAGGED_SHARE
    return len(text_before) + 1 + len(first_word) < RAGGED_SHARE_OF_CHARACTERS * width


def make_rows(clean: CleanText) -> tuple[Row, ...]:
    """The lines of a notice in reading order, each with where it stands in its paragraph."""
    width = usual_width([line.span.of(clean.text) for line in clean.lines if line.cell is None])
    spaced = _separates_paragraphs(clean)
    rows: list[Row] = []
    for index, line in enumerate(clean.lines):
        text = line.span.of(clean.text)
        before = clean.lines[index - 1] if index else None
        first_on_page = before is None or before.page != line.page
        text_before = before.span.of(clean.text) if before else ""
        gap = clean.text[before.span.end : line.span.start] if before else "\n\n"
        blank_before = gap.count("\n") > 1
        ragged = before is None or ended_early(before, text_before, text, width)
        if spaced and not blank_before and not first_on_page and not ends_sentence(text_before) and not in_capitals(text_before):
            ragged = False
        starts = _starts(line, text, text_before, ragged=ragged, first=before is None, first_on_page=first_on_page)
        starts = starts and not (rows and not blank_before and _is_wrapped_dash(rows[-1], line, text))
        rows.append(Row(text, line.span, line, first_on_page, blank_before, starts, ragged))
    return tuple(rows)


def _separates_paragraphs(clean: CleanText) -> bool:
    """Whether a text without geometry has an empty line behind nearly every paragraph: then a short line alone ends none."""
    if any(line.bbox is not None for line in clean.lines):
        return False
    labelled = [b for a, b in pairwise(clean.lines) if a.page == b.page and _is_next_item(a.span.of(clean.text), b.span.of(clean.text))]
    return len(labelled) >= LEAST_ITEMS and sum(line.starts_paragraph for line in labelled) >= LEAST_SPACED * len(labelled)


def _is_next_item(before: str, text: str) -> bool:
    return before.endswith((".", ";")) and _ITEM.match(text) is not None


def _is_wrapped_dash(before: Row, line: TextLine, text: str) -> bool:
    """Whether a dash in front of a line goes on with a sentence ("thương mại / - xã hội", "2026 / - 2030") instead of beginning an item."""
    if BULLET.match(text) is None or ends_sentence(before.text):
        return False
    if not text.lstrip("-–—+•*· ")[:1].isupper():
        return True
    if before.starts or line.indent is None or before.line.indent is None:
        return False
    return abs(line.indent - before.line.indent) < SAME_INDENT


def _starts(line: TextLine, text: str, text_before: str, *, ragged: bool, first: bool, first_on_page: bool) -> bool:
    if first:
        return True
    if line.cell is not None:
        return line.starts_paragraph
    opens = text[:1].isupper() or text[:1] in '“"(' or BULLET.match(text) is not None or text[:1].isdigit()
    ended = ends_sentence(text_before) or (ragged and not leads_on(text_before))
    if first_on_page and line.bbox is None:
        # A page break says nothing about paragraphs; a sentence that runs on does not begin one.
        return ended and (opens or BULLET.match(text) is not None)
    if line.starts_paragraph:
        return ended or opens or _LETTERED.match(text) is not None
    return ended and opens and ragged
