"""Changes that the next sentence tells: "Có 1.395 ca mắc. So với cùng kỳ số mắc tăng 326 ca."."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.domain.finding import Doubt, Metric
from tasks.reading.sentences import Sentence

_COMPARES = re.compile(
    r"(?:\W|tăng|giảm)*so (?:với )?(?:cùng kỳ|cùng thời điểm|năm trước|năm ngoái|tháng trước|quý trước|kỳ trước)", re.IGNORECASE
)


def with_later_changes(sentence: Sentence, before: list[Metric], found: list[Metric]) -> tuple[list[Metric], list[Metric]]:
    """Rows of the sentence before with the changes that ``sentence`` tells of them, and the rows of ``sentence`` that are left.

    The changes are taken in the order of the figures before that count the same; where the sentence begins a paragraph or compares nothing,
    nothing is changed.
    """
    if sentence.first or not before or not found or _COMPARES.match(sentence.text) is None:
        return before, found
    told, left = list(before), []
    free = [n for n, row in enumerate(told) if row.change is None and row.direction is None]
    for row in found:
        same = next((n for n in free if _counts_the_same(told[n], row)), None)
        if same is None:
            left.append(row)
            continue
        free.remove(same)
        signed = row.value if row.direction == "increase" else -row.value
        told[same] = replace(told[same], change=signed, doubts=(*told[same].doubts, Doubt("change-told-later", "change", row.value_span)))
    return told, left


def _counts_the_same(level: Metric, change: Metric) -> bool:
    if change.direction is None or change.kind in ("percent", "rank") or change.kind != level.kind:
        return False
    return level.unit.split()[:1] == change.unit.split()[:1]
