"""What becomes of files whose pages lie in reverse: put right, named, or not noticed; and whether any is taken for disordered that is not.

Usage: python -m benchmarks.page_order [CORPUS_DIR ...]

Every annotated scan is read anew, which takes some seconds a page: printed page numbers are no part of the texts that are kept. The
official texts are set on made pages without numbers. Where blank pages alone lie elsewhere, the same is read.
"""

from __future__ import annotations

import argparse
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.corpora import CORPORA, annotated, official_texts
from benchmarks.reading import CORES, read_scan
from config.vocabulary import load_vocabulary
from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageSource, RecognizedPage, Word
from tasks.structure.page_order import reading_order
from tasks.structure.page_sight import sight_of

# Letters on a line and lines on a page of A4 in 14 pt, and the size of such a page in pixels.
_LETTERS, _LINES = 78, 42
_WIDTH, _HEIGHT, _DPI = 1240, 1754, 150
_MARGIN, _LETTER, _LINE = 120, 13, 38


def outcome(pages: Sequence[RecognizedPage], printed: Sequence[int]) -> str:
    """What is said of pages that lie in this order, where the right one is ``printed`` (numbers in the file, 1-based)."""
    order, code = reading_order([sight_of(page, load_vocabulary().document_types) for page in pages])
    blank = {page.number for page in pages if not page.lines}
    right = [n for n in order if n not in blank] == [n for n in printed if n not in blank]
    if code == "pages-put-in-order":
        return "put right" if right else "put into a wrong order"
    if right and not code:
        return "reads as printed"
    return "named" if code else "not noticed"


def made_pages(text: str) -> tuple[RecognizedPage, ...]:
    """A text set on pages, full lines and rests of paragraphs, without page numbers."""
    lines = [line for paragraph in text.split("\n") for line in textwrap.wrap(paragraph, _LETTERS)]
    pages = (lines[start : start + _LINES] for start in range(0, len(lines), _LINES))
    return tuple(
        RecognizedPage(
            number, _WIDTH, _HEIGHT, _DPI, PageSource.OCR, tuple(_line(line, _MARGIN + place * _LINE) for place, line in enumerate(page))
        )
        for number, page in enumerate(pages, 1)
    )


def _line(text: str, top: int) -> Line:
    words, left = [], _MARGIN
    for word in text.split():
        words.append(Word(word, BBox(left, top, left + _LETTER * len(word), top + _LINE // 2), 95.0))
        left += _LETTER * (len(word) + 1)
    return Line(tuple(words))


def told(title: str, files: Iterable[tuple[str, Sequence[RecognizedPage]]]) -> None:
    """Print what is said of each file of several pages as it lies and reversed, then how many there were of each kind."""
    as_they_lie: Counter[str] = Counter()
    reversed_ones: Counter[str] = Counter()
    for name, pages in files:
        if len(pages) < 2:
            continue
        numbers = range(1, len(pages) + 1)
        forward = outcome(pages, numbers)
        back = outcome([replace(page, number=number) for number, page in zip(numbers, reversed(pages), strict=True)], numbers[::-1])
        as_they_lie[forward] += 1
        reversed_ones[back] += 1
        print(f"{name}, {len(pages)} pages: {forward}; reversed: {back}", flush=True)
    print(f"{title}, as they lie: {dict(as_they_lie)}; reversed: {dict(reversed_ones)}\n", flush=True)


def main() -> int:
    """Tell of the official texts, then of the annotated scans."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    documents = [document for document in annotated(parser.parse_args().corpora) if document.scan.is_file()]
    told("official texts", ((name, made_pages(text)) for name, text in official_texts()))
    with ThreadPoolExecutor(CORES) as pool:
        told("annotated scans", ((document.name, read_scan(document.scan, pool)) for document in documents))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
