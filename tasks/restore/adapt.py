"""What is known of a recogniser beyond the counts: which of them made a text, and what its surest words tell of its letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tasks.restore.channel import Counts, Source
from tasks.restore.cut_letters import cut_letters
from tasks.restore.letter_costs import LetterCosts
from tasks.restore.letters import Style, in_style, styled_parts

# A letter, onset or rime of the recognisers counted weighs at most like this many of the text at hand: two pages have some forty of a
# letter, which must outweigh what other recognisers make of it.
_LETTERS, _WHOLES = 40.0, 60.0

Seen = tuple[str, Style, str]
"""A syllable's form and case, and what was read for it."""
_Tally = dict[str, Counter[str]]


def mixed(sources: Mapping[str, Source], shares: Mapping[str, float]) -> Source:
    """What a recogniser that is these by shares does, no letter counted so often that a text of its own could not outweigh it."""
    most = {"letters": _LETTERS, "onsets": _WHOLES, "rimes": _WHOLES, "words": _WHOLES}
    return Source(**{part: _mixed({n: getattr(s, part) for n, s in sources.items()}, shares, limit) for part, limit in most.items()})


def _mixed(counts: Mapping[str, Counts], shares: Mapping[str, float], most: float) -> Counts:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for source, own in counts.items():
        share = shares.get(source, 0.0)
        if not share:
            continue
        totals = {printed: sum(seen.values()) for printed, seen in own.items()}
        for printed, seen in own.items():
            # Two letters that melted are weighed against the first of them.
            total = max(totals[printed], totals.get(printed[0], 0.0) if len(printed) == 2 else 0.0)
            weight = share * min(1.0, most / total) if total else 0.0
            for read, times in seen.items():
                found[printed][read] += weight * times
    return found


def count_seen(seen: Iterable[Seen], costs: LetterCosts) -> Source:
    """The counts of words and what was read for them, cut as the costs say."""
    letters: _Tally = defaultdict(Counter)
    onsets: _Tally = defaultdict(Counter)
    rimes: _Tally = defaultdict(Counter)
    words: _Tally = defaultdict(Counter)
    for (form, style, read), times in Counter(seen).items():
        onset, rime = styled_parts(form, style)
        words[in_style(form, style)][read] += times
        used = border = 0
        for letter, part in cut_letters(onset + rime, read, costs):
            letters[letter][part] += times
            # A letter of the onset that melted into the rime counts with the rime.
            border += len(part) if used + len(letter) <= len(onset) else 0
            used += len(letter)
        if used:
            onsets[onset][read[:border]] += times
            rimes[rime][read[border:]] += times
    return Source(letters, onsets, rimes, words)


def added(source: Source, more: Source, weight: float = 1.0) -> Source:
    """A source with the counts of another, each taken ``weight`` times."""
    return Source(
        _added(source.letters, more.letters, weight),
        _added(source.onsets, more.onsets, weight),
        _added(source.rimes, more.rimes, weight),
        _added(source.words, more.words, weight),
    )


def _added(counts: Counts, more: Counts, weight: float) -> Counts:
    found = dict(counts)
    for printed, seen in more.items():
        own = dict(counts.get(printed, {}))
        for read, times in seen.items():
            own[read] = own.get(read, 0.0) + weight * times
        found[printed] = own
    return found
