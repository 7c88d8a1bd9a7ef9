"""Names of enterprises listed below their kind: "các Tập đoàn: Điện lực Tân Giang, Hóa chất - Cao su Miền Đông"."""

from __future__ import annotations

from tasks.rules.engine import Parse

_KINDS = (("tập", "đoàn"), ("công", "ty"), ("ngân", "hàng"))
"""Last syllables of the kinds whose own names begin as bodies, trades or fields do."""
_TRADES = ("field", "business")
_ENDING = ("verb", "adverb", "auxiliary", "duty", "stop", "order", "quantifier", "title")
FARTHEST_KIND = 60  # tokens in front of a name, its list between


def enterprise(parse: Parse, at: int) -> int | None:
    """The end of a name in such a list: words with capitals, a trade in small letters behind its first word, dashes between.

    A body of another kind ("Sở Công Thương") is no name in the list.
    """
    tokens = parse.tokens
    if at >= len(tokens) or not tokens[at].is_capital or not _is_listed(parse, at):
        return None
    if parse.tag("body", at) is not None and all(parse.tag(tag, at) is None for tag in _TRADES):
        return None
    end = at
    while end < len(tokens):
        trade = max((e for tag in (*_TRADES, "body") if (e := parse.tag(tag, end)) is not None), default=end + 1)
        if tokens[end].is_capital and (end == at or not parse.begins(end, "title", "order")):
            end = trade
        elif parse.folded(end) == "-" and end + 1 < len(tokens) and tokens[end + 1].is_capital:
            end += 1
        elif end > at and trade > end + 1 and not parse.begins(end, *_ENDING):
            end = trade
        elif tokens[end].is_word and tokens[end - 1].is_capital and not parse.sentence.tags[end]:
            end += 1  # "Năng lượng", "Hóa chất": the second syllable of a word that no lexicon has
        else:
            break
    return end


def _is_listed(parse: Parse, at: int) -> bool:
    """Whether a kind with its colon stands in front of the list that a token is in."""
    for back in range(at - 1, max(1, at - FARTHEST_KIND), -1):
        if parse.folded(back) == ":":
            return (parse.folded(back - 2), parse.folded(back - 1)) in _KINDS
        if parse.folded(back) in {";", "."}:
            return False
    return False
