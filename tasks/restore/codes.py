"""Abbreviations of a text that lost their marks: "GDDT" is GĐDT, GDĐT or GDDT, and the words that it stands for tell which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tasks.text.unicode import bare

# Words that abbreviations leave out.
_LEFT_OUT = frozenset({"và", "của", "các", "về"})
# A part of an abbreviation of two letters stands for words that the text has this often.
_LEAST = {2: 3}
_SHORTEST, _LONGEST = 3, 10


def initials(words: Iterable[str]) -> str:
    """First letters of the words of a sentence, small; words that abbreviations leave out are left out."""
    return "".join(w[0].lower() for w in words if w[:1].isalpha() and w.lower() not in _LEFT_OUT)


def codes_of(tokens: Iterable[str], sentences: Sequence[str]) -> dict[str, int]:
    """The abbreviations of a text with their marks, and how often they stand there; one that stands there once has its words there too.

    Args:
        tokens: words as read.
        sentences: initials of the sentences as restored.
    """
    found: Counter[str] = Counter()
    bares = [bare(s) for s in sentences]
    for token, times in Counter(t for t in tokens if _is_code(t)).items():
        if times > 1 or _occurrences(bare(token), sentences, bares):
            found[_marked(token, sentences, bares)] += times
    return dict(found)


def _is_code(token: str) -> bool:
    return _SHORTEST <= len(token) <= _LONGEST and token.isalpha() and token.isupper() and "D" in token


def _marked(code: str, sentences: Sequence[str], bares: Sequence[str]) -> str:
    """The code with each D as the longest part of it that the initials have says; a D of which none tells stays."""
    letters = list(code)
    known: set[int] = set()
    for size in range(len(code), 1, -1):
        for start in range(len(code) - size + 1):
            places = [n for n in range(start, start + size) if code[n] == "D" and n not in known]
            if not places:
                continue
            ways = _occurrences(bare(code[start : start + size]), sentences, bares)
            if sum(ways.values()) >= _LEAST.get(size, 1):
                best = max(ways, key=lambda way: (ways[way], way))
                for n in places:
                    letters[n] = best[n - start].upper()
                    known.add(n)
    return "".join(letters)


def _occurrences(wanted: str, sentences: Sequence[str], bares: Sequence[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for sentence, plain in zip(sentences, bares, strict=True):
        at = plain.find(wanted)
        while at >= 0:
            found[sentence[at : at + len(wanted)]] += 1
            at = plain.find(wanted, at + 1)
    return found
