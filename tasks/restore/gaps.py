"""Gaps between words in which a speck was read as a sign: "hé.so", "nam.2026", "nghi. cua" are two words without it.

Print puts no sign between two letters but in web addresses, abbreviations ("TP.", "v.v.") and foreign names ("Pa-ki-xtan"): in 12 MB of
decrees 2,215 of two million words have one, nearly all of them names of countries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.text.unicode import bare

# A web or mail address, a foreign name with two hyphens or more, a list of abbreviations.
_WHOLE = re.compile(r"\S*(?:@[\w-]{2,}\.|://|www\.|\.(?:vn|com|org|net|gov)\b)\S*|\w+(?:-\w+){2,}\W*|(?:\w\.){2,}\W*", re.IGNORECASE)
# Signs in a gap; what is on either side of them decides whether it is one.
_GAP = re.compile(r"(?<=[^\W_])(?:[.:;,_]+[-_]?|-)(?=[^\W_])|(?<=[@~&§}\]])[,;](?=[^\W_])")
# Borders of words where no sign was read for the gap: behind a closing bracket or quote ("l&n);Hoi"), between a word and a year
# ("doan2016-2021"), a number and a word ("28thang"), a word that a number follows on and the number ("thang4").
_CLOSED = re.compile(r"(?<=[^\s(])(?<=[^\s(][^\W_])(?:\)[,;.:]*|[\"”][,;.:]*)(?:(?<=[,;.:])[\"“])?(?=[^\W\d_])")
_BEFORE_YEAR = re.compile(r"(?<=[^\W\d_])(?=(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?\W*$)")
_BEHIND_NUMBER = re.compile(r"^\W?\d{2,4}(?=[^\W\d_]{3})")
_NUMBERED = re.compile(r"^\W?([^\W\d_]{2,5})(?=\d{1,2}\W*$)")
_NUMBERED_WORDS = frozenset({"ngay", "thang", "nam", "quy", "dieu", "khoan"})
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
    return tuple(part for piece in _glued(token) for part in _without_gaps(piece))


def _glued(token: str) -> tuple[str, ...]:
    """The token cut where two words have run together and none of their letters is in doubt."""
    for match in _CLOSED.finditer(token):
        opens = match[0] == '"' and token[match.end()].isupper() and '"' not in token[: match.start()]
        # Of a pair of quotes the first opens what follows on it.
        cut = match.start() if opens else match.end() - (match[0][-1] in '"“' and len(match[0]) > 1)
        return (token[:cut], *_glued(token[cut:]))
    for pattern in (_BEFORE_YEAR, _BEHIND_NUMBER, _NUMBERED):
        found = pattern.search(token)
        if found and _parts_at(pattern, found, token):
            return (token[: found.end()], *_glued(token[found.end() :]))
    return (token,)


def _parts_at(pattern: re.Pattern[str], match: re.Match[str], token: str) -> bool:
    """Whether two words border on each other where the pattern says so."""
    left, right = token[: match.end()], token[match.end() :]
    if pattern is _BEFORE_YEAR:
        return any(c.islower() for c in left) and "/" not in left
    if pattern is _BEHIND_NUMBER:
        word = re.match(r"[^\W\d_]+", right)
        return word is not None and word[0].islower() and _has_vowel(word[0])
    return bare(match[1]) in _NUMBERED_WORDS


def _without_gaps(token: str) -> tuple[str, ...]:
    """The words of a token with signs in their gaps."""
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
    if word is None:
        return False
    behind = word[0]
    if sign[0] in _KEPT and not first.isdigit():
        # A comma, or strokes of a letter ("h01;1t" is one word): which of them is told by what is likely, as the two are of one token.
        # Abbreviations stay together.
        apart = len(behind) > 1 and any(c.isalpha() for c in behind)
        return apart and any(c.isalpha() for c in left) and any(c.islower() for c in first + behind)
    if not first:
        return False
    if first.isdigit():
        # "4.a" and "2,5" stay; "2026-xep" and "445.thu" are two words.
        return len(behind) > 1 and behind[0].isalpha() and behind.islower()
    if not any(c.islower() for c in first) and not re.fullmatch(r"[A-Z]{1,4}\d{1,2}", first):
        return False
    if behind[0].isdigit():
        # A word before a number, "Covid-19" and "m2" left alone; a digit may also begin a misread word ("6-day").
        return sign != "-" and (len(first) > 2 or first.lower() in {"s6", "sé", "sd"})
    # Each word has a vowel and more than that: the stops in "ho.t" and "gia.o" are what is left of one.
    return len(behind) > 1 and (any(c.islower() for c in behind) or len(behind) > 3) and _has_vowel(first) and _has_vowel(behind)


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
