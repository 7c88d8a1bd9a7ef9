"""Characters that look right and are wrong: composed forms, look-alikes, invisible characters, odd dashes."""

from __future__ import annotations

import re
import unicodedata

from tasks.domain.letters import without_accents

# Tesseract's Vietnamese alphabet has the Icelandic eth beside the Vietnamese đ; the two capitals have the same picture.
_LOOK_ALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
# Soft hyphen, zero-width space, joiners, directional marks, word joiner, byte order mark: no ink.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Hyphens, figure dash, minus and their wide and small forms are "-" in official writing; em dash and bar are the misread en dash.
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2212\uff0d\ufe63\u2796", "-") | dict.fromkeys("\u2014\u2015\u2500", "–")
_OTHERS = {
    "\u02cb": "`",
    "\u02ca": "´",
    "\u00b4": "'",
    "\u201e": "“",
    "\u201f": "“",
    "\u2033": "”",
    "\u2032": "’",
    "\u2024": ".",
    "\u00b7": ".",
    # A slanted stroke is read as the slash of a fraction.
    "\u2044": "/",
    "\u2215": "/",
}
# The recogniser, torn between two letters with one picture, sometimes writes both.
_TWICE = re.compile("(?:[ĐÐ]*(?:ĐÐ|ÐĐ)[ĐÐ]*)|(?:[đð]*(?:đð|ðđ)[đð]*)")
_TABLE = str.maketrans(_LOOK_ALIKES | dict.fromkeys(_INVISIBLE, "") | _DASHES | _OTHERS)


def normalize_word(word: str) -> str:
    """``word`` in NFC with look-alikes replaced and invisible characters removed; idempotent, may become empty.

    Case, quotes and the place of tone marks stay as printed.
    """
    if word.isascii():
        return word
    once = _TWICE.sub(lambda m: "Đ" if m[0][0] in "ĐÐ" else "đ", unicodedata.normalize("NFC", word))
    return unicodedata.normalize("NFC", once.translate(_TABLE))


def bare(text: str) -> str:
    """``text`` in lower case without any mark, đ as d: what is left when all diacritics are lost."""
    return without_accents(text.lower()).replace("ð", "d")
