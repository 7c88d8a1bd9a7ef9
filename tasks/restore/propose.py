"""What a word of a garbled text may stand for: syllables in any case, numbers, abbreviations, the word itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tasks.restore.adapt import Cut, adapt_channel
from tasks.restore.channel import Channel
from tasks.restore.emission import Emission, Vector
from tasks.restore.letters import Style, in_style, style_of, styled_parts
from tasks.text.model import NUMBER, SPECIAL, UNKNOWN, SyllableModel, model_form
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

# With 14 readings and 11 nats a tenth more words were wrong on made pages: the right one was among the others.
MOST = 24
# Readings this many nats behind the best one, the likeliness of the word taken in, are not followed.
_FAR = 13.0
# How much of a word's own likeliness counts when the readings to follow are chosen.
_OWN = 0.7
_LONGEST_ONSET = 4
_LONGEST_READ = 12
# Nats for a string of letters that is no syllable, and for each of its letters: some 27 letters, half of that for their order.
_FOREIGN, _FOREIGN_LETTER = 6.0, 2.7
_CODE_LETTER = 0.7
# Codes begin with a capital; what begins with a small letter and has a digit is a misread word, but for these.
_UNITS = frozenset({"m2", "m3", "km2", "cm2", "cm3"})
_SIGNS_OF_NUMBERS = frozenset(".,-–/%:+")
# Nats for each digit of a number: ten are about as likely.
_DIGIT = 2.2
# Share of words with a capital inside sentences of decrees; what is known of it counts like this many words beside those counted.
_CAPITAL, _CASE_WEIGHT = 0.11, 4.0
# A number is what was read oftener than a word read as one; a longer one always is.
_LONGEST_WORD_AS_NUMBER = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a word.

    Attributes:
        text: the word in its case.
        number: of its form in the model.
        cost: in nats, of what was read given this word.
    """

    text: str
    number: int
    cost: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a word's case from its place.

    Attributes:
        opens: it begins a sentence.
        capitals: the words around it are in capitals.
    """

    opens: bool = False
    capitals: bool = False

    @property
    def inside(self) -> bool:
        """Whether neither its place nor the words around it say anything of its case."""
        return not self.opens and not self.capitals

    def style_cost(self, style: Style) -> float:
        """Nats for a word in this case here; shares in law texts, rounded."""
        if self.capitals:
            return (4.0, 3.0, 0.1)[style]
        return (2.3, 0.1, 7.0)[style] if self.opens else (0.12, 2.2, 9.0)[style]


def case_costs(forms: Sequence[str], channel: Channel) -> dict[Style, Vector]:
    """Nats for each form written small and with a capital inside a sentence: "Giang" is a name far oftener than "Giảng"."""
    counts = np.array([channel.cases.get(form, (0, 0)) for form in forms], dtype=np.float32).reshape(-1, 2)
    shares = (counts + _CASE_WEIGHT * np.array([1 - _CAPITAL, _CAPITAL])) / (counts.sum(axis=1, keepdims=True) + _CASE_WEIGHT)
    costs = np.asarray(-np.log(shares), dtype=np.float32)
    return {Style.LOWER: costs[:, 0], Style.TITLE: costs[:, 1]}


class _Syllables:
    """Costs over a fixed list of syllables given as onset and rime."""

    def __init__(self, parts: Sequence[tuple[str, str]], channel: Channel) -> None:
        onsets, rimes = sorted({o for o, _ in parts}), sorted({r for _, r in parts})
        self._onsets = Emission(onsets, channel.onsets, channel)
        self._rimes = Emission(rimes, channel.rimes, channel)
        place, place_rime = {o: n for n, o in enumerate(onsets)}, {r: n for n, r in enumerate(rimes)}
        self._onset_at = np.array([place[o] for o, _ in parts], dtype=np.intp)
        self._rime_at = np.array([place_rime[r] for _, r in parts], dtype=np.intp)
        self._known: dict[str, Vector] = {}

    def costs(self, core: str) -> Vector:
        """Cost of ``core`` for each syllable, over all places where the onset may end."""
        known = self._known.get(core)
        if known is not None:
            return known
        best = np.full(len(self._onset_at), np.inf, dtype=np.float32)
        for end in range(min(_LONGEST_ONSET, len(core)) + 1):
            onsets = self._onsets.costs(core[:end])
            if float(onsets.min()) <= _FAR:
                best = np.minimum(best, onsets[self._onset_at] + self._rimes.costs(core[end:])[self._rime_at])
        self._known[core] = best
        return best

    def cut(self, core: str, at: int) -> tuple[str, str]:
        """What was read for the onset and for the rime of the syllable at ``at``."""
        onset, rime = int(self._onset_at[at]), int(self._rime_at[at])
        ends = range(min(_LONGEST_ONSET, len(core)) + 1)
        end = min(ends, key=lambda e: float(self._onsets.costs(core[:e])[onset]) + float(self._rimes.costs(core[e:])[rime]))
        return core[:end], core[end:]


class Proposer:
    """The readings of words under one model and one channel; keeps what it has computed."""

    def __init__(self, model: SyllableModel, channel: Channel) -> None:
        self._model = model
        self._channel = channel
        forms = [form for form in list(model.ids)[len(SPECIAL) :] if is_syllable(form)]
        self._forms = forms
        self._places = {form: n for n, form in enumerate(forms)}
        self._numbers = [model.ids[form] for form in forms]
        self._cases = case_costs(forms, channel)
        self._own = np.array([model.unigrams[n] for n in self._numbers], dtype=np.float32)
        parts = {style: [styled_parts(form, style) for form in forms] for style in Style}
        # Words in lower case and with a capital share nearly all their rimes, so both are computed at once.
        small, capitals = _Syllables(parts[Style.LOWER] + parts[Style.TITLE], channel), _Syllables(parts[Style.UPPER], channel)
        count = len(forms)
        self._syllables_of = {Style.LOWER: (small, 0, count), Style.TITLE: (small, count, 2 * count), Style.UPPER: (capitals, 0, count)}
        self._readings: dict[tuple[str, Setting], tuple[Reading, ...]] = {}

    def readings(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        """The likeliest readings of a word without the signs around it, at most ``MOST`` and never none."""
        key = (core, setting)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = self._propose(core, setting)
        return found

    def adapted(self, cuts: Iterable[Cut]) -> Proposer:
        """A proposer for the text that these sure words come from."""
        return Proposer(self._model, adapt_channel(self._channel, cuts))

    def cut(self, text: str, core: str) -> Cut | None:
        """Onset and rime of a restored word in its case, and what was read for each; None for what is no syllable of the model."""
        style, form = style_of(text), model_form(text)
        at = self._places.get(form)
        if style is None or at is None or not core:
            return None
        syllables, start, _ = self._syllables_of[style]
        return (*styled_parts(form, style), *syllables.cut(core, start + at))

    def _propose(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        found = [*self._itself(core), *self._others(core)]
        if self._may_be_syllable(core):
            found += self._syllables(core, setting)
        least = min(self._key(r) for r in found)
        near = sorted((r for r in found if self._key(r) <= least + _FAR), key=self._key)[:MOST]
        return tuple(near)

    def _key(self, reading: Reading) -> float:
        return reading.cost - _OWN * self._model.unigrams[reading.number]

    @staticmethod
    def _may_be_syllable(core: str) -> bool:
        """Whether the word may be one that was read as another; a long number, a date or a symbol is none."""
        if len(core) > _LONGEST_READ:
            return False
        digits = sum(c.isdigit() for c in core)
        if digits and any(c in _SIGNS_OF_NUMBERS for c in core):
            return False
        return digits <= _LONGEST_WORD_AS_NUMBER if digits == len(core) else digits <= len(core) // 2 or len(core) <= 3

    def _syllables(self, core: str, setting: Setting) -> list[Reading]:
        found = []
        for style in Style:
            if style is Style.UPPER and not (setting.capitals or sum(c.isupper() for c in core) > 1):
                continue
            costs = self._costs(core, style) + (
                self._cases[style] if setting.inside and style in self._cases else setting.style_cost(style)
            )
            keys = costs - _OWN * self._own
            for at in np.argpartition(keys, MOST)[:MOST].tolist() if len(keys) > MOST else range(len(keys)):
                found.append(Reading(in_style(self._forms[at], style), self._numbers[at], float(costs[at])))
        return found

    def _costs(self, core: str, style: Style) -> Vector:
        """Cost of ``core`` for every syllable of the model in this case."""
        syllables, start, end = self._syllables_of[style]
        return syllables.costs(core)[start:end]

    def _itself(self, core: str) -> list[Reading]:
        """The word as it stands: a number, an abbreviation, a foreign word."""
        number = self._model.number(model_form(core))
        digits = sum(c.isdigit() for c in core)
        if digits:
            others = sum(not c.isdigit() and c not in _SIGNS_OF_NUMBERS for c in core)
            price = _DIGIT * digits + _FOREIGN_LETTER * others
            price += 0.0 if not others or core in _UNITS else _FOREIGN if core[0].isupper() else 2 * _FOREIGN
            return [Reading(core, NUMBER, price)]
        if number != UNKNOWN and is_syllable(core):
            return [Reading(core, number, 30.0)]
        capitals = core.isupper() and len(core) > 1
        letter = _CODE_LETTER if capitals else _FOREIGN_LETTER
        known = 1.0 if number != UNKNOWN else _FOREIGN + letter * len(core)
        return [Reading(core, number, known)]

    def _others(self, core: str) -> Sequence[Reading]:
        """Abbreviations and words that are no syllables, with the same bare letters ("HDND")."""
        if len(core) < 2 or not core.isalpha():
            return ()
        words = [w for w in self._model.by_letters.get(bare(core), ()) if not is_syllable(w) and w != core.lower()]
        return [Reading(w.upper() if core.isupper() else w, self._model.ids[w], 1.5) for w in words]


class PlainProposer:
    """The readings of words that lost their marks and nothing else: all syllables of the same bare letters, in the case that stands."""

    def __init__(self, model: SyllableModel, channel: Channel) -> None:
        self._model = model
        self._channel = channel

    def readings(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        """The word with any marks, or itself where no word has its letters."""
        forms = self._model.by_letters.get(bare(core), ()) if core.isalpha() else ()
        if not forms:
            return (Reading(core, self._model.number(model_form(core)), 0.0),)
        style = style_of(core)
        costs = case_costs(forms, self._channel).get(style) if setting.inside and style is not None else None
        prices = [0.0] * len(forms) if costs is None else costs.tolist()
        return tuple(Reading(_in_case_of(f, core), self._model.ids[f], price) for f, price in zip(forms, prices, strict=True))


def _in_case_of(form: str, core: str) -> str:
    """``form`` with the capitals of ``core``, which has as many letters."""
    if len(form) != len(core):
        return form.upper() if core.isupper() else form
    return "".join(a.upper() if b.isupper() else a for a, b in zip(form, core, strict=True))
