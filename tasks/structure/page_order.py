"""Pages that lie in the file in another order than they were printed in: a stack fed face up, a sheet put back in the wrong place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.domain.page import PageNote, RecognizedPage
from tasks.structure.phrases import RECIPIENTS, begins_with, cut_national, is_national_line
from tasks.text.furniture import printed_number

# A head fills at most the upper third of its page; lines of two columns are read one after the other.
_HEAD_SHARE = 0.35
_MOST_HEAD_LINES = 14
_LONGEST_FOOT_LINE = 60
# An item that is not the first of its list.
_LATER_ITEM = re.compile(r"(?:[2-9]|[1-9]\d)[.)]\s|[b-eđ]\)\s|(?:II|III|IV|VI{0,3}|IX|X)\.\s|Điều (?:[2-9]|[1-9]\d)\.")


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a page says where it belongs.

    Attributes:
        number: of the page in the file, 1-based.
        printed: page number that is printed in a margin, None where none was read.
        head: whether the country's or the Party's name stands on top.
        foot: whether "Nơi nhận" stands on it.
        blank: whether nothing was read on it.
        midway: whether it begins within a sentence, or with an item that is not the first of its list.
    """

    number: int
    printed: int | None = None
    head: bool = False
    foot: bool = False
    blank: bool = False
    midway: bool = False


def in_order(pages: Sequence[RecognizedPage]) -> tuple[RecognizedPage, ...]:
    """The pages in the order in which they were printed, where their numbers, heads and feet surely tell it; else as they lie.

    The first page given carries a note where the order was changed, or where it looks wrong and what is right is not sure. Pages keep
    their numbers.
    """
    order, doubt = reading_order([sight_of(page) for page in pages])
    by_number = {page.number: page for page in pages}
    found = tuple(by_number[number] for number in order)
    if not doubt:
        return found
    return (replace(found[0], notes=(*found[0].notes, PageNote(doubt, _message(order)))), *found[1:])


def reading_order(sights: Sequence[Sight]) -> tuple[tuple[int, ...], str]:
    """Numbers of the pages in the order in which they are to be read, and the code of the doubt about it, "" where there is none."""
    given = tuple(sight.number for sight in sights)
    if len(sights) < 2 or not _is_disordered(sights):
        return given, ""
    for candidate in (tuple(reversed(sights)), _sorted(sights)):
        if candidate and _is_sure(candidate):
            return tuple(sight.number for sight in candidate), "pages-put-in-order"
    return given, "pages-out-of-order"


def sight_of(page: RecognizedPage) -> Sight:
    """What a page says."""
    top = [line.text for line in page.lines[:_MOST_HEAD_LINES] if line.bbox.center[1] < _HEAD_SHARE * page.height]
    numbers = (printed_number(page.width, page.height, line.bbox, line.text) for line in page.lines)
    return Sight(
        page.number,
        next((number for number in numbers if number is not None), None),
        any(is_national_line(text) or cut_national(text) is not None for text in top),
        any(len(line.text) < _LONGEST_FOOT_LINE and begins_with(line.text, RECIPIENTS) for line in page.lines),
        not page.lines,
        _begins_midway(page),
    )


def _begins_midway(page: RecognizedPage) -> bool:
    texts = (line.text for line in page.lines if printed_number(page.width, page.height, line.bbox, line.text) is None)
    first = next((text for text in texts if sum(c.isalpha() for c in text) > 2), "")
    return _LATER_ITEM.match(first) is not None or (first[:1].islower() and first[1:2] != ")")


def _is_disordered(sights: Sequence[Sight]) -> bool:
    """Whether the pages cannot lie as they were printed.

    The file begins with a page that bears a later number, or with a foot without a head, while a head follows; or it begins within a
    sentence or a list, which a file without its first page does too; or its only head is on the last page, which has no foot; or its
    numbers are those from 2 to the last, once each, and do not rise. Numbers that leave some out, repeat or begin again are no sign:
    annexes do that.
    """
    shown = [sight for sight in sights if not sight.blank]
    if not shown:
        return False
    first, later = shown[0], shown[1:]
    if first.midway and not first.head:
        return True
    begins_late = not first.head and ((first.printed or 0) > 1 or first.foot)
    if begins_late and any(sight.head and (sight.printed or 1) == 1 for sight in later):
        return True
    if later and later[-1].head and not later[-1].foot and sum(sight.head for sight in shown) == 1:
        return True
    numbers = [sight.printed for sight in shown if not sight.head]
    return _is_whole(shown) and numbers != sorted(numbers, key=lambda number: number or 0)


def _is_whole(shown: Sequence[Sight]) -> bool:
    """Whether one page has a head, and the others bear the numbers from 2 to the last, once each."""
    numbers = Counter(sight.printed for sight in shown if not sight.head)
    return sum(sight.head for sight in shown) == 1 and numbers == Counter(range(2, len(shown) + 1))


def _sorted(sights: Sequence[Sight]) -> tuple[Sight, ...]:
    """The pages by their numbers, blank ones behind the rest; none where the numbers do not place every page."""
    shown = [sight for sight in sights if not sight.blank]
    if not _is_whole(shown):
        return ()
    placed = sorted(shown, key=lambda sight: 1 if sight.head else sight.printed or 0)
    return (*placed, *(sight for sight in sights if sight.blank))


def _is_sure(sights: Sequence[Sight]) -> bool:
    """Whether an order is confirmed page by page: each begins with a head, bears the next number, or is last and ends with the foot."""
    shown = [sight for sight in sights if not sight.blank]
    expected = 1
    for index, sight in enumerate(shown):
        last = index + 1 == len(shown) or (shown[index + 1].head and (shown[index + 1].printed or 1) == 1)
        if sight.head and sight.printed in (None, 1):
            expected = 2
        elif index and (sight.printed == expected or (sight.printed is None and sight.foot and last)):
            expected += 1
        else:
            return False
    return bool(shown)


def _message(order: Sequence[int]) -> str:
    return f"Pages of the file in the order in which they were read: {', '.join(map(str, order))}."
