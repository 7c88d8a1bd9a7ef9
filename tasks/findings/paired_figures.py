"""Lists of two figures for each name, this year's and last year's: "số mắc/cùng kỳ như sau: Tả (0/0), Thương hàn (18/2)"."""

from __future__ import annotations

import re
from decimal import Decimal

from tasks.nouns.quantity import Quantity

EARLIER = "pair-earlier"
"""Rule of the second figure of a pair, which is of a time that is not named."""
_LEAD = re.compile(
    r"(?:\bsố\s)?(?P<unit>cas|ca|người|vụ|trường hợp|BN)?\s?(?:mắc|nhiễm|chết|tử vong|xảy ra|phát hiện|bị nạn)(?: mới)?\s?/\s?(?:so với )?"
    r"(?:số )?(?:cùng kỳ|năm trước|kỳ trước)",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?P<name>[^,;:()]{2,80}?)\s?\((?P<now>\d{1,6})\s?/\s?(?P<then>\d{1,6})\)")
_CASES = "ca"
_CONFIDENCE = 0.6
"""Judged and not measured: one document seen has such a list."""


def read_pairs(text: str) -> tuple[Quantity, ...]:
    """Two quantities for each pair of a sentence that says what its pairs are; none where it does not."""
    lead = _LEAD.search(text)
    if lead is None:
        return ()
    found: list[Quantity] = []
    for match in _PAIR.finditer(text, lead.end()):
        name = match["name"].strip(" .-")
        start = match.start("name") + len(match["name"]) - len(match["name"].lstrip())
        for group, rule in (("now", "pair"), ("then", EARLIER)):
            begin = start if rule == "pair" else match.start(group)
            found.append(
                Quantity(
                    begin,
                    match.end(group),
                    match.start(group),
                    match.end(group),
                    Decimal(match[group]),
                    lead["unit"] or _CASES,
                    "count",
                    unit_end=match.end(group),
                    rule=rule,
                    confidence=_CONFIDENCE,
                    name=name,
                )
            )
    return tuple(found)
