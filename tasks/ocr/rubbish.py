"""Words and lines that are no text: read from signatures, seals, folds and specks. Dropped only where that is safe."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median

from tasks.domain.page import Column, Line, Word
from tasks.domain.signs import is_unit_of
from tasks.vietnamese.plausible import AROUND, is_plausible_word

_SURE = 60.0
_UNSURE = 65.0
_HOPELESS = 30.0
# The number, the symbol and the day are often by hand, so that a person's reading of a doubtful line there is worth keeping.
_KEPT = re.compile(r"^Số|/[A-ZĐ]{2}|ngày|tháng|năm", re.IGNORECASE)


def drop_rubbish(lines: tuple[Line, ...], dpi: int) -> tuple[Line, ...]:
    """The lines without marks that are no text.

    Lines in which nothing is surely a syllable or a figure go; so do specks read as punctuation at either end of a line, words far
    taller than the page's lines, and hopeless non-words beside a signature. Order is kept.
    """
    heights = [w.bbox.height for line in lines for w in line.words if w.confidence >= _SURE and len(w.text) > 1]
    tall = 2.4 * median(heights) if heights else float("inf")
    kept = []
    for line in lines:
        words = _trimmed([w for w in line.words if not _is_foreign(w, line.column, tall)], dpi)
        if words and not _is_rubbish(words):
            kept.append(replace(line, words=tuple(words)))
    return tuple(kept)


def is_plausible(word: Word) -> bool:
    """Whether the word is a Vietnamese syllable, a figure or an abbreviation in capitals."""
    return is_plausible_word(word.text)


def _is_foreign(word: Word, column: Column, tall: float) -> bool:
    if word.bbox.height > tall and word.confidence < _SURE:
        return True
    return column is Column.RIGHT and word.confidence < _HOPELESS and not is_plausible(word) and not _KEPT.search(word.text)


def _is_rubbish(words: list[Word]) -> bool:
    if _KEPT.search(" ".join(w.text for w in words)):
        return False
    mean = sum(w.confidence for w in words) / len(words)
    if mean >= _UNSURE:
        return False
    # A lone letter is a syllable too, but as likely a stroke.
    return not any(w.confidence >= _SURE and is_plausible(w) and len(w.text.strip(AROUND)) >= 2 for w in words)


def _trimmed(words: list[Word], dpi: int) -> list[Word]:
    """Without specks at the ends; a bullet read as an underscore becomes the dash it is."""
    while len(words) > 1 and not is_unit_of(words[-1].text, words[-2].text) and _is_speck(words[-1], words[-2].bbox.right, dpi):
        words = words[:-1]
    if len(words) > 1 and set(words[0].text) <= set("_~—–-=") and words[0].text != "-" and words[0].text != "–":
        box = words[0].bbox
        is_dash = box.width >= 1.3 * box.height and box.width >= 0.7 * dpi / 25.4
        words = [replace(words[0], text="-"), *words[1:]] if is_dash else words[1:]
    while len(words) > 1 and _is_speck(words[0], words[1].bbox.left, dpi):
        words = words[1:]
    first = words[0] if words else None
    if first and first.text.startswith("_") and first.text.strip("_"):
        words = [replace(first, text=first.text.lstrip("_")), *words[1:]]
    return words


def _is_speck(word: Word, beside: int, dpi: int) -> bool:
    if any(c.isalnum() for c in word.text) or word.text in {"-", "–", "+", "./."}:
        return False
    small = max(word.bbox.width, word.bbox.height) <= 0.6 * dpi / 25.4
    gap = max(word.bbox.left - beside, beside - word.bbox.right)
    far = gap > 2.0 * dpi / 25.4
    return (small and far) or word.confidence < (_SURE if far else 10.0)
