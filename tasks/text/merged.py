"""Words that were read as one because the space between them was narrow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.text.model import UNKNOWN, SyllableModel, model_form, split_edges
from tasks.text.tokens import Token, TokenPage
from tasks.vietnamese.syllable import is_syllable

# "Số:04", "Số:11/CT-UBND": the blank for the number begins behind the colon.
_NUMBER_LABEL = re.compile(r"(?:Số|SỐ):(?=.)")
_CLOSED_UP = re.compile(r"[^\W\d_]{2,7}[,;](?=[^\W\d_]{2,7}[,;]?$)")
# Least number of letters of a word that may be two.
_LEAST = 4


def split_grammar(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words with a number cut off its label, and two words with a comma between cut behind it."""
    out: list[Token] = []
    for token in tokens:
        match = _NUMBER_LABEL.match(token.text) or _CLOSED_UP.match(token.text)
        if match and token.text == token.raw:
            out += token.split(match.end())
        else:
            out.append(token)
    return tuple(out)


def split_words(pages: Sequence[TokenPage], model: SyllableModel) -> tuple[TokenPage, ...]:
    """The pages with unknown words cut in two where both parts are syllables that the model has counted side by side."""
    result = []
    for page in pages:
        lines = []
        for line in page.lines:
            tokens: list[Token] = []
            for token in line.tokens:
                at = _cut(token, model)
                tokens += token.split(at) if at else (token,)
            lines.append(replace(line, tokens=tuple(tokens)))
        result.append(replace(page, lines=tuple(lines)))
    return tuple(result)


def _cut(token: Token, model: SyllableModel) -> int:
    """Where to cut the word, 0 for nowhere: of several places the most likely pair's."""
    before, core, _ = split_edges(token.text)
    form = model_form(core)
    if token.text != token.raw or not _LEAST <= len(core) <= 14 or not core.isalpha() or not core[1:].islower() or is_syllable(core):
        return 0
    if len(form) != len(core) or model.number(form) != UNKNOWN:
        return 0
    best, best_score = 0, 0.0
    for at in range(2, len(core) - 1):
        left, right = model_form(core[:at]), model_form(core[at:])
        first, second = model.number(left), model.number(right)
        if UNKNOWN in {first, second} or not (is_syllable(left) and is_syllable(right)) or not model.knows_pair(first, second):
            continue
        score = model.unigrams[first] + model.log_probability(UNKNOWN, first, second)
        if not best or score > best_score:
            best, best_score = len(before) + at, score
    return best
