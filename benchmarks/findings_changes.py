"""What was found, lost or altered between two readings of the same text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

KINDS = {"directive": "directives", "metric": "metrics", "citation": "citations", "section": "sections", "head": "document"}
"""What a row is called in a report, and the key of its list in the rows of a text."""

QUIET = {"span", "value_span", "heading_span", "body", "mentions", "parts", "item", "spans", "confidence", "rule", "doubts", "sure"}
"""Fields that say where and how a row was found, not what it says; they are compared where they are asked for."""

_LEAST_SHARED = 0.5
"""Two rows of one text are one row where they share more than half of the characters that either covers."""


@dataclass(frozen=True, slots=True)
class Altered:
    """One field of a row that reads otherwise.

    Attributes:
        field: of the row.
        was: what the baseline read; of a list, only what is no longer in it.
        now: what the present code reads; of a list, only what is new in it.
    """

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row.

    Attributes:
        document: name of the text.
        kind: key of ``KINDS``.
        was: index of the row in the baseline, None where it is found.
        now: index of the row in the present rows, None where it is lost.
        row: the row as it is now, as it was where it is lost.
        altered: the fields that read otherwise; empty where the row is found or lost.
    """

    document: str
    kind: str
    was: int | None
    now: int | None
    row: Row
    altered: tuple[Altered, ...] = ()


def said(value: Any) -> str:
    """A value of a row in one line."""
    if value is None or value in ("", []):
        return "-"
    if isinstance(value, list):
        return ", ".join(f"“{said(each)}”" for each in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={said(each)}" for key, each in value.items() if each not in (None, "", []))
    return str(value)


def changes(name: str, before: dict[str, Any], after: dict[str, Any], quiet: frozenset[str] = frozenset(QUIET)) -> Iterator[Change]:
    """Every change of a text, kind by kind in reading order.

    Args:
        name: of the text.
        before: its rows in the baseline.
        after: its rows now.
        quiet: fields that are not compared.
    """
    for kind in KINDS:
        yield from _of_kind(name, kind, rows_of(before, kind), rows_of(after, kind), quiet)


def rows_of(found: dict[str, Any], kind: str) -> list[Row]:
    """The rows of a kind; the head is one row, and a text that the code failed on has none."""
    rows = found.get(KINDS[kind]) or []
    return [rows] if isinstance(rows, dict) else rows


def _of_kind(name: str, kind: str, before: Sequence[Row], after: Sequence[Row], quiet: frozenset[str]) -> Iterator[Change]:
    pairs = paired(before, after, kind)
    kept = {was for was, _ in pairs}
    partner = {now: was for was, now in pairs}
    lost = [(row, was) for was, row in enumerate(before) if was not in kept]
    yield from (Change(name, kind, was, None, row) for row, was in lost)
    for now, row in enumerate(after):
        if now not in partner:
            yield Change(name, kind, None, now, row)
        elif altered := tuple(_altered(before[partner[now]], row, quiet)):
            yield Change(name, kind, partner[now], now, row, altered)


def _altered(was: Row, now: Row, quiet: frozenset[str]) -> Iterator[Altered]:
    """Fields that both states have; one that only one of them has says nothing about what was read."""
    for field, value in now.items():
        if field in quiet or field not in was or was[field] == value:
            continue
        old = was[field]
        if isinstance(old, list) and isinstance(value, list):
            gone, new = [x for x in old if x not in value], [x for x in value if x not in old]
            if gone or new:
                yield Altered(field, said(gone), said(new))
            else:
                yield Altered(field, said(old), said(value))  # the order, or one that was named twice
        else:
            yield Altered(field, said(old), said(value))


def paired(before: Sequence[Row], after: Sequence[Row], kind: str) -> list[tuple[int, int]]:
    """Which rows are the same one, each used once: those that are alike first, then those that stand nearest to the same place."""
    if kind == "head":
        return [(0, 0)] if before and after else []
    pairs: list[tuple[int, int]] = []
    for key in _KEYS[kind]:
        pairs += _by_key(before, after, key, pairs)
    return sorted(pairs + _by_place(before, after, pairs)) if kind in ("directive", "metric") else sorted(pairs)


def _by_key(
    before: Sequence[Row], after: Sequence[Row], key: Callable[[Row], Hashable], taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    old, new = {was for was, _ in taken}, {now for _, now in taken}
    waiting: dict[Hashable, list[int]] = {}
    for index, row in enumerate(before):
        if index not in old:
            waiting.setdefault(key(row), []).append(index)
    found = []
    for index, row in enumerate(after):
        if index not in new and waiting.get(key(row)):
            found.append((waiting[key(row)].pop(0), index))
    return found


def _by_place(before: Sequence[Row], after: Sequence[Row], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    old, new = {was for was, _ in taken}, {now for _, now in taken}
    near = sorted(
        ((shared(a, b), i, j) for i, a in enumerate(before) if i not in old for j, b in enumerate(after) if j not in new),
        key=lambda pair: -pair[0],
    )
    found = []
    for share, i, j in near:
        if share <= _LEAST_SHARED:
            break
        if i not in old and j not in new:
            old.add(i)
            new.add(j)
            found.append((i, j))
    return found


def shared(first: Row, second: Row) -> float:
    """Characters that both rows cover, of those that either does; 0 for figures that stand in two places."""
    if "value_span" in first and first["value_span"] != second.get("value_span"):
        return 0.0
    (a, b), (c, d) = first["span"], second["span"]
    both = min(b, d) - max(a, c)
    return both / (max(b, d) - min(a, c)) if both > 0 else 0.0


_KEYS: dict[str, tuple[Callable[[Row], Hashable], ...]] = {
    "directive": (lambda row: tuple(row["span"]),),
    "metric": (
        lambda row: (tuple(row["value_span"]), row["value"], row["comparator"]),
        lambda row: tuple(row["value_span"]),
    ),
    "citation": (lambda row: row["symbol"],),
    "section": (lambda row: (row["span"][0], row["label"]), lambda row: row["span"][0]),
}
"""What makes two rows of a kind the same one, the surest first."""
