"""Pages that were read into rubbish: upside down, mirrored, in another writing, or a picture taken for letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.domain.doubt import severity_of
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue
from tasks.domain.page import PageSource, RecognizedPage
from tasks.domain.span import Span
from tasks.vietnamese.syllable import syllable_share

_READABLE, _LEAST_WORDS = 0.45, 15
"""Share of Vietnamese syllables. Measured on 194 pages of 51 real scans: two lowest .72 and .74, half of all above .98; two pages of them
turned upside down have .32 and .34, English text has .3."""
_FEWEST_WORDS = 3
_STRIPPED = ".,;:()\"'/-–…"


def unread_pages(pages: Sequence[RecognizedPage]) -> Iterator[Issue]:
    """A doubt for each page that was read and whose words are no Vietnamese, and for each with ink and hardly a word."""
    for page in pages:
        words = [word.text for line in page.lines for word in line.words]
        if page.source is PageSource.OCR and len(words) < _FEWEST_WORDS:
            yield _issue("page-without-words", page.number, f"{len(words)} words were read on page {page.number}, which is not blank.")
        elif is_rubbish(words):
            yield _issue("page-unreadable", page.number, f"What was read on page {page.number} is no Vietnamese.")


def rubbish_spans(clean: CleanText) -> tuple[Span, ...]:
    """Where the words of pages stand that are no Vietnamese; nothing is to be found there. Only of text with geometry."""
    by_page: dict[int, list[Span]] = {}
    for word in clean.words:
        by_page.setdefault(word.page, []).append(word.span)
    return tuple(Span(spans[0].start, spans[-1].end) for spans in by_page.values() if is_rubbish([span.of(clean.text) for span in spans]))


def is_rubbish(words: Sequence[str]) -> bool:
    """Whether words are many enough to judge, and too few of them Vietnamese; figures and signs are not counted."""
    bare = (word.strip(_STRIPPED) for word in words)
    plain = [word for word in bare if len(word) > 1 and word.isalpha()]
    return len(plain) >= _LEAST_WORDS and syllable_share(plain) < _READABLE


def _issue(code: str, page: int, message: str) -> Issue:
    return Issue(code, severity_of(code), message, page, kind="page")
