"""Parts of a count that are listed behind it without their noun: "Kỷ luật 05 đảng viên (khiển trách 03, cảnh cáo 02)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.nouns.quantity import KNOWN, Quantity
from tasks.reading.sentences import Sentence
from tasks.reading.tokens import Token
from tasks.vietnamese.numerals import parse_number

RULE = "listed-count"
_FEWEST_PARTS = 2
_CLOSINGS = {"(": (")",), ":": (";", ".")}
"""What opens a list and what ends it."""
_LEADS = frozenset(("gồm", "đó", "thể"))
"""Last words of what leads to a list behind a colon: "gồm", "trong đó", "cụ thể"."""
_LONGEST_NAME = 8  # tokens
_ENDS = frozenset((",", ";"))
_NO_NAMES = frozenset(("số", "ngày", "tháng", "năm", "quý", "mục", "điểm", "khoản", "điều", "lần", "thứ", "đợt"))
"""Behind these a number is no count."""


def with_listed_counts(sentence: Sentence, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a sentence with the parts that lists behind them give, in order.

    A list stands in a bracket or behind "gồm:". Every part of it is a name in words and a whole number behind it, and none is larger than
    what it is a part of; a list with anything else in it is left alone.
    """
    out: list[Quantity] = []
    for index, quantity in enumerate(found):
        out.append(quantity)
        follower = found[index + 1].figure if index + 1 < len(found) else len(sentence.text)
        if quantity.kind == "count" and quantity.value == int(quantity.value) and quantity.direction is None:
            parts = tuple(_parts(sentence, quantity, follower))
            out += parts if len(parts) >= _FEWEST_PARTS else ()
    return tuple(out)


def _parts(sentence: Sentence, whole: Quantity, follower: int) -> Iterator[Quantity]:
    parts = [_part(sentence.text, item) for item in _items(_list_behind(sentence.tokens, whole.unit_end, follower))]
    for part in parts:
        if part is None or part.value > whole.value:
            return
    for part in parts:
        if part is not None:
            yield replace(part, unit=whole.unit, comparator=whole.comparator)


def _list_behind(tokens: Sequence[Token], behind: int, before: int) -> tuple[Token, ...]:
    """The tokens of the list behind a unit and what it counts, in a bracket or behind "gồm:", where only words stand in front of it."""
    rest = [token for token in tokens if behind <= token.start]
    at = next((n for n, token in enumerate(rest) if not token.is_word and token.text != ","), len(rest))
    if at == len(rest) or rest[at].text not in _CLOSINGS:
        return ()
    if rest[at].text == ":" and not {token.folded for token in rest[max(0, at - 2) : at]} & _LEADS:
        return ()
    closing = _CLOSINGS[rest[at].text]
    end = next((n for n in range(at + 1, len(rest)) if rest[n].text in closing), len(rest) if "." in closing else 0)
    inside = rest[at + 1 : end]
    return tuple(inside) if inside and inside[-1].start < before else ()


def _items(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    item: list[Token] = []
    for token in tokens:
        if token.text in _ENDS:
            yield tuple(item)
            item = []
        else:
            item.append(token)
    yield tuple(item)


def _part(text: str, item: Sequence[Token]) -> Quantity | None:
    """What one item counts, None where it is no name with a whole number behind it."""
    at = next((n for n, token in enumerate(item) if token.is_number), 0)
    words = [token for token in item[:at] if token.text != ":"]
    if not words or len(words) > _LONGEST_NAME or not all(token.is_word for token in words) or words[-1].folded in _NO_NAMES:
        return None
    start, figure, end = words[0].start, item[at].start, item[-1].end
    value = parse_number(text[figure:end])
    if value is None or value != int(value):
        return None
    name = text[start : words[-1].end]
    return Quantity(start, end, figure, end, value, "", "count", unit_end=end, rule=RULE, confidence=KNOWN, name=name)
