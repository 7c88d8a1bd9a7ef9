"""Applies named rules to one sentence: bounded, linear in its length, the longest node of a name wins, then the order of the rules.

What a name gives at a place is worked out once and kept, so no rule is tried twice at a place; a rule that asks for itself at the place
where it is being tried finds nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from tasks.reading.sentences import Sentence
from tasks.rules.pattern import Piece, parse_pattern

MOST_REPEATS = 60
"""How often a repeated element may match; the longest printed list of real notices has 27 members."""
DEEPEST = 40
"""Rules inside rules; what is deeper matches nothing."""


@dataclass(frozen=True, slots=True)
class Node:
    """What a rule found.

    Attributes:
        name: of the rule's result ("party").
        rule: name of the rule itself ("party-titled").
        start: first token.
        end: one behind its last token.
        children: nodes of other rules inside, in order; those only looked at left out.
    """

    name: str
    rule: str
    start: int
    end: int
    children: tuple[Node, ...] = ()

    def child(self, name: str) -> Node | None:
        """The first child of a name."""
        return next((c for c in self.children if c.name == name), None)


@dataclass(frozen=True)
class Rule:
    """One rule of a grammar.

    Attributes:
        name: of what it makes; several rules may make the same.
        rule: its own name, unique in the grammar.
        pattern: see ``tasks.rules.pattern``.
        check: whether what matched counts; None for always.
    """

    name: str
    rule: str
    pattern: str
    check: Callable[[Parse, Node], bool] | None = None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The pattern, parsed."""
        return parse_pattern(self.pattern)


Test = Callable[["Parse", int], "int | None"]
"""Gives the token behind what it takes at a token, None where it does not match."""
Found = tuple[int, tuple[Node, ...]]
"""The token behind what was taken, and the nodes in it."""
Matcher = Callable[["Parse", int], "Found | None"]
"""A piece of a pattern made ready: no name is looked up and no kind asked for while sentences are read."""


@dataclass(frozen=True, slots=True)
class First:
    """What a match may begin with: a word of one of these tags, or one of these words."""

    tags: frozenset[str]
    words: frozenset[str]


class Ready:
    """The rules of one name, made ready; which of them a word can begin at all is worked out once for each set of tags."""

    def __init__(self, rules: Sequence[tuple[Rule, Matcher, First | None]]) -> None:
        """Note the words that the rules name themselves; what all other words may begin depends on their tags alone."""
        self._rules = tuple(rules)
        self._words = frozenset(word for _, _, first in rules if first is not None for word in first.words)
        self._known: dict[tuple[frozenset[str], str], tuple[tuple[Rule, Matcher], ...]] = {}

    def begun_by(self, tags: frozenset[str], word: str) -> tuple[tuple[Rule, Matcher], ...]:
        """The rules that a word with these tags may begin, in the order of the grammar."""
        key = (tags, word if word in self._words else "")
        found = self._known.get(key)
        if found is None:
            found = tuple((r, m) for r, m, first in self._rules if first is None or word in first.words or not first.tags.isdisjoint(tags))
            self._known[key] = found
        return found


@dataclass(frozen=True)
class Grammar:
    """Rules by the name of what they make, and the tests they use."""

    rules: Mapping[str, tuple[Rule, ...]]
    tests: Mapping[str, Test]

    @staticmethod
    def of(rules: Sequence[Rule], tests: Mapping[str, Test]) -> Grammar:
        """A grammar of these rules, each checked for what it refers to.

        Raises:
            ValueError: a rule asks for a rule or test that is not there, or two rules have one name.
        """
        by_name: dict[str, tuple[Rule, ...]] = {}
        for rule in rules:
            by_name[rule.name] = (*by_name.get(rule.name, ()), rule)
        names = [rule.rule for rule in rules]
        if len(set(names)) < len(names):
            raise ValueError(f"two rules have one name: {sorted(n for n in names if names.count(n) > 1)}")
        for rule in rules:
            for piece in _flat(rule.pieces):
                known = by_name if piece.kind == "rule" else tests if piece.kind == "test" else None
                if known is not None and piece.name not in known:
                    raise ValueError(f"{rule.rule}: there is no {piece.kind} {piece.name!r}")
        return Grammar(by_name, tests)

    @cached_property
    def ready(self) -> Mapping[str, Ready]:
        """The rules of each name with their patterns made ready, and what they may begin with."""
        return {
            name: Ready([(rule, _sequence(rule.pieces, self.tests), self._first(rule.pieces, frozenset())) for rule in rules])
            for name, rules in self.rules.items()
        }

    def _first(self, pieces: Sequence[Piece], inside: frozenset[str]) -> First | None:
        """The tags and words one of which a match begins with; None where a test decides that, or nothing needs to be there."""
        found: set[tuple[str, str]] = set()
        for piece in pieces:
            if piece.look:
                continue
            if piece.kind == "test":
                return None
            if piece.kind in ("tag", "word"):
                found.add((piece.kind, piece.name))
            elif piece.kind == "choice" or piece.name not in inside:
                within = inside if piece.kind == "choice" else inside | {piece.name}
                options = piece.options if piece.kind == "choice" else [rule.pieces for rule in self.rules[piece.name]]
                for option in options:
                    first = self._first(option, within)
                    if first is None:
                        return None
                    found |= {("tag", tag) for tag in first.tags} | {("word", word) for word in first.words}
            if piece.least > 0:
                return First(frozenset(n for kind, n in found if kind == "tag"), frozenset(n for kind, n in found if kind == "word"))
        return None


def _flat(pieces: Sequence[Piece]) -> list[Piece]:
    return [p for piece in pieces for p in (piece, *_flat([q for option in piece.options for q in option]))]


_UNREAD = Node("", "", 0, 0)
"""Stands for what nobody has asked for yet: that there is no node is an answer too."""


class Parse:
    """One sentence under a grammar."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        """Read nothing yet; nodes are made when they are asked for."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._ready = grammar.ready
        self._known: dict[tuple[str, int], Node | None] = {}
        self.forms = tuple([token.folded for token in sentence.tokens])
        self._count = len(self.forms)
        self._tags = sentence.tags
        self._kinds = tuple(map(frozenset, sentence.tags))
        self._depth = 0

    def node(self, name: str, at: int) -> Node | None:
        """The longest node of a name that begins at a token."""
        key = (name, at)
        known = self._known.get(key, _UNREAD)
        if known is not _UNREAD:
            return known
        if self._depth >= DEEPEST or at >= self._count:
            return None
        self._known[key] = None
        rules = self._ready[name].begun_by(self._kinds[at], self.forms[at])
        if not rules:
            return None
        self._depth += 1
        best: Node | None = None
        for rule, match in rules:
            matched = match(self, at)
            if matched is None or matched[0] <= at or (best is not None and matched[0] <= best.end):
                continue
            node = Node(name, rule.rule, at, *matched)
            if rule.check is None or rule.check(self, node):
                best = node
        self._depth -= 1
        self._known[key] = best
        return best

    def tag(self, name: str, at: int) -> int | None:
        """The token behind the longest word with a tag that begins at a token."""
        return self._tags[at].get(name) if 0 <= at < self._count else None

    def begins(self, at: int, *tags: str) -> bool:
        """Whether a word with one of some tags begins at a token."""
        return 0 <= at < self._count and not self._kinds[at].isdisjoint(tags)

    def folded(self, at: int) -> str:
        """The folded form of a token, "" behind the last."""
        return self.forms[at] if 0 <= at < self._count else ""

    def glued(self, at: int) -> bool:
        """Whether a token stands right behind the one before it, without a space."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def text(self, start: int, end: int) -> str:
        """The characters from one token to before another, as printed."""
        return self.sentence.printed[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""


def _sequence(pieces: Sequence[Piece], tests: Mapping[str, Test]) -> Matcher:
    """What matches all pieces, one behind the other."""
    steps = tuple((_single(piece, tests), piece.look, piece.least, piece.most or MOST_REPEATS) for piece in pieces)

    def match(parse: Parse, at: int) -> Found | None:
        children: tuple[Node, ...] = ()
        for single, look, least, most in steps:
            matched = single(parse, at)
            if look:
                if (matched is None) == (look == "&"):
                    return None
                continue
            taken = 0
            while matched is not None and matched[0] > at:
                at, taken = matched[0], taken + 1
                if matched[1]:
                    children += matched[1]
                matched = single(parse, at) if taken < most else None
            if taken < least:
                return None
        return at, children

    return match


def _single(piece: Piece, tests: Mapping[str, Test]) -> Matcher:
    """What matches one piece once."""
    if piece.kind == "choice":
        options = tuple(_sequence(option, tests) for option in piece.options)

        def choice(parse: Parse, at: int) -> Found | None:
            for option in options:
                matched = option(parse, at)
                if matched is not None:
                    return matched
            return None

        return choice
    if piece.kind == "rule":
        return partial(_rule, piece.name)
    if piece.kind == "word":
        return partial(_word, piece.name)
    return partial(_test, tests[piece.name]) if piece.kind == "test" else partial(_tag, piece.name)


def _rule(name: str, parse: Parse, at: int) -> Found | None:
    node = parse.node(name, at)
    return None if node is None else (node.end, (node,))


def _word(folded: str, parse: Parse, at: int) -> Found | None:
    return (at + 1, ()) if parse.folded(at) == folded else None


def _tag(name: str, parse: Parse, at: int) -> Found | None:
    end = parse.tag(name, at)
    return None if end is None else (end, ())


def _test(test: Test, parse: Parse, at: int) -> Found | None:
    end = test(parse, at)
    return None if end is None else (end, ())
