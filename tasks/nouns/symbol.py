"""The grammar of one symbol: what stands for a document in running text, in a head, in a table.

State documents: number[/year]/KIND-BODY ("184/KH-UBND", "30c/NQ-CP", "02/2023/TT-BNV", "45/2019/QH14", "2231/SNV-CCHC&PC").
Party documents: number-KIND/BODY ("28-CT/TU", "18-NQ/TW"). Registers: "06/03/2026/HCNM", "118.04/GCN". National regulations and standards:
"QCVN 01:2019/BCT". A gap on one side of a sign is a broken line or a misread one and counts for nothing.

It needs no tags, only tokens, so that a head or a cell can ask for symbols without a lexicon (:func:`read_symbols`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.domain.letters import without_accents
from tasks.nouns import symbol_signs as signs
from tasks.nouns.document_kinds import Kinds
from tasks.reading.sentences import Sentence
from tasks.reading.tokens import fold_spelling, tokenize
from tasks.rules.engine import Grammar, Node, Parse, Rule

_ANCHOR = re.compile(
    r"\d[A-Za-zđ]?\s{0,2}(?:[:.]?[-/_–]\s{0,2}[A-ZĐÔƠƯ]|(?:QĐ|QD|NQ|CT|KH|TB|NĐ|KL|CV|BC|TTr|TTLT|TT|HD|CTr)\s?[-/–])"
    r"|(?:QC|TC)[A-ZĐ]{1,4}\s?(?:ISO\s)?\d"
)
"""Where a symbol may be: a digit, a sign and a capital. A place to look at, not a reading."""
MOST_FIGURES = 3
"""Numbers in front of the last one ("03/3527/2026/HCNM")."""

RULES = (
    Rule("numeral", "numeral", "@serial"),
    Rule("figures", "figures", "@figures"),
    Rule("year", "year", "@year"),
    Rule("letters", "letters", "@part"),
    Rule("letters-apart", "letters-apart", "@long-part"),
    Rule("parliament", "parliament", "@parliament"),
    Rule("joined", "joined-hyphen", "@hyphen <letters>"),
    Rule("joined", "joined-slash", "@tight-slash <letters>"),
    Rule("apart", "apart", "@wide-hyphen <letters-apart>"),
    Rule("symbol", "symbol-parliament", "<numeral> ( @slash | @hyphen ) <year> ( @slash | @hyphen ) <parliament>"),
    Rule("symbol", "symbol-state", "<numeral> @slash ( <year> @slash )? <letters> <joined>* ( @tight-slash <year> )?"),
    Rule("symbol", "symbol-state-apart", "<numeral> @slash ( <year> @slash )? <letters> <apart>"),
    Rule("symbol", "symbol-register", "<numeral> @slash <figures> ( @slash <figures> )? @slash <letters> <joined>* <apart>?"),
    Rule("symbol", "symbol-party", "<numeral> @hyphen <letters> @slash <letters> <joined>*"),
    Rule("symbol", "symbol-party-apart", "<numeral> @wide-hyphen <letters> @slash @party-body"),
    Rule("symbol", "symbol-unjoined", "<numeral> <letters> ( @hyphen <letters> <joined>* | @slash @party-body )"),
    Rule("symbol", "symbol-old", "<numeral> @hyphen <letters>"),
    Rule(
        "symbol",
        "symbol-standard",
        "@standard @plain-number ( @hyphen ( @plain-number | <letters> ) )? @stop-inside <year> ( @slash <letters> )?",
    ),
)

TESTS = {
    "serial": signs.number,
    "figures": signs.figures,
    "year": signs.year,
    "part": signs.part,
    "long-part": signs.long_part,
    "parliament": signs.parliament,
    "party-body": signs.party_body,
    "slash": signs.slash,
    "tight-slash": signs.tight_slash,
    "hyphen": signs.hyphen,
    "wide-hyphen": signs.wide_hyphen,
    "standard": signs.standard,
    "plain-number": signs.plain_number,
    "stop-inside": signs.colon,
}
"""What the patterns may ask for."""

GRAMMAR = Grammar.of(RULES, TESTS)
"""Symbols alone; the same for every text."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One printed symbol.

    Attributes:
        text: without blanks, dashes as hyphens.
        start: its first token.
        end: one behind its last token.
        rule: that found it.
        number: its figures, with the letter or the further numbers that belong to them.
        year: None where none is printed.
        letters: its parts behind the number, in order.
        kind: code of the kind of document its letters name, None where they name an office ("UBND-KTTH"), a parliament or nothing known.
        sure: False where the form needs words around it to be believed ("43/CP", "12/BC").
        specks: whether a speck inside it was left out.
    """

    text: str
    start: int
    end: int
    rule: str
    number: str
    year: int | None
    letters: tuple[str, ...]
    kind: str | None
    sure: bool
    specks: bool = False

    @property
    def key(self) -> str:
        """What two printings of one symbol share: case, accents, leading zeros and the signs between its letters do not count."""
        letters = without_accents("".join(self.letters)).casefold()
        return f"{self.number.lstrip('0').casefold()}/{self.year or ''}/{letters}"

    @property
    def of_parliament(self) -> bool:
        """Whether the National Assembly or its standing committee passed it."""
        return self.rule == "symbol-parliament"


def places(sentence: Sentence) -> Iterator[tuple[int, ...]]:
    """The tokens at which a symbol may begin, the longest reading first; one group for each place to look at."""
    for match in _ANCHOR.finditer(sentence.text):
        at = bisect_right(sentence.tokens, match.start(), key=lambda token: token.start) - 1
        first = at
        for _ in range(MOST_FIGURES):
            if first < 2 or sentence.tokens[first - 1].text not in {"/", ".", "-"} or not sentence.tokens[first - 2].is_number:
                break
            first -= 2
        yield tuple(range(first, at + 1, 2))


def may_hold_symbol(text: str) -> bool:
    """Whether it is worth reading a text for symbols."""
    return _ANCHOR.search(text) is not None


def read_symbol(parse: Parse, at: int, kinds: Kinds) -> Symbol | None:
    """The symbol that begins at a token, None where none does; ``parse`` is under a grammar with :data:`RULES`."""
    node = parse.node("symbol", at)
    if node is None:
        return None
    parts = tuple(_plain(parse, n) for n in _nodes(node) if n.name in ("letters", "letters-apart"))
    years = [n for n in node.children if n.name == "year"]
    text, specks = _text(parse, node)
    year = int(parse.folded(years[0].start)) if years else None
    if node.rule == "symbol-standard":
        words = [t.text for t in parse.tokens[node.start : node.end] if t.folded in signs.STANDARDS or t.folded == "iso"]
        printed = " ".join((*words, text[sum(len(w) for w in words) :]))
        return Symbol(printed, node.start, node.end, node.rule, text, year, (), words[0], sure=True)
    number = "".join(_plain(parse, n) for n in node.children if n.name == "numeral")
    number += "".join("/" + _plain(parse, n) for n in node.children if n.name == "figures")
    if node.rule == "symbol-parliament":
        return Symbol(text, node.start, node.end, node.rule, number, year, (text.rsplit("/", 1)[-1],), None, sure=True)
    if node.rule in ("symbol-party-apart", "symbol-unjoined") and len(parts) < 2:
        parts = (*parts, parse.tokens[node.end - 1].text)
    kind = kinds.of_letters(parts[0]) or (kinds.glued(parts[0]) if len(parts) == 1 and node.rule != "symbol-old" else None)
    if not _stands(parse, node, parts, kind):
        return None
    return Symbol(text, node.start, node.end, node.rule, number, year, parts, kind, _is_sure(node, parts, kind, year), specks)


def read_symbols(text: str, kinds: Kinds) -> tuple[tuple[Symbol, int, int], ...]:
    """Every symbol of a text, sure or not, in order, none overlapping, each with its first character and one behind its last."""
    folded = fold_spelling(text)
    tokens = tokenize(folded)
    parse = Parse(Sentence(folded, text, tuple(range(len(text))), 0, "", True, tokens, tuple({} for _ in tokens)), GRAMMAR)
    found: list[tuple[Symbol, int, int]] = []
    end = 0
    for starts in places(parse.sentence):
        symbol = next((s for at in starts if at >= end and (s := read_symbol(parse, at, kinds)) is not None), None)
        if symbol is not None:
            end = symbol.end
            found.append((symbol, tokens[symbol.start].start, tokens[end - 1].end))
    return tuple(found)


def _nodes(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _nodes(child)


def _plain(parse: Parse, node: Node) -> str:
    return "".join(token.text for token in parse.tokens[node.start : node.end]).translate(_LOOK_ALIKES)


_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
"""Cyrillic capitals that some offices' keyboards put into symbols."""


def _text(parse: Parse, node: Node) -> tuple[str, bool]:
    tokens = parse.tokens[node.start : node.end]
    kept = [t.text for n, t in enumerate(tokens) if not signs.is_speck(t.text) or n + 1 >= len(tokens) or tokens[n + 1].text not in "-_"]
    return "".join(kept).translate(_LOOK_ALIKES), len(kept) < len(tokens)


def _stands(parse: Parse, node: Node, parts: tuple[str, ...], kind: str | None) -> bool:
    """Whether a form can be a symbol at all."""
    if node.rule in ("symbol-party", "symbol-party-apart"):
        return kind is not None or signs.is_party_body(parts[-1])
    if node.rule in ("symbol-unjoined", "symbol-state-apart"):
        return kind is not None or (node.rule == "symbol-state-apart" and len(parts[0]) > 1)
    return not (len(parts) == 1 and len(parts[0]) == 1) or parse.tokens[node.end - 1].is_number


def _is_sure(node: Node, parts: tuple[str, ...], kind: str | None, year: int | None) -> bool:
    if node.rule in ("symbol-party", "symbol-party-apart"):
        return kind is not None and len(parts[1]) > 1
    if node.rule == "symbol-state":
        if len(parts) > 1:
            by_slash = any(child.rule == "joined-slash" for child in node.children)
            return kind is not None or (not by_slash and max(len(p) for p in parts) > 1 and len(parts[0]) > 1)
        return kind is not None and (year is not None or len(parts[0]) > 3) and any(c.isupper() for c in parts[0][1:])
    return node.rule == "symbol-state-apart" and kind is not None and year is not None
