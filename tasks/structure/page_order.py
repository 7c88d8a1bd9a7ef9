"""Pages that lie in the file in another order than they were printed in: a stack fed face up, a sheet put back in the wrong place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.domain.lexicon import Lexicon
from tasks.domain.page import PageNote, RecognizedPage
from tasks.structure.page_sight import Sight, sight_of


def in_order(pages: Sequence[RecognizedPage], types: Lexicon) -> tuple[RecognizedPage, ...]:
    """The pages in the order in which they were printed, where they surely tell it themselves; else as they lie.

    The first page given carries a note where the order was changed, or where it looks wrong and what is right is not sure. Pages keep
    their numbers.

    Args:
        pages: as they lie in the file.
        types: vocabulary of document types.
    """
    order, doubt = reading_order([sight_of(page, types) for page in pages])
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
        if candidate and _is_sure(candidate) and not _is_disordered(candidate):
            return tuple(sight.number for sight in candidate), "pages-put-in-order"
    return given, "pages-out-of-order"


def _is_disordered(sights: Sequence[Sight]) -> bool:
    """Whether the pages cannot lie as they were printed, or some are missing.

    The file does not begin like a document, or a document begins where the one before it stopped within a sentence, or its only head is
    on the last page, which has no foot, or its numbers are those from 2 to the last, once each, and do not rise. Numbers that leave some
    out, repeat or begin again are no sign: annexes do that.
    """
    shown = [sight for sight in sights if not sight.blank]
    if not shown:
        return False
    if _begins_amiss(shown[0], shown[1:]) or _is_broken_off(shown):
        return True
    last = shown[-1]
    if len(shown) > 1 and last.head and not last.foot and sum(sight.head for sight in shown) == 1:
        return True
    numbers = [sight.printed for sight in shown if not sight.head]
    return _is_whole(shown) and numbers != sorted(numbers, key=lambda number: number or 0)


def _begins_amiss(first: Sight, later: Sequence[Sight]) -> bool:
    """Whether a first page is none.

    It begins within a sentence or a list; or bears a later number or a foot, while a head follows; or has nothing that a first page has,
    while a later one begins an issued document or the last one has some of it.
    """
    if first.head:
        return False
    if first.within or first.later_item:
        return True
    late = (first.printed or 0) > 1 or (first.foot and not first.opening)
    if late and any(sight.head and (sight.printed or 1) == 1 for sight in later):
        return True
    return not first.opening and bool(later) and (later[-1].opening or any(sight.first for sight in later))


def _is_broken_off(shown: Sequence[Sight]) -> bool:
    """Whether an issued document begins behind one that has no end, and whose last line stops within a sentence."""
    closed = False
    for sight, following in pairwise(shown):
        closed = sight.closed or (closed and not sight.first)
        if following.first and sight.open and not closed:
            return True
    return False


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
    """Whether an order is confirmed page by page.

    Each begins with a head, bears the next number, goes on within the sentence in which the one before stopped, or is last and ends with
    the foot; and the last one is no first page that stops within a sentence.
    """
    shown = [sight for sight in sights if not sight.blank]
    if shown and shown[-1].head and shown[-1].open and not shown[-1].closed:
        return False
    expected = 1
    before: Sight | None = None
    for index, sight in enumerate(shown):
        last = index + 1 == len(shown) or (shown[index + 1].head and (shown[index + 1].printed or 1) == 1)
        if sight.head and sight.printed in (None, 1):
            expected = 2
        elif before is not None and (
            sight.printed == expected or (sight.printed is None and (_goes_on(before, sight) or (sight.foot and last)))
        ):
            expected += 1
        else:
            return False
        before = sight
    return bool(shown)


def _goes_on(before: Sight, sight: Sight) -> bool:
    return before.open and not before.closed and sight.within


def _message(order: Sequence[int]) -> str:
    return f"Pages of the file in the order in which they were read: {', '.join(map(str, order))}."
