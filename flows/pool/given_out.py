"""Documents that the work pool works on, and the runs that were made for each."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from uuid import UUID

from prefect.client.schemas.objects import FlowRun

from db.record.remote_runs import RecordedRun
from flows.outcome import DocumentOutcome
from flows.pool.attempts import Fate, Sight, fate_of


@dataclass(slots=True)
class Attempt:
    """A document's run at Prefect.

    Attributes:
        id: of the run.
        state: type of the state it was last seen in.
        since: when it was first seen in it, on the monotonic clock.
        message: of that state.
        fate: how it stood at the last look.
    """

    id: UUID
    state: str = "SCHEDULED"
    since: float = field(default_factory=time.monotonic)
    message: str = ""
    fate: Fate = Fate.QUEUED

    def see(self, run: FlowRun | None, row: RecordedRun | None, start_seconds: float) -> bool:
        """Note how the run stands; one that somebody deleted counts as cancelled.

        Returns:
            Whether it stands otherwise than before.
        """
        state = "CANCELLED" if run is None else run.state_type.value if run.state_type else "SCHEDULED"
        if state != self.state:
            self.state, self.since = state, time.monotonic()
        self.message = (run.state.message or "") if run is not None and run.state else "It was deleted at Prefect."
        before, self.fate = self.fate, fate_of(Sight(state, time.monotonic() - self.since, row), start_seconds)
        return self.fate is not before


@dataclass(slots=True)
class GivenOut:
    """A document that the pool works on.

    Attributes:
        number: of the document in its batch.
        address: of the file, as this machine has it.
        leaves: the file leaves the inbox once the store holds it.
        folder: that was asked for and that the file was found in; None where it was named itself.
        name: for people.
        end: resolved with how it ended; None where it was taken back before anybody began it.
        attempts: runs that were made for it.
        taken_back: nobody needs to begin it any more.
    """

    number: int
    address: str
    leaves: bool
    folder: str | None
    name: str
    end: asyncio.Future[DocumentOutcome | None]
    attempts: list[Attempt] = field(default_factory=list)
    taken_back: bool = False
