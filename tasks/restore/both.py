"""Two poor readings of one page, of its picture and of its text layer: for each place the word that is likelier right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.text.model import END, START, SyllableModel, model_form, split_edges

# Words of two readings are of one place where they cover each other by so much of either's width and of the lower one's height.
_WIDTH, _HEIGHT = 0.6, 0.5
# Weight of the n-gram model beside the confidences, half of what it has where one reading alone is decoded: the confidence of a restored
# word is judged by its context already.
_WEIGHT = 0.5
# Nats by which another reading must be likelier, and the bounds of what a confidence is believed.
_AHEAD, _LEAST, _MOST = 1.0, 0.02, 0.98
# Words that stand in both readings are no surer than the surest of one; where they differ, none is.
_AGREED, _DIFFERENT = 99.0, 85.0


@dataclass(frozen=True, slots=True)
class Mixed:
    """The lines of a page, and how many words were taken from the other reading."""

    lines: tuple[Line, ...]
    taken: int


def better_words(lines: Sequence[Line], others: Sequence[Line], model: SyllableModel) -> Mixed:
    """The lines with those words of the other reading that are likelier, word by word at the same place.

    Words, order and boxes of ``lines`` stay but for these; a word that the other reading has not, or has as several, is kept. Words that
    both have are surer than either alone; where they differ, the one that is kept is no longer sure.

    Args:
        lines: of the better reading, in order.
        others: of the other one, boxes in pixels of the same page.
        model: n-gram model.
    """
    words = [word for line in lines for word in line.words]
    chosen = list(words)
    numbers = [START, START, *(_number(w.text, model) for w in words), END, END]
    taken = 0
    for at, other in _same_places(words, [word for line in others for word in line.words]).items():
        own = words[at]
        if _core(own.text) == _core(other.text):
            sure = 100 - (100 - own.confidence) * (100 - other.confidence) / 100
            chosen[at] = replace(own, confidence=round(max(own.confidence, min(_AGREED, sure)), 1))
            continue
        window, number = numbers[at : at + 5], _number(other.text, model)
        gain = _odds(other) - _odds(own) + _WEIGHT * (_around(window, number, model) - _around(window, window[2], model))
        if gain > _AHEAD:
            chosen[at] = replace(other, bbox=own.bbox, confidence=min(other.confidence, _DIFFERENT))
            numbers[at + 2] = number
            taken += 1
        else:
            chosen[at] = replace(own, confidence=min(own.confidence, _DIFFERENT))
    rest = iter(chosen)
    return Mixed(tuple(replace(line, words=tuple(next(rest) for _ in line.words)) for line in lines), taken)


def _core(text: str) -> str:
    return model_form(split_edges(text)[1])


def _number(text: str, model: SyllableModel) -> int:
    return model.number(_core(text))


def _odds(word: Word) -> float:
    """Log odds of a word being right."""
    share = min(_MOST, max(_LEAST, word.confidence / 100))
    return math.log(share / (1 - share))


def _around(window: Sequence[int], number: int, model: SyllableModel) -> float:
    """Log probability of the trigrams that hold the word in the middle of five."""
    five = [*window[:2], number, *window[3:]]
    return sum(model.log_probability(*five[i : i + 3]) for i in range(3) if five[i + 1] != END)


def _same_places(words: Sequence[Word], others: Sequence[Word]) -> Mapping[int, Word]:
    """By index of a word the one other word at its place."""
    found: dict[int, list[Word]] = {}
    claimed: dict[int, int] = {}
    for at, place in _pairs(words, others):
        found.setdefault(at, []).append(others[place])
        claimed[place] = claimed.get(place, 0) + 1
    once = {id(others[place]) for place, times in claimed.items() if times == 1}
    return {at: near[0] for at, near in found.items() if len(near) == 1 and id(near[0]) in once}


def _pairs(words: Sequence[Word], others: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Indices of words that cover each other; only those that begin near each other from above are compared."""
    ordered = sorted(range(len(others)), key=lambda n: others[n].bbox.top)
    tallest = max((word.bbox.height for word in others), default=0)
    for at, word in enumerate(words):
        for place in ordered:
            box = others[place].bbox
            if box.top > word.bbox.bottom:
                break
            if box.top + tallest >= word.bbox.top and _cover(word.bbox, box):
                yield at, place


def _cover(one: BBox, two: BBox) -> bool:
    wide = min(one.right, two.right) - max(one.left, two.left)
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    return wide >= _WIDTH * max(one.width, two.width) and high >= _HEIGHT * min(one.height, two.height)
