"""Quantities made of what the nodes of a sentence say: single figures, ranges, ratios, counts whose noun stands in front, ranks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from tasks.domain.span import Stretches
from tasks.nouns.measured import follows_a_name, measures
from tasks.nouns.number import Number
from tasks.nouns.quantity import KNOWN, Quantity, Read, read_quantity
from tasks.nouns.unit import Unit, unit_of
from tasks.rules.engine import Node, Parse
from tasks.vietnamese.numerals import SCALES

_SURE, _IN_LETTERS, _GUESSED = 0.97, 0.75, 0.55
"""Confidence by rule, judged and not measured: printed unit, number in words, unknown noun; a known noun has its own."""
_NO_PLAIN_RANK = frozenset(("xếp", "xếp hạng", "đạt hạng", "ở hạng"))
_RATE_WHOLES = tuple(Decimal(10) ** power for power in (3, 4, 5, 6))
_RATES = frozenset((("tỷ", "lệ"), ("tỷ", "suất"), ("tần", "suất")))
_RATE_REACH = 14  # tokens between the word and its figure
_RANKED = frozenset(("xếp", "đứng", "đạt", "giữ", "ở", "lên", "xuống", "từ", "duy trì"))
"""What stands in front of a place that was reached; "Vị trí 2" alone is one of several places."""
_FEWEST_YEARS, _MOST_YEARS = 1900, 2099
_RATIO_REACH = 14  # tokens between "tỷ số" and its figure
_RATIO_LINKS = frozenset(("là", "đạt", "bằng", "còn", "ước", "khoảng", ":", ",", "lương", "cấp", "phụ"))
_HEAD_LINKS = frozenset((":", "là", "đạt", "còn"))
_HEAD_REACH = 24  # tokens between "số" and what leads to its figure


def single(parse: Parse, node: Node, read: Read) -> tuple[Quantity, ...]:
    """The quantity of a node "counted", "saved", "loose" or "bare"; none where nothing is measured."""
    if node.name == "bare":
        return _ratio(parse, read) or _headed(parse, read)
    if node.name == "range" or (node.name == "saved" and read.direction != "decrease"):
        return ()
    return _of(parse, read)


def _of(parse: Parse, read: Read) -> tuple[Quantity, ...]:
    unit, figure = read.unit, read.number
    if (
        unit is None
        or (figure.in_words and (not unit.known or _is_quoted(parse, figure.start)))
        or ((not unit.known or unit.text[:1].isupper()) and _looks_like_a_year(parse, figure))
    ):
        return ()
    figure = _counted_whole(figure, unit)
    rate = _is_rate(parse, read)
    unit = _per(unit, read.total) if rate else unit
    read = replace(read, number=figure, unit=unit, total=None if rate else read.total)
    if not measures(parse, read):
        return ()
    rule, confidence = _rule(figure, unit)
    return (
        Quantity(
            parse.tokens[read.start].start,
            parse.tokens[read.end - 1].end,
            parse.tokens[figure.start].start,
            parse.tokens[figure.end - 1].end,
            figure.value,
            unit.text,
            _kind(figure.value, unit, read.total),
            read.total,
            None,
            read.comparator,
            read.direction if figure.value >= 0 else None,
            parse.tokens[unit.end - 1].end,
            rule,
            confidence,
            figure.doubt,
        ),
    )


def _is_rate(parse: Parse, read: Read) -> bool:
    """Whether a figure is one for so many, and no part of them: "tỷ suất tử vong 12/100.000 trẻ", but not "850/1.000 hộ"."""
    if read.total not in _RATE_WHOLES or read.number.in_words:
        return False
    said = [parse.folded(back) for back in range(max(0, read.start - _RATE_REACH), read.start)]
    return any((one, other) in _RATES for one, other in pairwise(said))


def _per(unit: Unit, whole: Decimal | None) -> Unit:
    return replace(unit, text=f"/{whole:,} {unit.text}".replace(",", "."), kind="other")


def _is_quoted(parse: Parse, at: int) -> bool:
    """Whether a token stands between quotation marks: numbers in words there belong to names ("Trồng một tỷ cây xanh")."""
    start = parse.tokens[at].start
    return parse.sentence.text.count('"', 0, start) % 2 == 1 and '"' in parse.sentence.text[start:]


def _kind(value: Decimal, unit: Unit, total: Decimal | None) -> str:
    kind = "count" if total is not None and unit.kind == "other" else unit.kind
    return "other" if kind == "count" and value != int(value) and _scale(unit) == 1 else kind


def _rule(figure: Number, unit: Unit) -> tuple[str, float]:
    if not unit.known:
        return "guessed-noun", _GUESSED
    if figure.in_words:
        return "number-in-words", _IN_LETTERS
    return ("counted-noun", KNOWN) if unit.kind == "count" else ("printed-unit", _SURE)


def _scale(unit: Unit) -> int:
    return SCALES.get(unit.text.split(" ")[0].lower(), 1)


def _counted_whole(figure: Number, unit: Unit) -> Number:
    """What is counted one by one has no decimals, so "1,234 hộ" are thousands."""
    counted = unit.kind == "count" and _scale(unit) == 1 and "/" not in unit.text
    if not counted or figure.in_words or figure.value < 1 or figure.value.as_tuple().exponent != -3:
        return figure
    return replace(figure, value=figure.value * 1000, doubt="number-grouping")


def _looks_like_a_year(parse: Parse, figure: Number) -> bool:
    return figure.end == figure.start + 1 and len(parse.folded(figure.start)) == 4 and _FEWEST_YEARS <= figure.value <= _MOST_YEARS


def spread(parse: Parse, read: Read) -> tuple[Quantity, ...]:
    """The two ends of a range, each with the unit it is printed with; none where it is no range."""
    lower, upper, unit = read.number, read.upper, read.unit
    if lower.in_words or upper is None or unit is None or unit.weak or unit.kind == "rank":
        return ()
    if read.lower_unit is None and _looks_like_a_year(parse, lower) and _looks_like_a_year(parse, upper):
        return ()
    first = read.lower_unit or unit
    if first.kind != unit.kind or upper.value * _scale(unit) <= lower.value * _scale(first):
        return ()
    if (_scale(first) == _scale(unit)) and not unit.text.startswith(first.text):
        return ()
    if lower.value < 100 and follows_a_name(parse, lower.start) and read.lower_unit is None and parse.folded(lower.end) == "-":
        return ()
    tokens = parse.tokens
    low = Quantity(
        tokens[read.start].start,
        tokens[(read.lower_unit.end if read.lower_unit is not None else lower.end) - 1].end,
        tokens[lower.start].start,
        tokens[lower.end - 1].end,
        lower.value,
        unit.text if _scale(first) == _scale(unit) else first.text,
        first.kind,
        comparator=">=",
        direction=read.direction,
        unit_end=tokens[unit.end - 1].end,
        rule="range",
        doubt=lower.doubt,
    )
    figure, end = tokens[upper.start].start, tokens[upper.end - 1].end
    high = replace(low, start=low.end, end=low.unit_end, figure=figure, figure_end=end, value=upper.value, unit=unit.text, kind=unit.kind)
    return low, replace(high, comparator="<=", doubt=upper.doubt)


def _ratio(parse: Parse, read: Read) -> tuple[Quantity, ...]:
    """A ratio that is printed without a unit: "hệ số 2,67", "tỷ số giới tính khi sinh là 110", "số bác sĩ/vạn dân đạt 6,62"."""
    figure, end = read.number, read.end
    if figure.in_words or not _ends_clause(parse, end) or not _leads_to_ratio(parse, figure.start):
        return ()
    start, behind = parse.tokens[figure.start].start, parse.tokens[end - 1].end
    return (
        Quantity(
            start,
            behind,
            start,
            parse.tokens[figure.end - 1].end,
            figure.value,
            "",
            "other",
            unit_end=behind,
            rule="ratio",
            confidence=_GUESSED,
        ),
    )


def _headed(parse: Parse, read: Read) -> tuple[Quantity, ...]:
    """A count whose noun stands in front: "Số hộ được cấp nước: 12.500."."""
    figure = read.number
    unit = _unit_of_head(parse, figure.start) if not figure.in_words and figure.value == int(figure.value) else None
    if unit is None or not _ends_clause(parse, read.end) or _looks_like_a_year(parse, figure):
        return ()
    start, end = parse.tokens[read.start].start, parse.tokens[figure.end - 1].end
    return (
        Quantity(
            start,
            end,
            parse.tokens[figure.start].start,
            end,
            figure.value,
            unit.text,
            "count",
            comparator=read.comparator,
            unit_end=end,
            rule="headed-count",
            doubt=figure.doubt,
        ),
    )


def _unit_of_head(parse: Parse, at: int) -> Unit | None:
    """The counted noun behind "số" or "tổng số" that begins the clause of a figure to which ":" or "là" leads."""
    back = at - 1
    while back > 0 and parse.tag("about", back) == back + 1:
        back -= 1
    if parse.folded(back) not in _HEAD_LINKS:
        return None
    for place in range(back - 1, max(-1, back - _HEAD_REACH), -1):
        word = parse.folded(place)
        if parse.tokens[place].is_number or word in {";", ".", ":"}:
            return None
        if word != "số":
            continue
        before = parse.folded(place - 2 if parse.folded(place - 1) == "tổng" else place - 1)
        node = parse.node("unit", place + 1)
        unit = unit_of(parse, node) if node is not None else None
        begins = place == 0 or before in {"", ",", ";", ":", "(", "-"} or (place == 1 and parse.folded(0) == "tổng")
        return unit if begins and unit is not None and unit.kind == "count" else None
    return None


def _ends_clause(parse: Parse, at: int) -> bool:
    return (
        at >= len(parse.tokens)
        or parse.folded(at) in {";", ")", ".", ",", "kể"}
        or (parse.folded(at), parse.folded(at + 1)) == ("từ", "ngày")
    )


def _leads_to_ratio(parse: Parse, at: int) -> bool:
    back = at - 1
    while back >= 0 and parse.folded(back) in _RATIO_LINKS:
        back -= 1
    if parse.folded(back) == "số" and parse.folded(back - 1) == "hệ":
        return True
    if parse.folded(back) == "dân" and "/" in {parse.folded(b) for b in range(back - 4, back)}:
        return True
    for place in range(back, max(0, at - _RATIO_REACH), -1):
        if parse.folded(place) in {",", ";", ".", ":", "(", ")"} or parse.tokens[place].is_number:
            return False
        if parse.folded(place) == "số" and parse.folded(place - 1) == "tỷ":
            return back < at - 1
    return False


def ranked(parse: Parse, at: int, excluded: Stretches) -> tuple[Quantity, int] | None:
    """The rank that begins at a token, and the token behind it; None where none does."""
    node = parse.node("rank", at)
    if node is None:
        return None
    lead, figure = node.children[0], read_quantity(parse, node)
    number = figure.number
    if number.value != int(number.value) or excluded.holds(parse.tokens[number.start].start):
        return None
    if figure.total is None and not _is_plain_rank(parse, lead, number):
        return None
    end = parse.tokens[node.end - 1].end
    first = parse.tokens[number.start].start
    return Quantity(
        parse.tokens[node.start].start,
        end,
        first,
        parse.tokens[number.end - 1].end,
        number.value,
        "rank",
        "rank",
        figure.total,
        unit_end=end,
        rule="rank",
        confidence=_SURE,
    ), node.end


def _is_plain_rank(parse: Parse, lead: Node, number: Number) -> bool:
    """Whether a number without a total is a rank: "thứ 5" is, "xếp hạng 12 di tích" and "vị trí 85%" are not."""
    ordinal = lead.rule == "rank-ordinal"
    behind = parse.node("unit", number.end) if number.end < len(parse.tokens) else None
    if behind is not None and (unit_of(parse, behind).kind != "count" or not ordinal):
        return False
    if number.in_words and not ordinal:
        return False
    if lead.rule == "rank-noun" and parse.folded(lead.start) == "vị" and parse.folded(lead.start - 1) not in _RANKED:
        return False
    if ordinal or parse.text(lead.start, lead.end).lower() not in _NO_PLAIN_RANK:
        return True
    return lead.rule == "rank-noun" and (number.end >= len(parse.tokens) or parse.folded(number.end) in {",", ";", ".", "("})
