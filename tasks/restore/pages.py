"""A restored text as recognised pages, so that cleaning, segmenting and extracting run on it as on a scan.

There is no picture, so the boxes are those of a virtual page: A4 at ``DPI``, one line of the text to a printed line. Where the input parts
its paragraphs by empty lines, lines inside a paragraph reach the right margin, its first line is indented and a gap stands above it, which
is what the cleaning step looks for; else a line reaches as far as its number of characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageNote, PageSource, RecognizedPage, Word
from tasks.restore.heads import head_order
from tasks.restore.judge import Treatment
from tasks.restore.restored import Restored, RestoredLine, RestoredPage

DPI = 100
WIDTH, HEIGHT = 827, 1169
_LEFT, _RIGHT = 118, 768
_TOP, _BOTTOM = 140, 1090
_WORD_HEIGHT = 12
_LEAST_PITCH, _USUAL_PITCH = 14, 20
# Height of an empty line in lines: together with the line itself more than the gap that begins a paragraph.
_GAP = 0.7
_FIRST_INDENT = 30
_CLOSES = (".", ";", ":", "!", "?", "…", "”")
# A number of this length alone on the first line of a page is its page number, which stands in the middle of the top margin.
_LONGEST_PAGE_NUMBER = 3
_PAGE_NUMBER_TOP = 60


def recognized_pages(restored: Restored) -> tuple[RecognizedPage, ...]:
    """The pages with a box for each word and its confidence; doubts become notes at the word's box.

    Clean them with ``clean_pages(pages, None)``: without a model, because the words have been judged by their context already, and a
    second judgement knows less. A page without words stays as an empty page.
    """
    restored = _with_head_in_order(restored)
    paragraphs = _parts_paragraphs(restored.pages)
    widest = max((_length(line) for page in restored.pages for line in page.lines), default=1)
    result = []
    before: RestoredLine | None = None
    for number, page in enumerate(restored.pages, 1):
        boxes = _lay_out(page, before, number, max(1, widest), paragraphs=paragraphs)
        lines = tuple(
            Line(tuple(Word(w.text, box, w.confidence) for w, box in zip(line.words, row, strict=True)))
            for line, row in zip(page.lines, boxes, strict=True)
            if line.words
        )
        notes = tuple(
            PageNote(d.code, d.message, boxes[d.line][d.word] if d.word < len(boxes[d.line]) else None)
            for d in restored.doubts
            if d.page == number
        )
        reason = f"{restored.treatment.value}: {'; '.join(restored.reasons)}"
        source = PageSource.RESTORED if lines else PageSource.BLANK
        result.append(RecognizedPage(number, WIDTH, HEIGHT, DPI, source, lines, reason, notes))
        before = next((line for line in reversed(page.lines) if line.words), before)
    return tuple(result)


def _with_head_in_order(restored: Restored) -> Restored:
    """The text with the two columns of its head one behind the other, where its lines had them in turns."""
    if not restored.pages or restored.treatment is Treatment.GOOD:
        return restored
    first, *others = restored.pages
    order = head_order([line.text for line in first.lines])
    place = {before: now for now, before in enumerate(order)}
    doubts = tuple(replace(d, line=place[d.line]) if d.page == 1 else d for d in restored.doubts)
    return replace(restored, pages=(RestoredPage(tuple(first.lines[n] for n in order)), *others), doubts=doubts)


def _length(line: RestoredLine) -> int:
    return line.indent + len(line.text)


def _parts_paragraphs(pages: Sequence[RestoredPage]) -> bool:
    """Whether empty lines part the paragraphs: there are some between others, and not behind every line."""
    inner = [line for page in pages for line in page.lines]
    empty = sum(not line.words for line in inner)
    return empty > len(pages) and 2 * empty < len(inner)


def _lay_out(page: RestoredPage, before: RestoredLine | None, number: int, widest: int, *, paragraphs: bool) -> list[tuple[BBox, ...]]:
    """The boxes of each line's words; ``before`` is the last line of the page before."""
    rows = sum(1 if line.words else _GAP for line in page.lines)
    pitch = min(_USUAL_PITCH, max(_LEAST_PITCH, (_BOTTOM - _TOP) / max(1.0, rows)))
    boxes: list[tuple[BBox, ...]] = []
    top = float(_TOP)
    fresh = True
    for index, line in enumerate(page.lines):
        if not line.words:
            boxes.append(())
            top += _GAP * pitch
            fresh = True
            continue
        if not any(boxes) and number > 1 and line.text.isdigit() and len(line.text) <= _LONGEST_PAGE_NUMBER:
            middle = (_LEFT + _RIGHT) // 2
            boxes.append((BBox(middle, _PAGE_NUMBER_TOP, middle + 9 * len(line.text), _PAGE_NUMBER_TOP + _WORD_HEIGHT),))
            continue
        first = _begins(line, before) if fresh and not any(len(b) for b in boxes) and number > 1 else fresh
        goes_on = index + 1 < len(page.lines) and bool(page.lines[index + 1].words)
        left = _LEFT + (_FIRST_INDENT if paragraphs and first else 0 if paragraphs else round(line.indent * (_RIGHT - _LEFT) / widest))
        right = _RIGHT if paragraphs and goes_on else left + round(len(line.text) * (_RIGHT - left) / widest)
        boxes.append(_spread(line, left, min(_RIGHT, right), round(top)))
        top += pitch
        fresh = False
    return boxes


def _begins(line: RestoredLine, before: RestoredLine | None) -> bool:
    """Whether the first line of a page begins a paragraph rather than going on with the one before."""
    return before is None or (before.text.endswith(_CLOSES) and not line.text[:1].islower())


def _spread(line: RestoredLine, left: int, right: int, top: int) -> tuple[BBox, ...]:
    """Boxes of the words from ``left`` to ``right``, by their number of characters."""
    share = max(1.0, right - left) / max(1, len(line.text))
    boxes, position = [], 0
    for word in line.words:
        start = left + round(position * share)
        end = left + round((position + len(word.text)) * share)
        boxes.append(BBox(start, top, max(start + 1, end), top + _WORD_HEIGHT))
        position += len(word.text) + 1
    return tuple(boxes)
