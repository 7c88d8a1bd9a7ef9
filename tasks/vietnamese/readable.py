"""Whether what was read on a page is Vietnamese at all."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.vietnamese.syllable import syllable_share

_READABLE, _LEAST_WORDS = 0.45, 15
"""Share of Vietnamese syllables. Measured on 194 pages of 51 real scans: two lowest .72 and .74, half of all above .98; two pages of them
turned upside down have .32 and .34, English text has .3."""
_STRIPPED = ".,;:()\"'/-–…"


def vietnamese_share(words: Iterable[str]) -> float | None:
    """Share of words that are Vietnamese, figures and signs not counted; None where there are too few to judge."""
    bare = (word.strip(_STRIPPED) for word in words)
    plain = [word for word in bare if len(word) > 1 and word.isalpha()]
    return syllable_share(plain) if len(plain) >= _LEAST_WORDS else None


def is_rubbish(words: Iterable[str]) -> bool:
    """Whether words are many enough to judge, and too few of them Vietnamese."""
    share = vietnamese_share(words)
    return share is not None and share < _READABLE
