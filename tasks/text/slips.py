"""Small slips that the words around show: a full stop inside a sentence, a capital inside a word or a sentence, a colon in a list."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.text.model import UNKNOWN, SyllableModel, model_form, split_edges
from tasks.text.tokens import Token, TokenLine, TokenPage
from tasks.vietnamese.syllable import is_syllable

# Letters whose capital differs only in size.
_SAME_SHAPE = frozenset("COSVXZPKUW")
# Least share of the word behind the one before for a pair to be one expression ("nhiệm vụ").
_FIXED_PAIR = -1.6
_BULLET = re.compile(r"[-–+•*]")


def mend_slips(pages: Sequence[TokenPage], model: SyllableModel) -> tuple[TokenPage, ...]:
    """The pages with stray stops removed, capitals of the wrong size lowered and list items closed by ";" instead of ":"."""
    lines = [line for page in pages for line in page.lines]
    flat = [(n, i) for n, line in enumerate(lines) for i in range(len(line.tokens))]
    tokens = [lines[n].tokens[i] for n, i in flat]
    opens = [i == 0 and lines[n].starts_paragraph for n, i in flat]
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) and not opens[at + 1] else None
        before = tokens[at - 1] if at and not opens[at] else None
        tokens[at] = _lower(_stop(token, after, model), before, after, model)
    position = 0
    rebuilt: list[TokenLine] = []
    for line in lines:
        rebuilt.append(replace(line, tokens=tuple(tokens[position : position + len(line.tokens)])))
        position += len(line.tokens)
    closed = _close_items(rebuilt)
    result, start = [], 0
    for page in pages:
        result.append(replace(page, lines=tuple(closed[start : start + len(page.lines)])))
        start += len(page.lines)
    return tuple(result)


def _stop(token: Token, after: Token | None, model: SyllableModel) -> Token:
    """The word without a full stop, where the sentence goes on in lower case with a word that was counted behind it."""
    text = token.text
    if after is None or text[-1:] != "." or text[-2:-1] in {".", "/", ""}:
        return token
    _, core, behind = split_edges(text)
    _, following, _ = split_edges(after.text)
    if behind != "." or len(core) < 2 or not core.isalpha() or not following or not following[0].islower() or not after.text[0].isalpha():
        return token
    first, second = model.number(model_form(core)), model.number(model_form(following))
    if UNKNOWN in {first, second} or len(following) < 2 or not model.knows_pair(first, second):
        return token
    return token.mended(text[:-1], "stray-stop", 0.85)


def _lower(token: Token, before: Token | None, after: Token | None, model: SyllableModel) -> Token:
    """The word in lower case, where only the size of a letter was misread."""
    front, core, behind = split_edges(token.text)
    if before is None or not core.isalpha() or core.islower() or front:
        return token
    _, left, left_behind = split_edges(before.text)
    if not left or left_behind or not left.islower():
        return token
    form = core.lower()
    if not is_syllable(form):
        return token
    if core[0].islower() or (len(core) > 1 and core.isupper() and not core.isascii()):
        shaped = core[0].islower() or (after is None or after.text.islower() or not after.text.isalpha())
        known = model.number(model_form(form)) != UNKNOWN
        return token.mended(form + behind, "letter-size", 0.9) if shaped and known else token
    if core[0] in _SAME_SHAPE | frozenset("ÔƠƯÓÒ") and core[1:].islower():
        first, second = model.number(model_form(left)), model.number(model_form(form))
        if UNKNOWN not in {first, second} and model.log_probability(UNKNOWN, first, second) > _FIXED_PAIR:
            return token.mended(form + behind, "letter-size", 0.85)
    return token


def _close_items(lines: list[TokenLine]) -> list[TokenLine]:
    """A bulleted item that ends in ":" before the next bullet of the same kind opens no list; it ended in ";"."""
    starts = [n for n, line in enumerate(lines) if line.starts_paragraph]
    for this, following in itertools.pairwise(starts):
        mark, next_mark = lines[this].tokens[0].text, lines[following].tokens[0].text
        last = lines[following - 1].tokens[-1]
        if _BULLET.fullmatch(mark) and mark == next_mark and last.text.endswith(":"):
            mended = last.mended(last.text[:-1] + ";", "list-punctuation", 0.8)
            lines[following - 1] = replace(lines[following - 1], tokens=(*lines[following - 1].tokens[:-1], mended))
    return lines
