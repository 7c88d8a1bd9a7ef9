"""What a text tells of the recogniser that made it: which of the counted ones it is like, and what it does to each letter.

Expectation-maximisation over the text itself: its words are decoded, those that are certain by what stands around them are counted as
readings of their letters, and the text is decoded again with these counts (Dempster, Laird and Rubin 1977; of each word only the best
reading counts). What they say is kept for the last decoding too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.restore.adapt import Seen, added, count_seen, mixed
from tasks.restore.channel import Channel, Source
from tasks.restore.codes import codes_of, initials
from tasks.restore.decode import Chosen, decode, read_for
from tasks.restore.lattice import Rates
from tasks.restore.letters import style_of
from tasks.restore.prior import Prior
from tasks.restore.propose import Proposer
from tasks.restore.sentences import Sentence
from tasks.text.model import SyllableModel, model_form
from tasks.vietnamese.syllable import is_syllable

# Words as likely as this tell what was done to the letters of the text.
SURE = 0.9
# How many words are decoded in each round for what they tell, and how many sequences are followed then: in the first round the words that
# no recogniser misreads tell enough; the second must see the rare letters too, and with every other sentence of a text of 3,200 words it
# matters which (WER of the restored lines 0.104 and 0.116 for the odd and the even ones, 0.107 with all).
_WORDS, _BEAM = (700, 3000), 4
# Rounds in which the shares of the recognisers are found, and the share of signs that none of them prints.
_SHARE_ROUNDS, _STRANGE = 25, 1e-5
# What was read with so many signs too many for a word is rather two.
_MORE_SIGNS = 3
# The rates of broken and joined words that are known beforehand weigh like this many words.
_RATE_WORDS = 300.0
# A word counts like this many of those that other recognisers read.
_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Learned:
    """What a text told of itself.

    Attributes:
        proposer: gives the readings of its words.
        prior: what follows on what in it.
        rates: how often its words were broken and joined.
    """

    proposer: Proposer
    prior: Prior
    rates: Rates


def shares_of(text: str, sources: Mapping[str, Source]) -> dict[str, float]:
    """By how much of the text's signs each recogniser would have printed them: shares that sum to 1."""
    printed = {name: _signs(source) for name, source in sources.items()}
    signs = Counter(c for c in text if not c.isspace())
    shares = dict.fromkeys(sources, 1.0 / max(1, len(sources)))
    for _ in range(_SHARE_ROUNDS):
        found: dict[str, float] = dict.fromkeys(sources, 0.0)
        for sign, times in signs.items():
            own = {name: share * printed[name].get(sign, _STRANGE) for name, share in shares.items()}
            whole = sum(own.values())
            for name, value in own.items():
                found[name] += times * value / whole
        total = sum(found.values())
        if not total:
            break
        shares = {name: found[name] / total for name in shares}
    return shares


def _signs(source: Source) -> dict[str, float]:
    """How often each sign is printed by a recogniser, as a share of all."""
    found: dict[str, float] = defaultdict(float)
    for seen in source.letters.values():
        for read, times in seen.items():
            for sign in read:
                found[sign] += times
    total = sum(found.values()) or 1.0
    return {sign: times / total for sign, times in found.items()}


def learned(sentences: Sequence[Sentence], text: str, model: SyllableModel, channel: Channel) -> Learned:
    """What this text's words tell of its recogniser and of what it says.

    Args:
        sentences: of the text, in order.
        text: as it was read.
        model: what follows on what.
        channel: what recognisers read for letters.
    """
    prior = Prior(model)
    base = mixed(channel.sources, shares_of(text, channel.sources))
    proposer, rates = Proposer(model, channel, base), Rates(channel.broken, channel.joined)
    for words in _WORDS:
        told = _some(sentences, words)
        steps_of = decode([sentence.pieces for sentence in told], proposer, prior, rates, _BEAM)
        decided = list(zip(told, steps_of, strict=True))
        seen = [one for sentence, steps in decided for step in steps for one in _seen(sentence, step)]
        rates = _rates([step for _, steps in decided for step in steps], channel)
        runs = [initials(word for step in steps for word in step.words) for _, steps in decided]
        codes = codes_of((piece.core for sentence in sentences for piece in sentence.pieces), runs)
        proposer = Proposer(model, channel, added(base, count_seen(seen, proposer.letters), _WEIGHT), codes)
        surely = [run for sentence, steps in decided for run in _runs(sentence, steps)]
    return Learned(proposer, prior.with_text(surely), rates)


def _runs(sentence: Sentence, steps: Sequence[Chosen]) -> Iterator[list[str]]:
    """The words of a sentence that were surely read, each run without a gap."""
    for sure, run in groupby(steps, lambda step: step.posterior >= SURE and not sentence.pieces[step.start].settled):
        if sure:
            yield [word for step in run for word in step.words]


def _some(sentences: Sequence[Sentence], wanted: int) -> list[Sentence]:
    """Sentences from all over the text, about as many words as are wanted."""
    words = sum(len(s.pieces) for s in sentences)
    step = max(1, round(words / wanted))
    return list(sentences[::step])


def _seen(sentence: Sentence, step: Chosen) -> Iterator[Seen]:
    """The sure words of a step that stand in one token, with what was read for each."""
    pieces = sentence.pieces[step.start : step.start + step.pieces]
    if step.posterior < SURE or pieces[0].settled or not all(piece.together for piece in pieces[:-1]):
        return
    front, behind = pieces[0].front[len(pieces[0].front) - step.front :], pieces[-1].behind[: step.behind]
    parts = list(step.read) or [read_for(step, sentence.pieces)]
    if len(parts) != len(step.words):
        return
    parts[0], parts[-1] = front + parts[0], parts[-1] + behind
    for word, read in zip(step.words, parts, strict=True):
        style, form = style_of(word), model_form(word)
        if style is not None and is_syllable(form) and len(read) <= len(form) + _MORE_SIGNS:
            yield form, style, read


def _rates(steps: Sequence[Chosen], channel: Channel) -> Rates:
    words = sum(len(s.words) for s in steps)
    broken, joined = sum(s.pieces > 1 for s in steps), sum(len(s.words) - 1 for s in steps)
    return Rates(
        (_RATE_WORDS * channel.broken + broken) / (_RATE_WORDS + words), (_RATE_WORDS * channel.joined + joined) / (_RATE_WORDS + words)
    )
