"""The text a PDF page carries, and whether it really is the page."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from tasks.domain.errors import DamagedFileError, RasterError
from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, PageSource, Word
from tasks.scan.measure import Grey, ink_mask
from tasks.scan.poppler import last_words, run_poppler
from tasks.scan.prepare import deepen_ink
from tasks.scan.process import Bounds
from tasks.scan.rules import rule_ink
from tasks.vietnamese.syllable import syllable_share

_TOKEN = re.compile(r'<(block|line)\b|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>')
# Good Vietnamese text has 0.85 to 1 valid syllables (abbreviations lower it), a layer that lost its accents about 0.6,
# TCVN3, VNI and broken character maps below 0.4 (measured on such files; PDF-Archiver found a gap from 0.30 to 0.73 for German).
_LEAST_SYLLABLES = 0.8
# A hidden layer over a picture is somebody else's OCR: it has to be better than what reading again would give.
_LEAST_HIDDEN_SYLLABLES = 0.93
# Running Vietnamese carries a mark on about 75 % of its syllables; 30 % leaves room for lists of names and figures.
_LEAST_MARKED = 0.3
_MOST_BROKEN = 0.02
_LEAST_COVER = 0.8
# Where words cover so much, it does not matter what is left.
_ALL_COVERED = 0.97
# Specks and the dirt of a poor picture lie outside of any word.
_LEAST_FAULTY_COVER = 0.5
_BLANK_INK = 0.0003
# A page is taken for A4 to tell how long a rule is.
_LONG_SIDE_MM, _INCH_MM = 297.0, 25.4


@dataclass(frozen=True, slots=True)
class SourceDecision:
    """Where the words of a page are to come from.

    Attributes:
        source: of the words.
        reason: why, for the reader.
        faulty_layer: the embedded text stands on the ink of the page but is no readable Vietnamese.
        lacks_words: the embedded text is taken, and the page shows letters that it lacks.
    """

    source: PageSource
    reason: str
    faulty_layer: bool = False
    lacks_words: bool = False


@dataclass(frozen=True, slots=True)
class EmbeddedWord:
    """A word and its box in points from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """The words that a PDF page carries, line by line in pdftotext's reading order."""

    rows: tuple[tuple[EmbeddedWord, ...], ...] = ()

    @property
    def words(self) -> list[str]:
        """The words alone."""
        return [word.text for row in self.rows for word in row]

    def lines(self, dpi: int) -> tuple[Line, ...]:
        """The same with boxes in pixels of the page rendered at ``dpi``."""
        return tuple(Line(tuple(_word(word, dpi / 72.0) for word in row), Column.FULL) for row in self.rows)


def embedded_text(pdf: Path, number: int, bounds: Bounds) -> EmbeddedText:
    """Ask pdftotext for the words of a page (1-based).

    Raises:
        RasterError: pdftotext died, or passed its bounds and was ended.
        MissingToolError: it is not installed.
    """
    return embedded_texts(pdf, number, number, bounds)[0]


def embedded_texts(pdf: Path, first: int, last: int, bounds: Bounds, name: str = "") -> list[EmbeddedText]:
    """Ask pdftotext for the words of neighbouring pages (1-based, ``last`` included); ``name`` is that of the file, for people.

    Raises:
        DamagedFileError: there are no such pages.
        RasterError: pdftotext died, or passed its bounds and was ended.
        MissingToolError: it is not installed.
    """
    command = ["pdftotext", "-bbox-layout", "-cropbox", "-enc", "UTF-8", "-f", str(first), "-l", str(last), str(pdf), "-"]
    done = run_poppler(command, f"pdftotext from page {first} on", bounds)
    if "Wrong page range" in done.stderr:
        raise DamagedFileError(f"{name or 'The file'} has fewer pages than its list of pages names.", "Copy or scan it again.")
    if done.returncode != 0:
        raise RasterError(f"pdftotext failed from page {first} on: {last_words(done)}.")
    pages = [_parse(part) for part in done.stdout.decode("utf-8", errors="replace").split("<page ")[1:]]
    if len(pages) == last - first + 1:
        return pages
    # A page that poppler cannot take apart has no part in the answer; which it was, single questions tell.
    return [EmbeddedText()] if first == last else [embedded_text(pdf, number, bounds) for number in range(first, last + 1)]


def _parse(markup: str) -> EmbeddedText:
    rows: list[list[EmbeddedWord]] = []
    for match in _TOKEN.finditer(markup):
        if match[1]:
            rows.append([])
            continue
        text = "".join(unicodedata.normalize("NFC", html.unescape(match[6])).split())
        if text and rows:
            rows[-1].append(EmbeddedWord(text, *(float(match[i]) for i in range(2, 6))))
    return EmbeddedText(tuple(tuple(row) for row in rows if row))


def _word(word: EmbeddedWord, scale: float) -> Word:
    left, top = int(word.left * scale), int(word.top * scale)
    return Word(word.text, BBox(left, top, max(left + 1, round(word.right * scale)), max(top + 1, round(word.bottom * scale))), 100.0)


def marked_share(words: Sequence[str]) -> float:
    """Share of the words with two letters or more that carry a Vietnamese mark (tone, hat, horn, breve or đ)."""
    facts = [_facts_of(word) for word in words]
    letters = sum(counts for counts, _, _ in facts)
    return sum(counts and marked for counts, marked, _ in facts) / letters if letters else 0.0


@lru_cache(maxsize=65536)
def _facts_of(word: str) -> tuple[bool, bool, int]:
    """Whether a word has two letters or more, whether one of its letters is marked, and how many of its characters are broken."""
    marked = any(c in "đĐ" or len(unicodedata.normalize("NFD", c)) > 1 for c in word)
    broken = sum(c == "\ufffd" or unicodedata.category(c) in {"Co", "Cn", "Cc"} for c in word)
    return sum(c.isalpha() for c in word) >= 2, marked, broken


def covered_share(lines: tuple[Line, ...], grey: Grey) -> float:
    """Share of the page's ink that lies under the boxes of ``lines``, rules left out; 1 where there is no ink."""
    ink = ink_mask(grey)
    total = int(np.count_nonzero(ink))
    if total == 0:
        return 1.0
    height, width = ink.shape
    outside = ink.copy()
    for line in lines:
        for word in line.words:
            box, pad = word.bbox, max(1, word.bbox.height // 5)
            outside[max(0, box.top - pad) : min(height, box.bottom + pad), max(0, box.left - pad) : min(width, box.right + pad)] = False
    share = 1.0 - np.count_nonzero(outside) / total
    if share >= _ALL_COVERED:
        return share
    # The rules of a table are a fifth to a third of a page's ink (measured on made pages), and no text. Looking for them takes long.
    no_rule = rule_ink(grey, _INCH_MM * max(grey.shape) / _LONG_SIDE_MM) == 0
    total = int(np.count_nonzero(ink & no_rule))
    return 1.0 - np.count_nonzero(outside & no_rule) / total if total else 1.0


def fault_of(words: Sequence[str], *, over_picture: bool) -> str:
    """Why the words are no text of a Vietnamese page, for the reader; "" where they may be one.

    Args:
        words: of the page.
        over_picture: the page is one picture, so the text was laid under it by an earlier OCR.
    """
    if not words:
        return "no embedded text"
    share, marked = syllable_share(words), marked_share(words)
    broken = sum(_facts_of(word)[2] for word in words) / sum(map(len, words))
    least = _LEAST_HIDDEN_SYLLABLES if over_picture else _LEAST_SYLLABLES
    if share >= least and marked >= _LEAST_MARKED and broken <= _MOST_BROKEN:
        return ""
    return f"embedded text is no readable Vietnamese: {share:.0%} valid syllables, {marked:.0%} marked, {broken:.0%} broken characters"


def _is_blank(grey: Grey) -> bool:
    """Whether a page has no ink, however pale."""
    if float(ink_mask(grey).mean()) >= _BLANK_INK:
        return False
    deep = deepen_ink(grey)
    return deep is grey or float(ink_mask(deep).mean()) < _BLANK_INK


def decide_source(lines: tuple[Line, ...], grey: Grey, *, fault: str, force_ocr: bool) -> SourceDecision:
    """Choose between the embedded text, OCR, and nothing for a blank page.

    Args:
        lines: embedded text with boxes in pixels of ``grey``.
        grey: the page as rendered, light levelled, without seals and signing banners.
        fault: why the text is none of a Vietnamese page (:func:`fault_of`).
        force_ocr: read the picture whatever the text is like.
    """
    if _is_blank(grey):
        return SourceDecision(PageSource.BLANK, "no ink on the page")
    if force_ocr:
        return SourceDecision(PageSource.OCR, "OCR was asked for")
    cover = covered_share(lines, grey) if lines else 0.0
    if fault:
        return SourceDecision(PageSource.OCR, fault, cover >= _LEAST_FAULTY_COVER)
    if cover < _LEAST_COVER:
        return SourceDecision(PageSource.OCR, f"embedded text covers only {cover:.0%} of the ink")
    return SourceDecision(PageSource.EMBEDDED, f"embedded text is readable Vietnamese and covers {cover:.0%} of the ink")
