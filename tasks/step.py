"""What all steps share: the history of each attempt, the reuse of finished work, and who decides about another try."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from db.record.history import CANCELLED, Ending, end_attempt, start_attempt
from tasks import ahead
from tasks.archive.artifacts import ArtifactKey, make_key, read_artifact, write_artifact
from tasks.confined.budget import Budget
from tasks.confined.memory import release_memory
from tasks.domain.errors import InvariantError, ThongbaoError
from tasks.domain.outcome import Outcome
from tasks.progress import report

if TYPE_CHECKING:
    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
NUMBERS_ALONE = frozenset({"rasterize", "recognize", "transcribe", "clean", "examine", "proofread", "extract"})
"""Steps whose summary holds no word of the document, so that the log may have it."""


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Where a step works: the run it belongs to, the document, the database and the folders.

    Attributes:
        run_id: our run; "" for work ahead of it.
        sha256: of the original; "" before it is known.
        document_id: 0 before it is known.
        name: of the file, for messages.
        original: the original in the store.
        work: the work folder.
        database: address of the database; never shown, it may hold a password.
        fresh: "" to reuse what earlier runs left, else a mark that makes every key of this run new.
        workers: pages worked on at once.
        budget: time that the document may take.
    """

    run_id: str
    work: Path
    name: str = ""
    original: Path = Path()
    sha256: str = ""
    document_id: int = 0
    database: str = field(default="", repr=False)
    fresh: str = ""
    workers: int = 1
    budget: Budget = field(default_factory=lambda: Budget(3600.0), repr=False, compare=False)


class Sealed(Generic[T]):
    """A value that Prefect hands to a task without looking inside.

    Prefect walks through every parameter of every task in search of futures; through the vocabulary's thousands of entries that takes
    longer than everything else it does for a document (measured: half of its time).
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value


@dataclass(frozen=True, slots=True)
class StepOutput(Generic[T]):
    """What a step hands on: the name of its artefact.

    Attributes:
        key: artefact of the step.
        kind: type of the artefact.
        tools: programs and models that decided it, with versions.
    """

    key: ArtifactKey
    kind: type[T]
    tools: Mapping[str, str] = field(default_factory=dict)

    def read(self, work: Path) -> T:
        """The artefact itself.

        Raises:
            InvariantError: it went away since the step ended.
        """
        found = read_artifact(work, self.key, self.kind)
        if found is None:
            raise InvariantError(
                f"The output {self.key.folder} is gone from {work}.", "Run the document again; nothing else cleans that folder."
            )
        return found


@dataclass(frozen=True, slots=True)
class Trace:
    """What the history keeps of an attempt that ended well.

    Attributes:
        artifact: what it left, below the work folder.
        summary: one line on what came out.
        reused: an earlier run had done the work.
    """

    artifact: str
    summary: str
    reused: bool = False


@dataclass(frozen=True, slots=True)
class StepWork(Generic[T]):
    """What one step does.

    Attributes:
        step: its name.
        version: raised whenever its output changes for equal input.
        kind: type of the output.
        compute: gets the folder for its files, returns the output.
        summarize: one line on an output.
        parameters: settings that decide the output.
        tools: programs and models that decide the output, with versions.
        upstream: key digest of what it reads, "" for the first.
        taken_over: is told of an output that was read ahead, and so was not computed by the step.
    """

    step: str
    version: int
    kind: type[T]
    compute: Callable[[Path], T]
    summarize: Callable[[T], str]
    parameters: Mapping[str, Any]
    tools: Mapping[str, str] = field(default_factory=dict)
    upstream: str = ""
    taken_over: Callable[[T], None] = lambda _: None


class Step(Generic[P, R]):
    """A step as a flow runs it: a task of Prefect's, which is not imported before a flow asks for it.

    Attributes:
        fn: one attempt at the step.
        name: of the step.
    """

    def __init__(self, fn: Callable[P, Coroutine[Any, Any, R]], name: str) -> None:
        self.fn = fn
        self.name = name

    @cached_property
    def task(self) -> Task[P, Coroutine[Any, Any, R]]:
        """The task, which is tried again where the error of an attempt says that this can help."""
        from prefect import Task

        return Task(self.fn, name=self.name, retry_condition_fn=is_retryable, persist_result=False)


def step(name: str) -> Callable[[Callable[P, Coroutine[Any, Any, R]]], Step[P, R]]:
    """Make a step of one attempt at it."""
    return lambda fn: Step(fn, name)


async def run_step(place: StepPlace, work: StepWork[T]) -> StepOutput[T]:
    """One attempt at a step: recorded from its start, reusing what an earlier run finished, in a thread of its own.

    Where the place names no run, nothing is recorded.
    """
    key = make_key(
        place.sha256,
        work.step,
        work.version,
        parameters={**work.parameters, "fresh": place.fresh},
        tools=work.tools,
        upstream=work.upstream,
    )

    def attempt() -> tuple[StepOutput[T], Trace]:
        done = read_artifact(place.work, key, work.kind)
        reused, was_ahead = done is not None, False

        def compute(folder: Path) -> T:
            nonlocal was_ahead
            found = ahead.taken_over(key, work.kind, folder) if place.run_id else None
            if found is None:
                return work.compute(folder)
            was_ahead = True
            work.taken_over(found)
            return found

        if done is None:
            done = write_artifact(place.work, key, work.kind, compute)
        summary = work.summarize(done) + (", read ahead" if was_ahead else "")
        del done
        release_memory()
        return StepOutput(key, work.kind, work.tools), Trace(key.folder, summary, reused)

    if not place.run_id:
        return (await in_thread(attempt))[0]
    return await recorded(place, work.step, attempt, parameters=work.parameters, tools=work.tools)


async def recorded(
    place: StepPlace,
    step: str,
    attempt: Callable[[], tuple[T, Trace]],
    *,
    parameters: Mapping[str, Any],
    tools: Mapping[str, str] | None = None,
) -> T:
    """Run ``attempt`` in a thread, with a row of history around it that survives its failure; gives its result."""
    began = time.monotonic()
    row = await in_thread(partial(start_attempt, place.database, place.run_id, step, parameters=parameters, tools=tools or {}))
    try:
        result, trace = await in_thread(attempt)
    except BaseException as error:
        with suppress(ThongbaoError):  # the first error is the one to tell
            await asyncio.shield(in_thread(partial(end_attempt, place.database, row, ending_for(error))))
        raise
    ending = Ending(Outcome.REUSED if trace.reused else Outcome.SUCCEEDED)
    await in_thread(partial(end_attempt, place.database, row, ending, artifact=trace.artifact, summary=trace.summary))
    said = f", {trace.summary}" if step in NUMBERS_ALONE else ""
    logger.info("%s: %s in %.1f s%s", step, ending.outcome, time.monotonic() - began, said)
    logger.debug("%s: %s", step, trace.summary)  # it may hold words of the document
    return result


def ending_for(error: BaseException) -> Ending:
    """How an attempt or a run that raised ``error`` ended; texts of unknown errors are kept out of the record but for their type."""
    if isinstance(error, ThongbaoError):
        return Ending(Outcome.FAILED, error.code, str(error))
    if isinstance(error, (asyncio.CancelledError, KeyboardInterrupt)):
        return Ending(Outcome.FAILED, CANCELLED, "The run was cancelled.")
    return Ending(Outcome.FAILED, "bug", f"{type(error).__name__}: {str(error)[:300]}")


def is_retryable(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether the error of a failed attempt says that trying again can help; unknown errors are bugs and are not tried again."""
    error = state.data
    return isinstance(error, ThongbaoError) and error.retryable


async def in_thread(call: Callable[[], T]) -> T:
    """Run a blocking call in a thread, with this task's context, so that its log lines reach the right run."""
    return await asyncio.to_thread(call)


@cache
def page_pool(workers: int) -> ThreadPoolExecutor:
    """The pool that all documents of this process share, so that pages worked on at once never exceed the setting."""
    return ThreadPoolExecutor(workers, thread_name_prefix="page")


def map_pages(place: StepPlace, step: str, work: Callable[[int], T], numbers: range) -> tuple[T, ...]:
    """``work`` for each number, as many pages at once as the setting allows, results in order; progress is told after each.

    The first error ends what has not begun.
    """
    done: list[int] = []

    def one(number: int) -> T:
        result = work(number)
        done.append(number)
        report(step, len(done), len(numbers))
        return result

    report(step, 0, len(numbers))
    pool = page_pool(place.workers)
    futures = [pool.submit(contextvars.copy_context().run, one, number) for number in numbers]
    try:
        return tuple(future.result() for future in futures)
    finally:
        for future in futures:
            future.cancel()
