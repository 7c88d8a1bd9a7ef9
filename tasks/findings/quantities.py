"""The figures of a sentence that measure something, each with its unit, whole, change and comparator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tasks.domain.lexicon import Vocabulary
from tasks.domain.span import Stretches
from tasks.domain.words import WordLists
from tasks.findings.changes import ChangeReader
from tasks.findings.excluded import Exclusions
from tasks.findings.figures import ranked, single, spread
from tasks.findings.listed_counts import with_listed_counts
from tasks.findings.numbering import without_numbering
from tasks.findings.paired_figures import read_pairs
from tasks.nouns.measured import follows_a_name
from tasks.nouns.quantity import GRAMMAR, Quantity, Read, read_quantity
from tasks.reading.sentences import Sentence
from tasks.reading.tagger import Tagger
from tasks.rules.engine import Node, Parse
from tasks.vietnamese.numerals import NUMBER_WORDS

_BEGIN = ("rise", "fall", "climb", "drop", "least", "most", "left-below", "rank-verb", "rank-noun")
_KINDS = ("range", "counted", "saved", "loose", "bare")
_COUNTING_WORDS = NUMBER_WORDS - {"một", "mốt", "không", "năm", "tư", "linh", "lẻ"} | {"thứ"}
_LIST_JOINTS = frozenset((",", "và", "-"))
_REPEAT_REACH = 60  # characters between a figure and the bracket that repeats it in words


@lru_cache(maxsize=4)
def figure_tagger(words: WordLists) -> Tagger:
    """The tagger of the words of figures; made once."""
    return Tagger(words)


class QuantityReader:
    """Reads the quantities of sentences with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the words of figures and the reviewed cues."""
        self._tagger = figure_tagger(vocabulary.figures)
        self._exclusions = Exclusions(vocabulary)
        self.changes = ChangeReader(vocabulary)

    def read(self, sentence: Sentence) -> tuple[Quantity, ...]:
        """The quantities of one sentence in order, none overlapping."""
        if not _may_measure(sentence):
            return ()
        tagged = replace(sentence, tags=self._tagger.tag(sentence.tokens))
        if pairs := read_pairs(tagged):
            return pairs
        parse = Parse(tagged, GRAMMAR)
        found = list(self._all(parse, self._exclusions.read(sentence.text)))
        return with_listed_counts(sentence, self.changes.joined(sentence.text, without_numbering(found)))

    @staticmethod
    def _all(parse: Parse, excluded: Stretches) -> Iterator[Quantity]:
        at, name_end, last = 0, -1, None
        while at < len(parse.tokens):
            if not _may_begin(parse, at):
                at += 1
                continue
            rank = ranked(parse, at, excluded)
            if rank is not None:
                quantity, at = rank
                yield quantity
                continue
            node = _measure_at(parse, at, excluded)
            if node is None:
                at += 1
                continue
            read = read_quantity(parse, node)
            if name_end == read.number.start - 1 and parse.folded(name_end) in _LIST_JOINTS and (read.unit is None or not read.unit.known):
                at = name_end = read.number.end  # "Tân Lập 1, 2"
                continue
            quantities = spread(parse, read)
            if node.name == "range" and not quantities and (node := parse.node("counted", at)) is not None:
                read = read_quantity(parse, node)
            if not quantities and node is not None and not (last is not None and _says_again(parse, read, last)):
                quantities = single(parse, node, read)
            if not quantities and read.number.value < 100 and follows_a_name(parse, read.number.start):
                name_end = read.number.end
            yield from quantities
            last = quantities[-1] if quantities else last
            at = max(read.end if quantities else read.number.end, at + 1)


def _may_measure(sentence: Sentence) -> bool:
    """Whether it has a number, in digits or in words."""
    return any(token.is_number for token in sentence.tokens) or not _COUNTING_WORDS.isdisjoint([t.folded for t in sentence.tokens])


def _may_begin(parse: Parse, at: int) -> bool:
    token = parse.tokens[at]
    return token.is_number or token.folded in NUMBER_WORDS or parse.begins(at, *_BEGIN)


def _measure_at(parse: Parse, at: int, excluded: Stretches) -> Node | None:
    """The first kind of figure that begins at a token and whose number is free to measure."""
    for name in _KINDS:
        node = parse.node(name, at)
        if node is not None:
            number = next(child for child in node.children if child.name == "number")
            # A label in brackets is excluded; this was told from one by what stands around it.
            if number.rule == "number-bracketed":
                return node
            return None if excluded.holds(parse.tokens[number.start].start) else node
    return None


def _says_again(parse: Parse, read: Read, last: Quantity) -> bool:
    """Whether words in brackets repeat the figure in front of them: "100.000.000 đồng/hồ sơ (một trăm triệu đồng)"."""
    at = read.number.start
    opened = parse.folded(at - 1) == "(" or (parse.folded(at - 1) in {":", "chữ"} and parse.folded(at - 2) in {"chữ", "bằng"})
    return read.number.in_words and opened and parse.tokens[at].start - last.end <= _REPEAT_REACH
