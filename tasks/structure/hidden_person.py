"""A name of which a seal or a stroke of the pen hides the beginning: what is left tells the family name, or nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.structure.person import COMMON_FAMILY_NAMES, Person, read_person
from tasks.structure.phrases import bare
from tasks.vietnamese.syllable import is_syllable

MOST_RUBBISH = 2
"""Letters of a word in front that may be the rest of a seal, one more of capitals; and words of that kind."""
MOST_LOST = 2
"""Letters of a family name that a seal may hide while the rest still tells it."""
LEAST_TAIL = 4
"""Bare letters at the end of a long family name that tell it when those in front were read as others ("Euyễn", "tuyến")."""
DASHES = "-–•· "
"""Signs in front of a name in the right column, where nothing is listed: specks."""
_STROKES = re.compile(r"^[\W\d_]+|(?<=[^\W\d_])\s+[\W\d_]+$")


def read_hidden_person(text: str) -> Person | None:
    """The name in a line that :func:`read_person` does not know, None where nothing tells it.

    Signs and figures around the name are left out, and a word or two of one letter or two in front of a whole name; a family name is
    completed where only one of the list ends in what was read. Such a name is ``mended``: never sure, and never without a family name.
    """
    if re.match(r"^\s*[-–+•*]\s", text) or text.rstrip().endswith((";", ":", "./.")):
        return None
    words = _STROKES.sub("", _STROKES.sub("", text.strip())).strip(" .,").split()
    if len(words) < 2:
        return None
    behind = _completed_name(words)
    if behind is not None:
        return behind
    for count in range(MOST_RUBBISH + 1):
        rest = words[count:]
        if any(len(w) > MOST_RUBBISH + w.isupper() for w in words[:count]) or (count and len(rest) <= MOST_RUBBISH):
            break
        found = read_person(" ".join(rest))
        if found is not None and found.known and not found.rubbish:
            return replace(found, mended=True)
    return None


def _completed_name(words: list[str]) -> Person | None:
    """The name with its family name completed, where that is hidden and all that follows is whole."""
    family = _completed(words[0])
    if family is None or not all(w[:1].isupper() for w in words[1:]):
        return None
    found = read_person(" ".join((family, *words[1:])))
    return replace(found, printed=" ".join(words), mended=True) if found is not None and found.known and not found.rubbish else None


def _completed(word: str) -> str | None:
    """The one family name that a word may be the rest of; a syllable with its capital is no rest."""
    letters = word.strip("'’.,").casefold()
    if not letters.isalpha() or (word[:1].isupper() and is_syllable(word)):
        return None
    found = set(_candidates(letters))
    return found.pop() if len(found) == 1 else None


def _candidates(letters: str) -> Iterator[str]:
    tail = bare(letters)[-LEAST_TAIL:]
    for family in COMMON_FAMILY_NAMES:
        name = family.casefold()
        ends = name.endswith(letters) and 0 < len(name) - len(letters) <= MOST_LOST
        if ends or (len(bare(family)) > LEAST_TAIL and len(tail) == LEAST_TAIL and bare(family).endswith(tail)):
            yield family
