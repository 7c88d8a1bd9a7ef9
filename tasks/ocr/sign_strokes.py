"""Signs that the recogniser's model does not tell apart, by their strokes: "≥" from ">", "≤" from "<", "±" from "+", "‰" from "%".

The Vietnamese model of Tesseract has no "≥", "≤" and "±" and takes most "‰" for "%": a bound that excludes its figure, a share ten times
too high. A bar below the sign, or a second ring at the foot of the stroke, tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from tasks.domain.page import Line, Word
from tasks.ocr.letters import em_of_page
from tasks.scan.measure import Grey

_BARRED = {">": "≥", "<": "≤", "+": "±"}
_BOUND = re.compile(r"[(]?([<>+])(?=\d|$)")
_PER_CENT = re.compile(r"(?:(?<=\d)|^[(]?)%([)\],.;:]*)$")
_INK = 150
# Small rings close at one brightness and open at another.
_PAPER = (150, 120, 95)
# Times Roman's widths in em: of a bound, of what of "‰" holds its two lower rings (and no more than "%" is wide), of punctuation.
_SIGN_EM, _RINGS_EM, _POINT_EM = 0.6, 0.74, 0.25
# The lowest part of a sign, in which its bar lies; the share of its width that a bar covers; how far a line under the text goes on beside.
_LOW, _COVERED, _BESIDE = 0.3, 0.7, 0.25
_RINGS = 2
# Of a ring's inside at 200 dpi; smaller ones are noise.
_LEAST_HOLE_EM2 = 0.003


def with_told_signs(grey: Grey, dpi: int, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with such signs as the page shows them.

    Args:
        grey: the page, upright, dark on light.
        dpi: of it and of all boxes.
        lines: as read.
    """
    out = list(lines)
    em = 0.0
    for number, index in _places(lines):
        em = em or em_of_page(tuple(lines), dpi)
        line = out[number]
        told = _told(grey, line.words[index], em)
        if told is not line.words[index]:
            out[number] = replace(line, words=(*line.words[:index], told, *line.words[index + 1 :]))
    return tuple(out)


def _places(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Lines and words with a sign before or behind a figure."""
    for number, line in enumerate(lines):
        for index, word in enumerate(line.words):
            text = word.text
            if "%" not in text and not any(sign in text for sign in _BARRED):
                continue
            behind = line.words[index + 1].text[:1] if index + 1 < len(line.words) else ""
            bound = _BOUND.match(text)
            if (bound is not None and (bound.end() < len(text) or behind.isdigit())) or _PER_CENT.search(text):
                yield number, index


def _told(grey: Grey, word: Word, em: float) -> Word:
    box, text = word.bbox, word.text
    bound, share = _BOUND.match(text), _PER_CENT.search(text)
    if bound is not None and bound.start(1) == 0 and _has_bar_below(grey, word, em):
        text = _BARRED[bound[1]] + text[bound.end(1) :]
    if share is not None:
        right = box.right - round(_POINT_EM * em * len(share[1]))
        part = grey[max(0, box.top) : box.bottom, max(box.left, right - round(_RINGS_EM * em)) : right]
        if any(_low_rings(part, em, paper) == _RINGS for paper in _PAPER):
            text = f"{text[: share.start()]}{share[0].replace('%', '‰')}"
    return word if text == word.text else replace(word, text=text)


def _has_bar_below(grey: Grey, word: Word, em: float) -> bool:
    """Whether the first sign of a word stands on a bar of its own width."""
    box = word.bbox
    margin = round(0.15 * em)
    top, left = max(0, box.top - margin), max(0, box.left - 1)
    ink = grey[top : box.bottom + margin, left : box.left + round(_SIGN_EM * em)] < _INK
    columns = np.flatnonzero(ink.any(axis=0))
    if not columns.size:
        return False
    # The sign ends at the first gap, since what follows it is a figure.
    ends = np.flatnonzero(np.diff(columns) > 1)
    first, last = int(columns[0]), int(columns[ends[0]] if ends.size else columns[-1])
    own = ink[:, first : last + 1]
    rows = np.flatnonzero(own.any(axis=1))
    width = last - first + 1
    if width < 0.25 * em or not rows.size:
        return False
    low = int(rows[-1] - _LOW * (rows[-1] - rows[0]))
    bars = [int(row) for row in rows if row >= low and own[row].mean() >= _COVERED]
    if not bars or own[low - 1 : low].mean() >= _COVERED:
        return False
    beside = max(2, round(_BESIDE * width))
    before = grey[top + bars[0] : top + bars[-1] + 1, max(0, left + first - beside) : max(0, left + first - 1)]
    return not (before.size and bool((before < _INK).any()))


def _low_rings(part: Grey, em: float, brightness: int) -> int:
    """How many closed rings stand in the lower half of a picture of letters, whose paper is at least so bright."""
    if min(part.shape, default=0) < 4:
        return 0
    grown = cv2.resize(np.pad(part, 1, constant_values=255), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    paper = np.asarray(grown >= brightness, dtype=np.uint8)
    _, labels, stats, middles = cv2.connectedComponentsWithStats(paper, connectivity=4)
    rim = set(np.unique(np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))).tolist())
    inner = [
        i
        for i in range(1, len(stats))
        if i not in rim and stats[i, cv2.CC_STAT_AREA] >= _LEAST_HOLE_EM2 * (3 * em) ** 2 and middles[i][1] > paper.shape[0] / 2
    ]
    return len(inner)
