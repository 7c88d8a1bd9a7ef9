"""How runs end in Prefect's UI: by colour and by name.

Prefect 3.9 colours a state by its type alone, whatever its name: green COMPLETED, red FAILED, orange CRASHED, and CANCELLED in a grey that
hardly shows. What was set aside is of type CRASHED under a name of its own, since orange is the one colour left that is seen; automations
go by names, so that it is none of Prefect's crashes to them. No final state can be set over another one but by force.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prefect.client.schemas.objects import State, StateType
from prefect.states import Completed, Failed

from flows.outcome import DocumentOutcome
from flows.report.words import name_of_file, told, why, words_as_set
from flows.worded import Wording
from tasks.domain.outcome import Outcome

NAMED = 5  # documents whose reason stands in the message of a batch


def set_aside(name: str, message: str | None) -> State[Any]:
    """A final state, neither well nor failed: a person should look."""
    return State(type=StateType.CRASHED, name=name, message=message)


def document_state(outcome: DocumentOutcome, words: Wording) -> State[Any]:
    """How the run of a document ends, with the reason beside it."""
    message = why(outcome, words) or None
    if outcome.outcome is Outcome.FAILED:
        return Failed(message=message)
    if outcome.outcome is Outcome.QUARANTINED:
        return set_aside(words("state.set_aside"), message)
    if outcome.outcome is Outcome.DUPLICATE:
        return Completed(name=words("state.duplicate"), message=message)
    return Completed(message=message)


def batch_state(outcomes: Sequence[DocumentOutcome], words: Wording) -> State[Any]:
    """How the run of several documents ends: by the worst of them, with the numbers as its name."""
    bad = {kind: [o for o in outcomes if o.outcome is kind] for kind in (Outcome.FAILED, Outcome.QUARANTINED)}
    reasons = [f"{name_of_file(o.source)}: {why(o, words)}" for found in bad.values() for o in found]
    message = "; ".join([told(outcomes, words), *reasons[:NAMED]])
    keys = {Outcome.FAILED: "state.failed_of", Outcome.QUARANTINED: "state.set_aside_of"}
    name = ", ".join(words(keys[kind], count=len(found), total=len(outcomes)) for kind, found in bad.items() if found)
    if bad[Outcome.FAILED]:
        return Failed(name=name, message=message)
    return set_aside(name, message) if bad[Outcome.QUARANTINED] else Completed(message=message)


def state_of(outcome: DocumentOutcome) -> State[Any]:
    """As :func:`document_state`, in the language that the settings name."""
    return document_state(outcome, words_as_set())


def state_of_all(outcomes: list[DocumentOutcome]) -> State[Any]:
    """As :func:`batch_state`, in the language that the settings name; a document alone that was not read ends as it does by itself."""
    words = words_as_set()
    if len(outcomes) == 1 and outcomes[0].outcome not in {Outcome.SUCCEEDED, Outcome.REUSED}:
        return document_state(outcomes[0], words)
    return batch_state(outcomes, words)
