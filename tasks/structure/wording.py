"""What the words of a possible title say: a party, an order, a clause, or what announces a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.lexicon import Vocabulary
from tasks.nouns.parties import PartyList, parse_of, read_parties
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import tagger_of
from tasks.rules.engine import Parse

# Of a paragraph; no title is longer, and what stands behind says nothing about one.
MOST_CHARACTERS = 600
_BEFORE_PARTY = ("đối với", "đồng chí", "các đồng chí", "trách nhiệm của", "nhiệm vụ của")
_WITH = ("với", "cho", "cùng")
_ACTS = ("verb", "auxiliary", "duty", "order", "adverb")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text says at its beginning.

    Attributes:
        party: it begins with a party or a list of parties, also behind "Đối với", "Trách nhiệm của".
        party_end: number of characters up to the end of the parties, 0 without one.
        whole: nothing but an explanation in brackets stands behind the parties.
        generic: it begins with one nobody knows by name ("Cơ quan thực hiện", "Đơn vị phối hợp").
        acts: the parties are followed by what they do or must do.
        verb: it begins with a verb, also behind an adverb.
        told: it begins with a verb and the party it is said to or done with ("Giao Sở Tài chính", "Phối hợp với các ngành").
        tells: such a beginning goes on with what the party is to do.
        lead_in: it ends with words that announce a list ("như sau", "bao gồm").
        condition: it begins with words of a condition ("Trường hợp", "Trong thời gian").
        duty: somewhere in it a duty stands ("phải", "có trách nhiệm").
    """

    party: bool
    party_end: int
    whole: bool
    generic: bool
    acts: bool
    verb: bool
    told: bool
    tells: bool
    lead_in: bool
    condition: bool
    duty: bool


class Wordings:
    """Reads texts with the words of one vocabulary; each text once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read nothing yet."""
        self.cues = vocabulary.cues
        self._tagger = tagger_of(vocabulary.words)
        self._lead_in = re.compile(self.cues.alternation("section-lead-in"))
        self._condition = re.compile(self.cues.alternation("section-condition"))
        self._known: dict[str, Wording] = {}

    def read(self, text: str) -> Wording:
        """What a text says; of a long one, its beginning alone."""
        text = text[:MOST_CHARACTERS]
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._read(text)
        return known

    def _read(self, text: str) -> Wording:
        parse = parse_of(of_plain(text, self._tagger))
        at = _behind(parse, _BEFORE_PARTY)
        parties = read_parties(parse, at)
        # "Thanh tra tỉnh" begins with a verb too, but it is the name that counts.
        verb = 0 if parties is not None and parties.parties[0].complete else _verb_at(parse)
        told = _named(parse, _behind(parse, _WITH, verb) or verb) if verb else None
        rest = parties.end if parties is not None else 0
        end = parse.tokens[rest - 1].end if parties is not None else 0
        return Wording(
            party=parties is not None,
            party_end=end,
            whole=parties is not None and not re.sub(r"\([^()]*\)", "", text[end:]).strip(" .:;,-–"),
            generic=parties is not None and not any(p.complete for p in parties.parties) and parse.tag("quantifier", at) is None,
            acts=parties is not None and at == 0 and _acts(parse, rest),
            verb=verb > 0,
            told=told is not None,
            tells=told is not None and _acts(parse, told.end),
            lead_in=self._lead_in.search(text) is not None,
            condition=self._condition.match(text) is not None,
            duty=_says(parse, 0),
        )


def _behind(parse: Parse, phrases: tuple[str, ...], at: int = 0) -> int:
    """The token behind one of the phrases at a token, 0 where none stands there."""
    for phrase in phrases:
        words = phrase.split()
        if [parse.folded(at + index) for index in range(len(words))] == words:
            return at + len(words)
    return 0


def _verb_at(parse: Parse) -> int:
    """The token behind the verb that the text begins with, also behind an adverb or inside a longer noun; 0 where there is none."""
    for place in (0, parse.tag("adverb", 0)):
        if place is not None:
            ends = [end for tag in ("verb", "verb-inside", "order") if (end := parse.tag(tag, place)) is not None]
            if ends:
                return max(ends)
    return 0


def _named(parse: Parse, at: int) -> PartyList | None:
    """The parties at a token that are named or meant as a whole ("các ngành"); "cấp Nhà nước" behind "Khen thưởng" is nobody."""
    named = at < len(parse.tokens) and (parse.tokens[at].is_capital or parse.begins(at, "quantifier", "title", "body"))
    return read_parties(parse, at) if named else None


def _acts(parse: Parse, rest: int) -> bool:
    acts = parse.begins(rest, *_ACTS) and parse.tag("relative", rest) is None
    return acts or _says(parse, rest)


def _says(parse: Parse, start: int) -> bool:
    return any(parse.tag("duty", at) is not None for at in range(start, len(parse.tokens)))
