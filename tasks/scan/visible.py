"""Which words of a text layer people see on the page; those in white, under a box, or drawn in no ink are none of the notice."""

from __future__ import annotations

from dataclasses import replace

from tasks.domain.page import Line, Word
from tasks.scan.measure import Colour
from tasks.scan.word_ink import WordInk

_LEAST_CONTRAST = 24
"""Between the brightest and the darkest pixel of a word's box, of 255; pale grey letters of a form have 60 and more, the noise of a
compressed white page below 10."""


_LEAST_PATCHED, _PATCHED_SHARE = 3, 0.25
"""Lines with words that are seen and words that are not; of a page whose one font lost half of its letters, six lines in ten are."""


def seen_lines(lines: tuple[Line, ...], rgb: Colour, ink: WordInk) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """The lines without the words at whose place the page shows one plain colour, and these words.

    Args:
        lines: with boxes in pixels of ``rgb``.
        rgb: the page as people see it.
        ink: of its words.
    """
    kept: list[Line] = []
    unseen: list[Word] = []
    for line in lines:
        seen = [_is_seen(word, rgb, ink) for word in line.words]
        words = tuple(word for word, shows in zip(line.words, seen, strict=True) if shows)
        unseen += [word for word, shows in zip(line.words, seen, strict=True) if not shows]
        if words:
            kept.append(line if len(words) == len(line.words) else replace(line, words=words))
    return tuple(kept), tuple(unseen)


def _is_seen(word: Word, rgb: Colour, ink: WordInk) -> bool:
    box = word.bbox
    # Nearly all words show dark and bright in the green channel, which is looked at in a tenth of the time.
    if all(ink.shares(box)):
        return True
    place = slice(max(0, box.top), box.bottom), slice(max(0, box.left), box.right)
    part = rgb[place].reshape(-1, 3)
    return bool(part.size) and int((part.max(axis=0).astype(int) - part.min(axis=0)).max()) >= _LEAST_CONTRAST


def is_patchy(lines: tuple[Line, ...], kept: tuple[Line, ...]) -> bool:
    """Whether words are missing all over the page, within lines of which others are seen: letters that a damaged font does not draw.

    What somebody covers or hides is a line or a clause, not every other word.

    Args:
        lines: all of the text layer.
        kept: the lines with their words that are seen, as :func:`seen_lines` gives them.
    """
    whole = {id(line) for line in lines}
    patched = sum(id(line) not in whole for line in kept)
    return patched >= _LEAST_PATCHED and patched >= _PATCHED_SHARE * len(lines)
