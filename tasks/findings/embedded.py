"""Figures that are part of another one: inside the name of a rate, or factors of a product that is worked out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.nouns.quantity import Quantity

_LONGEST = 200
_RATE = re.compile(r"\b[Tt][ỷỉ] lệ\s")
# What leads from the name of a rate to its figure.
_LEADS = re.compile(r"\s(?:ước |phải |dự kiến )?(?:đạt|là|còn|chiếm|bằng)(?: trên| tối thiểu| khoảng| ít nhất| gần| hơn| từ)?\s?$")
# A name goes on behind a figure in it, but not over a share, a time, a break or another statement.
_NO_NAME = re.compile(
    r"%|[;:()]|\d\s?,\s|,\s[^,]{0,40}\d|\s(?:đạt|chiếm|tăng|giảm|bằng|trong đó)\s|\b(?:năm|tháng|quý|ngày|giai đoạn|kỳ|khóa)\s[\dIVX]",
    re.IGNORECASE,
)
_LENGTHS = frozenset(("mm", "cm", "m"))
_SIGN = re.compile(r"\s?[x×*=]\s?", re.IGNORECASE)


def without_parts(text: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities that measure something themselves.

    "Tỷ lệ trẻ được tiêm đủ 8 loại vắc xin đạt 95%" has one, whose name holds the other; "10 hồ sơ/năm x 2 triệu đồng/hồ sơ = 20 triệu đồng"
    has its last, which begins with the first factor; a size ("3 cm x 4 cm") has none. All others are given as they are.
    """
    found: list[Quantity] = []
    begin: int | None = None
    for index, quantity in enumerate(quantities):
        follower = quantities[index + 1] if index + 1 < len(quantities) else None
        first = quantity.start if begin is None else begin
        if follower is not None and _SIGN.fullmatch(text, quantity.unit_end, max(quantity.unit_end, follower.start)):
            begin = first
            continue
        is_product, begin = begin is not None, None
        if is_product and quantity.unit in _LENGTHS:
            continue
        name = _name_of_rate(text, quantity) if quantity.kind == "percent" else None
        if name is None:
            found.append(replace(quantity, start=first))
            continue
        start, end = name
        found = [earlier for earlier in found if not start <= earlier.figure < end]
        found.append(replace(quantity, start=start, name=text[start:end]))
    return tuple(found)


def _name_of_rate(text: str, quantity: Quantity) -> tuple[int, int] | None:
    """Where the name of a rate with a figure in it stands; None where the name has none, or is none of a rate."""
    leads = _LEADS.search(text, max(0, quantity.figure - _LONGEST), quantity.figure)
    if leads is None:
        return None
    floor = max(0, leads.start() - _LONGEST)
    for match in _RATE.finditer(text, floor, leads.start()):
        name = text[match.start() : leads.start()]
        if any(c.isdigit() for c in name) and _NO_NAME.search(name) is None:
            return match.start(), leads.start()
    return None
