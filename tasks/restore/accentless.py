"""What a word that lost its marks and nothing else may stand for."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.restore.channel import Channel
from tasks.restore.letters import style_of
from tasks.restore.reading import Reading, Setting, case_costs
from tasks.text.model import SyllableModel, model_form
from tasks.text.unicode import bare


class PlainProposer:
    """The readings of words that lost their marks and nothing else: all syllables of the same bare letters, in the case that stands."""

    def __init__(self, model: SyllableModel, channel: Channel) -> None:
        self._model = model
        self._channel = channel

    def prepare(self, words: Iterable[tuple[str, Setting]]) -> None:
        """Nothing: each word is looked up."""

    def prepare_signs(self, words: Iterable[tuple[str, str, str, Setting]]) -> None:
        """Nothing, as no sign was a letter."""

    def readings(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        """The word with any marks, or itself where no word has its letters."""
        forms = self._model.by_letters.get(bare(core), ()) if core.isalpha() else ()
        if not forms:
            return (Reading(core, self._model.number(model_form(core)), 0.0),)
        style = style_of(core)
        costs = case_costs(forms, self._channel).get(style) if setting.inside and style is not None else None
        prices = [0.0] * len(forms) if costs is None else costs.tolist()
        return tuple(Reading(_in_case_of(f, core), self._model.ids[f], price) for f, price in zip(forms, prices, strict=True))

    def parts(self, core: str, setting: Setting, dearest: float) -> tuple[Reading, ...]:
        """Those of the readings that cost no more than ``dearest``."""
        return tuple(r for r in self.readings(core, setting) if r.cost <= dearest)

    def with_signs(self, front: str, core: str, behind: str, setting: Setting) -> tuple[Reading, ...]:
        """As :meth:`readings`: no sign was a letter."""
        del front, behind
        return self.readings(core, setting)


def _in_case_of(form: str, core: str) -> str:
    """``form`` with the capitals of ``core``, which has as many letters."""
    if len(form) != len(core):
        return form.upper() if core.isupper() else form
    return "".join(a.upper() if b.isupper() else a for a, b in zip(form, core, strict=True))
