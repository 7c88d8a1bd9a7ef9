"""Letters without their Vietnamese marks, and texts as they are compared."""

from __future__ import annotations

import re
import unicodedata

_COMMITTEE, _COUNCIL = re.compile(r"\bubnd\b"), re.compile(r"\bhdnd\b")


def without_accents(text: str) -> str:
    """``text`` without tone marks, hats, horns and breves, đ as d; case and everything else stay.

    Letters of other scripts come out decomposed (NFD).
    """
    flat = unicodedata.normalize("NFD", text)
    return "".join(c for c in flat if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


def fold(words: str) -> str:
    """Lower-case letters without accents, đ as d; what somebody types who leaves the accents out."""
    return unicodedata.normalize("NFC", without_accents(words.casefold()))


def name_key(name: str) -> str:
    """A body's name as it is compared: folded, one space between words, "UBND" and "HĐND" written out."""
    key = " ".join(fold(name).split())
    return _COUNCIL.sub("hoi dong nhan dan", _COMMITTEE.sub("uy ban nhan dan", key))
