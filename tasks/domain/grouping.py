"""Tasks, as an office tracks them: the sentences of one item for the same party, with one deadline (docs/decisions/0007-tasks.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.domain.completion import only_carries_time
from tasks.domain.finding import Deadline

_Run = tuple[str, int, frozenset[str]]
_When = tuple[date | None, str | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A directive as far as it matters for which task it belongs to.

    Attributes:
        section: path of the section it stands in.
        item: number of the paragraph or bullet; sentences of one item share it. 0 everywhere: a section counts as one item.
        lead: names of who must act, however they are written alike: what is equal is the same party.
        text: the sentence.
        deadline: None where there is none.
        product: expected document, None where none is named.
        alone: it is a task of its own whatever stands around it: a row of an assignment table, or followed up by itself.
    """

    section: str
    item: int
    lead: frozenset[str]
    text: str
    deadline: Deadline | None = None
    product: str | None = None
    alone: bool = False

    @property
    def when(self) -> _When | None:
        """The day or recurrence, None without one or where it could not be resolved."""
        resolved = self.deadline is not None and (self.deadline.on is not None or self.deadline.recurs is not None)
        return (self.deadline.on, self.deadline.recurs) if self.deadline is not None and resolved else None


@dataclass(frozen=True, slots=True)
class Task:
    """What one party has to do in one item.

    Attributes:
        steps: indexes of its directives, ascending, never empty.
        deadline: index of the directive its deadline is printed in; None where none of them has one.
    """

    steps: tuple[int, ...]
    deadline: int | None


def group_steps(steps: Sequence[Step]) -> tuple[Task, ...]:
    """The tasks of a notice in the order of their first steps; each directive is a step of exactly one.

    - The sentences of one item for the same party are one task.
    - A sentence that only carries a time joins the task right before it, also as a paragraph of its own in the same section, where it names
      nobody else and that task is not due at another time.
    - The deadline is that of such a sentence, else the last that is a day or recurs, else the last.
    - A sentence that names a product and another time than its task is due at is a task of its own.
    - No deadline is lost in another's: behind a sentence that only carries a time, one with another time is a task of its own, and where it
      too only carries a time, the sentences between them are its task. Where none only carries a time, each that is due at another time
      than those before it begins the next task.

    Args:
        steps: the directives in reading order.
    """
    carriers = [not s.alone and only_carries_time(s.text, s.deadline.raw if s.deadline else None) for s in steps]
    runs: dict[_Run | int, list[int]] = {}
    due: dict[_Run, set[_When]] = {}
    before: _Run | None = None
    for index, step in enumerate(steps):
        home = None if step.alone else (step.section, step.item, step.lead)
        if home is not None and before is not None and carriers[index] and _speaks_of(step, before, due.get(before, set())):
            home = before
        runs.setdefault(index if home is None else home, []).append(index)
        if home is not None and step.when is not None:
            due.setdefault(home, set()).add(step.when)
        before = home
    parted = [part for run in runs.values() for part in _parted(steps, run, carriers)]
    return tuple(Task(tuple(part), _printed_in(steps, part, carriers)) for part in sorted(parted))


def _speaks_of(step: Step, before: _Run, due: set[_When]) -> bool:
    """Whether a sentence that only carries a time is about the task before it, which is due at some times."""
    section, item, lead = before
    if step.section != section or (step.lead and step.lead != lead):
        return False
    return step.item == item or not due or due == {step.when}


def _parted(steps: Sequence[Step], run: Sequence[int], carriers: Sequence[bool]) -> Iterator[list[int]]:
    """The sentences of one item and party, parted where they are due at different times."""
    if len({steps[i].when for i in run} - {None}) < 2:
        yield list(run)
        return
    part: list[int] = []
    finish: int | None = None
    for i in run:
        if carriers[i] and steps[i].when is not None:
            if finish is not None and steps[finish].when != steps[i].when:
                later = {j for j in part if j > finish and steps[j].when is None}
                yield from _finished(steps, [j for j in part if j not in later], finish)
                part = sorted(later)
            finish = i
        part.append(i)
    yield from _finished(steps, part, finish) if finish is not None else _one_after_another(steps, part)


def _finished(steps: Sequence[Step], part: Sequence[int], finish: int) -> Iterator[list[int]]:
    """Sentences of which one says when they are to be finished, without those that have another time for a work of their own."""
    own = {i for i in part if steps[i].when not in (None, steps[finish].when) and (steps[i].product is not None or i > finish)}
    yield [i for i in part if i not in own]
    yield from ([i] for i in sorted(own))


def _one_after_another(steps: Sequence[Step], part: Sequence[int]) -> Iterator[list[int]]:
    """Sentences of which none only carries a time: each with another time begins the next task."""
    found: list[int] = []
    due: _When | None = None
    for i in part:
        when = steps[i].when
        if when is not None and due is not None and when != due:
            yield found
            found = []
        found.append(i)
        due = when or due
    yield found


def _printed_in(steps: Sequence[Step], part: Sequence[int], carriers: Sequence[bool]) -> int | None:
    dated = [i for i in part if steps[i].deadline is not None]
    return max(dated, key=lambda i: (steps[i].when is not None, carriers[i], i), default=None)
