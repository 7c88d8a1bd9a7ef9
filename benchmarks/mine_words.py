"""List what the word lists do not know yet, by frequency, for a person to read.

Usage: python -m benchmarks.mine_words TEXTS.jsonl [--list NAME] [--top 200] [--least 2]

Each line of TEXTS is ``{"text": ...}``. Six lists, each a place where a word should be known:

- ``behind-party``: what follows a party's end (a verb, adverb or modifier that is missing, or a name that was cut);
- ``first-words``: how sentences begin (missing verbs, titles, bodies);
- ``names``: capitalised words behind the noun of a body (missing fields and names);
- ``acted``: what stands behind "phải", "tiếp tục", "khẩn trương" and the like (missing verbs);
- ``told``: what stands behind "giao", "yêu cầu", "đề nghị" (missing bodies, titles, people);
- ``together``: what stands behind "phối hợp với" (the same).

Words enter the lists of ``config/lexicons/words`` only by hand: frequency says what to look at, not what a word is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from config.words import load_words
from tasks.domain.notice import CleanText
from tasks.domain.span import Span
from tasks.nouns.parties import parse_of, read_parties
from tasks.reading.sentences import Sentence, read_sentences
from tasks.reading.tagger import Tagger

SIGN = " | "  # between a party and what stands behind it
LONGEST = 4  # syllables shown; words of Vietnamese administration have one to four
CLOSES = frozenset(("verb", "order", "adverb", "auxiliary", "duty", "stop", "link", "relative", "modifier"))
"""Tags of words that may stand behind a party."""
BEGINS = CLOSES | {"title", "body", "name", "group", "people", "quantifier", "level", "noun"}
"""Tags of words that may begin a sentence."""
PARTIES = frozenset(("title", "body", "name", "group", "people", "quantifier", "level"))
_TOLD = frozenset(("giao", "yêu cầu", "đề nghị"))


def behind_party(sentence: Sentence) -> Iterator[str]:
    """Words behind each party of the sentence that are neither signs nor known to close one."""
    parse = parse_of(sentence)
    at = 0
    while at < len(sentence.tokens):
        found = read_parties(parse, at) if PARTIES & set(sentence.tags[at]) else None
        if found is None:
            at = max(sentence.tags[at].values(), default=at + 1)
            continue
        at = found.end
        if _unknown(sentence, at, CLOSES):
            yield f"{found.names[-1]}{SIGN}{_words(sentence, at)}"


def first_words(sentence: Sentence) -> Iterator[str]:
    """The first words of a sentence that are not known."""
    if sentence.first and _unknown(sentence, 0, BEGINS):
        yield _words(sentence, 0)


def names(sentence: Sentence) -> Iterator[str]:
    """Capitalised words behind a body's noun that no list holds."""
    for at, tags in enumerate(sentence.tags):
        end = tags.get("body")
        if end is None or end >= len(sentence.tokens) or sentence.tags[end] or not sentence.tokens[end].is_capital:
            continue
        if sentence.tokens[end].is_word:
            yield f"{_text(sentence, at, end)} {_words(sentence, end)}"


def acted(sentence: Sentence) -> Iterator[str]:
    """Words behind an auxiliary or adverb that are no verb and begin no party."""
    yield from _behind(sentence, lambda _, tags: bool({"auxiliary", "adverb"} & set(tags)), BEGINS)


def told(sentence: Sentence) -> Iterator[str]:
    """Words behind an order's verb that begin no party."""
    yield from _behind(sentence, lambda text, tags: "order" in tags and text in _TOLD, PARTIES)


def together(sentence: Sentence) -> Iterator[str]:
    """Words behind "phối hợp với" that begin no party."""
    for at in range(len(sentence.tokens) - 3):
        if _text(sentence, at, at + 3).lower() == "phối hợp với" and _unknown(sentence, at + 3, PARTIES):
            yield _words(sentence, at + 3)


LISTS: dict[str, Callable[[Sentence], Iterator[str]]] = {
    "behind-party": behind_party,
    "first-words": first_words,
    "names": names,
    "acted": acted,
    "told": told,
    "together": together,
}


def _behind(sentence: Sentence, opens: Callable[[str, dict[str, int]], bool], known: frozenset[str]) -> Iterator[str]:
    for at, tags in enumerate(sentence.tags):
        end = max(tags.values(), default=at + 1)
        if opens(_text(sentence, at, end).lower(), tags) and _unknown(sentence, end, known):
            yield _words(sentence, end)


def _unknown(sentence: Sentence, at: int, known: frozenset[str]) -> bool:
    return at < len(sentence.tokens) and sentence.tokens[at].is_word and not known & set(sentence.tags[at])


def _words(sentence: Sentence, at: int) -> str:
    """Up to ``LONGEST`` syllables from a token on, as far as no sign stands between."""
    end = at
    while end < len(sentence.tokens) and end - at < LONGEST and sentence.tokens[end].is_word:
        end += 1
    return _text(sentence, at, end).lower()


def _text(sentence: Sentence, at: int, end: int) -> str:
    return sentence.text[sentence.tokens[at].start : sentence.tokens[end - 1].end]


def grouped(counts: Counter[str], least: int) -> list[tuple[int, str]]:
    """The first two syllables of the phrases by frequency, each shown with the most frequent phrase, and party in front, that has them."""
    totals: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for phrase, count in counts.most_common():
        short = " ".join(phrase.rpartition(SIGN)[2].split()[:2])
        totals[short] += count
        shown.setdefault(short, phrase)
    return [(count, shown[short]) for short, count in totals.most_common() if count >= least]


def main() -> int:
    """Print the lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--list", action="append", choices=sorted(LISTS), help="which lists (default: all)")
    parser.add_argument("--top", type=int, default=200, help="lines of each list")
    parser.add_argument("--least", type=int, default=2, help="how often a phrase must occur")
    parser.add_argument("--words", type=Path, help="another folder of word lists")
    options = parser.parse_args()
    tagger = Tagger(load_words(options.words) if options.words else load_words())
    counts: dict[str, Counter[str]] = {name: Counter() for name in options.list or LISTS}
    for line in options.texts.read_text("utf-8").splitlines():
        clean = CleanText.from_plain(json.loads(line)["text"])
        for sentence in read_sentences(clean, Span(0, len(clean.text)), tagger):
            for name, counter in counts.items():
                counter.update(LISTS[name](sentence))
    for name, counter in counts.items():
        print(f"\n{name}: {sum(counter.values())} places")
        for count, phrase in grouped(counter, options.least)[: options.top]:
            print(f"{count:7} {phrase}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
