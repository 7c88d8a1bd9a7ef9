"""What those do for a living who are meant, between their kind and their verb: "các doanh nghiệp vận tải, du lịch | niêm yết giá"."""

from __future__ import annotations

from tasks.nouns.signs import in_letters
from tasks.nouns.which import BEFORE_VERBS
from tasks.rules.engine import Parse

LONGEST_BUSINESS = 12  # tokens
_PURPOSES = frozenset(("để", "nhằm"))


def business(parse: Parse, at: int) -> int | None:
    """What those do for a living who are meant: "cung cấp dịch vụ Internet" between "các doanh nghiệp" and their verb or duty."""
    end = parse.tag("business", at)
    while end is not None and parse.folded(end) in {",", "và"} and parse.tag("business", end + 1) is not None:
        end = parse.tag("business", end + 1)
    while end is not None and end < len(parse.tokens) and end - at < LONGEST_BUSINESS:
        if parse.folded(end) in _PURPOSES or parse.begins(end, "duty", "adverb", "auxiliary", "verb"):
            return end if _is_own_verb(parse, end) else None
        if in_letters(parse, end):
            end += 2
            continue
        if not parse.tokens[end].is_word or parse.begins(end, "stop", "order", "quantifier"):
            return None
        end = max(parse.sentence.tags[end].values(), default=end + 1)
    return end if end == len(parse.tokens) else None


def _is_own_verb(parse: Parse, at: int) -> bool:
    """Whether the clause's own verb begins behind a trade, no purpose or manner of what then is no trade.

    "Các đơn vị cung cấp số liệu để tổng hợp", "Các địa phương khai thác hiệu quả dữ liệu" say what is to be done.
    """
    if parse.folded(at) in _PURPOSES:
        return False
    manner = parse.tag("adverb", at) if not parse.begins(at, "duty", "auxiliary", "verb") else None
    return manner is None or parse.begins(manner, "duty", "adverb", "auxiliary", "verb")


def more_trades(parse: Parse, at: int) -> int | None:
    """Further trades behind the first, up to the verb: ", du lịch" between "các doanh nghiệp vận tải" and "niêm yết giá"."""
    end, acts = at, False
    while parse.folded(end) in {",", "và"}:
        trade = parse.tag("business", end + 1)
        if trade is None:
            return None
        acts = acts or parse.tag("verb", end + 1) is not None
        end = trade
    ends = end >= len(parse.tokens) or parse.folded(end) == ":"
    # A trade that is a verb too may be what they are to do, unless a duty shows that this comes only then.
    behind = ("auxiliary", "duty") if acts else ("verb", "adverb", "auxiliary", "duty")
    return end if end > at and (ends or parse.begins(end, *behind)) else None


def act(parse: Parse, at: int) -> int | None:
    """What somebody does or is to do: a verb, adverb, auxiliary or duty."""
    return at if parse.begins(at, "verb", "adverb", "auxiliary", "duty") else None


def acted(parse: Parse, at: int) -> int | None:
    """A further verb of what somebody does by trade, in front of the clause's own; one that others follow ("tổ chức") is that already."""
    end = parse.tag("verb", at)
    own = end is None or end >= len(parse.tokens) or parse.tag("verb", end) is None or parse.tag("adverb", end) is not None
    own = own or parse.begins(at, "auxiliary", "duty", "adverb")
    return None if own or parse.folded(at) in BEFORE_VERBS else end
