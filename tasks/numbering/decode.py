"""The best sequence of labels of a run of printed lines.

Each line offers readings of a label, or none; which of them are labels, and which ones, is decided together by a beam search: what was read
(how far each reading is from what is printed there), what may follow what, and how the line stands on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.numbering.label import Label, Level
from tasks.numbering.reading import lost_label, read_labels
from tasks.numbering.sequence import Open, Stack, key_of, path_of, steps

BEAM = 12
# A label printed at the beginning of a paragraph is one, unless everything speaks against it.
_LEFT_OUT = 5.0
# Nothing else looks like these.
_UNMISTAKABLE = frozenset({Level.ARTICLE, Level.CHAPTER, Level.DOTTED_2, Level.DOTTED_3, Level.DOTTED_4})
_LEFT_OUT_UNMISTAKABLE = 8.0
_LEFT_OUT_INSIDE = 1.5
_MISREADING_LEFT_OUT = 2.8
_MISREAD_TITLE_LEFT_OUT = 5.6
_INSIDE_SENTENCE = 4.0
_INSIDE_PARAGRAPH = 1.0
_OTHER_INDENT = 0.6
_MOST_INDENT_DIFFERENCE = 1.6
_OTHER_CASE = 0.8
_LOST = 1.9
_LOST_WITH_TOKEN = 1.2
# A label whose way cost more than this is told as doubtful.
DOUBTFUL = 2.9


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
    before: str | None = None
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that begins with a label.

    Attributes:
        row: its index.
        label: what stands there.
        path: the open labels, joined by "/".
        depth: how many labels are open with it.
        cost: how much the label deviates from what one would expect there, 0 for nothing at all.
        read: the label as read, where another one stands for it; "" for one that was not read at all; None for one that is as read.
    """

    row: int
    label: Label
    path: str
    depth: int
    cost: float = 0.0
    read: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.cost >= DOUBTFUL


@dataclass(frozen=True, slots=True)
class _Link:
    """The way to a state, from its last label back."""

    mark: Mark
    before: _Link | None
    lost: tuple[int, ...] = ()
    sibling: int | None = None


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    stack: Stack
    last_article: int
    link: _Link | None


def decode(rows: Sequence[LabelRow]) -> tuple[Mark, ...]:
    """The labels of consecutive lines, in order; in time linear in their number. Never raises."""
    readings = [_readings(row) for row in rows]
    links = _search(rows, readings)
    wanted = _lost_labels(rows, readings, links)
    if wanted:
        again = [(*found, *wanted.get(i, ())) for i, found in enumerate(readings)]
        links = _search(rows, again)
    return tuple(link.mark for link in links)


def _readings(row: LabelRow) -> tuple[Label, ...]:
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


def _search(rows: Sequence[LabelRow], readings: Sequence[tuple[Label, ...]]) -> list[_Link]:
    beam: dict[tuple[object, ...], _State] = {(): _State(0.0, (), 0, None)}
    for index, found in enumerate(readings):
        if found:
            beam = _advance(beam, rows, index, found)
    best = min(beam.values(), key=lambda s: s.cost)
    links: list[_Link] = []
    link = best.link
    while link is not None:
        links.append(link)
        link = link.before
    return links[::-1]


def _advance(
    beam: dict[tuple[object, ...], _State], rows: Sequence[LabelRow], index: int, found: tuple[Label, ...]
) -> dict[tuple[object, ...], _State]:
    row = rows[index]
    out: dict[tuple[object, ...], _State] = {}
    without = _cost_without(row, found)
    place = _cost_of_place(row, first=index == 0)
    for key, state in beam.items():
        _keep(out, key, replace(state, cost=state.cost + without))
        for label in found:
            local = label.cost + place
            for step in steps(label, state.stack, state.last_article, fresh=row.fresh):
                cost = local + step.cost
                if step.sibling is not None:
                    cost += _cost_of_layout(row, rows[step.sibling])
                stack = (*state.stack[: step.kept], Open(label.level, label.numbers, label.text, index, label.mark))
                article = label.value if label.level is Level.ARTICLE else state.last_article
                key_behind = key_of(stack, article)
                known = out.get(key_behind)
                if known is not None and known.cost <= state.cost + cost:
                    continue
                mark = Mark(index, label, path_of(stack), len(stack), cost, _as_read(row, label))
                out[key_behind] = _State(state.cost + cost, stack, article, _Link(mark, state.link, step.lost, step.sibling))
    if len(out) > BEAM:
        out = dict(sorted(out.items(), key=lambda item: item[1].cost)[:BEAM])
    return out


def _keep(out: dict[tuple[object, ...], _State], key: tuple[object, ...], state: _State) -> None:
    known = out.get(key)
    if known is None or state.cost < known.cost:
        out[key] = state


def _cost_without(row: LabelRow, found: tuple[Label, ...]) -> float:
    """What it costs that the line begins with no label."""
    least = min(label.cost for label in found)
    if not row.starts:
        return _LEFT_OUT_INSIDE if row.ended and least < 0.5 else 0.0
    if least < 0.5:
        return _LEFT_OUT_UNMISTAKABLE if found[0].level in _UNMISTAKABLE else _LEFT_OUT
    return max(0.0, (_MISREAD_TITLE_LEFT_OUT if row.capitals else _MISREADING_LEFT_OUT) - least)


def _cost_of_place(row: LabelRow, *, first: bool) -> float:
    if row.starts or first:
        return 0.0
    return _INSIDE_PARAGRAPH if row.ended else _INSIDE_SENTENCE


def _cost_of_layout(row: LabelRow, sibling: LabelRow) -> float:
    cost = _OTHER_CASE if row.capitals != sibling.capitals else 0.0
    if row.indent is not None and sibling.indent is not None and abs(row.indent - sibling.indent) > _MOST_INDENT_DIFFERENCE:
        cost += _OTHER_INDENT
    return cost


def _as_read(row: LabelRow, label: Label) -> str | None:
    """What was read where the label is something else."""
    if label.exact:
        return None
    first = row.before if row.before is not None else row.text[: label.end].strip()
    return first if label.end else ""


def _lost_labels(rows: Sequence[LabelRow], readings: Sequence[tuple[Label, ...]], links: Sequence[_Link]) -> dict[int, tuple[Label, ...]]:
    """Labels that the sequence misses, as readings of the lines between their neighbours that look like their siblings."""
    wanted: dict[int, tuple[Label, ...]] = {}
    for position, link in enumerate(links):
        if not link.lost or len(link.lost) > 2:
            continue
        mark = link.mark
        start = _first_row_for(links, position)
        for index in range(start, mark.row):
            cost = _cost_of_lost(rows[index], readings[index])
            if cost is None:
                continue
            end = _end_of_token(rows[index])
            labels = [lost_label(mark.label.level, (*mark.label.numbers[:-1], value), end, cost) for value in link.lost]
            wanted[index] = (*wanted.get(index, ()), *(label for label in labels if label is not None))
    return wanted


def _first_row_for(links: Sequence[_Link], position: int) -> int:
    """The first row behind the sibling or parent of a link."""
    link = links[position]
    if link.sibling is not None:
        return link.sibling + 1
    parents = (before.mark.row + 1 for before in reversed(links[:position]) if before.mark.depth < link.mark.depth)
    return next(parents, 0)


def _cost_of_lost(row: LabelRow, readings: tuple[Label, ...]) -> float | None:
    """What it costs to say that a line's label was not read, None where the line cannot begin an item."""
    if not row.starts or not row.ended or (row.bullet and not row.capitals):
        return None
    if any(label.cost < 0.5 for label in readings):
        return None
    end = _end_of_token(row)
    if not row.text[end : end + 1].isupper():
        return None
    return _LOST_WITH_TOKEN if end else _LOST


def _end_of_token(row: LabelRow) -> int:
    """Where the text begins behind a token of up to four characters that may be a label nobody can read, 0 where there is none."""
    token, _, rest = row.text.partition(" ")
    marked = len(token) <= 4 and token[-1:] in ".),}:" and not token.isdecimal()
    return len(token) + 1 if rest and marked else 0
