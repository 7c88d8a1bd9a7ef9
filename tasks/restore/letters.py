"""How a word is taken apart for the channel: signs around it, its case, its onset and its rime."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

# Longest first; "gi" and "qu" only before a vowel, so that "gì" is g + ì.
_SYLLABLE = re.compile(r"(ngh|ng|nh|ch|gh|gi(?=[^\Wbcdđghklmnpqrstvx\d_])|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?(.+)", re.DOTALL)
# Signs that print has before and behind words; an English model also leaves bars, low lines and single quotes there.
_READ = re.compile(r"([(\[\"“”‘’'«_~`|]*)(.*?)((?:\./)?[.,;:!?)\]\"“”‘’'»…_~`|]*)", re.DOTALL)
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
# What is called out ends there: before another sign the stroke is none.
_CALL = re.compile(r"!(?=[.,;:])")
_PRINTED = re.compile(r"[)\]\"”’]*(?:[.,;:!?]|\.{2,}|…|\./\.)?[)\]\"”’]*[.,;]?")
_STRAY = str.maketrans("", "", "_~`|‘’'«»")


class Style(IntEnum):
    """Case of a word: lower, with a capital first, all capitals."""

    LOWER = 0
    TITLE = 1
    UPPER = 2


def style_of(core: str) -> Style | None:
    """The case of a word of letters, None where capitals stand inside it; one capital alone is ``TITLE``."""
    if core.islower():
        return Style.LOWER
    if len(core) > 1 and core.isupper():
        return Style.UPPER
    return Style.TITLE if core[:1].isupper() and (len(core) == 1 or core[1:].islower()) else None


def in_style(form: str, style: Style) -> str:
    """A lower-case form in another case."""
    return form if style is Style.LOWER else form[:1].upper() + form[1:] if style is Style.TITLE else form.upper()


@lru_cache(maxsize=16384)
def split_syllable(form: str) -> tuple[str, str]:
    """Onset and rime of a lower-case syllable; joined they are ``form``, and the rime is not empty unless the form is."""
    match = _SYLLABLE.fullmatch(form)
    return (match[1] or "", match[2]) if match else ("", form)


def styled_parts(form: str, style: Style) -> tuple[str, str]:
    """Onset and rime as printed in this case."""
    onset, rime = split_syllable(form)
    if style is Style.UPPER:
        return onset.upper(), rime.upper()
    return (in_style(onset, style), rime) if onset else ("", in_style(rime, style))


def split_read(token: str) -> tuple[str, str, str]:
    """Signs before, the word, signs behind; joined they are ``token``."""
    match = _READ.fullmatch(token)
    return (match[1], match[2], match[3]) if match else ("", token, "")


def without_stray(signs: str) -> str:
    """The signs around a word without those that only a misreading leaves there, and one full stop for two."""
    return _TWO_STOPS.sub(".", _CALL.sub("", signs.translate(_STRAY)))


def is_printed(signs: str) -> bool:
    """Whether print has these signs behind a word."""
    return _PRINTED.fullmatch(signs) is not None
