"""Pages of a few lines, for tests of what a page says about its place."""

from __future__ import annotations

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageSource, RecognizedPage, Word

WIDTH, HEIGHT = 1000, 1400
LEFT, LETTER = 100, 10


def line(text, top, left=LEFT):
    words = []
    for word in text.split():
        words.append(Word(word, BBox(left, top, left + LETTER * len(word), top + 30), 95.0))
        left += LETTER * (len(word) + 1)
    return Line(tuple(words))


def page(number, *lines):
    """A page of (text, top) or (text, top, left)."""
    return RecognizedPage(number, WIDTH, HEIGHT, 120, PageSource.OCR, tuple(line(*one) for one in lines))
