"""Numbers that count rows or name documents although a noun stands behind them: "1 Khu vực A 2 Khu vực B", "Điều 12 Nghị định số 5"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.findings.figures import Figure
from tasks.findings.quantity import Quantity
from tasks.findings.units import Unit

_RUN = 3
"""Figures that each are one more than the one before; two may happen by chance."""
_SYMBOL_BEHIND = re.compile(r"\s?(?:số|Số)\s?:?\s?\d")
_NUMBER_BEHIND = re.compile(r"\s\d{1,3}(?=[:.,;)\s]|$)(?!\s?(?:%|triệu|tỷ|nghìn))")
_ROWS = 200
"""Rows of a long table; a sentence that begins with a count goes on with a small letter ("15 cụm công nghiệp")."""
_SMALL = 10
"""A count below is printed with a nought ("05 Khu công nghiệp"), or behind a verb."""


def names_a_document(text: str, unit: Unit) -> bool:
    """Whether the noun behind a figure begins the name of a document ("... 12 Nghị định số 5") or of a numbered thing ("100 Bậc 2")."""
    if unit.kind not in ("count", "rank"):
        return False
    return _SYMBOL_BEHIND.match(text, unit.end) is not None or (
        unit.text[:1].isupper() and _NUMBER_BEHIND.match(text, unit.end) is not None
    )


def numbers_a_row(text: str, figure: Figure, unit: Unit) -> bool:
    """Whether a bare number stands before a noun with a capital at the start or between words, as where rows were read as sentences."""
    if figure.in_words or text[figure.start] == "0" or not unit.text[:1].isupper() or unit.text[:2].isupper():
        return False
    if figure.start == 0:
        return figure.value < _ROWS
    return figure.value < _SMALL and text[figure.start - 1] == " " and (text[figure.start - 2].isalnum() or text[figure.start - 2] in ".%)")


def without_numbering(found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities without runs of counts that go up by one (3 xã ..., 4 xã ..., 5 xã ...): those number rows."""
    dropped: set[int] = set()
    run: list[int] = []
    for index, quantity in enumerate(found):
        bare = quantity.kind == "count" and quantity.total is None and quantity.direction is None and quantity.comparator == "="
        if not bare:
            continue
        if run and quantity.value != found[run[-1]].value + 1:
            run = []
        run.append(index)
        if len(run) >= _RUN:
            dropped.update(run)
    return tuple(q for n, q in enumerate(found) if n not in dropped)
