"""Whether two figures say the same, as exactly as they were printed: "1,2 tỷ đồng" and "1.204 triệu đồng" do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

_EXACT = Context(prec=80)
_HALF, _WHOLE = Decimal("0.5"), Decimal(1)
_ABOUT = r"(?:khoảng|gần|hơn|xấp xỉ|ngót|chừng|trên dưới|ước khoảng)"
_BEFORE = re.compile(rf"(?:^|\W){_ABOUT}\s+(?P<number>\d[\d.,\s]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rounded:
    """A figure with how far it may lie from what it was before it was rounded.

    Attributes:
        value: in normal units.
        slack: half a step of its last printed digit; a whole step of its last digit that is no nought where "khoảng" stands before it.
    """

    value: Decimal
    slack: Decimal

    def agrees(self, other: Rounded) -> bool:
        """Whether the less exact of both may be the other one, rounded."""
        return abs(_EXACT.subtract(self.value, other.value)) <= max(self.slack, other.slack)


def rounded(value: Decimal, factor: Decimal, text: str) -> Rounded:
    """A figure as exactly as it was printed.

    Args:
        value: as printed, its last decimal the last one printed.
        factor: of its unit.
        text: the clause it stands in, which may say that it is about so much.
    """
    exponent = value.as_tuple().exponent
    step, share = min(0, exponent) if isinstance(exponent, int) else 0, _HALF
    if is_about(value, text):
        digits = f"{abs(value):f}"
        step = len(digits) - len(digits.rstrip("0")) if "." not in digits and value else step
        share = _WHOLE
    slack = _EXACT.multiply(_WHOLE.scaleb(step), share)
    return Rounded(_EXACT.multiply(value, factor), _EXACT.multiply(slack, factor))


def is_about(value: Decimal, text: str) -> bool:
    """Whether the clause says "khoảng", "gần" or "hơn" right before the figure."""
    wanted = "".join(c for c in f"{abs(value):f}" if c.isdigit())
    return any("".join(c for c in found["number"] if c.isdigit()) == wanted for found in _BEFORE.finditer(text))
