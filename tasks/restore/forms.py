"""The syllables that a word may be taken for, as a model knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tasks.restore.emission import Vector
from tasks.restore.letters import Style, in_style
from tasks.text.model import SPECIAL, SyllableModel
from tasks.vietnamese.syllable import is_syllable

# How much of a word's own likeliness counts when the readings to follow are chosen.
OWN = 0.7


@dataclass(frozen=True, slots=True)
class Forms:
    """The syllables of a model: in lower case and in each case, their numbers, and how likely each is, as far as that counts."""

    forms: tuple[str, ...]
    words: Mapping[Style, Sequence[str]]
    numbers: Sequence[int]
    weighed: Vector


@lru_cache(maxsize=2)
def forms_of(model: SyllableModel) -> Forms:
    """The syllables of a model, found once."""
    forms = tuple(form for form in list(model.ids)[len(SPECIAL) :] if is_syllable(form))
    numbers = [model.ids[form] for form in forms]
    weighed = OWN * np.array([model.unigrams[n] for n in numbers], dtype=np.float32)
    return Forms(forms, {style: [in_style(form, style) for form in forms] for style in Style}, numbers, weighed)
