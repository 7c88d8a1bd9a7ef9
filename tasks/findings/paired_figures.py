"""Lists of two figures for each name, this year's and last year's: "số mắc/cùng kỳ như sau: Tả (0/0), Thương hàn (18/2)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tasks.nouns import number, unit
from tasks.nouns.number import number_of
from tasks.nouns.quantity import Quantity
from tasks.reading.sentences import Sentence
from tasks.rules.engine import Grammar, Node, Parse, Rule

EARLIER = "pair-earlier"
"""Rule of the second figure of a pair, which is of a time that is not named."""
_CASES = "ca"
_HAPPENINGS = frozenset(("mắc", "nhiễm", "chết"))
"""Last words of counted nouns that say what happened ("ca mắc"), as the names of the pairs then do."""
_LONGEST_NAME = 14  # tokens
_BREAKS = frozenset((",", ";", ":", "(", ")", "."))
_CONFIDENCE = 0.6
"""Judged and not measured: one document seen has such a list."""
_RULES = (
    *number.RULES,
    *unit.RULES,
    Rule("happened", "happened", "( 'mắc' | 'nhiễm' | 'chết' | 'tử' 'vong' | 'xảy' 'ra' | 'phát' 'hiện' | 'bị' 'nạn' ) 'mới'?"),
    Rule("now", "now", "( 'kỳ' | 'năm' | 'tháng' | 'tuần' ) ( 'này' | 'nay' )"),
    Rule("then", "then", "( 'so' 'với' )? 'số'? ( 'cùng' 'kỳ' | ( 'năm' | 'kỳ' | 'tháng' | 'tuần' ) ( 'trước' | 'ngoái' ) )"),
    Rule("lead", "lead-then", "count? <happened> '/' <then>"),
    Rule("lead", "lead-counted", "count '/' <then>"),
    Rule("lead", "lead-now", "<now> '/' <then>"),
    Rule("lead", "lead-further", "count? <happened> '/' 'số'? <happened>"),
    Rule("pair", "pair", "'(' <further> '/' <further> ')'"),
)
_GRAMMAR = Grammar.of(_RULES, {**number.TESTS, **unit.TESTS})


def read_pairs(sentence: Sentence) -> tuple[Quantity, ...]:
    """Two quantities for each pair of a sentence that says what its pairs are; none where it does not.

    The second is of an earlier time ("số mắc/cùng kỳ"), or of something else that happened ("số mắc/tử vong"), which its name then says.

    Args:
        sentence: with the tags of figures.
    """
    if all(token.text != "/" for token in sentence.tokens):
        return ()
    parse = Parse(sentence, _GRAMMAR)
    places = range(len(parse.tokens))
    lead = next((node for at in places if (node := parse.node("lead", at)) is not None), None)
    return tuple(_pairs(parse, lead)) if lead is not None else ()


def _pairs(parse: Parse, lead: Node) -> Iterator[Quantity]:
    happened = [child for child in lead.children if child.name == "happened"]
    further = parse.text(happened[1].start, happened[1].end) if lead.rule == "lead-further" else ""
    counted = parse.tag("count", lead.start) or lead.start
    while counted > lead.start and parse.folded(counted - 1) in _HAPPENINGS:
        counted -= 1
    cases = parse.text(lead.start, counted) if counted > lead.start else _CASES
    for at in range(lead.end, len(parse.tokens)):
        pair = parse.node("pair", at)
        first = _name_start(parse, at, lead.end) if pair is not None else at
        if pair is None or first == at:
            continue
        name = parse.text(first, at)
        now, then = (_quantity(parse, child, cases) for child in pair.children)
        yield replace(now, start=parse.tokens[first].start, rule="pair", name=name)
        yield replace(then, rule="pair" if further else EARLIER, name=f"{further} {name}".strip())


def _name_start(parse: Parse, at: int, floor: int) -> int:
    """Where the name in front of a pair begins; the place of the pair itself where none stands there."""
    start = at
    while start > floor and at - start < _LONGEST_NAME and parse.tokens[start - 1].text not in _BREAKS:
        start -= 1
    while start < at and not (parse.tokens[start].is_word or parse.tokens[start].is_number):
        start += 1
    return start


def _quantity(parse: Parse, node: Node, counted: str) -> Quantity:
    start, end = parse.tokens[node.start].start, parse.tokens[node.end - 1].end
    return Quantity(start, end, start, end, number_of(parse, node).value, counted, "count", unit_end=end, confidence=_CONFIDENCE)
