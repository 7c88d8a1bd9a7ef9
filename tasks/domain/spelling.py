"""One spelling for what Vietnamese writes in two ways: where the tone mark stands, hyphens, case, i and y."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tasks.domain.letters import fold

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_FOREIGN = re.compile(f"k{_TONES.pattern}?$")
_EITHER_I = re.compile(f"^([hklmstv])y({_TONES.pattern}?)$")
# Behind "q" the u is no vowel: "quý" stays.
_OPEN_PAIR = re.compile(r"(?<![qQ])([oO](?=[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])|[uU](?=[ỳýỷỹỵỲÝỶỸỴ]))(\w)(?!\w)")
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´ʼ](?=\w)")


def tone_last(word: str) -> str:
    """``word`` in lower case (NFC) with its tone behind its letters, so that "hoà" and "hòa" are equal and "hoa" is another.

    Meant to compare with; nobody should see it.
    """
    flat = unicodedata.normalize("NFD", word.lower())
    tones = "".join(_TONES.findall(flat))
    return unicodedata.normalize("NFC", _TONES.sub("", flat)) + tones


def tone_in_front(text: str) -> str:
    """``text`` with the tone of open "oa", "oe" and "uy" on the first vowel: "Uỷ ban" becomes "Ủy ban", "hoà" becomes "hòa"; NFC."""
    return _OPEN_PAIR.sub(_moved, unicodedata.normalize("NFC", text))


def _moved(match: re.Match[str]) -> str:
    first, second = match[1], unicodedata.normalize("NFD", match[2])
    tones = "".join(_TONES.findall(second))
    return unicodedata.normalize("NFC", first + tones + _TONES.sub("", second))


def spelling_key(text: str) -> str:
    """Words as they are compared where accents count: case, white space, punctuation, apostrophes and the place of the tone do not.

    "Kỳ" and "Kì" are one: behind h, k, l, m, s, t and v both letters are in use. Syllables that end in "k" are of other languages and
    printed with and without marks ("Đắk Lắk", "Đăk Lăk"): theirs do not count. Numbers lose zeros in front.
    """
    words = _WORD.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).replace("_", " "))
    return " ".join(_word_key(word) for word in words)


def loose_key(text: str) -> str:
    """Words as they are compared where somebody left the accents out; "y" and "i" are one then, as in "Kỳ Anh" and "Kì Anh"."""
    return fold(spelling_key(text)).replace("y", "i")


@lru_cache(maxsize=8192)  # the table of places alone asks for each of its words ten times
def _word_key(word: str) -> str:
    if word.isdecimal():
        return str(int(word))
    key = tone_last(word)
    if _FOREIGN.search(key):
        return fold(key)
    return _EITHER_I.sub(r"\1i\2", key)
