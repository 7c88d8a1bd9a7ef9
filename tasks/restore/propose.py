"""What a word of a garbled text may stand for: syllables in any case, numbers, abbreviations, the word itself."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from tasks.restore.channel import Channel, Source
from tasks.restore.emission import Emission, Places, Vector
from tasks.restore.forms import OWN, forms_of
from tasks.restore.letter_costs import LetterCosts
from tasks.restore.letters import Style, is_printed
from tasks.restore.reading import Reading, Setting, case_costs, least_cost
from tasks.restore.syllables import SyllableCosts
from tasks.text.model import NUMBER, UNKNOWN, SyllableModel, model_form
from tasks.text.unicode import bare, normalize_word
from tasks.vietnamese.syllable import is_syllable

# With 14 readings and 11 nats a tenth more words were wrong on made pages: the right one was among the others.
# What is left of a word that lost letters may stand for many more ("tn" for "trì"): this many where no more than so few signs were read.
_MOST_OF_LONG, MOST, _SHORT = 24, 40, 3
# Readings that are followed of a part of what had run together.
_MOST_PARTS = 5
# Readings this many nats behind the best one, the likeliness of the word taken in, are not followed.
_FAR = 13.0
_NEAR = 7.0
_LONGEST_READ = 12
# Nats for a string of letters that is no syllable, and for each of its letters: some 27 letters, half of that for their order.
_FOREIGN, _FOREIGN_LETTER = 6.0, 2.7
# Nats for a letter of an abbreviation, and for one in a line in capitals, where words are in capitals too.
_CODE_LETTER, _CAPITAL_LETTER = 0.7, 1.5
# Codes begin with a capital; what begins with a small letter and has a digit is a misread word, but for these.
_UNITS = frozenset({"m2", "m3", "km2", "cm2", "cm3"})
_SIGNS_OF_NUMBERS = frozenset(".,-–/%:+")
# No foreign word or abbreviation has other signs inside than these, nor a capital behind a small letter: nats for each that it has.
_SIGNS_OF_WORDS = frozenset("-–./&'’_")
_ODD = 3.0
# Nor does one of these stand alone inside a sentence, but for what is settled by its place: others name groups and classes or are Roman.
_CONSONANTS = frozenset("bcdghklmnpqrstvxđFGHJKNPQRSTWZĐ")
# These name points, but inside a sentence mostly are what is left of a word.
_LONE_CAPITALS = frozenset("BCDLM")
_ADDRESS = re.compile(r"\w@\w[\w-]*\.\w|://|www\.", re.IGNORECASE)
# Nats for each digit of a number: ten are about as likely.
_DIGIT = 2.2
# Signs that may be a letter's remains, with the nats for taking one for that instead of for itself.
_LETTER_LIKE = dict.fromkeys("'`’‘~_|", 0.5) | dict.fromkeys("({[]})", 2.0) | dict.fromkeys('.,:;!"', 4.0)
_SIGNS_FROM = 2.5
# Of a run of signs that print does not have behind a word up to so many are letters, at a lower price.
# Nats for each that is one, and for each that is none.
_MOST_SIGNS, _STRAY_SIGN, _LEFT_SIGN = 3, 1.0, 3.0
# Abbreviations that are followed, the weight of how usual they are, and nats for a word being one.
_MOST_CODES, _CODE_OWN, _CODE = 3, 0.5, 1.0
# An abbreviation of the text itself counts like this many of other texts.
_OF_TEXT = 20
_STYLES = tuple(Style)
_ONE, _ROMAN_ONE = "1", ("I", "i")
# A number is what was read oftener than a word read as one; a longer one always is.
_LONGEST_WORD_AS_NUMBER = 2


class Proposer:
    """The readings of words under one model and what one recogniser does; keeps what it has computed.

    Args:
        model: n-gram model, whose syllables are proposed.
        channel: what was counted of Vietnamese print.
        source: what the recogniser reads for letters.
        codes: abbreviations of the text itself, and how often they stand there.
    """

    def __init__(self, model: SyllableModel, channel: Channel, source: Source, codes: Mapping[str, int] | None = None) -> None:
        self._model = model
        self.source = source
        self.letters = LetterCosts(source.letters)
        forms = forms_of(model)
        self._forms, self._numbers, self._weighed = forms.forms, forms.numbers, forms.weighed
        self._words = forms.words
        self._cases = case_costs(self._forms, channel)
        self._syllable_costs = SyllableCosts(self._forms, source, self.letters)
        known = Counter(channel.codes) + Counter({code: _OF_TEXT * times for code, times in (codes or {}).items()})
        self._codes = tuple(known)
        self._codes_known = frozenset(known)
        total = sum(known.values())
        self._codes_own = np.array([-math.log(n / total) for n in known.values()], dtype=np.float32)
        self._codes_signs = np.array([0 if code in (codes or ()) else len(code) for code in self._codes])
        self._code_costs = Emission(self._codes, {}, self.letters)
        self._readings: dict[tuple[str, Setting], tuple[Reading, ...]] = {}
        self._parts: dict[tuple[str, Setting], tuple[Reading, ...]] = {}
        self._signed: dict[tuple[str, str, str, Setting], tuple[Reading, ...]] = {}

    def prepare(self, words: Iterable[tuple[str, Setting]]) -> None:
        """Compute together the costs of words that will be asked for."""
        wanted = [word for word in dict.fromkeys(words) if word not in self._readings and word not in self._parts]
        self._code_costs.prepare_beginnings(core for core, _ in wanted if self._may_be_code(core))
        wanted = [word for word in wanted if self._may_be_syllable(word[0])]
        for style in Style:
            self._syllable_costs.prepare((core for core, setting in wanted if style in self._styles(core, setting)), style)

    def readings(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        """The likeliest readings of a word without the signs around it, at most ``MOST`` and never none."""
        key = (core, setting)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = self._propose(core, setting)
        return found

    def parts(self, core: str, setting: Setting, dearest: float) -> tuple[Reading, ...]:
        """The few likeliest syllables that cost no more than ``dearest``, the same for the same word; often none."""
        key = (core, setting)
        found = self._parts.get(key)
        if found is None:
            fits = self._may_be_syllable(core)
            fits = fits and min(self._syllable_costs.least(core, style) for style in self._styles(core, setting)) <= dearest
            styles, costs = self._costs(core, setting) if fits else ((), self._weighed[:0])
            near = np.flatnonzero(costs <= dearest)
            keys = costs[near] - self._weighed[near % len(self._forms)]
            found = self._parts[key] = self._read(near[np.argsort(keys)[:_MOST_PARTS]], styles, costs)
        return found

    def prepare_signs(self, words: Iterable[tuple[str, str, str, Setting]]) -> None:
        """Compute together the costs of what :meth:`with_signs` will be asked for."""
        wanted = [
            (near * before + core + after[:end], setting)
            for front, core, behind, setting in dict.fromkeys(words)
            for near, after in (_nearest_signs(front, behind),)
            if self._may_have_signs(near, core, after, setting)
            for before, end in _ways_of_signs(near, after)
        ]
        self.prepare(wanted)

    def _may_have_signs(self, near: str, core: str, after: str, setting: Setting) -> bool:
        """Whether a sign beside the word may be of it, and the word is unlikely without."""
        beside = near in _LETTER_LIKE or after[:1] in _LETTER_LIKE
        return beside and least_cost(self.readings(core, setting)) >= _SIGNS_FROM

    def with_signs(self, front: str, core: str, behind: str, setting: Setting) -> tuple[Reading, ...]:
        """As :meth:`readings`, where the word is unlikely also with the nearest signs taken for letters of it."""
        found = self.readings(core, setting)
        near, after = _nearest_signs(front, behind)
        if not self._may_have_signs(near, core, after, setting):
            return found
        key = (near, core, after, setting)
        kept = self._signed.get(key)
        if kept is None:
            left = 0.0 if is_printed(behind) else _LEFT_SIGN
            more = [r._replace(cost=r.cost + left * len(after)) for r in found]
            ways = list(_ways_of_signs(near, after))
            self.prepare((near * before + core + after[:end], setting) for before, end in ways)
            for before, end in ways:
                signs = near * before + after[:end]
                price = sum(min(_LETTER_LIKE[c], _STRAY_SIGN if left else _LETTER_LIKE[c]) for c in signs)
                price += left * (len(after) - end)
                whole = self.readings(near * before + core + after[:end], setting)
                more += [r._replace(cost=r.cost + price, front=before, behind=end) for r in whole if r.number > NUMBER]
            kept = self._signed[key] = self._nearest(more, core)
        return kept

    def _propose(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        found = [*self._itself(core, setting), *self._others(core)]
        if self._may_be_syllable(core):
            found += self._syllables(core, setting)
        if core == _ONE:
            # Which ones are Roman is told by their place, not by what is usual.
            found = [r for r in found if r.text not in _ROMAN_ONE]
        return self._nearest(found, core)

    def _nearest(self, found: Sequence[Reading], core: str) -> tuple[Reading, ...]:
        unigrams = self._model.unigrams
        keys = [r.cost - OWN * unigrams[r.number] for r in found]
        far = min(keys) + _FAR
        order = sorted((n for n, key in enumerate(keys) if key <= far), key=keys.__getitem__)
        return tuple(found[n] for n in order[: _most(core)])

    @staticmethod
    def _may_be_syllable(core: str) -> bool:
        """Whether the word may be one that was read as another; a long number, a date or a symbol is none."""
        if len(core) > _LONGEST_READ:
            return False
        digits = sum(c.isdigit() for c in core)
        if digits and any(c in _SIGNS_OF_NUMBERS for c in core):
            return False
        return digits <= _LONGEST_WORD_AS_NUMBER if digits == len(core) else digits <= len(core) // 2 or len(core) <= 3

    def _syllables(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        styles, costs = self._costs(core, setting)
        keys = (costs.reshape(len(styles), -1) - self._weighed).ravel()
        return self._read(_least(keys, _most(core), _FAR), styles, costs)

    def _costs(self, core: str, setting: Setting) -> tuple[Sequence[Style], Vector]:
        """The cases that a word may be in, and nats for each syllable in each."""
        styles = self._styles(core, setting)
        count = len(self._forms)
        costs = np.empty(count * len(styles), dtype=np.float32)
        for n, style in enumerate(styles):
            np.add(self._syllable_costs.costs(core, style), self._case(style, setting), out=costs[n * count : (n + 1) * count])
        return styles, costs

    @staticmethod
    def _styles(core: str, setting: Setting) -> Sequence[Style]:
        return _STYLES if setting.capitals or sum(map(str.isupper, core)) > 1 else _STYLES[:2]

    def _read(self, places: Places, styles: Sequence[Style], costs: Vector) -> tuple[Reading, ...]:
        words, numbers, count = [self._words[style] for style in styles], self._numbers, len(self._forms)
        return tuple(
            Reading(words[at // count][at % count], numbers[at % count], cost)
            for at, cost in zip(places.tolist(), costs[places].tolist(), strict=True)
        )

    def _case(self, style: Style, setting: Setting) -> Vector | float:
        return self._cases[style] if setting.inside and style in self._cases else setting.style_cost(style)

    def _itself(self, core: str, setting: Setting) -> list[Reading]:
        """The word as it stands: a number, an abbreviation, a foreign word."""
        number = self._model.number(model_form(core))
        digits = sum(c.isdigit() for c in core)
        if digits:
            others = sum(not c.isdigit() and c not in _SIGNS_OF_NUMBERS for c in core)
            price = _DIGIT * digits + _FOREIGN_LETTER * others
            price += 0.0 if not others or core in _UNITS else _FOREIGN if core[0].isupper() else 2 * _FOREIGN
            price += _ODD * _oddities(core) if others else 0.0
            return [Reading(core, NUMBER, price, strange=others > 0 and core not in _UNITS)]
        if number != UNKNOWN and is_syllable(core):
            return [Reading(core, number, 30.0)]
        if core in _LONE_CAPITALS:
            return [Reading(core, number, _ODD)]
        capitals = core.isupper() and len(core) > 1
        letter = (_CAPITAL_LETTER if setting.capitals and core.isalpha() else _CODE_LETTER) if capitals else _FOREIGN_LETTER
        if len(core) == 1 and core in _CONSONANTS:
            return [Reading(core, number, _ODD + 2.0)]
        known = 1.0 if number != UNKNOWN else _FOREIGN + letter * len(core) + _ODD * _oddities(core)
        text = normalize_word(core)
        return [Reading(text, number, known, strange=number == UNKNOWN and text not in self._codes_known)]

    def _may_be_code(self, core: str) -> bool:
        return bool(self._codes) and 1 < len(core) <= _LONGEST_READ and 2 * sum(c.isupper() for c in core) >= len(core)

    def _others(self, core: str) -> list[Reading]:
        """Words that are no syllables, with the same bare letters; abbreviations in capitals with their marks ("HDND", "GDDT")."""
        if len(core) < 2:
            return []
        found = []
        if core.isalpha() and not core.isupper():
            words = [w for w in self._model.by_letters.get(bare(core), ()) if not is_syllable(w) and w != core.lower()]
            found += [Reading(w, self._model.ids[w], 1.5) for w in words]
        if self._may_be_code(core):
            costs = self._code_costs.beginnings(core)[-1] + _CODE_OWN * self._codes_own
            # No letter of an abbreviation was lost, but where the text has it elsewhere.
            costs = np.where(self._codes_signs <= len(core), costs, np.inf)
            for at in (n for n in np.argsort(costs)[:_MOST_CODES].tolist() if costs[n] < np.inf):
                number, price = self._model.number(model_form(self._codes[at])), float(costs[at]) + _CODE
                found.append(Reading(self._codes[at], UNKNOWN, price))
                if number > NUMBER:
                    found.append(Reading(self._codes[at], number, price - _CODE_OWN * float(self._codes_own[at])))
        return found


def _nearest_signs(front: str, behind: str) -> tuple[str, str]:
    """The signs beside a word that may be of it."""
    return front[-1:], behind[: 1 if is_printed(behind) else _MOST_SIGNS]


def _ways_of_signs(near: str, after: str) -> Iterator[tuple[int, int]]:
    """How many of the signs before and behind a word may be letters of it, at least one in all."""
    for before, end in itertools.product((0, 1), range(len(after) + 1)):
        signs = near * before + after[:end]
        if signs and len(signs) == before + end and all(c in _LETTER_LIKE for c in signs):
            yield before, end


def _most(core: str) -> int:
    """How many readings of a word are followed."""
    return MOST if len(core) <= _SHORT else _MOST_OF_LONG


def _oddities(core: str) -> int:
    """How many signs and capitals inside a word speak against its being one as it stands."""
    if _ADDRESS.search(core) or not any(c.isalpha() for c in core):
        return 0
    signs = sum(not c.isalnum() and c not in _SIGNS_OF_WORDS for c in core)
    return signs + sum(a.islower() and b.isupper() for a, b in itertools.pairwise(core))


def _least(keys: Vector, most: int, far: float) -> Places:
    """Places of the least of ``keys``, not more than ``most`` and none ``far`` above the least."""
    # Nearly always there are enough a little above the least, and only those need to be put in order.
    for above in (_NEAR, far):
        near = np.flatnonzero(keys <= keys.min() + min(above, far))
        if len(near) >= most:
            return np.asarray(near[np.argpartition(keys[near], most - 1)[:most]], dtype=np.intp)
    return near
