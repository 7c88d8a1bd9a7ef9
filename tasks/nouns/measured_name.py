"""The names of figures as nodes over tokens: where the name that stands behind a figure ends; a noun of the rule engine.

A "counted" name is one word and what goes on with it ("xã đạt chuẩn nông thôn mới"); it ends at a mark, a time, a word of the closed class
"name-end", or a number that is no part of it. Words in which such a word is only a syllable ("giảm nghèo") and numbers that belong to a
name ("bệnh viện hạng 2") do not end it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache, partial

from tasks.domain.words import WordLists
from tasks.nouns.period_mentions import read_mentions
from tasks.reading.phrases import Phrases
from tasks.reading.sentences import Sentence
from tasks.reading.tokens import Token
from tasks.rules.engine import Grammar, Parse, Rule, Test
from tasks.vietnamese.numerals import NUMBER_WORDS

_MARKS = frozenset(',;:"()[')
_NO_EDGE = frozenset(',:-"+=/≤≥<>]~≈')
_NO_START = _NO_EDGE - {"/"}  # "thư | /10 phút"
_BEFORE_NUMBERS = frozenset("(\"'≥≤<>=:~+[,;")
_SCALED = frozenset(("triệu", "tỷ", "nghìn", "ngàn", "%", "đồng"))
_AGE = "tuổi"
_LETTERS_OF_KIND = 4
"""Letters in capitals with a number behind them are the name of a kind: "OM 18", "ST 25"."""
_ASKED_BEHIND = ("name-end", "compound", "no-name", "relates")


@lru_cache(maxsize=4)
def name_words(lists: WordLists) -> dict[str, Phrases]:
    """The closed classes around names, by their tag; made once for some words."""
    return {tag: Phrases(lists.tagged(tag)) for tag in {group.tag for group in lists.groups}}


class NameParse(Parse):
    """One sentence under the grammar of names.

    Attributes:
        words: the closed classes, by their tag.
        figures: tokens at which what is measured has its numbers; no other name holds them.
        times: first token of each time in it to the token behind it.
        time_starts: token behind each time to its first.
    """

    def __init__(self, sentence: Sentence, words: dict[str, Phrases], figures: Iterable[int] = ()) -> None:
        """Find the times; nodes are made when they are asked for."""
        super().__init__(sentence, GRAMMAR)
        self.words = words
        self.figures = frozenset(map(self.at, figures))
        spans = [(self.at(p.start), self.at(p.end)) for m in read_mentions(sentence.text) for p in m.times]
        self.times = dict(spans)
        self.time_starts = {end: start for start, end in spans}

    def at(self, character: int) -> int:
        """The first token that begins at or behind a character."""
        return bisect_left(self.tokens, character, key=lambda token: token.start)

    def word(self, tag: str, at: int) -> int | None:
        """The token behind the longest word of a class that begins at a token."""
        return self.words[tag].end(self.tokens, at)

    def counted(self, at: int, *, tested: bool) -> str:
        """The name that begins at a token, "" for none.

        Args:
            at: its first token.
            tested: whether it begins behind other words, so that its own first word may end it at once.
        """
        node = self.node("following" if tested else "counted", at)
        return self.named(node.start, node.end) if node is not None else ""

    def named(self, start: int, end: int) -> str:
        """The tokens of a name as printed in folded spelling, without words that end none, footnotes and brackets that do not close."""
        while end > start and self.words["dangling"].start(self.tokens, end, start) == end - 1:
            end -= 1
        while start < end and self.tokens[end - 1].text in _NO_EDGE:
            end -= 1
        while start < end and self.tokens[start].text in _NO_START:
            start += 1
        if end <= start:
            return ""
        name = _without_notes(self.sentence.text, self.tokens[start:end])
        return name if name.count("(") == name.count(")") else name.replace("(", "").replace(")", "").strip()


def _without_notes(text: str, tokens: tuple[Token, ...]) -> str:
    """The text of tokens with single blanks, numbers of footnotes ("[12]") left out."""
    kept, at = [], 0
    while at < len(tokens):
        if tokens[at].text == "[" and at + 2 < len(tokens) and tokens[at + 1].is_number and tokens[at + 2].text == "]":
            at += 3
            continue
        gap = " " if at and text[tokens[at - 1].end : tokens[at].start] else ""
        kept.append(gap + tokens[at].text)
        at += 1
    return "".join(kept).strip()


def is_loose_number(parse: Parse, at: int) -> bool:
    """Whether a token is a number that stands for itself.

    Part of a name are those in a word ("A95"), of a kind or size of goods ("OM 18", "chai 2 lít"), of a rate and of an age.
    """
    if not 0 <= at < len(parse.tokens):
        return False
    said = parse.folded(at) in NUMBER_WORDS  # "... và năm (05) xã"
    if isinstance(parse, NameParse) and at in parse.figures and (parse.tokens[at].is_number or said):
        return True
    if not parse.tokens[at].is_number:
        return False
    end = number_end(parse, at)
    if isinstance(parse, NameParse) and parse.word("packs", end) is not None:
        return False
    while at > 1 and parse.glued(at) and parse.glued(at - 1) and parse.tokens[at - 1].text in ".," and parse.tokens[at - 2].is_number:
        at -= 2
    joined = parse.glued(at) and parse.tokens[at - 1].text not in _BEFORE_NUMBERS
    goes_on = end < len(parse.tokens) and parse.glued(end) and parse.tokens[end].is_word
    return not (joined or goes_on or parse.folded(end) == _AGE or _of_kind(parse, at))


def number_end(parse: Parse, at: int) -> int:
    """The token behind the digits and signs that stand together with a number."""
    end = at + 1
    while end < len(parse.tokens) and parse.glued(end) and (parse.tokens[end].is_number or parse.tokens[end].text in ".,/%-"):
        end += 1
    return end


def _of_kind(parse: Parse, at: int) -> bool:
    before = parse.tokens[at - 1].text if at else ""
    return bool(before) and before.isalpha() and before.isupper() and 1 < len(before) <= _LETTERS_OF_KIND


def is_mark(parse: Parse, at: int) -> bool:
    """Whether a token ends every name: punctuation, a full stop and no point in an abbreviation, a dash between blanks."""
    token = parse.tokens[at]
    if token.text in _MARKS:
        return True
    if token.text == ".":
        return not parse.glued(at + 1) or parse.folded(at + 1) == "/"
    return token.text == "-" and not parse.glued(at) and not parse.glued(at + 1)


def _mark(parse: Parse, at: int) -> int | None:
    return at + 1 if at >= len(parse.tokens) or is_mark(parse, at) else None


def _time(parse: Parse, at: int) -> int | None:
    return parse.times.get(at) if isinstance(parse, NameParse) else None


def _word(tag: str, parse: Parse, at: int) -> int | None:
    return parse.word(tag, at) if isinstance(parse, NameParse) else None


def numbered(parse: Parse, at: int) -> int | None:
    """A word that numbers go with, and its number: "hạng 2", "mũi 3", "độ III"."""
    if not isinstance(parse, NameParse) or (end := parse.word("numbers", at)) is None:
        return None
    if end >= len(parse.tokens) or not parse.tokens[end].is_number or end in parse.figures or parse.folded(end + 1) in _SCALED:
        return None
    behind = end + 1
    grouped = behind < len(parse.tokens) and parse.glued(behind) and parse.tokens[behind].text in ".,/%"
    return None if grouped and behind + 1 < len(parse.tokens) and parse.glued(behind + 1) else behind


RULES = (
    Rule("stop", "stop-mark", "@mark"),
    Rule("stop", "stop-time", "@time"),
    Rule("stop", "stop-number", "@loose-number"),
    Rule("stop", "stop-word", "!@compound @name-end"),
    # "Gia hạn 2 giấy phép và điều chỉnh 5 giấy phép": the next act, with a number of its own
    Rule("stop", "stop-next-act", "'và' ( @verb )+ @loose-number"),
    Rule("inner", "inner-compound", "@compound"),
    Rule("inner", "inner-numbered", "@numbered"),
    Rule("inner", "inner-fields", "@field ( ( ',' | 'và' | '-' ) @field )*"),
    Rule("inner", "inner-word", "!<stop> @token"),
    Rule("counted", "counted", "!@mark !@loose-number ( @compound | @numbered | @token ) <inner>*"),
    Rule("following", "following", "<inner> <inner>*"),
)
TESTS: dict[str, Test] = {
    "mark": _mark,
    "time": _time,
    "loose-number": lambda parse, at: at + 1 if is_loose_number(parse, at) else None,
    "numbered": numbered,
    "field": lambda parse, at: parse.tag("field", at),
    "verb": lambda parse, at: parse.tag("verb", at),
    "token": lambda parse, at: at + 1 if at < len(parse.tokens) else None,
    **{tag: partial(_word, tag) for tag in _ASKED_BEHIND},
}
GRAMMAR = Grammar.of(RULES, TESTS)
