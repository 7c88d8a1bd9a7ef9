"""Gaps between words in which a speck was read as a sign: "hé.so", "nam.2026", "nghi. cua" are two words without it.

Print puts no sign between two letters but in web addresses, abbreviations ("TP.", "v.v.") and foreign names ("Pa-ki-xtan"): in 12 MB of
decrees 2,215 of two million words have one, nearly all of them names of countries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.text.unicode import bare

# A web or mail address, a foreign name with two hyphens or more, a list of abbreviations.
_WHOLE = re.compile(r"\S*(?:@|://|www\.|\.(?:vn|com|org|net|gov)\b)\S*|\w+(?:-\w+){2,}\W*|(?:\w\.){2,}\W*", re.IGNORECASE)
# Signs in a gap; what is on either side of them decides whether it is one.
_GAP = re.compile(r"(?<=[^\W_])(?:[.:;,_]+[-_]?|-)(?=[^\W_])")
# Signs that stand for something where they were read between two words.
_KEPT = frozenset(",;")
_LABEL = re.compile(r"[a-zđ]{1,2}\)|[a-zđ]\.")
_VOWELS = frozenset("aeiouy")
# So many letters without a vowel may be an onset and a coda.
_AROUND = 3
_STOPPED = re.compile(r"\w*[^\W_]{2}\.|\d+\.")


def parted(token: str) -> tuple[str, ...]:
    """The words that a token is made of, at least one, without the signs that were read in their gaps."""
    if _WHOLE.fullmatch(token):
        return (token,)
    parts: list[str] = []
    start = 0
    for match in _GAP.finditer(token):
        sign = match[0]
        left, right = token[start : match.start()], token[match.end() :]
        if _is_gap(left, sign, right):
            parts.append(left + (sign[0] if sign[0] in _KEPT else ""))
            start = match.end()
    return (*parts, token[start:])


def _is_gap(left: str, sign: str, right: str) -> bool:
    """Whether no sign was printed between the two."""
    word = re.match(r"[^\W_]+", right)
    first = _trailing(left)
    if word is None or not first:
        return False
    behind = word[0]
    if sign[0] in _KEPT and (_is_mixed(first) or _is_mixed(behind)):
        # Strokes of a letter: "h01;1t" is one word.
        return False
    if first.isdigit():
        # "4.a" and "2,5" stay; "2026-xep" and "445.thu" are two words.
        return len(behind) > 1 and behind[0].isalpha() and behind.islower()
    if not any(c.islower() for c in first) and not re.fullmatch(r"[A-Z]{1,4}\d{1,2}", first):
        return False
    if behind[0].isdigit():
        # A word before a number, "Covid-19" and "m2" left alone; a digit may also begin a misread word ("6-day").
        return sign != "-" and (len(first) > 2 or first.lower() in {"s6", "sé", "sd"})
    # Each word has a vowel: the stop in "ho.t" is what is left of one.
    return (any(c.islower() for c in behind) or len(behind) > 3) and _has_vowel(first) and _has_vowel(behind)


def _is_mixed(text: str) -> bool:
    """Whether letters and digits stand in it."""
    return any(c.isdigit() for c in text) and any(c.isalpha() for c in text)


def _has_vowel(text: str) -> bool:
    """Whether a vowel is in it, a digit that may stand for one, or enough letters around one that was lost ("cng")."""
    return len(text) >= _AROUND or any(c in _VOWELS or c.isdigit() for c in bare(text))


def _trailing(text: str) -> str:
    match = re.search(r"[^\W_]+$", text)
    return match[0] if match else ""


def without_stray_stops(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The tokens of each line without full stops in the middle of a sentence: behind them a small letter goes on.

    The first token of a line keeps its stop, which may be that of an item; so does the last before an empty line.
    """
    out = [list(line) for line in lines]
    for row, line in enumerate(lines):
        for at, token in enumerate(line):
            if at and _STOPPED.fullmatch(token) and _goes_on(_next(lines, row, at)):
                out[row][at] = token[:-1]
    return out


def _next(lines: Sequence[Sequence[str]], row: int, at: int) -> str:
    if at + 1 < len(lines[row]):
        return lines[row][at + 1]
    return lines[row + 1][0] if row + 1 < len(lines) and lines[row + 1] else ""


def _goes_on(token: str) -> bool:
    return len(token) > 1 and token[0].isalpha() and token[0].islower() and not _LABEL.match(token)


def tokens_of(line: str) -> Iterator[tuple[int, str]]:
    """The words of a line, each with the number of the token it stands in."""
    for at, token in enumerate(line.split()):
        for part in parted(token):
            yield at, part
