"""Pages for the tests of this room: lines of words set as a recogniser would report them."""

from __future__ import annotations

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, PageSource, RecognizedPage, Word

LEFT, RIGHT, WIDTH, HEIGHT = 300, 2250, 2480, 3508
LETTER, TALL = 26, 44


def set_line(text, top, left=LEFT, confidence=96.0, column=Column.FULL):
    """One line; the words have their length's share of the width."""
    words, x = [], left
    for text_word in text.split():
        width = LETTER * len(text_word)
        words.append(Word(text_word, BBox(x, top, x + width, top + TALL), confidence))
        x += width + LETTER // 2
    return Line(tuple(words), column)


def justify(line, right=RIGHT):
    """The line with its last word moved to the right margin."""
    last = line.words[-1]
    moved = Word(last.text, BBox(right - last.bbox.width, last.bbox.top, right, last.bbox.bottom), last.confidence)
    return Line((*line.words[:-1], moved), line.column)


def set_page(lines, number=1, notes=()):
    return RecognizedPage(number, WIDTH, HEIGHT, 300, PageSource.OCR, tuple(lines), notes=tuple(notes))


def body(*texts, number=1, confidence=96.0, indent=120):
    """A page of full lines; a text that begins with ">" starts a paragraph, one that ends with "<" ends it short."""
    lines = []
    for row, text in enumerate(texts):
        bare = text.strip("<>").strip()
        line = set_line(bare, 500 + 80 * row, LEFT + indent * text.startswith(">"), confidence)
        lines.append(line if text.endswith("<") else justify(line))
    return set_page(lines, number)
