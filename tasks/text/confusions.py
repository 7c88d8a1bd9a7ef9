"""What the recogniser reads for what is printed, and how sure it is when it is wrong.

Measured on pages of law text set in Liberation Serif at 13 and 14 pt, lightly blurred, turned, noised and compressed at 150 to 300 dpi
and read with Tesseract 5.3 and Debian's ``vie`` (``benchmarks/learn_confusions.py`` makes and counts them). Nine errors out of ten
exchange one mark over the same letter; a hook is read as an acute or a grave, an i gains a mark, a circumflex loses or gains its tone.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tasks.text.unicode import bare

_TONES = {"": "0", "\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
# How often a printed tone is read as another: (printed, read) -> share of such letters, over a circumflex and over other vowels. Counts
# below ten were rounded to their class; what was never seen has the rate of its class.
_OVER_HAT = {
    "rs": 0.12, "rf": 0.05, "r0": 0.05, "rx": 0.015, "f0": 0.03, "fr": 0.01, "fs": 0.005, "s0": 0.02, "sf": 0.005, "sr": 0.005, "sx": 0.004,
    "x0": 0.02, "xs": 0.01, "xf": 0.01, "xr": 0.01, "0f": 0.012, "0s": 0.005, "0r": 0.005, "0x": 0.003, "j0": 0.004,
}  # fmt: skip
_OVER_PLAIN = {"r0": 0.008, "rs": 0.008, "rf": 0.005, "rx": 0.005, "0r": 0.003, "f0": 0.003, "s0": 0.003, "x0": 0.005, "xr": 0.005}
_OVER_I = {"0r": 0.011, "0j": 0.002, "0f": 0.002, "0s": 0.0015, "r0": 0.008, "f0": 0.003, "s0": 0.003}
_ANY_TONE = 0.0015
# Two frequent words that the recogniser's own dictionary pulls to more frequent ones.
# Measured 0.6 for both; less for "tỉnh", which notices of a province hold far more often than laws.
_PULLED = {("chi", "chỉ"): 0.5, ("tinh", "tỉnh"): 0.2}
_STROKE = 0.01
_CIRCUMFLEX = "\u0302"
_HAT = 0.002
_HAT_AND_TONE = 0.001
# Letters that were read for one another, either way, by their bare forms.
_PAIRS = "il l1 i1 lt it ij oc ec eo ea gq gy yv uv un hb nh nu mn rn cq ao rt ft ty tr sg aq bh d0 o0 kh kl"
_SHAPES = {frozenset(p) for p in _PAIRS.split()}
_SHAPE = 0.001
_ANY_LETTER = 0.0001
_LENGTH = 0.0003
# Mean share of wrong words on those pages, to which the rates above belong.
_MEAN_ERROR = 0.02
# The recogniser hardly notices a wrong mark: its doubt moves the rates less than in proportion.
_DOUBT = 0.5

# What is known beforehand weighs like this many letters; an exchange seen less often says nothing of the scan.
_PRIOR_LETTERS = 60.0
_LEAST_SEEN = 2
_MOST_HABIT = 3.0

# Share of wrong words by the recogniser's confidence, from the same pages.
_CONFIDENCES = (0.0, 30.0, 50.0, 60.0, 70.0, 80.0, 85.0, 90.0, 93.0, 95.0, 96.0, 100.0)
_ERRORS = (0.8, 0.75, 0.58, 0.45, 0.38, 0.28, 0.21, 0.10, 0.05, 0.015, 0.006, 0.001)


def error_rate(confidence: float) -> float:
    """How likely a word of this confidence (0 to 100) is wrong, 0.001 to 0.8; interpolated between measured points."""
    at = bisect_left(_CONFIDENCES, confidence)
    if at <= 0:
        return _ERRORS[0]
    if at >= len(_CONFIDENCES):
        return _ERRORS[-1]
    low, high = _CONFIDENCES[at - 1], _CONFIDENCES[at]
    share = (confidence - low) / (high - low)
    return math.exp((1 - share) * math.log(_ERRORS[at - 1]) + share * math.log(_ERRORS[at]))


@lru_cache(maxsize=4096)
def _parts(letter: str) -> tuple[str, str, str]:
    """Bare letter, its shape mark (circumflex, breve, horn, stroke) and its tone."""
    if letter in "đð":
        return "d", "-", "0"
    flat = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[c] for c in flat[1:] if c in _TONES), "0")
    hat = next((c for c in flat[1:] if c not in _TONES), "")
    return flat[0], hat, tone


@lru_cache(maxsize=65536)
def letter_cost(printed: str, read: str) -> float:
    """Cost in nats of reading ``read`` for ``printed``, both one lower-case letter; 0 for the same letter."""
    if printed == read:
        return 0.0
    base, hat, tone = _parts(printed)
    base_read, hat_read, tone_read = _parts(read)
    if base != base_read:
        rate = _SHAPE if frozenset((base, base_read)) in _SHAPES else _ANY_LETTER
        return -math.log(rate) + 0.7 * ((hat != hat_read) + (tone != tone_read))
    return -math.log(_mark_rate(base, hat, tone + tone_read, same_hat=hat == hat_read))


def _mark_rate(base: str, hat: str, tones: str, *, same_hat: bool) -> float:
    """Rate of a change of marks over one letter."""
    if not same_hat:
        return _STROKE if base == "d" else _HAT if tones[0] == tones[1] else _HAT_AND_TONE
    if base == "i":
        return _OVER_I.get(tones, _ANY_TONE)
    table = _OVER_HAT if hat == _CIRCUMFLEX else _OVER_PLAIN
    return table.get(tones, _ANY_TONE)


def doubt_discount(confidence: float) -> float:
    """What a recogniser's confidence adds to the cost of a change, in nats; negative for a word it doubts."""
    return _DOUBT * (math.log(_MEAN_ERROR) - math.log(error_rate(confidence)))


@lru_cache(maxsize=65536)
def word_cost(printed: str, read: str) -> float:
    """Cost in nats of reading the word ``read`` for ``printed``, both in lower case; by letters where they are equally many."""
    if (printed, read) in _PULLED:
        return -math.log(_PULLED[printed, read])
    if len(printed) == len(read):
        return sum(letter_cost(a, b) for a, b in zip(printed, read, strict=True))
    longer, shorter = (printed, read) if len(printed) > len(read) else (read, printed)
    if len(longer) - len(shorter) != 1:
        return math.inf
    cuts = (longer[:i] + longer[i + 1 :] for i in range(len(longer)))
    return -math.log(_LENGTH) + min(sum(letter_cost(a, b) for a, b in zip(cut, shorter, strict=True)) for cut in cuts)


Habits = Mapping[tuple[str, str], float]
"""What one scan does to letters beyond the usual: (printed, read) to nats by which the exchange is likelier than its rate says."""


def learn_habits(exchanged: Iterable[tuple[str, str]], letters: Mapping[str, int]) -> Habits:
    """The habits of a scan from its own surest changes: a coarse scan loses the acute over a circumflex on every page.

    Args:
        exchanged: words as printed and as read, lower case.
        letters: how often each letter was read.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for printed, read in exchanged:
        if len(printed) == len(read):
            seen.update((a, b) for a, b in zip(printed, read, strict=True) if a != b)
    habits = {}
    for pair, times in seen.items():
        usual = math.exp(-letter_cost(*pair))
        shown = letters.get(pair[0], 0) + times
        here = (_PRIOR_LETTERS * usual + times) / (_PRIOR_LETTERS + shown)
        if times >= _LEAST_SEEN and here > usual:
            habits[pair] = min(_MOST_HABIT, math.log(here / usual))
    return habits


def habit_discount(printed: str, read: str, habits: Habits) -> float:
    """Nats by which reading ``read`` for ``printed`` is likelier on a scan with these habits."""
    if len(printed) != len(read):
        return 0.0
    return sum(habits.get((a, b), 0.0) for a, b in zip(printed, read, strict=True) if a != b)


@lru_cache(maxsize=16384)
def similar_letters(form: str) -> tuple[str, ...]:
    """Bare forms that differ from the bare ``form`` by one letter of like shape, or by one letter more or less where it is doubled."""
    plain = bare(form)
    found: dict[str, None] = {}
    for index, char in enumerate(plain):
        for pair in _BY_LETTER.get(char, ""):
            found[plain[:index] + pair + plain[index + 1 :]] = None
        if len(plain) > 2:
            found[plain[:index] + plain[index + 1 :]] = None
    found.pop(plain, None)
    return tuple(found)


_BY_LETTER: dict[str, str] = {}
for _pair in sorted("".join(sorted(p)) for p in _SHAPES):
    for _one, _two in ((_pair[0], _pair[1]), (_pair[1], _pair[0])):
        if _two.isalpha():
            _BY_LETTER[_one] = _BY_LETTER.get(_one, "") + _two
