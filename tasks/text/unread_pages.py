"""Pages that were read into rubbish: upside down, mirrored, in another writing, or a picture taken for letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.domain.doubt import severity_of
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue
from tasks.domain.page import PageSource, RecognizedPage
from tasks.domain.span import Span
from tasks.vietnamese.readable import is_rubbish

_FEWEST_WORDS = 3


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


def _issue(code: str, page: int, message: str) -> Issue:
    return Issue(code, severity_of(code), message, page, kind="page")
