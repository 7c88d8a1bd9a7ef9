"""What stops a batch: failures in a row that are no fault of the files."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from functools import partial

from config.settings import Settings
from flows.outcome import DocumentOutcome, blames
from flows.proof import fault_of_machine
from tasks.domain.errors import BatchStoppedError
from tasks.domain.outcome import Outcome
from tasks.step import in_thread

logger = logging.getLogger(__name__)


class Breaker:
    """Counts failures of one kind in a row; a document that is read starts the count again.

    Whoever sends files can make any number of them fail, so what a file can bring about never stops a batch by itself. Where a program or a
    library failed over many files in a row, a page that is known to be good is read: only if that fails too, the cause is here.
    """

    def __init__(self, settings: Settings, fault: Callable[[Settings], str] = fault_of_machine) -> None:
        self._settings = settings
        self._fault = fault
        self._ours: Counter[str] = Counter()
        self._doubtful: Counter[str] = Counter()

    async def watch(self, outcome: DocumentOutcome) -> BatchStoppedError | None:
        """Note how a document ended; gives the error that stops the batch, None where it goes on."""
        limit, code = self._settings.stop_after_same_failures, outcome.error_code
        if code is None or outcome.outcome not in {Outcome.FAILED, Outcome.QUARANTINED}:
            self._ours.clear()
            self._doubtful.clear()
            return None
        blame = blames(code)
        if blame == "machine" and outcome.outcome is Outcome.FAILED:
            self._ours[code] += 1
            return self._stop(limit, code, outcome.message) if self._ours[code] >= limit else None
        if blame == "either":
            self._doubtful[code] += 1
            if self._doubtful[code] >= limit:
                self._doubtful.clear()
                fault = await in_thread(partial(self._fault, self._settings))
                if fault:
                    return self._stop(limit, code, f"{outcome.message} A page that is known to be good cannot be read either: {fault}")
                logger.warning("%d documents in a row failed with %s, and a good page is read well: it lies in the files", limit, code)
        return None

    @staticmethod
    def _stop(limit: int, code: str, message: str) -> BatchStoppedError:
        return BatchStoppedError(
            f"{limit} documents in a row failed with {code!r}, the last: {message}",
            "Mend the cause and start again; everything that was not loaded still waits.",
        )
