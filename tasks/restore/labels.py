"""Numbers of items that were read as other signs: "/8 Tiếp tục" before "2." is "1."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.restore.symbols import Part

_LABEL = re.compile(r"(\d{1,2})\.")
# What is left of a number and its point: up to three signs, one of them no letter, and neither a label of another kind nor punctuation.
_REMAINS = re.compile(r"(?![^\W\d_]{1,3}[.)]?$)(?![.,;:'\"_-]+$)(?=.*[\W\d_])\S{1,3}")
_SIGNS_OF_PRINT = frozenset({"-", "–", "+", "•", "*", "./.", "...", "…"})
_CONFIDENCE = 80.0


def restore_numbers(lines: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The lines with the number of an item put back where the items before and behind leave one, and a capital follows.

    An item begins behind an empty line or one that ends a clause.
    """
    out = [list(line) for line in lines]
    starts = [n for n, line in enumerate(lines) if len(line) > 1 and (n == 0 or not lines[n - 1] or _closed(lines[n - 1]))]
    labels = {n: int(match[1]) for n in starts if (match := _LABEL.fullmatch(lines[n][0].original))}
    for n in starts:
        first, second = lines[n][0], lines[n][1]
        following = next((labels[m] for m in sorted(labels) if m > n), None)
        before = next((labels[m] for m in sorted(labels, reverse=True) if m < n), 0)
        remains = n not in labels and first.original not in _SIGNS_OF_PRINT and _REMAINS.fullmatch(first.original)
        if remains and following == before + 2 and second.core[:1].isupper():
            out[n][0] = Part(first.original, "", str(before + 1), ".", settled=True, reason="label", confidence=_CONFIDENCE, at=first.at)
    return out


def _closed(line: Sequence[Part]) -> bool:
    return line[-1].original.endswith((".", ";", ":"))
