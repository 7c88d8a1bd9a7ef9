"""Whether letters and figures that stand together may be a word of a notice."""

from __future__ import annotations

import re

from tasks.vietnamese.syllable import is_syllable

AROUND = ".,;:!?()[]{}\"'“”‘’…/-–—*•"
"""Signs that stand around words."""
_FIGURES = re.compile(r"[\d.,/()%:-]*\d[\d.,/()%:-]*")


def is_plausible_word(text: str) -> bool:
    """Whether it is a Vietnamese syllable, a figure or an abbreviation in capitals."""
    bare = text.strip(AROUND)
    if any(c.isdigit() for c in bare):
        return bool(_FIGURES.fullmatch(bare)) or "/" in bare
    parts = [p for p in re.split(r"[-–/.,]", bare) if p]
    return bool(parts) and all(is_syllable(p) or (p.isupper() and p.isalpha() and 2 <= len(p) <= 12) for p in parts)
