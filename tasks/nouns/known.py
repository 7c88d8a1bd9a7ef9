"""Whether the name of a party is made of words that the lexicons know; a name of others may end too early or too late."""

from __future__ import annotations

from tasks.nouns.parties import PartyList
from tasks.rules.engine import Parse

_OF_NAMES = (
    "title",
    "body",
    "name",
    "group",
    "people",
    "field",
    "level",
    "place",
    "organ",
    "quantifier",
    "link",
    "modifier",
    "noun",
    "relative",
)
_JOINING = frozenset(("và", "của", "-", ",", "số", "cho"))
LONGEST_PLACE = 4
"""Capitalised syllables in a row that may be the name of a place or person."""


def holds_unknown(parse: Parse, parties: PartyList) -> bool:
    """Whether a name in the list has words in small letters that no lexicon has, or more capitalised ones than a place's name."""
    covered = 0
    strange = 0
    for at in range(parties.start, min(parties.end, len(parse.tokens))):
        ends = [e for tag in _OF_NAMES if (e := parse.tag(tag, at)) is not None]
        covered = max([covered, *ends])
        token = parse.tokens[at]
        if at < covered or not token.is_word or token.is_number or token.folded in _JOINING:
            strange = 0
            continue
        if not token.is_capital:
            return True
        strange += 1
        if strange > LONGEST_PLACE:
            return True
    return False
