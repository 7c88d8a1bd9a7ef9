"""Words judged by their context: the most likely reading of each sentence, and which of its differences are sure enough to make."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.text.beam import pruned
from tasks.text.candidates import Candidate, propose
from tasks.text.confusions import Habits, doubt_discount, learn_habits, word_cost
from tasks.text.known_names import find_names
from tasks.text.model import END, START, UNKNOWN, SyllableModel, closes_sentence, model_form, split_edges
from tasks.text.tokens import Doubt, Token, TokenLine, TokenPage
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

BEAM = 12
# A sequence this many nats behind the best is not followed: on no page did one come back from there (measured: nor from 10).
FAR = 15.0
# Weight of the model against the recogniser, and the least advantage in nats for a change to be made or noted; tuned on 40 rendered
# pages of official texts that the model was not counted from, checked on 40 others and on scans: of the changes with an advantage of 0.4
# to 1 four in five are right.
WEIGHT = 1.05
MAKE = 0.4
NOTE = 0.2
# A word read with more confidence than this is changed for a somewhat greater advantage only.
CONFIDENT = 92.0
MAKE_CONFIDENT = 0.7
# Capitalised words are names more often than misread words.
MAKE_CAPITAL = 1.5
# A capitalised word between a capitalised one and one in lower case may end a name; it is judged where it and the word behind it are an
# expression: least share of the word behind it among all that follow it.
_FIXED_PAIR = -2.5
# Changes as sure as this tell what the scan does to letters.
LEARNED_FROM = 0.99
# A word read this surely with other letters, not only other marks, is a misprint of the original; it is noted and kept.
SURE = 93.0
# Words of a text layer were typed and not read; no reading is as sure.
TYPED = 100.0
# Most that reading a reviewed name's word as another may cost, in nats: one mark, not two.
NAME_COST = 8.0


@dataclass(slots=True)
class Place:
    """One word of a sentence: where it is, what it may be, what was decided."""

    line: int
    index: int
    token: Token
    core: str
    candidates: tuple[Candidate, ...]
    capital: bool
    fixed: str | None = None


def mend_in_context(pages: Sequence[TokenPage], model: SyllableModel) -> tuple[TokenPage, ...]:
    """The pages with misread words mended where context and the recogniser's doubt agree; doubtful changes are only noted.

    Numbers, symbols, abbreviations and names that no reviewed list knows stay as read. Case and punctuation are kept. A sentence may
    run over lines and pages.
    """
    lines = [line for page in pages for line in page.lines]
    changed = _pass(lines, model, {})
    habits = learn_habits(_exchanged(lines, changed), Counter("".join(t.text for line in lines for t in line.tokens).lower()))
    if habits:
        changed = _pass(lines, model, habits)
    number = 0
    result = []
    for page in pages:
        new_lines = []
        for line in page.lines:
            tokens = tuple(changed.get((number, i), t) for i, t in enumerate(line.tokens))
            new_lines.append(replace(line, tokens=tokens))
            number += 1
        result.append(replace(page, lines=tuple(new_lines)))
    return tuple(result)


def _pass(lines: Sequence[TokenLine], model: SyllableModel, habits: Habits) -> dict[tuple[int, int], Token]:
    """The words that change, by line and place in it."""
    changed: dict[tuple[int, int], Token] = {}
    for sentence in _sentences(lines, model, habits):
        decoded = decode([p.candidates for p in sentence], model)
        for position, place in enumerate(sentence):
            token = _decide(sentence, decoded, position, place, model)
            if token is not place.token:
                changed[place.line, place.index] = token
    return changed


def _exchanged(lines: Sequence[TokenLine], changed: Mapping[tuple[int, int], Token]) -> Iterator[tuple[str, str]]:
    """Words as they surely stand in print and as they were read."""
    for (line, index), token in changed.items():
        read = lines[line].tokens[index].text
        if token.text != read and token.reason == "syllable-context" and token.score >= LEARNED_FROM:
            yield token.text.lower(), read.lower()


def _sentences(lines: Sequence[TokenLine], model: SyllableModel, habits: Habits) -> Iterator[list[Place]]:
    """Words between the ends of sentences and paragraphs, with their candidates."""
    sentence: list[Place] = []
    for number, line in enumerate(lines):
        if line.starts_paragraph and sentence:
            yield _with_candidates(sentence, model, habits)
            sentence = []
        for index, token in enumerate(line.tokens):
            _, core, behind = split_edges(token.text)
            if core:
                sentence.append(Place(number, index, token, core, (), core[0].isupper()))
            if sentence and closes_sentence(behind):
                yield _with_candidates(sentence, model, habits)
                sentence = []
    if sentence:
        yield _with_candidates(sentence, model, habits)


def _with_candidates(sentence: list[Place], model: SyllableModel, habits: Habits) -> list[Place]:
    forms = [model_form(p.core) for p in sentence]
    for start, name in find_names([p.core for p in sentence]):
        places = sentence[start : start + len(name)]
        if all(_likely(form, place) for form, place in zip(name, places, strict=True)):
            for form, place in zip(name, places, strict=True):
                place.fixed = form
    for position, place in enumerate(sentence):
        form = forms[position]
        if place.fixed is None and _open(sentence, position):
            place.candidates = propose(model, place.core, place.token.confidence, habits, wide=not place.capital)
        else:
            kept = place.fixed or form
            place.candidates = (Candidate(kept, model.number(kept), 0.0),)
    return sentence


def _likely(form: str, place: Place) -> bool:
    """Whether the word of a reviewed name may well have been read as this one; "Hải Đường" is not Hải Dương."""
    return word_cost(form, model_form(place.core)) + doubt_discount(place.token.confidence) < NAME_COST


def _open(sentence: Sequence[Place], position: int) -> bool:
    """Whether context may judge the word at all."""
    place = sentence[position]
    core = place.core
    if not core.isalpha() or len(core) > 9:
        return False
    if len(core) == 1 and not place.token.text.isalpha():
        return False
    if core.isupper():
        return (
            len(core) > 1
            and _neighbour_capital(sentence, position, all_capitals=True)
            and any(not c.isascii() or c in "AEIOUY" for c in core)
        )
    if core[0].islower():
        # "tÊ": the size of a letter was misread; "iOffice" is no syllable.
        return core.islower() or is_syllable(core)
    if not core[1:].islower():
        return False
    return not (place.capital and _neighbour_capital(sentence, position, all_capitals=False)) or _leads(sentence, position)


def _leads(sentence: Sequence[Place], position: int) -> bool:
    """Whether the word stands behind a capitalised one and before one in lower case: "Luật Tổ chức", but also "ông Mình dự"."""
    if not 0 < position < len(sentence) - 1:
        return False
    _, core, behind = split_edges(sentence[position].token.text)
    following = sentence[position + 1].core
    return core == sentence[position].core and not behind and sentence[position - 1].core[0].isupper() and following.islower()


def _neighbour_capital(sentence: Sequence[Place], position: int, *, all_capitals: bool) -> bool:
    """Whether a word next to this one is written in capitals, or begins with one."""
    near = [sentence[i].core for i in (position - 1, position + 1) if 0 <= i < len(sentence)]
    if all_capitals:
        return any(c.isupper() and len(c) > 1 for c in near)
    return any(c[0].isupper() for c in near)


def decode(candidates: Sequence[tuple[Candidate, ...]], model: SyllableModel) -> list[int]:
    """Index of the chosen candidate of each word: the best sequence that a beam of ``BEAM`` pairs of words, ``FAR`` wide, finds."""
    beams: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(START, START): (0.0, ())}
    for options in candidates:
        if len(beams) == len(options) == 1:  # nothing to choose: what it costs decides nothing
            (((_, second), (cost, path)),) = beams.items()
            beams = {(second, options[0].number): (cost, (*path, 0))}
            continue
        found: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        numbers = [option.number for option in options]
        for (first, second), (cost, path) in beams.items():
            for index, probability in enumerate(model.log_probabilities(first, second, numbers)):
                total = cost + options[index].cost - WEIGHT * probability
                key = (second, numbers[index])
                if key not in found or total < found[key][0]:
                    found[key] = (total, (*path, index))
        beams = pruned(found, FAR, BEAM)
    ends = [(cost - WEIGHT * model.log_probability(*state, END), path) for state, (cost, path) in beams.items()]
    return list(min(ends)[1])


def _local(numbers: Sequence[int], position: int, number: int, model: SyllableModel) -> float:
    """Cost of the trigrams that hold ``position`` with ``number`` there; ``numbers`` has two starts before and two ends behind."""
    at = position + 2
    window = [*numbers[at - 2 : at], number, *numbers[at + 1 : at + 3]]
    last = 3 if at + 2 < len(numbers) else 2
    return -WEIGHT * sum(model.log_probability(window[i], window[i + 1], window[i + 2]) for i in range(last) if window[i + 1] != END)


def _decide(sentence: Sequence[Place], decoded: Sequence[int], position: int, place: Place, model: SyllableModel) -> Token:
    """The word as it is to stand, or with the doubt about it."""
    form = model_form(place.core)
    if place.fixed is not None:
        if place.fixed == form:
            return place.token
        return place.token.mended(_rewrite(place.token.text, place.core, place.fixed), "known-name", 0.95)
    chosen = place.candidates[decoded[position]]
    own = place.candidates[0]
    if chosen is own:
        return place.token
    numbers = [START, START, *(p.candidates[d].number for p, d in zip(sentence, decoded, strict=True)), END, END]
    gain = own.cost + _local(numbers, position, own.number, model) - chosen.cost - _local(numbers, position, chosen.number, model)
    text = _rewrite(place.token.text, place.core, chosen.form)
    score = round(1 / (1 + math.exp(-gain)), 3)
    if place.token.confidence >= TYPED or (place.token.confidence >= SURE and bare(form) != bare(chosen.form)):
        return replace(place.token, doubt=Doubt(text, "possible-misprint", score))
    mid_capital = place.capital and position > 0
    if (
        mid_capital
        and _leads(sentence, position)
        and not (bare(form) == bare(chosen.form) and _is_fixed(numbers, position, own, chosen, model))
    ):
        return place.token
    if mid_capital and own.number != UNKNOWN and not _attested(numbers, position, chosen.number, model):
        return replace(place.token, doubt=Doubt(text, "syllable-context", score))
    least = MAKE_CAPITAL if mid_capital else MAKE_CONFIDENT if place.token.confidence >= CONFIDENT else MAKE
    if gain >= least:
        return place.token.mended(text, "syllable-context", score)
    return replace(place.token, doubt=Doubt(text, "syllable-context", score)) if gain >= NOTE else place.token


def _attested(numbers: Sequence[int], position: int, number: int, model: SyllableModel) -> bool:
    """Whether the new word was counted beside one of its neighbours."""
    at = position + 2
    return model.knows_pair(numbers[at - 1], number) or model.knows_pair(number, numbers[at + 1])


def _is_fixed(numbers: Sequence[int], position: int, own: Candidate, chosen: Candidate, model: SyllableModel) -> bool:
    """Whether the new word and the one behind it are one expression, and the read one never stood there: then it leads a phrase."""
    behind = numbers[position + 3]
    if bare(own.form) != bare(chosen.form):
        return False
    return model.log_probability(UNKNOWN, chosen.number, behind) > _FIXED_PAIR and not model.knows_pair(own.number, behind)


def _rewrite(text: str, core: str, form: str) -> str:
    """``text`` with ``core`` in the letters of ``form``, in the case of ``core``."""
    if core.isupper() and len(core) > 1:
        new = form.upper()
    elif core[0].isupper():
        new = form[0].upper() + form[1:]
    else:
        new = form
    return text.replace(core, new, 1)
