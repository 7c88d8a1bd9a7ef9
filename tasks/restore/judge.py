"""What was done to the letters of a text, and so what it needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tasks.restore.encodings import from_cp1258, from_tcvn3, from_vni
from tasks.restore.viqr import from_viqr
from tasks.text.model import SyllableModel
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable


class Treatment(StrEnum):
    """What a text needs; ``GOOD`` needs nothing, also because it is not Vietnamese."""

    GOOD = "good"
    ACCENTLESS = "accentless"
    WRONG_LANGUAGE = "wrong-language-ocr"
    TCVN3 = "tcvn3"
    VNI = "vni"
    CP1258 = "windows-1258"
    VIQR = "viqr"
    NFD = "nfd"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A treatment with what speaks for it.

    Attributes:
        treatment: what the text needs.
        reasons: measured shares, for the reader.
    """

    treatment: Treatment
    reasons: tuple[str, ...]


# Letters that Vietnamese alone has (đ, ơ, ư, ă and the block of letters with two marks and dots and hooks).
_NATIVE = re.compile("[đĐơƠưƯăĂ\u1ea0-\u1ef9]")
_WORD = re.compile(r"\S+")
_SIGNS = ".,;:!?()[]{}\"'“”‘’…/*•–-"
# Fewer words than this say nothing.
_LEAST_WORDS = 4
# Six words in ten of good Vietnamese have a letter of its own (measured on law texts and sentences: 0.50 to 0.75); what an English
# model printed has none. Between these a text is half good, and is left alone.
_NATIVE_SHARE = 0.12
_VALID_SHARE = 0.75
# Shares of words that are Vietnamese syllables once marks are dropped. English and French texts have up to 0.35.
_BARE_SHARE = 0.85
_GARBLED_SHARE = 0.5
# Of layers in which letters are dropped 0.56 to 0.75 are; a whole page of such words is believed from a smaller share than a line.
_GARBLED_PAGE_SHARE, _PAGE_WORDS = 0.42, 60
# Of all words of a page in an old encoding 0.88 and more are syllables once converted; of one that a German model read, with its umlauts
# where VNI has marks, 0.48.
_WHOLE_SHARE = 0.7
_OLD_ENCODINGS = ((Treatment.TCVN3, from_tcvn3), (Treatment.VNI, from_vni), (Treatment.CP1258, from_cp1258))
# Three words in four of Vietnamese carry a mark; of other texts one in ten ends in a vowel and a stop.
_VIQR_SHARE = 0.35
# Words with a letter beyond ASCII, a digit or a sign inside, of which a text that only lost its marks has none.
_ODD_SHARE = 0.03
_ODD_SIGN = re.compile(r"\w[~;:\\^*<>|{}()\[\]=$%!?]+\w")
# A page of so many such words is Vietnamese also where nothing else is odd of it: a recogniser may make letters of all letters.
_PAGE_SHARE = 0.6


def judge_text(text: str, model: SyllableModel) -> Judgement:
    """What ``text`` needs. Anything but Vietnamese, and a text too short to tell, is good."""
    words = [w for w in (m[0].strip(_SIGNS) for m in _WORD.finditer(text)) if sum(c.isalpha() for c in w) >= 2]
    if len(words) < _LEAST_WORDS:
        return Judgement(Treatment.GOOD, (f"{len(words)} words are too few to judge",))
    composed = [unicodedata.normalize("NFC", w) for w in words]
    native = _native_share(composed)
    if native >= _NATIVE_SHARE:
        apart = sum(a != b for a, b in zip(words, composed, strict=True))
        reason = f"{native:.0%} of the words have a letter of Vietnamese alone"
        if apart:
            return Judgement(Treatment.NFD, (reason, f"{apart} words are decomposed"))
        return Judgement(Treatment.GOOD, (reason,))
    for treatment, convert in _OLD_ENCODINGS:
        converted = [convert(w) for w in composed]
        changed = [c for c, w in zip(converted, composed, strict=True) if c != w]
        valid = sum(is_syllable(c) for c in changed) / len(changed) if changed else 0.0
        share = _native_share(converted)
        whole = sum(is_syllable(c) for c in converted) / len(converted)
        believed = whole >= _WHOLE_SHARE or len(words) < _PAGE_WORDS
        if share >= _NATIVE_SHARE and valid >= _VALID_SHARE and believed:
            reason = f"converted, {share:.0%} of the words have a letter of Vietnamese alone"
            return Judgement(treatment, (reason, f"{valid:.0%} of the words that change are syllables"))
    # The marks of VIQR are signs, so here they belong to the words.
    tokens = text.split()
    changed = [new.strip(_SIGNS) for old, new in zip(tokens, map(from_viqr, tokens), strict=True) if not new.isascii() and old.isascii()]
    share, valid = len(changed) / len(words), sum(map(is_syllable, changed)) / max(1, len(changed))
    if share >= _VIQR_SHARE and valid >= _VALID_SHARE:
        reason = f"{share:.0%} of the words carry marks as signs behind their letters"
        return Judgement(Treatment.VIQR, (reason, f"{valid:.0%} of these are syllables once converted"))
    return _judge_bare(words, model)


def _native_share(words: Sequence[str]) -> float:
    """Share of the words that have a letter of Vietnamese alone."""
    return sum(_NATIVE.search(w) is not None for w in words) / len(words)


def _judge_bare(words: Sequence[str], model: SyllableModel) -> Judgement:
    """Between accentless, garbled and foreign."""
    bares = [bare(w) for w in words]
    share = sum(_is_bare_syllable(b, model) for b in bares) / len(bares)
    odd = sum(_is_odd(w) for w in words) / len(words)
    reasons = (
        f"{share:.0%} of the words are syllables without marks",
        f"{odd:.0%} have a letter beyond ASCII, a digit or a sign inside",
    )
    if share >= _BARE_SHARE and odd <= _ODD_SHARE:
        return Judgement(Treatment.ACCENTLESS, reasons)
    page = len(words) >= _PAGE_WORDS
    if (share >= (_GARBLED_PAGE_SHARE if page else _GARBLED_SHARE) and odd > _ODD_SHARE) or (page and share >= _PAGE_SHARE):
        return Judgement(Treatment.WRONG_LANGUAGE, reasons)
    return Judgement(Treatment.GOOD, (*reasons, "this is not Vietnamese, or not enough of it"))


def _is_odd(word: str) -> bool:
    """Whether a word has what one that only lost its marks has not."""
    return (any(not c.isascii() or c.isdigit() for c in word) and any(c.isalpha() for c in word)) or bool(_ODD_SIGN.search(word))


def _is_bare_syllable(letters: str, model: SyllableModel) -> bool:
    return any(is_syllable(form) for form in model.by_letters.get(letters, ()))
