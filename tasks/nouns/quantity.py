"""A figure that measures something, put together from number, unit, bound, change and whole; a noun of the rule engine.

Rules and what they read: "rank" ("xếp thứ 12/63 tỉnh"), "range" ("20 - 30%", "từ 250 triệu đồng đến dưới 01 tỷ đồng"), "counted"
("không quá 03 người", "12/14 xã"), "saved" ("rút ngắn 05 ngày"), "loose" (a noun that no lexicon knows), "bare" (no noun at all).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tasks.nouns import number, unit
from tasks.nouns.number import Number, number_of
from tasks.nouns.unit import Unit, unit_of
from tasks.rules.engine import Grammar, Node, Parse, Rule, Test
from tasks.vietnamese.numerals import NUMBER_WORDS, UNITS

KNOWN = 0.92
"""Confidence of a figure whose noun is known: judged and not measured."""
_MORE_REACH = 9  # tokens behind the unit among which "trở lên" may stand
_BRACKET_REACH = 10  # tokens
_LEAD_REACH = 7  # tokens of a change and its fillers
_FROM_TO = frozenset(("xuống", "lên", "còn"))
_ORDINALS = {**{word: Decimal(value) for word, value in UNITS.items()}, "nhất": Decimal(1), "nhì": Decimal(2), "mười": Decimal(10)}
_STOPS = frozenset(",;.()")
_PLANNED = frozenset(("dự", "chỉ", "nghị", "mục", "kịch"))
"""First words of what a share is of: "dự toán", "chỉ tiêu", "nghị quyết"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured figure; positions are characters of the sentence.

    Attributes:
        start: of all that belongs to it, comparator and change verb included.
        end: behind its unit, total and change.
        figure: start of the printed number.
        figure_end: end of the printed number.
        doubt: code of a doubt about the printed number.
        name: of what is measured, where it was read with the figure; "" where it is still to be found.
    """

    start: int
    end: int
    figure: int
    figure_end: int
    value: Decimal
    unit: str
    kind: str
    total: Decimal | None = None
    change: Decimal | None = None
    comparator: str = "="
    direction: str | None = None
    unit_end: int = 0
    rule: str = ""
    confidence: float = KNOWN
    doubt: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a node says before it is known whether anything is measured; positions are tokens.

    Attributes:
        start: with bound and change.
        end: behind everything.
        number: of the figure.
        unit: None where none is printed.
        total: the whole that the figure is a part of.
        comparator: "=", ">=" or "<=".
        direction: "increase" or "decrease" where the figure is an amount of change.
        upper: of a range its second number.
        lower_unit: of a range what stands behind its first number.
    """

    start: int
    end: int
    number: Number
    unit: Unit | None
    total: Decimal | None = None
    comparator: str = "="
    direction: str | None = None
    upper: Number | None = None
    lower_unit: Unit | None = None


def read_quantity(parse: Parse, node: Node) -> Read:
    """What a node "rank", "range", "counted", "saved" or "loose" says."""
    numbers = [number_of(parse, child) for child in node.children if child.name in ("number", "further")]
    units = [child for child in node.children if child.name in ("unit", "noun", "span-unit")]
    wholes = [child for child in node.children if child.name in ("part", "of", "of-rank", "of-same")]
    figure = numbers[0] if numbers else _ordinal(parse, node)
    lead = node.child("lead")
    printed = unit_of(parse, units[-1]) if units else None
    start, comparator, direction = _lead(parse, lead, figure, moves=printed is not None and printed.kind == "rank")
    if direction is not None and node.name == "counted" and parse.folded(figure.start - 1) == "từ" and parse.folded(node.end) in _FROM_TO:
        start, direction = figure.start, None
    behind = _or_more(parse, node.end) if printed is not None else None
    if comparator != "=" and printed is not None and _is_difference(parse, start, node.end, printed):
        comparator = "="
    return Read(
        min(start, figure.start),
        node.end,
        figure,
        printed,
        number_of(parse, wholes[0].children[0]).value if wholes else None,
        behind or comparator,
        direction,
        numbers[1] if node.name == "range" else None,
        unit_of(parse, units[0]) if node.name == "range" and len(units) > 1 else None,
    )


def _ordinal(parse: Parse, node: Node) -> Number:
    """The number of "thứ nhất"."""
    at = next(child.start for child in node.children if child.name == "ordinal")
    return Number(at, at, at + 1, _ORDINALS[parse.folded(at)], in_words=True)


def _lead(parse: Parse, lead: Node | None, figure: Number, *, moves: bool) -> tuple[int, str, str | None]:
    """Where a figure begins with what stands in front, its comparator and direction.

    A bound counts where only "about" parts it from the figure; "lên" and "xuống" are amounts of change of a rank alone (``moves``).
    """
    if lead is None:
        return figure.start, "=", None
    comparator, start = "=", figure.start
    bounds = [child for child in lead.children if child.name in ("bound", "left-below")]
    if bounds and (bounds[-1].end == figure.start or parse.tag("about", bounds[-1].end) == figure.start):
        comparator, start = ">=" if bounds[-1].rule == "bound-least" else "<=", bounds[-1].start
        start += bounds[-1].name == "left-below"  # "còn" says that a level is meant
    change = lead.child("change")
    if change is None or (change.rule in ("change-climb", "change-drop") and not moves):
        return start, comparator, None
    return lead.start, comparator, "increase" if change.rule in ("change-rise", "change-climb") else "decrease"


def _or_more(parse: Parse, at: int) -> str | None:
    """The comparator of "... trở lên" or "... trở xuống" behind the unit and what it counts."""
    for place in range(at, min(len(parse.tokens) - 1, at + _MORE_REACH)):
        if parse.folded(place) in _STOPS or parse.tokens[place].is_number:
            return None
        if parse.folded(place) == "trở" and parse.folded(place + 1) in {"lên", "xuống"}:
            return ">=" if parse.folded(place + 1) == "lên" else "<="
    return None


def _is_difference(parse: Parse, start: int, end: int, printed: Unit) -> bool:
    """Whether something is so much higher or lower than another, and bounded by nothing: "thấp hơn 2,3% so với", "vượt 5% dự toán"."""
    first = parse.folded(start)
    if first not in {"vượt", "cao", "thấp", "lớn", "nhỏ"}:
        return False
    if parse.folded(end) == "(":  # "vượt 6.200 m3 (24,8%) so với công suất"
        end = next((at + 1 for at in range(end, min(end + _BRACKET_REACH, len(parse.tokens))) if parse.tokens[at].text == ")"), end)
    compared = parse.tag("compared", end) is not None or (printed.kind == "percent" and parse.folded(end) in _PLANNED)
    return compared and parse.folded(start - 1) not in {"không", "được"}


def _ends_number(parse: Parse, node: Node) -> bool:
    """Whether a whole is one number and no part of a date or of a further fraction: "12/63", but not "12/6/2025"."""
    end = node.end
    if end >= len(parse.tokens) or not parse.glued(end):
        return True
    if parse.tokens[end].text in "/-":
        return end + 1 >= len(parse.tokens) or not parse.tokens[end + 1].is_number
    return not parse.tokens[end].is_number


def _any_words(parse: Parse, at: int) -> int | None:
    """The words of a number, "một" too, to the closing bracket."""
    end = at
    while end < len(parse.tokens) and (parse.folded(end) in _ORDINALS or parse.folded(end) in NUMBER_WORDS):
        end += 1
    return end if end > at and parse.folded(end) == ")" else None


def _spoken(parse: Parse, at: int) -> int | None:
    """The words of a number to the bracket that repeats it."""
    end = at
    while end < len(parse.tokens) and parse.folded(end) in NUMBER_WORDS:
        end += 1
    return end if end > at and parse.folded(end) in {"(", "["} else None


def _to(parse: Parse, at: int) -> int | None:
    """What joins the ends of a range: "-", "÷", "đến", "đến dưới", "tới"."""
    word = parse.folded(at)
    return at + 1 if word in {"-", "đến", "÷", "~", "tới"} else None


def _short_lead(_: Parse, node: Node) -> bool:
    return node.end - node.start <= _LEAD_REACH


def _of_one_unit(parse: Parse, node: Node) -> bool:
    """Whether part and whole are printed with the same unit: "1.250 ha/1.500 ha"."""
    own, whole = node.child("unit"), node.children[-1].child("unit")
    return own is not None and whole is not None and unit_of(parse, own).text == unit_of(parse, whole).text


def _both_padded(parse: Parse, node: Node) -> bool:
    """Whether both ends are printed as counts are ("05 - 07 miếu")."""
    return all(parse.folded(child.start).startswith("0") for child in node.children if child.name in ("number", "further"))


def _opens_number(parse: Parse, node: Node) -> bool:
    """Whether a bracket opens a number whose unit stands behind it: "giảm (1.200) tỷ đồng", "tối thiểu hai (02) doanh nghiệp"."""
    figure = parse.node("number", node.end)
    return figure is not None and figure.rule == "number-bracketed"


def _outside_tags(parse: Parse, node: Node) -> bool:
    """Whether "<" and ">" are bounds and no brackets of a placeholder ("<họ tên><03 số cuối>")."""
    return parse.folded(node.start) not in {"<", ">"} or node.start == 0 or parse.folded(node.start - 1) not in {"<", ">"}


def _is_rank(parse: Parse, node: Node) -> bool:
    """Whether a place verb leads to a place: "phân xếp", "sắp xếp" put things in order."""
    return node.start == 0 or parse.folded(node.start - 1) not in {"phân", "sắp"}


RULES = (
    *number.RULES,
    *unit.RULES,
    Rule("change", "change-rise", "rise"),
    Rule("change", "change-fall", "fall"),
    Rule("change", "change-climb", "climb"),
    Rule("change", "change-drop", "drop"),
    Rule("bound", "bound-least", "least '='?", _outside_tags),
    Rule("bound", "bound-most", "most '='?", _outside_tags),
    Rule("lead", "lead-change", "<change> ( <bound> | filler | about )*", _short_lead),
    Rule("lead", "lead-bound", "( <bound> | <left-below> ) about?"),
    Rule("left-below", "left-below", "left-below"),
    Rule("minus", "minus", "'-'", lambda parse, node: parse.glued(node.end)),
    Rule("minus", "minus-bracket", "@spoken? ( '(' | '[' ) ( '-' | '+' )?", _opens_number),
    Rule("again", "again", "'(' @any-words ')'"),
    Rule("part", "part", "'/' ( 'tổng' 'số' )? <further>", _ends_number),
    Rule("of", "of-total", "( 'trên' | 'trong' | '/' ) ( 'tổng' 'số' | 'tổng' | 'số' ) <further>", _ends_number),
    Rule("of-same", "of-same", "'/' planned? <further> <unit>", _ends_number),
    Rule("of-rank", "of-rank", "( 'trên' | 'trong' ) 'tổng'? 'số'? <further> &count"),
    Rule("ordinal", "ordinal", "@ordinal-word"),
    Rule("rank-lead", "rank-ordinal", "( rank-verb 'ở'? rank-noun? | rank-noun ) 'thứ' 'hạng'?"),
    Rule("rank-lead", "rank-place", "rank-verb 'ở'? rank-noun 'số'?"),
    Rule("rank-lead", "rank-noun", "rank-noun", lambda parse, node: parse.folded(node.start) != "hạng"),
    Rule("rank-lead", "rank-verb", "'xếp'", _is_rank),
    Rule("rank", "rank", "<rank-lead> ( <number> | <ordinal> ) ( <part> | <of> | <of-rank> )? count?"),
    Rule("range", "range", "( <lead> <minus>? )? <number> <unit>? @to <bound>? <further> <unit>"),
    Rule("range", "range-loose", "( <lead> <minus>? )? <number> @to <further> <noun>", _both_padded),
    Rule("counted", "counted-of", "( <lead> <minus>? )? <number> <again>? ( <part> | <of> ) 'số'? <unit>"),
    Rule("counted", "counted", "( <lead> <minus>? )? <number> <again>? <unit> <of>?"),
    Rule("counted", "counted-same", "( <lead> <minus>? )? <number> <again>? <unit> <of-same>", _of_one_unit),
    Rule("span-unit", "span-unit", "span"),
    Rule("saved", "saved", "<lead> <minus>? <number> <again>? <part>? <span-unit>"),
    Rule("loose", "loose", "( <lead> <minus>? )? <number> <again>? ( <part> | <of> )? <noun>"),
    Rule("bare", "bare", "( <lead> <minus>? )? <number> <again>? <part>?"),
)
TESTS: dict[str, Test] = {
    **number.TESTS,
    **unit.TESTS,
    "any-words": _any_words,
    "spoken": _spoken,
    "to": _to,
    "ordinal-word": lambda parse, at: at + 1 if parse.folded(at) in _ORDINALS else None,
}
GRAMMAR = Grammar.of(RULES, TESTS)
