"""One printed line as the decoder of labels sees it: its readings, and what layout says about each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.numbering.label import Label, Level
from tasks.numbering.reading import read_labels

# A label printed at the beginning of a paragraph is one, unless everything speaks against it.
_LEFT_OUT = 5.0
# Nothing else looks like these.
_DOTTED = frozenset({Level.DOTTED_2, Level.DOTTED_3, Level.DOTTED_4})
_UNMISTAKABLE = _DOTTED | {Level.ARTICLE, Level.CHAPTER}
_LEFT_OUT_UNMISTAKABLE = 8.0
_LEFT_OUT_INSIDE = 1.5
_MISREADING_LEFT_OUT = 3.4
_MISREAD_TITLE_LEFT_OUT = 7.0
_INSIDE_SENTENCE = 4.0
_INSIDE_PARAGRAPH = 1.0
_OTHER_INDENT = 0.6
_MOST_INDENT_DIFFERENCE = 1.6
_OTHER_CASE = 0.8
# What a recogniser confuses a typist seldom does.
_TYPED = 2.2
_MOST_TYPED = 4.5
_TOKEN = re.compile(r"(?:[-–•*]\s)?([^\s-]{1,3})[.),}:-]\s")
_FIRST_WORDS = 6
_LOST = 1.9
_LOST_WITH_TOKEN = 1.2


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What the decoder looks at in one printed line.

    Attributes:
        text: of the line.
        starts: whether a paragraph begins with it.
        ended: whether the line before ends a sentence or is a heading.
        indent: in text heights, None where unknown.
        capitals: whether the text behind the label is printed in capitals.
        fresh: whether counting may begin again here, below a heading without a label.
        bullet: whether it begins with a bullet mark.
        typed: whether the text was typed rather than recognised: then labels are misspelt rarely and never lost.
        quoted: whether it stands inside a quoted passage, whose labels are another document's.
        before: what the recogniser had read for the line's first word, where that was changed since.
        mended: whether ``before`` alone counts, as the change was a guess at a label.
    """

    text: str
    starts: bool = True
    ended: bool = True
    indent: float | None = None
    capitals: bool = False
    fresh: bool = False
    bullet: bool = False
    typed: bool = False
    quoted: bool = False
    before: str | None = None
    mended: bool = False


def readings_of(row: LabelRow) -> tuple[Label, ...]:
    """What the line may begin with, from its text and from what was read before that was mended."""
    if row.quoted:
        return ()
    if row.typed:
        labels = (replace(label, cost=label.cost * _TYPED) if label.cost else label for label in read_labels(row.text))
        return tuple(label for label in labels if label.cost <= _MOST_TYPED)
    if row.before is None:
        return read_labels(row.text)
    space = row.text.find(" ")
    end = space if space > 0 else len(row.text)
    shift = end - len(row.before)
    seen = [replace(label, end=label.end + shift) for label in read_labels(row.before + row.text[end:]) if label.end + shift >= 0]
    if not row.mended:
        seen += [replace(label, cost=label.cost + 0.3) for label in read_labels(row.text)]
    best: dict[tuple[Level, tuple[int, ...]], Label] = {}
    for label in sorted(seen, key=lambda one: one.cost):
        best.setdefault((label.level, label.numbers), label)
    return tuple(best.values())


def cost_without(row: LabelRow, found: tuple[Label, ...]) -> float:
    """What it costs that the line begins with no label."""
    least = min(label.cost for label in found)
    if not row.starts:
        looks_like_one = (row.ended and least < 0.5) or any(_is_unmistakable(row, label) for label in found)
        return _LEFT_OUT_INSIDE if looks_like_one else 0.0
    if least < 0.5:
        return _LEFT_OUT_UNMISTAKABLE if found[0].level in _UNMISTAKABLE else _LEFT_OUT
    return max(0.0, (_MISREAD_TITLE_LEFT_OUT if row.capitals else _MISREADING_LEFT_OUT) - least)


def cost_of_place(row: LabelRow, label: Label, *, first: bool) -> float:
    """What it costs that a label stands in this line: nothing where a paragraph begins.

    A title has no full stop, so that a full line of one does not say that it ended; "1.1. Nội dung" below it is a label all the same.
    """
    if row.starts or first:
        return 0.0
    return _INSIDE_PARAGRAPH if row.ended or _is_unmistakable(row, label) else _INSIDE_SENTENCE


def _is_unmistakable(row: LabelRow, label: Label) -> bool:
    """Whether nothing but a label begins a line so, wherever the line before ends."""
    return label.level in _DOTTED and not label.cost and bool(label.mark) and row.text[label.end : label.end + 1].isupper()


def cost_of_layout(row: LabelRow, sibling: LabelRow) -> float:
    """What it costs that a line looks otherwise than the item before it of the same list."""
    cost = _OTHER_CASE if row.capitals != sibling.capitals else 0.0
    if row.indent is not None and sibling.indent is not None and abs(row.indent - sibling.indent) > _MOST_INDENT_DIFFERENCE:
        cost += _OTHER_INDENT
    return cost


def cost_of_lost(row: LabelRow, readings: tuple[Label, ...], sibling: LabelRow) -> float | None:
    """What it costs to say that a line's label was not read, None where the line cannot begin an item like ``sibling``."""
    if sibling.capitals and not row.capitals:
        return None
    if row.typed or row.quoted or not row.starts or not row.ended:
        return None
    if any(label.cost < 0.5 for label in readings):
        return None
    end = end_of_token(row)
    if (row.bullet and not end and not row.capitals) or not _opens_item(row.text[end:]):
        return None
    return _LOST_WITH_TOKEN if end else _LOST


def _opens_item(text: str) -> bool:
    """Whether a text begins like an item: with a capital, and legibly."""
    words = text.split()[:_FIRST_WORDS]
    legible = sum(word.strip(".,;:()").isalpha() for word in words)
    return text[:1].isupper() and words[0].strip(".,;:").isalpha() and legible >= 0.6 * len(words)


def end_of_token(row: LabelRow) -> int:
    """Where the text begins behind a token of up to four characters that may be a label nobody can read, 0 where there is none."""
    token = _TOKEN.match(row.text)
    return token.end() if token and not token[1].isdecimal() else 0
