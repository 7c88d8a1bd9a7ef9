"""Tables laid out on a page: rows of cells with spans and alignment, ruled in one of the ways that offices rule them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.drawn_pages import Mark, Rule, Shade, Text, TrueCell, TrueTable, wide_of

_LEADING, _PAD = 0.43, 1.4


@dataclass(frozen=True, slots=True)
class Written:
    """What is to stand in a cell, over how many columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is ruled.

    Attributes:
        rules: "full", "open" (no sides), "rows" (rules across only), "book" (above, below the head, at the end), "inner-dotted" and
            "inner-dashed" (rows parted so within solid rules), "dotted" and "dashed" (all rules), "columns" (no rules between rows),
            "none".
        thick: of the rules, in millimetres.
        grey: of the rules.
        shaded: whether the head is.
        size: of the letters in points.
    """

    rules: str = "full"
    thick: float = 0.25
    grey: int = 20
    shaded: bool = False
    size: float = 12.0


Row = Sequence[str | Written]


def laid(
    corner: tuple[float, float], widths: Sequence[float], rows: Sequence[Row], align: str, *, head: int = 1, look: Look | None = None
) -> tuple[list[Mark], TrueTable]:
    """Marks of a table and what it holds.

    Args:
        corner: left and top in millimetres.
        widths: of its columns.
        rows: each row's cells from left to right; places that a cell above reaches into are left out.
        align: of each column below the head, "l", "c" or "r"; heads are centred, and so is a cell over several columns but for group rows.
        head: number of rows of the head.
        look: of its rules.
    """
    look = look or Look()
    cells = _placed(rows, len(widths))
    lefts = [corner[0] + sum(widths[:i]) for i in range(len(widths) + 1)]
    step = look.size * _LEADING
    heights = [step + 2 * _PAD] * len(rows)
    lines_of = {}
    for cell in cells:
        room = lefts[cell.column + cell.width] - lefts[cell.column] - 2 * _PAD
        lines_of[cell] = _wrapped(cell.text, room, look.size, cell.row < head)
        if cell.last_row == cell.row:
            heights[cell.row] = max(heights[cell.row], step * len(lines_of[cell]) + 2 * _PAD)
    for cell in cells:
        own = range(cell.row, cell.last_row + 1)
        short = step * len(lines_of[cell]) + 2 * _PAD - sum(heights[r] for r in own)
        if short > 0:
            heights[cell.last_row] += short
    tops = [corner[1] + sum(heights[:i]) for i in range(len(rows) + 1)]
    marks: list[Mark] = []
    if look.shaded:
        marks.append(Shade(lefts[0], tops[0], lefts[-1], tops[head]))
    marks += _rules(cells, lefts, tops, head, look)
    for cell in cells:
        bold = cell.row < head
        left, right = lefts[cell.column], lefts[cell.column + cell.width]
        top, bottom = tops[cell.row], tops[cell.last_row + 1]
        lines = lines_of[cell]
        middle = bold or cell.last_row > cell.row
        y = top + (bottom - top - step * len(lines)) / 2 if middle else top + _PAD
        how = "c" if bold else "l" if cell.width > 1 else align[cell.column]
        for number, line in enumerate(lines):
            wide = wide_of(line, look.size, bold)
            x = {"l": left + _PAD, "r": right - _PAD - wide, "c": (left + right - wide) / 2}[how]
            marks.append(Text(x, y + number * step, line, look.size, bold))
    return marks, TrueTable(tuple(cells), (lefts[0], tops[0], lefts[-1], tops[-1]))


def _placed(rows: Sequence[Row], width: int) -> list[TrueCell]:
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, written in enumerate(rows):
        column = 0
        for item in written:
            cell = item if isinstance(item, Written) else Written(item)
            while (row, column) in taken:
                column += 1
            if column + cell.columns > width:
                raise ValueError(f"Row {row} has too many cells.")
            cells.append(TrueCell(row, column, row + cell.rows - 1, cell.columns, cell.text))
            taken |= {(r, c) for r in range(row, row + cell.rows) for c in range(column, column + cell.columns)}
            column += cell.columns
    return cells


def _wrapped(text: str, room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and wide_of(longer, size, bold) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else []


def _rules(cells: Sequence[TrueCell], lefts: Sequence[float], tops: Sequence[float], head: int, look: Look) -> list[Rule]:
    def across(y: float, left: float, right: float, style: str = "solid") -> Rule:
        return Rule(left, y, right, y, look.thick, style, look.grey)

    def down(x: float, top: float, bottom: float, style: str = "solid") -> Rule:
        return Rule(x, top, x, bottom, look.thick, style, look.grey)

    if look.rules == "none":
        return []
    ends = [tops[0], tops[head], tops[-1]]
    if look.rules == "book":
        out = [across(y, lefts[0], lefts[-1]) for y in ends]
        # Under a head over several columns goes a rule of its own.
        out += [
            across(tops[c.last_row + 1], lefts[c.column] + 1, lefts[c.column + c.width] - 1)
            for c in cells
            if c.width > 1 and c.last_row + 1 < head
        ]
        return out
    style = look.rules if look.rules in {"dotted", "dashed"} else "solid"
    inner = look.rules.removeprefix("inner-") if look.rules.startswith("inner-") else style
    seen: dict[tuple[float, float, float, float], Rule] = {}
    for cell in cells:
        left, right = lefts[cell.column], lefts[cell.column + cell.width]
        top, bottom = tops[cell.row], tops[cell.last_row + 1]
        for y in (top, bottom):
            is_inner = tops[head] < y < tops[-1]
            if look.rules == "columns" and is_inner:
                continue
            rule = across(y, left, right, inner if is_inner else style)
            seen[(rule.left, rule.top, rule.right, rule.bottom)] = rule
        for x in (left, right):
            is_side = x in {lefts[0], lefts[-1]}
            if look.rules == "rows" or (look.rules == "open" and is_side):
                continue
            rule = down(x, top, bottom, style)
            seen[(rule.left, rule.top, rule.right, rule.bottom)] = rule
    return list(seen.values())
