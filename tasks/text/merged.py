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
# "Môi.trường", "b).Kiểm": dust where the space was. Two syllables, the second in lower case, or a label and a word.
_DUSTED = re.compile(r"(?:(?P<word>[^\W\d_]{2,7})|[a-zđ]\))\.(?=(?P<next>[^\W\d_]{2,7})[,;.]?$)")
# Least number of letters of a word that may be two.
_LEAST = 4


def split_grammar(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words with a number cut off its label, two words with a comma between cut behind it, and two that dust has joined."""
    out: list[Token] = []
    for token in tokens:
        match = (_NUMBER_LABEL.match(token.text) or _CLOSED_UP.match(token.text)) if token.text == token.raw else None
        dusted = _DUSTED.match(token.text) if token.text == token.raw else None
        if match:
            out += token.split(match.end())
        elif dusted and _is_dust(dusted):
            left, right = token.split(dusted.end())
            out += (left.mended(left.text[:-1], "speck", 0.85), right)
        else:
            out.append(token)
    return tuple(out)


def _is_dust(match: re.Match[str]) -> bool:
    """Whether the dot is none: "nay.Các" lost its space, "TT.HĐND" is an abbreviation."""
    if match["word"] is None:
        return is_syllable(match["next"])
    return match["next"].islower() and is_syllable(match["word"]) and is_syllable(match["next"])


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
