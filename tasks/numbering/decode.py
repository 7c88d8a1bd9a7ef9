"""The best sequence of labels of a run of printed lines.

Each line offers readings of a label, or none; which of them are labels, and which ones, is decided together by a beam search: what was read
(how far each reading is from what is printed there), what may follow what, and how the line stands on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.numbering.label import Label, Level
from tasks.numbering.line import LabelRow, cost_of_layout, cost_of_lost, cost_of_place, cost_without, end_of_token, readings_of
from tasks.numbering.reading import lost_label
from tasks.numbering.sequence import Open, Stack, Step, path_of, steps

# Sequences that are followed, and how much dearer than the cheapest one they may be. More of either changed no annotated document.
BEAM = 8
_FAR = 12.0
# A label whose way cost more than this is told as doubtful.
DOUBTFUL = 2.9
# Labels lost in a row that are looked for, and in how many lines before the label that misses them.
MOST_LOST = 2
MOST_ROWS_OF_LOST = 150
_Key = tuple[object, ...]


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

    row: int
    label: Label
    stack: Stack
    cost: float
    step: Step
    before: _Link | None


@dataclass(frozen=True, slots=True)
class _State:
    """The labels that are open, with their levels and values alone as ``key``."""

    cost: float
    key: _Key
    last_article: int
    link: _Link | None

    @property
    def stack(self) -> Stack:
        """What is open, outermost first."""
        return self.link.stack if self.link else ()


# Cost of a new state, the state before, and, where a label was taken, the label, the step and the label's own cost.
_Found = tuple[float, _State, Label | None, Step | None, float]


def decode(rows: Sequence[LabelRow]) -> tuple[Mark, ...]:
    """The labels of consecutive lines, in order; in time linear in their number. Never raises."""
    readings = [readings_of(row) for row in rows]
    counts_d = any(label.exact and label.text == "d" for found in readings for label in found)
    links = _search(rows, readings, counts_d=counts_d)
    wanted = _lost_labels(rows, readings, links)
    if wanted:
        links = _search(rows, [(*found, *wanted.get(i, ())) for i, found in enumerate(readings)], counts_d=counts_d)
    return tuple(
        Mark(link.row, link.label, path_of(link.stack), len(link.stack), link.cost, _as_read(rows[link.row], link.label)) for link in links
    )


def _search(rows: Sequence[LabelRow], readings: Sequence[tuple[Label, ...]], *, counts_d: bool) -> list[_Link]:
    beam = [_State(0.0, (), 0, None)]
    for index, found in enumerate(readings):
        if found:
            beam = _advance(beam, rows, index, found, counts_d=counts_d)
    links: list[_Link] = []
    link = beam[0].link
    while link is not None:
        links.append(link)
        link = link.before
    return links[::-1]


def _advance(beam: Sequence[_State], rows: Sequence[LabelRow], index: int, found: tuple[Label, ...], *, counts_d: bool) -> list[_State]:
    """The cheapest states behind a line, the cheapest first."""
    row = rows[index]
    without = cost_without(row, found)
    out: dict[tuple[int, _Key], _Found] = {}
    for state in beam:
        _keep(out, (state.last_article, state.key), (state.cost + without, state, None, None, 0.0))
        stack = state.stack
        for label in found:
            local = label.cost + cost_of_place(row, label, first=index == 0)
            if local > without + _FAR:
                continue
            own = (label.level, label.numbers)
            article = label.value if label.level is Level.ARTICLE else state.last_article
            for step in steps(label, stack, state.last_article, fresh=row.fresh, counts_d=counts_d):
                cost = local + step.cost
                if step.sibling is not None:
                    cost += cost_of_layout(row, rows[step.sibling])
                _keep(out, (article, (*state.key[: step.kept], own)), (state.cost + cost, state, label, step, cost))
    ranked = sorted(out.items(), key=lambda item: item[1][0])[:BEAM]
    most = ranked[0][1][0] + _FAR
    return [_state(key, chosen, index) for key, chosen in ranked if chosen[0] <= most]


def _keep(out: dict[tuple[int, _Key], _Found], key: tuple[int, _Key], found: _Found) -> None:
    known = out.get(key)
    if known is None or found[0] < known[0]:
        out[key] = found


def _state(key: tuple[int, _Key], found: _Found, row: int) -> _State:
    total, before, label, step, cost = found
    if label is None or step is None:
        return _State(total, before.key, before.last_article, before.link)
    stack = (*before.stack[: step.kept], Open(label.level, label.numbers, label.text, row, label.mark))
    return _State(total, key[1], key[0], _Link(row, label, stack, cost, step, before.link))


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
        if not 1 <= len(link.step.lost) <= MOST_LOST:
            continue
        for index in range(max(_first_row_for(links, position), link.row - MOST_ROWS_OF_LOST), link.row):
            cost = cost_of_lost(rows[index], readings[index], rows[link.row])
            if cost is None:
                continue
            end = end_of_token(rows[index])
            labels = [lost_label(link.label.level, (*link.label.numbers[:-1], value), end, cost) for value in link.step.lost]
            wanted[index] = (*wanted.get(index, ()), *(label for label in labels if label is not None))
    return wanted


def _first_row_for(links: Sequence[_Link], position: int) -> int:
    """The first row behind the sibling or parent of a link."""
    link = links[position]
    if link.step.sibling is not None:
        return link.step.sibling + 1
    if len(link.stack) > 1:
        return link.stack[-2].row + 1
    return 0
