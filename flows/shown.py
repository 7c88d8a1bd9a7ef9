"""Flows of one document: the UI shows how the document ended, the caller gets the outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Generic, ParamSpec

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.outcome import DocumentOutcome
from tasks.domain.outcome import Outcome

SET_ASIDE = "Quarantined"  # a name of our own for a completed state: nothing is to be tried again, but a person should look
P = ParamSpec("P")


def state_of(outcome: DocumentOutcome) -> State[Any]:
    """How a run with this outcome ends in the UI, with the reason beside it."""
    message = outcome.message or None
    if outcome.outcome is Outcome.FAILED:
        return Failed(message=message, data=outcome)
    if outcome.outcome is Outcome.QUARANTINED:
        return Completed(name=SET_ASIDE, message=message, data=outcome)
    return Completed(message=message, data=outcome)


class DocumentFlow(Generic[P]):
    """A flow whose run fails in the UI where its document failed, while its caller goes on.

    Attributes:
        fn: the work without a run around it.
        flow: the flow.
        name: of the flow.
    """

    def __init__(self, work: Callable[P, Awaitable[DocumentOutcome]], name: str, run_name: str) -> None:
        self.fn = work

        @wraps(work)
        async def shown(*args: P.args, **kwargs: P.kwargs) -> State[Any]:
            return state_of(await work(*args, **kwargs))

        self.flow = flow(name=name, flow_run_name=run_name, persist_result=False, validate_parameters=False)(shown)
        self.name = name

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> DocumentOutcome:
        """Run the flow.

        Returns:
            How the document ended; a document that failed is no exception.
        """
        run: Any = self.flow
        state = await run(*args, return_state=True, **kwargs)
        outcome = await state.aresult(raise_on_failure=False)
        if isinstance(outcome, DocumentOutcome):
            return outcome
        raise outcome if isinstance(outcome, BaseException) else RuntimeError(f"the run ended as {state.name} without an outcome")


def document_flow(name: str, run_name: str) -> Callable[[Callable[P, Awaitable[DocumentOutcome]]], DocumentFlow[P]]:
    """Make a flow of a function that takes a document through its steps.

    Args:
        name: of the flow.
        run_name: of a run before its document is known, with the names of parameters in braces.
    """
    return lambda work: DocumentFlow(work, name, run_name)
