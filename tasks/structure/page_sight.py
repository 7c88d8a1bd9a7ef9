"""What a page says about its place among the pages of a file: its number, a head, a foot, how it begins and how it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.lexicon import Lexicon
from tasks.domain.notice import CleanText
from tasks.domain.page import Line, RecognizedPage
from tasks.structure.attached import ATTACHED
from tasks.structure.dateline import find_dateline
from tasks.structure.phrases import ADDRESSEES, MOTTO, RECIPIENTS, begins_with, cut_national, is_whole_national, resembles
from tasks.structure.reference import read_reference
from tasks.structure.rows import Row, in_capitals, make_rows
from tasks.structure.runs import BODY_END
from tasks.structure.title import find_title
from tasks.text.furniture import printed_number

# A head fills at most the upper third of its page; lines of two columns are read one after the other.
_HEAD_SHARE = 0.35
_MOST_HEAD_LINES = 14
_LONGEST_FOOT_LINE = 60
# A line that names the country alone or beside the issuer; longer ones are sentences about it.
_LONGEST_HEAD_LINE = 120
# A line of text that reaches so far to the right is full: a sentence that stops on it may go on.
_FULL = 0.9
# An item that is not the first of its list.
_LATER_ITEM = re.compile(r"(?:[2-9]|[1-9]\d)[.)]\s|[b-eđ]\)\s|(?:II|III|IV|VI{0,3}|IX|X)\.\s|Điều (?:[2-9]|[1-9]\d)\.")
# Dots are to be filled in by hand: a form.
_DOTS = re.compile(r"[.…_]{3,}|…")
_LISTED = (",", ";", ":")
_WITHIN = re.compile(r"[\w\-–]$")


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a page says where it belongs.

    Attributes:
        number: of the page in the file, 1-based.
        printed: page number that is printed in a margin, None where none was read.
        head: whether the country's or the Party's name stands on top.
        issued: whether the head has a number or a day of its own, and nothing says that the page is attached to another document.
        opening: whether it has anything that a first page has on top: a number, a day, an addressee, the title of a type of document.
        foot: whether "Nơi nhận" stands on it.
        closed: whether a text ends on it: a foot, or the mark of the end.
        blank: whether nothing was read on it.
        within: whether it begins within a sentence.
        later_item: whether it begins with an item that is not the first of its list.
        open: whether it ends within a sentence or a list: with a comma or the like, or on a full line without a mark.
    """

    number: int
    printed: int | None = None
    head: bool = False
    issued: bool = False
    opening: bool = False
    foot: bool = False
    closed: bool = False
    blank: bool = False
    within: bool = False
    later_item: bool = False
    open: bool = False

    @property
    def first(self) -> bool:
        """Whether an issued document begins with it."""
        return self.head and self.issued and self.printed in (None, 1)


def sight_of(page: RecognizedPage, types: Lexicon) -> Sight:
    """What a page says.

    Args:
        page: its words.
        types: vocabulary of document types.
    """
    lines = [line for line in page.lines if _number(page, line) is None]
    top = [line.text for line in lines[:_MOST_HEAD_LINES] if line.bbox.center[1] < _HEAD_SHARE * page.height]
    numbers = (_number(page, line) for line in page.lines)
    foot = any(len(line.text) < _LONGEST_FOOT_LINE and begins_with(line.text, RECIPIENTS) for line in lines)
    first = next((line.text for line in lines if sum(map(str.isalpha, line.text)) > 2), "")
    attached = any(ATTACHED.match(text) for text in top)
    dated = any(_is_numbered(text, types) or _is_dated(text) for text in top if not _DOTS.search(text))
    titled = any(begins_with(text, ADDRESSEES) for text in top) or find_title(_rows(top), types) is not None
    return Sight(
        number=page.number,
        printed=next((number for number in numbers if number is not None), None),
        head=any(_is_national(text) for text in top),
        issued=dated and not attached,
        opening=not attached and (dated or titled),
        foot=foot,
        closed=foot or any(BODY_END.search(line.text) for line in lines),
        blank=not page.lines,
        within=first[:1].islower() and first[1:2] != ")",
        later_item=_LATER_ITEM.match(first) is not None,
        open=_is_open(lines),
    )


def _number(page: RecognizedPage, line: Line) -> int | None:
    return printed_number(page.width, page.height, line.bbox, line.text)


def _is_national(text: str) -> bool:
    """Whether the country's or the Party's name is printed as in a head, in capitals, or the motto."""
    if len(text) >= _LONGEST_HEAD_LINE:
        return False
    place = cut_national(text)
    named = text[slice(*place)] if place is not None else text
    return (place is not None or is_whole_national(text)) and (in_capitals(named) or resembles(named, MOTTO))


def _is_numbered(text: str, types: Lexicon) -> bool:
    """Whether a line is a number's with the letters behind it; the number itself may be left blank."""
    reference = read_reference(text, 0, types)
    return reference is not None and bool(reference.symbol or reference.organ)


def _is_dated(text: str) -> bool:
    return len(text) < _LONGEST_HEAD_LINE and find_dateline(text, 0) is not None


def _rows(texts: Sequence[str]) -> tuple[Row, ...]:
    return make_rows(CleanText.from_plain("\n".join(texts)))


def _is_open(lines: Sequence[Line]) -> bool:
    text = [line for line in lines if sum(map(str.isalpha, line.text)) > 2]
    if len(text) < 2:
        return False
    left, right = min(line.bbox.left for line in text), max(line.bbox.right for line in text)
    last = text[-1]
    if last.text.endswith(_LISTED):
        return True
    return last.bbox.right - left > _FULL * (right - left) and _WITHIN.search(last.text) is not None
