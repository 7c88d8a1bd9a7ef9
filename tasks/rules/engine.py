"""Applies named rules to one sentence: bounded, linear in its length, the longest node of a name wins, then the order of the rules.

What a name gives at a place is worked out once and kept, so no rule is tried twice at a place; a rule that asks for itself at the place
where it is being tried finds nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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


def _flat(pieces: Sequence[Piece]) -> list[Piece]:
    return [p for piece in pieces for p in (piece, *_flat([q for option in piece.options for q in option]))]


class Parse:
    """One sentence under a grammar."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        """Read nothing yet; nodes are made when they are asked for."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._grammar = grammar
        self._known: dict[tuple[str, int], Node | None] = {}
        self._depth = 0

    def node(self, name: str, at: int) -> Node | None:
        """The longest node of a name that begins at a token."""
        key = (name, at)
        if key in self._known:
            return self._known[key]
        if self._depth >= DEEPEST or at >= len(self.tokens):
            return None
        self._known[key] = None
        self._depth += 1
        best: Node | None = None
        for rule in self._grammar.rules[name]:
            matched = self._sequence(rule.pieces, at)
            if matched is None or matched[0] <= at:
                continue
            node = Node(name, rule.rule, at, matched[0], tuple(matched[1]))
            if (best is None or node.end > best.end) and (rule.check is None or rule.check(self, node)):
                best = node
        self._depth -= 1
        self._known[key] = best
        return best

    def tag(self, name: str, at: int) -> int | None:
        """The token behind the longest word with a tag that begins at a token."""
        return self.sentence.tags[at].get(name) if 0 <= at < len(self.tokens) else None

    def folded(self, at: int) -> str:
        """The folded form of a token, "" behind the last."""
        return self.tokens[at].folded if 0 <= at < len(self.tokens) else ""

    def text(self, start: int, end: int) -> str:
        """The characters from one token to before another, as printed."""
        return self.sentence.printed[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""

    def _sequence(self, pieces: Sequence[Piece], at: int) -> tuple[int, list[Node]] | None:
        children: list[Node] = []
        for piece in pieces:
            if piece.look:
                if (self._once(piece, at) is None) == (piece.look == "&"):
                    return None
                continue
            taken = 0
            while taken < (piece.most or MOST_REPEATS):
                matched = self._once(piece, at)
                if matched is None or matched[0] <= at:
                    break
                at, taken = matched[0], taken + 1
                children += matched[1]
            if taken < piece.least:
                return None
        return at, children

    def _once(self, piece: Piece, at: int) -> tuple[int, list[Node]] | None:
        if piece.kind == "tag":
            end = self.tag(piece.name, at)
            return None if end is None else (end, [])
        if piece.kind == "word":
            return (at + 1, []) if self.folded(at) == piece.name else None
        if piece.kind == "rule":
            node = self.node(piece.name, at)
            return None if node is None else (node.end, [node])
        if piece.kind == "test":
            end = self._grammar.tests[piece.name](self, at)
            return None if end is None else (end, [])
        return next((m for option in piece.options if (m := self._sequence(option, at)) is not None), None)
