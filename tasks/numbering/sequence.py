"""What may follow what: the labels that are open, and what each next label costs.

Costs are in the units of :mod:`tasks.numbering.shapes`: about one for a slip that occurs several times in fifty documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.numbering.label import LETTERS, SKIPPED_LETTERS, Label, Level

_OPENS = 0.3
_REPEATED = 2.5
_RESTARTED = 4.0
_RESTARTED_AFRESH = 1.2
_BACKWARD = 5.5
_GAP = 3.2
_GAP_MORE = 0.8
_FIRST_LOST = 3.2
# An outer kind opens although inner ones have been counted at this place before.
_OUTER_AFTER_INNER = 2.6
# Kinds that stand in an order of their own: a Roman part inside an article ("Điều 1. Phê duyệt ...: I. MỤC TIÊU"), numbers inside letters.
_UNUSUAL_NESTING = {
    (Level.ARTICLE, Level.ROMAN): 0.4,
    (Level.ARTICLE, Level.UPPER): 1.6,
    (Level.LETTER, Level.PAREN): 1.0,
    (Level.ROMAN, Level.UPPER): 1.0,
}
_AGAINST_ORDER = 3.6
_OTHER_STYLE = 0.5
# Less than it costs to pass over a label that is read literally: rather a doubtful item than none.
_MOST_GAP = 4.6
_MOST_FIRST_LOST = 7.0
_NO_D, _NO_D_HERE = 0.9, 2.0


@dataclass(frozen=True, slots=True)
class Open:
    """An open label: the row it stands in tells its layout, ``depth`` of the list is its place in the stack."""

    level: Level
    numbers: tuple[int, ...]
    text: str
    row: int
    mark: str = ""


Stack = tuple[Open, ...]


def path_of(stack: Stack) -> str:
    """The open labels joined by "/"."""
    return "/".join(o.text for o in stack)


@dataclass(frozen=True, slots=True)
class Step:
    """One way to go on: how many open labels are kept, what it costs, and the row of the sibling before, None for the first of its list.

    ``lost`` holds the values between the sibling before (or the beginning) and this label, where some are missing.
    """

    kept: int
    cost: float
    sibling: int | None
    lost: tuple[int, ...] = ()


def steps(label: Label, stack: Stack, last_article: int, *, fresh: bool, counts_d: bool = False) -> Iterator[Step]:
    """The ways in which ``label`` may go on.

    Args:
        label: the reading.
        stack: what is open, outermost first.
        last_article: number of the last article, 0 before the first: articles are counted through the chapters.
        fresh: whether a heading without a label or a "*" stands right before, below which counting may begin again.
        counts_d: whether a "d" stands elsewhere in the document: then a list that has none has it misread.
    """
    at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].level == label.level), None)
    if at is not None:
        yield from _along(label, stack, at, fresh=fresh, counts_d=counts_d)
        if label.numbers[:-1] == stack[at].numbers[:-1]:
            return
    yield from _opening(label, stack, last_article)


def _along(label: Label, stack: Stack, at: int, *, fresh: bool, counts_d: bool) -> Iterator[Step]:
    before = stack[at]
    if label.numbers[:-1] != before.numbers[:-1]:
        return
    style = _OTHER_STYLE if label.mark and before.mark and label.mark != before.mark else 0.0
    distance = _distance(label.level, before.numbers[-1], label.value)
    if distance == 1:
        yield Step(at, style + 0.2 * (label.value - before.numbers[-1] > 1), before.row)
    elif distance > 1 and label.text == "đ":
        # Some offices count "c, đ, e".
        yield Step(at, style + (_NO_D_HERE if counts_d else _NO_D), before.row)
    elif distance > 1:
        lost = tuple(range(before.numbers[-1] + 1, label.value))
        yield Step(at, style + min(_MOST_GAP, _GAP + _GAP_MORE * (distance - 2)), before.row, lost)
    elif distance == 0:
        yield Step(at, style + _REPEATED, before.row)
    elif label.value == 1:
        yield Step(at, style + (_RESTARTED_AFRESH if fresh else _RESTARTED), None)
    else:
        yield Step(at, style + _BACKWARD, before.row)


def _distance(level: Level, before: int, value: int) -> int:
    """How many steps of the list lie between two values; letters that many lists leave out do not count."""
    if level is not Level.LETTER or value <= before:
        return value - before
    between = LETTERS[before : value - 1]
    lost = [letter for letter in between if letter not in SKIPPED_LETTERS]
    # Many count "h, k": an "i" looks like a Roman one.
    return 1 if lost == ["i"] else 1 + len(lost)


def _opening(label: Label, stack: Stack, last_article: int) -> Iterator[Step]:
    value = label.value
    lost: tuple[int, ...] = ()
    if label.level is Level.SUBLETTER or Level.DOTTED_2 <= label.level <= Level.DOTTED_4:
        yield from _opening_inside(label, stack)
        return
    if value == 1:
        first = _OPENS
    elif label.level is Level.ARTICLE and value == last_article + 1:
        first = 0.0
    else:
        first, lost = min(_MOST_FIRST_LOST, _FIRST_LOST + _GAP_MORE * (_distance(label.level, 1, value) - 1)), tuple(range(1, value))
    natural = len(stack)
    while natural and not _holds(stack[natural - 1].level, label.level):
        natural -= 1
    if natural == len(stack):
        yield Step(natural, first, None, lost)
        return
    # It closes what stands deeper in the usual order, or nests against it.
    if not any(o.level == label.level for o in stack):
        unusual = _UNUSUAL_NESTING.get((stack[-1].level, label.level), _AGAINST_ORDER)
        yield Step(len(stack), first + unusual, None, lost)
        for depth in range(natural + 1, len(stack)):
            if (stack[depth - 1].level, label.level) in _UNUSUAL_NESTING:
                yield Step(depth, first + _UNUSUAL_NESTING[stack[depth - 1].level, label.level], None, lost)
    yield Step(natural, first + (_OUTER_AFTER_INNER if value == 1 else 0.6), None, lost)


def _holds(outer: Level, inner: Level) -> bool:
    return outer < inner


def _opening_inside(label: Label, stack: Stack) -> Iterator[Step]:
    """A label that repeats its parent's: "2.1" in "2", "2.1.1" in "2.1", "a.1" in "a"."""
    lost = tuple(range(1, label.value))
    first = _OPENS if label.value == 1 else min(_MOST_FIRST_LOST, _FIRST_LOST + _GAP_MORE * (label.value - 2))
    outer = label.numbers[:-1]
    for depth in range(len(stack), 0, -1):
        parent = stack[depth - 1]
        if parent.level >= label.level:
            continue
        lettered = label.level is not Level.SUBLETTER or parent.level is Level.LETTER
        if lettered and parent.numbers == outer:
            yield Step(depth, first, None, lost)
            return
        break
    natural = len(stack)
    while natural and stack[natural - 1].level >= label.level:
        natural -= 1
    parent_level = stack[natural - 1].level if natural else None
    # Without a numbered parent nothing contradicts; with another number the label or the parent is misread.
    wrong = 0.6 if parent_level is None or parent_level < Level.ARABIC else 2.2
    yield Step(natural, first + wrong, None, lost)
