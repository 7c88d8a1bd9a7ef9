"""Whether two texts are readings of one paper, or two papers of one number: what differs beyond what a recogniser gets wrong."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from tasks.domain.letters import fold

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_GRAM = 4  # words that anchor the texts to each other where both have them once
_LARGEST_GAP = 4_000_000  # words times words between two anchors that are compared word by word: about a second
# The head is compared field by field elsewhere; its number and day are often written by hand, and read in many ways.
_HEAD = 60
# The rest was chosen on 51 scans against their official texts, six notices scanned at six strengths against each other, and changes made
# to these (docs/decisions/0011-copies.md).
_QUIET = 0.97  # share of words; above it a recogniser hardly reads one number for another
_ALIKE, _STRANGE = 0.85, 0.6
_RUN = 8  # words of one text alone, all of them known from elsewhere in both, so that rubbish is none
_UNLIKE, _LETTERS = 0.5, 4  # words of which fewer letters agree are no misreading of each other; and of how many letters on
_SEVERAL = 3
# Names of departments and places differ by few letters at times ("Nội vụ", "Ngoại vụ"), and are short ("Y tế").
_SHORTEST_NAME, _OTHER_LETTERS = 3, 2
_BODIES = frozenset(("sở", "bộ", "phòng", "ban", "cục", "tỉnh", "huyện", "quận", "xã", "phường", "phố"))


class Verdict(StrEnum):
    """What two texts of one number and day are to each other."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share.

    Attributes:
        share: of the words, 0 to 1.
        figures: numbers and days behind the head that both texts print, each another.
        smudged: numbers of which one text has some of the digits only.
        reworded: words behind the head for which the other text has unlike ones.
        first_alone: runs of words that only the first text has.
        second_alone: runs of words that only the second text has.
    """

    share: float
    figures: tuple[tuple[str, str], ...] = ()
    smudged: tuple[tuple[str, str], ...] = ()
    reworded: tuple[tuple[str, str], ...] = ()
    first_alone: tuple[str, ...] = ()
    second_alone: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Same: nothing differs that a recogniser would not misread. Other: something does, and little else is misread."""
        if self.share < _STRANGE:
            return Verdict.OTHER
        quiet = self.share >= _QUIET
        # One digit of one number is what a recogniser gets wrong as well.
        plain = len(self.figures) > 1 or any(_digits_changed(*pair) > 1 for pair in self.figures)
        both = bool(self.first_alone and self.second_alone)
        if len(self.figures) >= _SEVERAL or (quiet and (plain or len(self.reworded) > 1 or both)):
            return Verdict.OTHER
        doubtful = self.figures or self.reworded or self.first_alone or self.second_alone or (quiet and self.smudged)
        return Verdict.UNSURE if doubtful or self.share < _ALIKE else Verdict.SAME

    def turned(self) -> Likeness:
        """The same, the texts in the other order."""
        figures, smudged, reworded = (tuple((b, a) for a, b in pairs) for pairs in (self.figures, self.smudged, self.reworded))
        return Likeness(self.share, figures, smudged, reworded, self.second_alone, self.first_alone)

    @property
    def differences(self) -> tuple[tuple[str, str], ...]:
        """What stands in the first and in the second text instead, the plainest first."""
        alone = (*((words, "") for words in self.first_alone), *(("", words) for words in self.second_alone))
        return (*self.figures, *self.reworded, *alone, *self.smudged)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a text, as printed and as they are compared."""

    printed: list[str]
    folded: list[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        printed = _WORD.findall(text)
        return cls(printed, fold("\n".join(printed)).split("\n") if printed else [])

    def quote(self, start: int, end: int) -> str:
        return " ".join(self.printed[start:end])


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words of both texts that differ: from and to in the first, from and to in the second."""

    a0: int
    a1: int
    b0: int
    b1: int


def _anchors(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of runs of words that both texts have once, in the order of both: the longest such chain."""
    places = _single(second)
    pairs = sorted((i, places[gram]) for gram, i in _single(first).items() if gram in places)
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        ends[at : at + 1], last[at : at + 1] = [j], [number]
        before.append(last[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return reversed(chain)


def _single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    grams = [tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1)]
    counted = Counter(grams)
    return {gram: i for i, gram in enumerate(grams) if counted[gram] == 1}


def _gaps(first: Sequence[str], second: Sequence[str]) -> Iterator[_Gap]:
    """Where two texts differ; time grows with their length, and with the square of what lies between two anchors."""
    done_a = done_b = 0
    for i, j in (*_anchors(first, second), (len(first), len(second))):
        if i < done_a or j < done_b:  # inside the anchor before
            continue
        yield from _between(first, second, _Gap(done_a, i, done_b, j))
        done_a, done_b = i, j
        while done_a < len(first) and done_b < len(second) and first[done_a] == second[done_b]:
            done_a, done_b = done_a + 1, done_b + 1


def _between(first: Sequence[str], second: Sequence[str], gap: _Gap) -> Iterator[_Gap]:
    if gap.a0 == gap.a1 and gap.b0 == gap.b1:
        return
    if (gap.a1 - gap.a0) * (gap.b1 - gap.b0) > _LARGEST_GAP:
        yield gap
        return
    matcher = SequenceMatcher(None, first[gap.a0 : gap.a1], second[gap.b0 : gap.b1], autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag != "equal":
            yield _Gap(gap.a0 + a0, gap.a0 + a1, gap.b0 + b0, gap.b0 + b1)


def compare(first: str, second: str, own: str = "") -> Likeness:
    """What two texts share, accents, case and punctuation aside.

    Args:
        first: one of them.
        second: the other.
        own: number of the document that both have; where it stands again, on stamps and further pages, it is not compared.
    """
    if (len(first), first) > (len(second), second):
        # What lies between anchors is matched from the first text on, which is not the same from the second on.
        return compare(second, first, own).turned()
    a, b = _Words.of(first), _Words.of(second)
    gaps = list(_gaps(a.folded, b.folded))
    words = len(a.folded) + len(b.folded)
    differing = sum(gap.a1 - gap.a0 + gap.b1 - gap.b0 for gap in gaps)
    seen = _Seen(a, b, gaps, own)
    for gap in gaps:
        seen.look_at(gap)
    return Likeness(
        1 - differing / words if words else 1.0,
        tuple(seen.figures),
        tuple(seen.smudged),
        tuple(seen.reworded),
        tuple(seen.alone[0]),
        tuple(seen.alone[1]),
    )


class _Seen:
    """What differs behind the heads of two texts, gap by gap."""

    def __init__(self, first: _Words, second: _Words, gaps: Sequence[_Gap], own: str) -> None:
        self.first, self.second, self.own = first, second, {own}
        inside = {i for gap in gaps for i in range(gap.a0, gap.a1)}
        self.known = {word for i, word in enumerate(first.folded) if i not in inside}
        # What one text has elsewhere than the other was moved (cells of a table, columns), not added.
        self.left = Counter(w for gap in gaps for w in second.folded[gap.b0 : gap.b1]), Counter(first.folded[i] for i in inside)
        self.figures: list[tuple[str, str]] = []
        self.smudged: list[tuple[str, str]] = []
        self.reworded: list[tuple[str, str]] = []
        self.alone: tuple[list[str], list[str]] = ([], [])

    def look_at(self, gap: _Gap) -> None:
        """Sort the words of a gap."""
        a, b = self.first.folded[gap.a0 : gap.a1], self.second.folded[gap.b0 : gap.b1]
        both = self.first.quote(gap.a0, gap.a1), self.second.quote(gap.b0, gap.b1)
        if self._is_alone(0, a, b):
            self.alone[0].append(both[0])
        elif self._is_alone(1, b, a):
            self.alone[1].append(both[1])
        elif gap.a0 < _HEAD or gap.b0 < _HEAD:
            return
        elif numbers := _numbers_in(self.first.printed[gap.a0 : gap.a1], self.second.printed[gap.b0 : gap.b1]):
            alone = len(a) == len(b) == 1
            for pair in numbers:
                self._compare_numbers(pair, alone=alone)
        elif _are_unlike(a, b) or self._are_two_names(gap):
            self.reworded.append(both)

    def _are_two_names(self, gap: _Gap) -> bool:
        """Whether words behind the word for a body name two of them; misreadings of one name share all letters but one."""
        if not gap.a0 or self.first.printed[gap.a0 - 1].casefold() not in _BODIES:
            return False
        printed = self.first.printed[gap.a0 : gap.a1], self.second.printed[gap.b0 : gap.b1]
        if any(not words or not words[0][0].isupper() or not all(word.isalpha() for word in words) for words in printed):
            return False
        a, b = (fold("".join(words)) for words in printed)
        shared = sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
        return min(len(a), len(b)) >= _SHORTEST_NAME and max(len(a), len(b)) - shared >= _OTHER_LETTERS

    def _compare_numbers(self, both: tuple[str, str], *, alone: bool) -> None:
        """Sort two numbers; where words beside them differ too, something hides them, and lost digits say nothing."""
        if self.own & set(both):
            return
        a, b = (_Number.of(printed) for printed in both)
        if a.digits == b.digits or a.shape != b.shape or not (a.is_whole and b.is_whole):
            return
        if not (_is_part(a.digits, b.digits) or _is_part(b.digits, a.digits)):
            self.figures.append(both)
        elif alone:
            self.smudged.append(both)

    def _is_alone(self, side: int, own: Sequence[str], other: Sequence[str]) -> bool:
        if len(own) < _RUN or len(own) < 2 * len(other):
            return False
        lacking = Counter(word for word in own if word in self.known) - self.left[side]
        return lacking.total() >= _RUN


@dataclass(frozen=True, slots=True)
class _Number:
    """A number or a day: its parts without noughts in front, and what stands between them."""

    parts: tuple[str, ...]
    shape: str

    @classmethod
    def of(cls, printed: str) -> _Number:
        plain = _THOUSANDS.sub("", printed)
        return cls(tuple(part.lstrip("0") for part in re.split(r"[.,/]", plain)), re.sub(r"\d", "", plain))

    @property
    def digits(self) -> str:
        return "".join(self.parts)

    @property
    def is_whole(self) -> bool:
        """Whether it can be what it looks like: days have twelve months of 31 days."""
        if self.shape != "//":
            return True
        day, month = (int(part or 0) for part in self.parts[:2])
        return 1 <= day <= 31 and 1 <= month <= 12


def _numbers_in(first: Sequence[str], second: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The numbers of a gap side by side, where both texts have as many; a word beside them may be misread as well."""
    a, b = ([word for word in words if word[0].isdigit()] for words in (first, second))
    return tuple(zip(a, b, strict=True)) if len(a) == len(b) else ()


def _digits_changed(first: str, second: str) -> int:
    """How many digits of a number are others in the second; all where it has more or fewer."""
    a, b = _Number.of(first).digits, _Number.of(second).digits
    return sum(x != y for x, y in zip(a, b, strict=True)) if len(a) == len(b) else max(len(a), len(b))


def _is_part(few: str, many: str) -> bool:
    """Whether digits come out of others when some get lost."""
    rest = iter(many)
    return all(digit in rest for digit in few)


def _are_unlike(first: Sequence[str], second: Sequence[str]) -> bool:
    if any(len(word) < 2 or not word.isalpha() for word in (*first, *second)):
        return False
    a, b = "".join(first), "".join(second)
    return min(len(a), len(b)) >= _LETTERS and SequenceMatcher(None, a, b, autojunk=False).ratio() < _UNLIKE
