"""Lines of a text without geometry that break off the name an item begins with: "1. Sở Lao động" above "- Thương binh và Xã hội ..."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.lexicon import Vocabulary
from tasks.numbering.reading import read_labels
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import Tagger, tagger_of
from tasks.structure.rows import Row, ends_sentence

_NAMES = ("body", "name", "title", "field")
_NO_PLACE = ("verb", "adverb", "auxiliary", "order", "stop", "body", "title", "name", "quantifier")
"""Tags of words that begin something else than the name of a place."""
LONGEST = 60
"""Characters; a longer line was broken where it was full."""
REACH = 10
"""Tokens on either side of the break; the longest names of fields have nine."""


def joined_names(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Row, ...]:
    """The rows, none of which begins a paragraph inside a name: words of one lexicon entry, a title and its body, a level and its place."""
    tagger = tagger_of(vocabulary.words)
    out: list[Row] = []
    for row in rows:
        before = out[-1] if out else None
        if before is not None and row.ragged and _may_break(before, row) and _is_one_name(before.text, row.text, tagger):
            out.append(replace(row, starts=False, ragged=False))
        else:
            out.append(row)
    return tuple(out)


def _may_break(before: Row, row: Row) -> bool:
    """Whether a line is the short beginning of an item and the next stands right below it."""
    short = len(before.text) <= LONGEST and not ends_sentence(before.text)
    return before.line.bbox is None and not row.blank_before and short and bool(read_labels(before.text))


def _is_one_name(text: str, following: str, tagger: Tagger) -> bool:
    upper = of_plain(text, tagger)
    whole = of_plain(f"{text} {' '.join(following.split()[:REACH])}", tagger)
    border = len(upper.tokens)
    if border >= len(whole.tokens):
        return False
    for at in range(max(0, border - REACH), border):
        if whole.tokens[at].is_capital and any(whole.tags[at].get(tag, 0) > border for tag in _NAMES):
            return True
    if any(whole.tags[at].get("title") == border for at in range(max(0, border - REACH), border)):
        return whole.tokens[border].is_capital and any(tag in whole.tags[border] for tag in ("body", "name"))
    level = any(whole.tags[at].get("level") == border for at in range(max(0, border - REACH), border))
    return level and whole.tokens[border].is_capital and not any(tag in whole.tags[border] for tag in _NO_PLACE)
