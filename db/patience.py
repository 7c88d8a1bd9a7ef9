"""How a PostgreSQL server is asked: for how long it may be silent, even where it keeps no limit itself, and how it plans."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

# A server that does not answer must end as an error that is tried again, not as a step that "runs" for ever.
CONNECT_SECONDS = 10
# The server's own limit for a statement.
STATEMENT_SECONDS = 120
# A transaction whose client went away without a word keeps its locks until the server ends it, and our own never think for so long.
# Shorter than a statement's limit, so that whoever waits for such a lock gets it.
IDLE_SECONDS = 60
# The client's: a server that is frozen, or behind a network that swallows, keeps no limit of its own. It must be the longer one.
SILENCE_SECONDS = 130.0
# Parameters of libpq for hosts that went away without a word: a connection that carries no acknowledgement for 30 s is dead.
TCP = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 30_000}
# The server's compiler takes longer over our wide statements than they run (12 of 13 seconds of some dozen of them, measured); and the
# 108,000 tasks of one agency are told apart in memory, not by files (a fifth less time). Workers beside are started for what is long alone:
# for the documents that cite those of a page they took 25 of 28 ms.
PLANS = "-c jit=off -c work_mem=32MB -c parallel_setup_cost=10000"

R = TypeVar("R")
Ready = Any  # what psycopg's wait functions and its generators tell each other; 0: nothing came in this interval


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is closed once the server owes an answer and says nothing for ``SILENCE_SECONDS``."""

    def wait(self, gen: Generator[Any, Ready, R], *args: Any, **more: Any) -> R:
        """Wait for an answer as psycopg does, yet not for ever.

        Raises:
            psycopg.OperationalError: the server was silent for too long; the connection is closed.
        """
        return super().wait(self._watched(gen), *args, **more)

    def _watched(self, gen: Generator[Any, Ready, R]) -> Generator[Any, Ready, R]:
        heard = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > SILENCE_SECONDS:
                    self.close()
                    raise psycopg.OperationalError(f"the server was silent for {SILENCE_SECONDS:.0f} s")
                wanted = gen.send(ready)
        except StopIteration as end:
            result: R = end.value
            return result


def connect_arguments() -> dict[str, Any]:
    """What the driver is told for every connection."""
    limits = f"-c statement_timeout={STATEMENT_SECONDS}s -c idle_in_transaction_session_timeout={IDLE_SECONDS}s"
    return {"connect_timeout": CONNECT_SECONDS, "options": f"{limits} {PLANS}", **TCP}


def connect(_dialect: Any, _record: Any, arguments: Any, parameters: dict[str, Any]) -> PatientConnection:
    """Make a connection in SQLAlchemy's place, for its event ``do_connect``."""
    return PatientConnection.connect(*arguments, **parameters)
