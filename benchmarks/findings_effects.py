"""Whether a change is for the better, where the right rows are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.findings_changes import Altered, Change
from benchmarks.scorer import Verdict

Verdicts = dict[str, list[Verdict]]


class Effect(StrEnum):
    """What a change does to the scores of an annotated document."""

    GAIN = "gain"
    LOSS = "loss"
    NONE = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of a report: a row found or lost, or one field of a row that reads otherwise.

    Attributes:
        change: of the row.
        altered: the field, None where the row is found or lost.
        effect: UNKNOWN where the right rows are not known.
    """

    change: Change
    altered: Altered | None
    effect: Effect

    @property
    def what(self) -> str:
        """What happened: "found", "lost" or "altered"."""
        return "altered" if self.altered else "found" if self.change.was is None else "lost"


def remarks(changes: Sequence[Change], verdicts: tuple[Verdicts, Verdicts] | None = None) -> Iterator[Remark]:
    """A remark for each row found or lost and for each field altered.

    Args:
        changes: of one text.
        verdicts: on the rows of the baseline and on the present ones; None where the right rows are not known.
    """
    for change in changes:
        for altered in change.altered or (None,):
            yield Remark(change, altered, effect_of(change, altered, *verdicts) if verdicts is not None else Effect.UNKNOWN)


def effect_of(change: Change, altered: Altered | None, before: Verdicts, after: Verdicts) -> Effect:
    """What one change did: a right row or field won is a gain, a right one gone is a loss; a made-up row the other way round."""
    old, new = before[change.kind], after[change.kind]
    was = old[change.was] if change.was is not None else None
    now = new[change.now] if change.now is not None else None
    if was is None or now is None:
        return _appeared(now, old) if now is not None else _inverse(_appeared(was, new))
    if (was.gold is None) != (now.gold is None):
        return Effect.GAIN if was.gold is None else Effect.LOSS
    field = altered.field if altered else ""
    return _step(was.right.get(field), now.right.get(field))


def _appeared(row: Verdict | None, others: Sequence[Verdict]) -> Effect:
    """Effect of a row that only one of two states has, for the state that has it."""
    if row is None or row.gold is None:
        return Effect.LOSS
    return Effect.NONE if any(other.gold == row.gold for other in others) else Effect.GAIN


def _inverse(effect: Effect) -> Effect:
    return {Effect.GAIN: Effect.LOSS, Effect.LOSS: Effect.GAIN}.get(effect, effect)


def _step(was: bool | None, now: bool | None) -> Effect:
    if was == now or was is None or now is None:
        return Effect.NONE
    return Effect.GAIN if now else Effect.LOSS
