"""What stands behind a figure: a unit of the lexicon with its scale and what it is counted for, or a noun by its looks.

A noun of the rule engine; the words are those of ``config/lexicons/figures/units.toml``.
The rule says the kind: "unit-percent", "unit-money", "unit-area", "unit-rank", "unit-count", "unit-list" (a noun that often only opens a
list, "4 nhiệm vụ sau"), else "unit-other". A "unit-noun" is in no lexicon.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.domain.letters import without_accents
from tasks.rules.engine import Node, Parse, Rule, Test

_KINDS = {
    "unit-percent": "percent",
    "unit-permille": "percent",
    "unit-point": "percent",
    "unit-money": "money",
    "unit-billions": "money",
    "unit-area": "area",
    "unit-rank": "rank",
    "unit-place": "rank",
    "unit-count": "count",
    "unit-list": "count",
    "unit-repeated": "count",
    "unit-noun": "count",
}
_FIXED = {"unit-percent": "%", "unit-point": "điểm %", "unit-permille": "‰"}
"""How a unit is written that is printed in several ways."""
_TIMES = frozenset(("ngày", "giờ", "tuần", "tháng", "quý", "năm", "vụ", "ca", "lần", "đêm"))
_PACKS = frozenset((
    "kg", "gam", "gram", "g", "ml", "lít", "l", "m3", "m2", "m", "cm", "quả", "cái", "viên", "gói", "lon", "chai", "con", "hộp",
))  # fmt: skip
_DENOMINATORS = {
    without_accents(word): word for word in ("giờ", "ngày", "tháng", "năm", "người", "lít", "lượt", "tuần", "quý", "tấn", "hộ")
}
"""What rates are mostly of; no other word of a rate differs from one of them only in its accents."""
_HOURS = "24"  # of a day: "100 mm/24 giờ"
_ROUND = frozenset(("vạn", "nghìn", "triệu"))
_MOST_NOUN = 2  # words of a noun that no lexicon knows
_AGE_REACH = 18  # tokens before "tuổi" among which it must be said that ages are measured


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a sentence.

    Attributes:
        text: as printed, or its fixed form ("%").
        kind: percent, money, area, count, rank or other.
        start: first token.
        end: token behind it.
        weak: a noun that often only opens a list.
        known: from the lexicon; False for a noun taken by its looks.
        numbered: what is also numbered ("mục 3 điểm 2"), so that a noun in front makes the figure its number.
    """

    text: str
    kind: str
    start: int
    end: int
    weak: bool = False
    known: bool = True
    numbered: bool = False


def unit_of(parse: Parse, node: Node) -> Unit:
    """What a node "unit" or "noun" says."""
    core = node.child("core")
    rule = node.rule if core is None else core.rule
    kind = _KINDS.get(rule, "other")
    text = _mended(parse, node)
    fixed = _FIXED.get(rule)
    if fixed is not None and core is not None:
        text = fixed + parse.text(core.end, node.end)
    rate = any(_is_rate_of(parse, per) for per in node.children if per.name == "per")
    return Unit(
        " ".join(text.split()),
        "other" if rate and kind == "count" else kind,
        node.start,
        node.end,
        weak=rule == "unit-list",
        known=rule != "unit-noun",
        numbered=rule in ("unit-score", "unit-multiple", "unit-age"),
    )


def _is_rate_of(parse: Parse, per: Node) -> bool:
    """Whether so many are counted for a time or a size ("lượt/ngày", "con/m2"); "người/hộ" and "xã/phường" are no such rates."""
    if parse.folded(per.start + 1) in _TIMES:
        return True
    below = per.child("below")
    return below is not None and any(parse.tag(tag, below.start) == below.end for tag in ("area", "measure"))


def _mended(parse: Parse, node: Node) -> str:
    """The printed unit; a denominator that lost just its accents in recognition has them again ("km/giò")."""
    text = parse.text(node.start, node.end)
    for per in node.children:
        below = per.child("below")
        if below is not None and below.rule == "below-word":
            word = parse.text(below.start, below.end)
            right = _DENOMINATORS.get(without_accents(word.lower()))
            if right is not None and word.lower() != right:
                text = text.replace(f"/{word}", f"/{right}")
    return text


def _stands_for_money(parse: Parse, node: Node) -> bool:
    """Whether "đồng" is no part of a name: "27 Đồng Nai" numbers a row."""
    last = node.end - 1
    return not (parse.tokens[last].text == "Đồng" and last + 1 < len(parse.tokens) and parse.tokens[last + 1].is_capital)


def _stands_alone(parse: Parse, node: Node) -> bool:
    """Whether "tỷ" is the last word of its amount; a unit behind it is what is counted."""
    end = node.end
    return end >= len(parse.tokens) or not parse.begins(end, "dong", "foreign", "count", "measure", "area", "list")


def _is_measured_age(parse: Parse, node: Node) -> bool:
    before = {parse.folded(at) for at in range(max(0, node.start - _AGE_REACH), node.start)}
    return "thọ" in before or ("tuổi" in before and bool(before & {"quân", "bình"}))


def _ends_apart(parse: Parse, node: Node) -> bool:
    """Whether no digits go on behind it: "12km500" is no 12 km."""
    return node.end >= len(parse.tokens) or not (parse.glued(node.end) and parse.tokens[node.end].is_number)


def _is_moved(parse: Parse, node: Node) -> bool:
    """Whether somebody rose or fell by so many places ("tăng 3 vị trí"); else places are counted."""
    return any(parse.begins(at, "rise", "fall", "climb", "drop") for at in range(max(0, node.start - 5), node.start))


def _is_score(parse: Parse, node: Node) -> bool:
    """Whether points are scored; those that something is done at or to are places ("đo tại 6 điểm", "xử phạt 02 điểm")."""
    return parse.folded(node.start - 2) not in {"tại", "ở", "phạt"}


def _is_apart(parse: Parse, node: Node) -> bool:
    """A counted noun stands behind a space: "12hộ" is rather a code."""
    return not parse.glued(node.start) or (node.start > 0 and not parse.tokens[node.start - 1].is_number)


def _small_word(parse: Parse, at: int) -> int | None:
    """A word that may be a noun: small letters, no word that is none."""
    if at >= len(parse.tokens) or parse.glued(at):
        return None
    token = parse.tokens[at]
    noun = token.is_word and token.text[0].islower() and not parse.begins(at, "no-noun", "span", "span-name")
    return at + 1 if noun else None


def _noun(parse: Parse, at: int) -> int | None:
    if _small_word(parse, at) is None or len(parse.tokens[at].text) < 2:
        return None
    end = at + 1
    while end - at < _MOST_NOUN and _small_word(parse, end) is not None:
        end += 1
    return end


def _slash(parse: Parse, at: int) -> int | None:
    """The stroke in front of what is counted for, with the round number of it: "/", "/100.000", "/vạn", "/01"."""
    if at >= len(parse.tokens) or parse.tokens[at].text != "/":
        return None
    end = at + 1
    if end < len(parse.tokens) and parse.tokens[end].is_number:
        digits = end
        while end < len(parse.tokens) and (parse.tokens[end].is_number or (parse.tokens[end].text == "." and parse.glued(end))):
            end += 1
        number = parse.text(digits, end).replace(".", "").lstrip("0")
        if number.rstrip("0") != "1" and not (number == _HOURS and parse.folded(end) in {"giờ", "h"}):
            return None
    if end < len(parse.tokens) and parse.folded(end) in _ROUND:
        end += 1
    return end


def _pack(parse: Parse, at: int) -> int | None:
    """The size of a pack of goods: "12kg", "0,5 lít"."""
    end = at
    while end < len(parse.tokens) and end - at < 3 and (parse.tokens[end].is_number or parse.tokens[end].text in ",."):
        end += 1
    if end == at or not parse.tokens[at].is_number or end >= len(parse.tokens):
        return None
    if parse.folded(end) in _PACKS:
        return end + 1
    return end + 2 if parse.folded(end) + parse.folded(end + 1) in _PACKS else None  # "m3" is two tokens


def _day_and_night(parse: Parse, at: int) -> int | None:
    """Days of 24 hours: "ngày đêm", "ngày.đêm", "ngày-đêm"."""
    if parse.folded(at) != "ngày":
        return None
    second = at + 2 if parse.folded(at + 1) in {".", "-"} else at + 1
    return second + 1 if parse.folded(second) == "đêm" else None


def _any_word(parse: Parse, at: int) -> int | None:
    return at + 1 if at < len(parse.tokens) and parse.tokens[at].is_word and len(parse.tokens[at].text) <= 12 else None


def _separate_comma(parse: Parse, at: int) -> int | None:
    """A comma with a word behind its space: another noun beside the one before."""
    behind = at + 1
    if parse.folded(at) != "," or behind >= len(parse.tokens) or parse.glued(behind):
        return None
    return behind if parse.tokens[behind].is_word else None


def _is_no_sum(parse: Parse, node: Node) -> bool:
    """Whether a denominator is none of an amount that belongs to the same measure: "1,2 tỷ đồng/1 tỷ đồng"."""
    if not parse.tokens[node.start + 1].is_number:
        return True
    return not any(parse.begins(at, "dong", "foreign", "billion") for at in range(node.start + 2, node.end))


def _is_list(parse: Parse, node: Node) -> bool:
    """Whether nouns are counted together: in "12 đơn, kiến nghị 3 đơn" the second has a figure of its own."""
    counted = node.children[0].rule == "unit-count"
    return counted and not (node.end < len(parse.tokens) and parse.tokens[node.end].is_number)


RULES = (
    Rule("core", "unit-percent", "percent"),
    Rule("core", "unit-permille", "permille"),
    Rule("core", "unit-point", "point"),
    Rule("core", "unit-money", "( scale | billion )? ( dong | foreign )", _stands_for_money),
    Rule("core", "unit-billions", "( billion | 'nghìn' 'tỷ' | 'ngàn' 'tỷ' )", _stands_alone),
    Rule("core", "unit-area", "( scale | billion )? area"),
    Rule("core", "unit-measure", "( scale | billion )? measure"),
    Rule("core", "unit-score", "score ( '/' ( '100' | '10' ) 'điểm'? )?", _is_score),
    Rule("core", "unit-multiple", "times &( compared | @ends )"),
    Rule("core", "unit-repeated", "times &( ( 'liên' 'tiếp' | 'tiếp' 'tục' )? repeated )"),
    Rule("core", "unit-age", "age", _is_measured_age),
    Rule("core", "unit-rank", "steps"),
    Rule("core", "unit-place", "place-step", _is_moved),
    Rule("core", "unit-count", "( scale | billion )? count", _is_apart),
    Rule("core", "unit-list", "list", _is_apart),
    # "đồng/người/năm", "m3/ngày.đêm", "người/100.000 dân", "đ/bình 12kg", "tỷ đồng/xã, phường"
    Rule("below", "below-day-and-night", "@day-and-night"),
    Rule("below", "below-list", "count"),
    Rule("below", "below-unit", "( scale? ( dong | foreign | area | measure | list | span | span-name | age | score ) )"),
    Rule("below", "below-word", "@any-word @pack?"),
    Rule("per", "per-pack", "'/' @pack"),
    Rule("per", "per", "@slash !planned <below>", _is_no_sum),
    Rule("also", "also", "@separate-comma count"),
    Rule("unit", "unit-several", "<core> <also> <also>?", _is_list),
    Rule("unit", "unit", "<core> <per>*", _ends_apart),
    Rule("noun", "unit-noun", "@noun"),
)
TESTS: dict[str, Test] = {
    "ends": lambda parse, at: at + 1 if at >= len(parse.tokens) or parse.tokens[at].text in {",", ".", ";", ")"} else None,
    "noun": _noun,
    "slash": _slash,
    "pack": _pack,
    "day-and-night": _day_and_night,
    "any-word": _any_word,
    "separate-comma": _separate_comma,
}
