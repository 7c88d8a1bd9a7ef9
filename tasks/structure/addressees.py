"""Whom a document is addressed to: the bodies behind "Kính gửi"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.domain.span import Span
from tasks.structure.phrases import ADDRESSEES, begins_with
from tasks.structure.rows import Row
from tasks.structure.subject import Block

_WORD = re.compile(r"^\W{0,2}\S{3,5}\s\S{2,4}?\s?:\s?|^\W{0,2}\S{3,5}\s\S{2,4}\s")
MOST_ROWS = 20


def find_addressees(rows: Sequence[Row]) -> tuple[int, tuple[str, ...], Block] | None:
    """The bodies behind "Kính gửi", with the index of that row."""
    for index, row in enumerate(rows):
        if not begins_with(row.text, ADDRESSEES):
            continue
        match = _WORD.match(row.text)
        taken = [row.text[match.end() :].strip() if match else ""]
        end = index + 1
        while end < len(rows) and _goes_on(rows, end, taken):
            taken.append(rows[end].text)
            end += 1
        names = _split_list(taken)
        return index, names, Block(" ".join(t for t in taken if t), Span(row.span.start, rows[end - 1].span.end), end)
    return None


def _goes_on(rows: Sequence[Row], index: int, taken: list[str]) -> bool:
    row, before = rows[index], taken[-1]
    if len(taken) > MOST_ROWS:
        return False
    if row.is_bullet or not "".join(taken):
        return True
    if before.rstrip().endswith((";", ",", ":")) and not before.rstrip().endswith("./."):
        return True
    return not row.starts and not row.blank_before and not before.rstrip().endswith(".")


def _split_list(lines: Sequence[str]) -> tuple[str, ...]:
    items: list[str] = []
    for line in lines:
        mark = re.match(r"^[-–—+•*·]\s?", line)
        if mark or not items or items[-1].endswith(";"):
            items.append(line[mark.end() :] if mark else line)
        else:
            items[-1] = f"{items[-1]} {line}"
    parts = [p for item in items for p in item.split(";")]
    return tuple(p.strip(" .,:") for p in parts if p.strip(" .,:"))
