"""A file's text cut at its pages: what stands on some of them, as if they were the whole file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from tasks.domain.errors import InvariantError
from tasks.domain.notice import Change, CleanText, PlacedWord, TextLine
from tasks.domain.outcome import Issue
from tasks.domain.span import OffsetMap, Span
from tasks.text.clean import CleanedNotice

# Remarks on the file as a whole, which hold for each of its notices.
_OF_ALL = frozenset({"restored-text"})
_PAGE_BREAK = "\f"
P = TypeVar("P", TextLine, PlacedWord, Change)


def pages_of(cleaned: CleanedNotice) -> tuple[int, ...]:
    """Numbers (1-based) of the file's pages in the order in which they were read."""
    return cleaned.pages or tuple(range(1, cleaned.clean.text.count(_PAGE_BREAK) + 2))


def portion(cleaned: CleanedNotice, pages: Sequence[int]) -> CleanedNotice:
    """The text of some pages that follow each other, with everything that points into it; the pages keep their numbers.

    ``clean.text`` is a run of the file's, so that every word, line, change and doubt has the place on its page that it had. The whole
    file is its own portion.

    Raises:
        InvariantError: the pages do not follow each other in the order in which the file was read.
    """
    all_pages = pages_of(cleaned)
    if tuple(pages) == all_pages:
        return cleaned
    first = all_pages.index(pages[0]) if pages and pages[0] in all_pages else -1
    if first < 0 or all_pages[first : first + len(pages)] != tuple(pages):
        raise InvariantError(f"The pages {list(pages)} do not follow each other in the file.", "Please report this.")
    here, there = (_extent(text, first, len(pages)) for text in (cleaned.clean.text, cleaned.raw))
    return CleanedNotice(
        raw=there.of(cleaned.raw),
        clean=_of_text(cleaned.clean, here, pages),
        to_raw=_of_map(cleaned.to_raw, here, there),
        issues=tuple(i for i in (_of_issue(issue, here, pages, is_first=not first) for issue in cleaned.issues) if i is not None),
        stamps=_stamps(cleaned, pages, is_first=not first),
        restored=tuple(page for page in cleaned.restored if page in pages),
        written=tuple(note for note, page in zip(cleaned.written, cleaned.written_on, strict=False) if page in pages),
        written_on=tuple(page for page in cleaned.written_on if page in pages),
        pages=tuple(pages),
        printed=tuple((page, number) for page, number in cleaned.printed if page in pages),
        stamped=tuple(page for page in cleaned.stamped if page in pages),
        corrected=tuple(
            replace(line, span=line.span.shifted(-here.start) if line.span else None) for line in cleaned.corrected if line.page in pages
        ),
    )


def _extent(text: str, first: int, count: int) -> Span:
    """Where in a text so many pages stand, the page breaks around them left out."""
    breaks = [-1, *(found.start() for found in re.finditer(_PAGE_BREAK, text)), len(text)]
    return Span(breaks[first] + 1, breaks[first + count])


def _of_text(clean: CleanText, here: Span, pages: Sequence[int]) -> CleanText:
    by = -here.start
    return CleanText(
        here.of(clean.text),
        tuple(replace(line, span=line.span.shifted(by)) for line in _within(clean.lines, here)),
        tuple(replace(word, span=word.span.shifted(by)) for word in _within(clean.words, here)),
        tuple(replace(change, span=change.span.shifted(by)) for change in _within(clean.changes, here)),
        tuple((page, grid) for page, grid in clean.grids if page in pages),
    )


def _within(placed: Sequence[P], here: Span) -> Sequence[P]:
    """Those that begin in a range; their spans ascend, and none crosses a page break."""
    first = bisect_left(placed, here.start, key=lambda one: one.span.start)
    return placed[first : bisect_left(placed, here.end, lo=first, key=lambda one: one.span.start)]


def _of_map(to_raw: OffsetMap, here: Span, there: Span) -> OffsetMap:
    """The part of the map that begins in ``here``; white space at its ends may have been made from more than ``there``."""
    out: list[tuple[int, int, int, int]] = []
    first = max(0, bisect_right(to_raw.segments, here.start, key=lambda segment: segment[0]) - 1)
    last = bisect_left(to_raw.segments, here.end, key=lambda segment: segment[0])
    for start, end, old_start, old_end in to_raw.segments[first:last]:
        low, high = max(start, here.start), min(end, here.end)
        if low >= high:
            continue
        old = (old_start + low - start, old_start + high - start) if end - start == old_end - old_start else (old_start, old_end)
        left, right = (min(max(point, there.start), there.end) - there.start for point in old)
        out.append((low - here.start, high - here.start, left, right))
    return OffsetMap(tuple(out))


def _of_issue(issue: Issue, here: Span, pages: Sequence[int], *, is_first: bool) -> Issue | None:
    """A doubt as the portion has it, None where it is about another page."""
    if issue.code in _OF_ALL:
        return replace(issue, page=pages[0])
    if issue.span is not None:
        return replace(issue, span=issue.span.shifted(-here.start)) if here.contains(issue.span) else None
    return issue if (issue.page in pages if issue.page is not None else is_first) else None


def _stamps(cleaned: CleanedNotice, pages: Sequence[int], *, is_first: bool) -> tuple[str, ...]:
    """Stamps on the pages; where a reading from before pages were kept does not say which, they are the first notice's."""
    if not cleaned.stamped:
        return cleaned.stamps if is_first else ()
    return tuple(stamp for stamp, page in zip(cleaned.stamps, cleaned.stamped, strict=True) if page in pages)
