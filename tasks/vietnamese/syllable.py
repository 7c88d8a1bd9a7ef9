"""Whether a word could be a Vietnamese syllable: an onset, a rime and a tone that spelling allows together.

The tables follow the spelling of quốc ngữ as school grammars list it (onset + rime); they hold the rimes that occur in dictionaries,
not the product of all letters, because a misread word is often a combination that looks possible and never occurs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")

_ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", "")

_RIME_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y ych yêm yên yêng yêt yêu yt
"""
# What stands behind "qu", whose u is the glide of the rime: "quyền" = qu + yên.
_QU_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng âp ât âu ây e ec en eng eo et ê êch ên ênh êt êu
    i ich in inh it o ôc ôi ôn ơ ơi ơn ơt y ych yên yêt ynh yp yt yu
"""
_RIMES = frozenset(_RIME_TABLE.split())
_AFTER_QU = frozenset(_QU_TABLE.split())
# "gi" with a rime that itself begins with i is written with one i: "gì", "gìn", "giếng", "giết".
_ONE_I = frozenset({"i", "in", "ip", "iêc", "iên", "iêng", "iêt", "im"})
_WITH_Y = frozenset({"", "h", "k", "l", "m", "s", "t", "v"})
_FRONT = frozenset("eêiy")
_FRONT_ONLY = frozenset({"k", "gh", "ngh"})
_BACK_ONLY = frozenset({"c", "g", "ng"})
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")
# "hòa" and "hoà", "hủy" and "huỷ": both places are in official use.
_EITHER_PLACE = frozenset({"oa", "oe", "uy"})


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelled like one Vietnamese syllable.

    Case and Unicode form do not matter, and both places of a tone mark ("hòa", "hoà") are right. Anything but letters makes the
    answer False, so punctuation is to be stripped by the caller. Says nothing about whether the syllable has a meaning.
    """
    parts = _parts(word)
    if parts is None:
        return False
    letters, tone, place = parts
    return any(
        letters.startswith(onset) and _fits(onset, letters[len(onset) :], tone, place - len(onset)) for onset in _ONSETS if letters != onset
    )


def syllable_share(words: Iterable[str]) -> float:
    """Share of the words, punctuation stripped, that are Vietnamese syllables; words without two letters do not count.

    Returns:
        0 to 1; 0 where no word counts.
    """
    counted = [_counted(word) for word in words]
    seen = sum(number for number, _ in counted)
    return sum(right for _, right in counted) / seen if seen else 0.0


@lru_cache(maxsize=65536)
def _counted(word: str) -> tuple[int, int]:
    """How many pieces of a word count, and how many of them are syllables."""
    bare = word.strip(".,;:!?()[]{}\"'“”‘’…/-–—*•")
    pieces = [piece for piece in bare.replace("–", "-").split("-") if len(piece) >= 2 and not any(c.isdigit() for c in piece)]
    return len(pieces), sum(is_syllable(piece) for piece in pieces)


def _parts(word: str) -> tuple[str, str, int] | None:
    """Toneless letters in lower case, the tone mark and the index of the letter that carries it (-1 without a tone)."""
    if not 0 < len(word) <= 16:
        return None
    letters: list[str] = []
    tone, place = "", -1
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            if tone:
                return None
            tone, place = char, len(letters) - 1
        elif unicodedata.combining(char):
            if not letters:
                return None
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    return ("".join(letters), tone, place) if letters and all(len(c) == 1 and c.isalpha() for c in letters) else None


def _fits(onset: str, rime: str, tone: str, place: int) -> bool:
    """Whether onset, rime and tone go together; ``place`` is the tone's letter within the rime."""
    if onset == "g" and rime in _ONE_I:
        return _tone_fits(rime, tone, place)
    if rime not in (_AFTER_QU if onset == "qu" else _RIMES):
        return False
    if onset == "gi" and rime[0] in "iy":
        return False
    if (onset in _FRONT_ONLY and rime[0] not in _FRONT) or (onset in _BACK_ONLY and rime[0] in _FRONT):
        return False
    if rime[0] == "y" and onset != "qu" and (onset not in _WITH_Y if rime == "y" else onset != ""):
        return False
    return _tone_fits(rime, tone, place)


def _tone_fits(rime: str, tone: str, place: int) -> bool:
    if rime[-1] in "cpt" or rime.endswith("ch"):
        if tone not in _STOP_TONES:
            return False
    elif not tone:
        return True
    return place in _tone_places(rime)


def _tone_places(rime: str) -> tuple[int, ...]:
    """Indices of the letters that may carry the tone."""
    marked = [i for i, c in enumerate(rime) if c in _MARKED]
    if marked:
        # "ưa" carries it on ư, "ươ" on ơ: the last marked letter either way.
        return (marked[-1],)
    vowels = sum(c in _VOWELS for c in rime)
    if vowels == 1:
        return (0,)
    if vowels < len(rime):
        return (vowels - 1,)
    if vowels == 3:
        return (1,)
    return (0, 1) if rime in _EITHER_PLACE else (0,)
