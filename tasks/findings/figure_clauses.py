"""The clause that a figure stands in, and where its subject can begin."""

from __future__ import annotations

import re

from tasks.nouns.quantity import Quantity

_CLAUSE_MARK = re.compile(r", |; | và | với |\(|\) | trị giá ")
_LONGEST_HALF = 300
"""Characters of a clause before and behind its figure."""


def _floor(text: str, figure: int) -> int:
    """Where the subject of a figure can begin: behind the last semicolon, or behind a colon that does not lead to the figure itself."""
    floor = text.rfind(";", 0, figure) + 1
    colon = text.rfind(": ", floor, figure)
    return colon + 2 if colon >= 0 and figure - colon > 3 else floor


def subject_floor(text: str, quantity: Quantity, before: Quantity | None) -> int:
    """Where the subject can begin; what follows the figure before up to the next break ("85% dự toán, ...") still belongs to that."""
    floor = _floor(text, quantity.start)
    if before is None or before.end <= floor:
        return floor
    mark = _CLAUSE_MARK.search(text, before.end, quantity.start)
    return mark.end() if mark else before.end


def clause_of(text: str, quantity: Quantity, name_start: int, before: Quantity | None, follower: Quantity | None) -> tuple[int, int]:
    """The clause of a figure: from its name, or the break behind the figure before, to the break before the next figure or semicolon."""
    floor = _floor(text, quantity.start)
    if before is not None and before.end > floor:
        mark = _CLAUSE_MARK.search(text, before.end, quantity.start)
        floor = mark.end() if mark else min(before.figure, quantity.start)
    start = min(max(floor, quantity.start - _LONGEST_HALF), name_start if name_start >= 0 else quantity.start, quantity.start)
    stop = text.find(";", quantity.end)
    stop = len(text) if stop < 0 else stop
    if follower is not None and follower.start < stop:
        marks = [m.start() for m in _CLAUSE_MARK.finditer(text, quantity.end, follower.start)]
        stop = marks[-1] if marks else max(quantity.end, follower.start)
    end = max(quantity.end, min(stop, quantity.end + _LONGEST_HALF))
    while start < quantity.figure and text[start] in " ,;:.-":
        start += 1
    while end > quantity.end and text[end - 1] in " ,;:./(":
        end -= 1
    return start, end
