"""Lines of a readable page of which much was not read: a watermark or a stamp lies across them, or the ink is too poor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.domain.doubt import severity_of
from tasks.domain.geometry import Region
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.outcome import Issue
from tasks.domain.page import Column
from tasks.vietnamese.plausible import is_plausible_word

# Words of a line in running text, and those of them that are neither Vietnamese nor figures nor read with certainty. Of 5100 such lines on
# 51 real scans six have as many, all of them spoiled.
_FEWEST_WORDS, _FEWEST_ODD, _ODD_SHARE, _UNSURE = 6, 3, 0.15, 80.0
_QUOTED = 80


def garbled_lines(clean: CleanText) -> Iterator[Issue]:
    """A doubt for each such line; none for lines of tables, heads and columns, which are short."""
    for line in clean.lines:
        if line.column is Column.FULL and line.cell is None and _is_garbled(clean, clean.words_in(line.span)):
            yield _issue(clean, line)


def _is_garbled(clean: CleanText, words: Sequence[PlacedWord]) -> bool:
    odd = sum(not is_plausible_word(word.span.of(clean.text)) for word in words if word.confidence < _UNSURE)
    return len(words) >= _FEWEST_WORDS and odd >= max(_FEWEST_ODD, _ODD_SHARE * len(words))


def _issue(clean: CleanText, line: TextLine) -> Issue:
    message = f"Words of a line were not read; the recogniser saw “{line.span.of(clean.text)[:_QUOTED]}”."
    regions = (Region(line.page, line.bbox),) if line.bbox else ()
    return Issue("ink-unread", severity_of("ink-unread"), message, line.page, line.span, regions, kind="page")
