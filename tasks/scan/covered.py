"""Words of a text layer under a hatched, dotted or half-transparent cover, through which nobody reads them.

Measured on born-digital pages of the corpora: of their words none has a side with more than 0.04 of other pixels on all four sides, and
none a contrast below 55; under dense hatching, dots and noise it is 0.06 to 0.6, and letters under a cover of nine tenths have 25.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.scan.measure import Colour, Grey
from tasks.scan.word_ink import WordInk

_DIFFERS = 24
"""Of 255; what differs less from the paper is the noise of compression, as in :mod:`tasks.scan.visible`."""
_NOT_RED = 80
"""In the red channel the red of a seal differs from paper by less, black and blue by more."""
_LEAST_CONTRAST = 40
_LEAST_LETTERS = 0.03
"""Of a word's box its letters cover more; what white lines leave of them covers less."""
_PATTERNED, _SURELY = 0.05, 0.12
"""Share of pixels that differ on each side of a word: of one of several words in a line, and of a word alone."""
_PAD = 0.22
"""Width of a side, of the word's height: what parts two words, and lies between two lines."""
_OTHERS = (0, 2)  # channels; nearly all words show in the green one


def without_covered(lines: tuple[Line, ...], rgb: Colour, ink: WordInk) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """The lines without such words, and these words.

    Args:
        lines: words that are seen (:func:`tasks.scan.visible.seen_lines`), boxes in pixels of ``rgb``.
        rgb: a page that is no scan; in a scan's picture there is dirt, and its text layer is somebody's OCR.
        ink: of its words.
    """
    kept: list[Line] = []
    covered: list[Word] = []
    for line in lines:
        faint = [_is_faint(word, rgb, ink) for word in line.words]
        patterned = [0.0 if pale else _pattern(rgb, ink, word.bbox) for word, pale in zip(line.words, faint, strict=True)]
        several = sum(share >= _PATTERNED for share in patterned) > 1
        least = _PATTERNED if several else _SURELY
        gone = [pale or share >= least for pale, share in zip(faint, patterned, strict=True)]
        covered += [word for word, is_gone in zip(line.words, gone, strict=True) if is_gone]
        words = tuple(word for word, is_gone in zip(line.words, gone, strict=True) if not is_gone)
        if words:
            kept.append(line if len(words) == len(line.words) else replace(line, words=words))
    return (tuple(kept), tuple(covered)) if covered else (lines, ())


def _is_faint(word: Word, rgb: Colour, ink: WordInk) -> bool:
    """Whether a word hardly differs from what is around it, in no colour."""
    if not any(c.isalnum() for c in word.text):
        return False
    # Dark letters on bright paper, or the other way round, stand out by far, as nearly all do.
    if min(ink.shares(word.bbox)) >= _LEAST_LETTERS:
        return False
    box = word.bbox
    place = slice(max(0, box.top), box.bottom), slice(max(0, box.left), box.right)
    if _stands_out(ink.green[place]):
        return False
    return bool(ink.green[place].size) and not any(_stands_out(np.ascontiguousarray(rgb[(*place, channel)])) for channel in _OTHERS)


def _stands_out(part: Grey) -> bool:
    if not part.size:
        return False
    low, high = int(part.min()), int(part.max())
    if high - low < _LEAST_CONTRAST:
        return False
    # Letters are fewer than the paper around them, on whichever side of the middle they lie.
    fewer = min(np.count_nonzero(part <= high - _DIFFERS), np.count_nonzero(part >= low + _DIFFERS))
    return bool(fewer >= _LEAST_LETTERS * part.size)


def _pattern(rgb: Colour, ink: WordInk, box: BBox) -> float:
    """How much of a word's sides is patterned; through the red of a seal black letters are read, so that it counts for none."""
    if any(ink.is_white(side) for side in _sides(box)):
        return 0.0
    share = _least_share(ink.green, box)
    return share if share < _PATTERNED else min(share, _least_share(rgb[:, :, 0], box, _NOT_RED))


def _least_share(grey: Grey, box: BBox, differs: int = _DIFFERS) -> float:
    """The least share, of the four sides of a word, of pixels that differ from most of the side; 0 where one side is plain."""
    least = 1.0
    for place in _sides(box):
        side = grey[place.top : place.bottom, place.left : place.right]
        if not side.size or int(side.max()) - int(side.min()) < differs:
            return 0.0
        middle = int(np.median(side))
        least = min(least, np.count_nonzero((side < middle - differs) | (side > middle + differs)) / side.size)
    return least


def _sides(box: BBox) -> Iterator[BBox]:
    """What is right and left of a word, then the strips at its upper and its lower edge; none begins outside the page."""
    pad = max(2, round(_PAD * box.height))
    half = max(1, pad // 2)
    left, right, top, bottom = max(0, box.left), max(0, box.right), max(0, box.top), max(0, box.bottom)
    yield BBox(right, top, right + pad, bottom)
    yield BBox(max(0, left - pad), top, left, bottom)
    yield BBox(left, max(0, top - half), right, top + half)
    yield BBox(left, max(0, bottom - half), right, bottom + half)
