"""What is usual in a text before it is looked at: the n-gram model, the names of bodies and places, and the text's own words.

A notice says the same few phrases again and again; those that were read surely once tell of the others (a cache model, Kuhn and De Mori
1990).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np

from tasks.restore.search import Predicts
from tasks.text.known_names import NAMES
from tasks.text.model import NUMBER, Floats, Numbers, model_form
from tasks.vietnamese.places import load_places

# Share of the names, which tell only what follows on a word of theirs.
_SHARE = 0.05
# Levels of administration as notices list them, with a comma or a stroke between them; laws, which the model was counted from, write most
# of them out ("huyện, quận, thị xã, thành phố thuộc tỉnh"). Share of what follows on a word of theirs.
_LISTED = 0.02
_LISTS = (
    "huyện thị thành phố", "huyện thị xã thành phố", "huyện thị tp", "huyện thị xã tp",
    "quận huyện thị xã thành phố", "quận huyện thành phố", "tỉnh thành phố", "tỉnh huyện xã", "xã phường thị trấn", "phường xã thị trấn",
    "xã phường đặc khu", "phường xã đặc khu", "sở ban ngành huyện thị thành phố", "thôn bản tổ dân phố", "thôn xóm ấp", "ấp khóm khu phố",
    "khóm ấp tổ dân phố",
)  # fmt: skip
# What followed on a word in the text itself weighs at most this much, half of it where the word was surely read twice; and how often the
# text has a word at all. On four layers (.03, .1), (.15, .05), (.3, .02) and (.5, .05) are within .003 of these in WER.
_FOLLOWS, _OFTEN, _HALF = 0.3, 0.05, 2.0

# Two numbers of forms are looked up as one.
_PAIR = 1 << 32
_Pairs = dict[int, float]


class Prior:
    """An n-gram model that also knows names, and what the text says; answers as :class:`tasks.text.model.SyllableModel` does.

    Args:
        model: what is usual in official texts.
        runs: words of the text at hand that were surely read, each run without a gap; may be empty.
    """

    def __init__(self, model: Predicts, runs: Iterable[Sequence[str]] = ()) -> None:
        self._model = model
        named = _named_pairs(model)
        words = [[model.number(model_form(word)) for word in run] for run in runs]
        times = Counter(number for run in words for number in run if number > NUMBER)
        follows = _pairs_of(words, _FOLLOWS, _HALF)
        followed: dict[int, float] = {}
        for pair, share in follows.items():
            followed[pair // _PAIR] = followed.get(pair // _PAIR, 0.0) + share
        self._has_text = bool(times)
        # Both are looked up at once; behind everything stands what is found for a pair that is not there.
        pairs = sorted({*named, *follows})
        self._pairs = np.array([*pairs, np.iinfo(np.int64).max], dtype=np.int64)
        self._named, self._follows = (np.array([*(shares.get(pair, 0.0) for pair in pairs), 0.0]) for shares in (named, follows))
        self._often = _by_number({number: _OFTEN * count / times.total() for number, count in times.items()})
        self._followed = _by_number(followed)

    def with_text(self, runs: Iterable[Sequence[str]]) -> Prior:
        """The same for a text of which these words were surely read."""
        return Prior(self._model, runs)

    def number(self, form: str) -> int:
        """Of a form, as in the model."""
        return self._model.number(form)

    def log_probability(self, first: int, second: int, third: int) -> float:
        """Of ``third`` behind ``first`` and ``second``."""
        return float(self.table(np.array([first]), np.array([second]), np.array([third]))[0])

    def table(self, firsts: Numbers, seconds: Numbers, thirds: Numbers) -> Floats:
        """As :meth:`log_probability` for every place of three arrays, which are broadcast together."""
        known = self._model.table(firsts, seconds, thirds)
        pairs = seconds * _PAIR + thirds
        at = self._pairs.searchsorted(pairs)
        at[self._pairs[at] != pairs] = -1
        named = self._named[at]
        usual = np.exp(known)
        np.multiply(usual, 1 - _SHARE, out=usual, where=named > 0)
        usual += named
        if self._has_text:
            usual *= 1.0 - _of(self._followed, seconds) - _OFTEN
            usual += self._follows[at] + _of(self._often, thirds)
        return np.log(usual)


def _by_number(shares: Mapping[int, float]) -> Floats:
    """Shares by number, 0 for the last one, which is none."""
    found = np.zeros(max(shares, default=-1) + 2)
    for number, share in shares.items():
        found[number] = share
    return found


def _of(shares: Floats, numbers: Numbers) -> Floats:
    return shares[np.minimum(numbers, len(shares) - 1)]


def _pairs_of(runs: Iterable[Sequence[int]], most: float, half: float = 0.0) -> _Pairs:
    """How likely each word is behind another, as shares that sum to ``most``; to half of it where the first was seen ``half`` times."""
    pairs = Counter(pair for run in runs for pair in itertools.pairwise(run) if min(pair) > NUMBER)
    firsts: Counter[int] = Counter()
    for (first, _), times in pairs.items():
        firsts[first] += times
    return {first * _PAIR + second: most * times / (firsts[first] + half) for (first, second), times in pairs.items()}


@lru_cache(maxsize=2)
def _named_pairs(model: Predicts) -> _Pairs:
    """The pairs of words of the names and of the lists, by their numbers in a model."""
    named, listed = (
        _pairs_of([[model.number(form) for form in forms] for forms in runs], share)
        for runs, share in ((_names(), _SHARE), (map(str.split, _LISTS), _LISTED))
    )
    return {pair: named.get(pair, 0.0) + listed.get(pair, 0.0) for pair in {**named, **listed}}


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    """The reviewed names of bodies and the places of the country as forms, a place with its kind in front."""
    places = dict.fromkeys(tuple(map(model_form, place.title.split())) for place in load_places().by_code.values())
    return (*places, *(name.forms for name in NAMES.values() if name))
