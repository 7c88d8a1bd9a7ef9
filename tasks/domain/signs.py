"""What a word without letter or figure is: a sign that says something, a bullet's ornament, or a rule drawn with characters."""

from __future__ import annotations

import re

# Units behind a figure, and what may stand before one: a fall, a bound. Of dirt hardly anything is read as one of these in such a place.
_UNITS = frozenset("%‰°º′″")
_BEFORE_FIGURES = frozenset("-–−+±≥≤<>")
_SIGNS = _UNITS | _BEFORE_FIGURES | frozenset("=≈~×*/÷&→←↑↓⇒✓✔✗✘☑☒☐√∅#$€£₫Δ∑µ§")
_AROUND = ".,;:()[]"
_RULE = re.compile(r"[|¦_~^`´¬\\]+|[-–—_=*.…·]{4,}")
# Ornaments of list items in the fonts of word processors, those of a private area too.
_ORNAMENT = re.compile(r"[\ue000-\uf8ff■□●○◦▪▫◆◇❖➢➤►▶‣⁃✦❑❒✓✔☑→⇒»]")
BULLET = "•"


def core(text: str) -> str:
    """``text`` without the punctuation around it."""
    return text.strip(_AROUND)


def is_sign(text: str) -> bool:
    """Whether it is made of signs that say something by themselves: "%", ">=", "+/-", "✓", also with punctuation around ("%;")."""
    inner = core(text)
    return bool(inner.strip("/")) and len(inner) <= 3 and all(c in _SIGNS for c in inner)


def belongs_to_figure(text: str, before: str, behind: str) -> bool:
    """Whether a sign stands where the print of a figure has it: a unit behind one, a fall or a bound before one.

    Args:
        text: the sign.
        before: the word before it, "" where there is none.
        behind: the word behind it, "" where there is none.
    """
    inner = core(text)
    ahead = bool(inner) and len(inner) <= 2 and all(c in _BEFORE_FIGURES for c in inner) and behind.lstrip("(")[:1].isdigit()
    return ahead or is_unit_of(text, before)


def is_unit_of(text: str, before: str) -> bool:
    """Whether a unit ("%", "‰", "°") stands behind a figure."""
    inner = core(text)
    return bool(inner) and all(c in _UNITS for c in inner) and before.rstrip(")")[-1:].isdigit()


def is_drawn(text: str) -> bool:
    """Whether characters draw a rule or a place to write on: "____", "|", "........"."""
    return _RULE.fullmatch(text) is not None


def is_ornament(text: str) -> bool:
    """Whether it is the mark of a list item in a font of ornaments."""
    return _ORNAMENT.fullmatch(text) is not None
