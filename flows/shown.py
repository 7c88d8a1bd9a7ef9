"""Flows whose caller gets what the work gave, while the UI shows how it ended."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.exceptions import Abort

from tasks.domain.errors import ServerUnavailableError

P = ParamSpec("P")
R = TypeVar("R")
RunName = str | Callable[[], str] | None
logger = logging.getLogger(__name__)


@dataclass
class Given:
    """What the work of a run gave: nothing yet, a value, or an error."""

    values: tuple[Any, ...] = ()
    raised: BaseException | None = None


_GIVEN: ContextVar[Given | None] = ContextVar("given", default=None)


class ShownFlow(Generic[P, R]):
    """A flow whose run fails in the UI where what it was about failed, while its caller goes on.

    What the caller gets never depends on what became of Prefect's record of it: the end of a run may be refused, since somebody or an
    automation ended it before, or the answer of a busy server may get lost.

    Attributes:
        fn: the work without a run around it.
        flow: the flow.
        name: of the flow.
    """

    def __init__(self, work: Callable[P, Awaitable[R]], name: str, run_name: RunName, shown_as: Callable[[R], State[Any]]) -> None:
        self.fn = work

        @wraps(work)
        async def shown(*args: P.args, **kwargs: P.kwargs) -> State[Any]:
            given = _GIVEN.get() or Given()
            _GIVEN.set(None)  # it is this run's; another flow that the work runs has its own
            try:
                value = await work(*args, **kwargs)
            except BaseException as error:
                given.raised = error
                raise
            given.values = (value,)
            return shown_as(value)

        self.flow = flow(name=name, flow_run_name=run_name, persist_result=False, validate_parameters=False)(shown)
        self.name = name

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the flow.

        Returns:
            What the work returned; it raises what the work raised.

        Raises:
            ServerUnavailableError: Prefect did not let the run begin, so that nothing was done.
        """
        run: Any = self.flow
        given = Given()
        before = _GIVEN.set(given)
        try:
            state = await run(*args, return_state=True, **kwargs)
            said, cause = f"{state.name}{f', {state.message}' if state.message else ''}", None
        except (Exception, Abort) as error:
            said, cause = f"{type(error).__name__}: {error}", error
        finally:
            _GIVEN.reset(before)
        if given.raised is not None:
            raise given.raised
        if given.values:
            if cause is not None:
                logger.warning("Prefect did not record how the run of %r ended: %s", self.name, said)
            value: R = given.values[0]
            return value
        raise ServerUnavailableError(
            f"Prefect did not let a run of {self.name!r} begin ({said[:300]}).", "Nothing was done; look at its server and start again."
        ) from cause


def shown_flow(name: str, run_name: RunName, shown_as: Callable[[R], State[Any]]) -> Callable[[Callable[P, Awaitable[R]]], ShownFlow[P, R]]:
    """Make a flow of an async function.

    Args:
        name: of the flow.
        run_name: of a run before its document is known, with the names of parameters in braces, or what makes it; None: one of Prefect's.
        shown_as: how a run with this value ends in the UI.
    """
    return lambda work: ShownFlow(work, name, run_name, shown_as)
