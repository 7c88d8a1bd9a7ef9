"""Text layers as recognisers without Vietnamese leave them, made of proofread texts: for fitting, where real layers are few.

Each letter, or each onset and rime, is exchanged for what one recogniser was counted to read for it (``tasks.restore.channel``); one more
recogniser drops letters or makes two signs of one. A few words are cut, and a few gaps left out.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import annotated
from tasks.restore.channel import Channel, Source
from tasks.restore.letters import split_read, style_of, styled_parts
from tasks.text.model import model_form
from tasks.vietnamese.syllable import is_syllable

LETTERWISE = "+"
"""Behind a recogniser's name: its letters alone, not its onsets and rimes."""
DROPS = "drop"
GIVEN: Mapping[str, str] = {
    "an-giang-2017-154-ctph": "quang-ngai-2021-16-ct",
    "ba-ria-vung-tau-2019-1602-ubnd-vp": "hau-giang-2023-01-bc-stc",
    "da-nang-2023-5720": "binh-duong-2009-09-ct-ubnd",
    "deu": "kien-giang-2018-239-kh-syt",
    "fra": "lc-bc-ct38",
    "ita": "quang-ngai-2024-280-bc",
    "spa": "ttg-729-qd",
    "Latin": "ha-noi-2010-15-qd-ubnd",
    DROPS: "can-tho-2010-09-qd-ubnd",
    "an-giang-2017-154-ctph" + LETTERWISE: "chinh-phu-2021-46-qd-bcdcchc",
}
"""By recogniser, whose text it misreads."""
MOST_WORDS = 1200
# Shares, as on the real layers: digits read as letters, words cut in two, gaps that are not read, onsets and rimes read as a whole.
_DIGITS, _CUT, _JOINED, _WHOLE = 0.03, 0.012, 0.02, 0.6
_DIGIT_LETTERS = {"0": "O", "1": "l"}
# Of letters with a mark: dropped at most so often, each letter by a rate of its own; else so often two signs.
_DROPPED, _TWO_SIGNS = 0.8, 0.15


@dataclass(frozen=True, slots=True)
class MadeLayer:
    """A layer with the text it was made of; ``source`` is the recogniser, as the channel names it."""

    source: str
    given: str
    truth: str


def made_layers(channel: Channel, corpora: Sequence[Path]) -> Iterator[MadeLayer]:
    """One layer for each recogniser of ``GIVEN``; the same ones each time."""
    texts = {document.name: document.text() for document in annotated(corpora, list(GIVEN.values()))}
    for name, document in GIVEN.items():
        source = name.removesuffix(LETTERWISE)
        hand = Hand(channel.sources.get(source), name.endswith(LETTERWISE), random.Random(name))
        truth = _beginning(unicodedata.normalize("NFC", texts[document]).replace("\f", "\n"))
        yield MadeLayer(source, hand.misread(truth), truth)


def _beginning(text: str) -> str:
    """The first lines, to the one that has the last of ``MOST_WORDS``."""
    lines, words = [], 0
    for line in text.splitlines():
        lines.append(line)
        words += len(line.split())
        if words > MOST_WORDS:
            break
    return "\n".join(lines)


class Hand:
    """One recogniser, reading; ``source`` is None for the one that drops letters."""

    def __init__(self, source: Source | None, letterwise: bool, draw: random.Random) -> None:
        self.source, self.letterwise, self.draw = source, letterwise, draw
        self.rates: dict[str, float] = {}

    def misread(self, text: str) -> str:
        """The text as it reads it."""
        return "\n".join(self._line(line) for line in text.splitlines())

    def _line(self, line: str) -> str:
        tokens: list[str] = []
        for token in line.split():
            front, core, behind = split_read(token)
            read = front + self._core(core) + behind
            if len(core) > 3 and self.draw.random() < _CUT:
                at = len(front) + len(core) // 2
                read = f"{read[:at]} {read[at:]}"
            if tokens and self.draw.random() < _JOINED:
                tokens[-1] += read
            elif read:
                tokens.append(read)
        return " ".join(tokens)

    def _core(self, core: str) -> str:
        style, form = style_of(core), model_form(core)
        if any(sign.isdigit() for sign in core):
            return "".join(_DIGIT_LETTERS.get(sign, sign) if self.draw.random() < _DIGITS else sign for sign in core)
        if self.source is None:
            return "".join(map(self._dropped, core)) if core.isalpha() else core
        if style is not None and is_syllable(form) and not self.letterwise:
            onset, rime = styled_parts(form, style)
            return self._part(onset, self.source.onsets) + self._part(rime, self.source.rimes)
        return self._letters(core) if core.isalpha() else core

    def _part(self, part: str, counts: Mapping[str, Mapping[str, int]]) -> str:
        seen = counts.get(part, {})
        number = sum(seen.values())
        return self._one_of(seen) if number and self.draw.random() < _WHOLE * number / (number + 2) else self._letters(part)

    def _letters(self, part: str) -> str:
        return "".join(map(self._letter, part))

    def _letter(self, letter: str) -> str:
        seen = self.source.letters.get(letter, {}) if self.source is not None else {}
        number = sum(seen.values())
        if number and self.draw.random() < number / (number + 1):
            return self._one_of(seen)
        return letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0]

    def _dropped(self, letter: str) -> str:
        if letter.isascii():
            return letter
        plain = unicodedata.normalize("NFD", letter.replace("đ", "d").replace("Đ", "D"))[0]
        rate = _DROPPED * self.rates.setdefault(letter, self.draw.random())
        chance = self.draw.random()
        if chance < rate:
            return ""
        signs = (plain + "'", plain + ";", "1" + plain, "~", plain + ")", "u1", "6", "cl")
        return self.draw.choice(signs) if chance < rate + _TWO_SIGNS else plain

    def _one_of(self, seen: Mapping[str, int]) -> str:
        return self.draw.choices(list(seen), list(seen.values()))[0]
