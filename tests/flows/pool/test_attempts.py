"""How runs on the work pool are judged."""

import pytest

from db.record.remote_runs import RecordedRun
from flows.pool.attempts import Fate, Sight, decided, fate_of, is_lost
from tasks.domain.outcome import Outcome

START = 100.0
WORKING = RecordedRun("r", Outcome.RUNNING)
DONE = RecordedRun("r", Outcome.SUCCEEDED, document_id=1, seconds=2.0)
DEAD = RecordedRun("r", Outcome.ABANDONED, "abandoned")
STOPPED = RecordedRun("r", Outcome.FAILED, "cancelled")
FAILED = RecordedRun("r", Outcome.FAILED, "ocr-crash")
HELD = RecordedRun("r", Outcome.DUPLICATE, "busy-document")
DUPLICATE = RecordedRun("r", Outcome.DUPLICATE)
QUEUED, CLAIMED, WORKS, ENDED, BUSY, GONE = Fate


@pytest.mark.parametrize(
    ("state", "seconds", "row", "fate"),
    [
        ("SCHEDULED", 0, None, QUEUED),
        ("SCHEDULED", 9999, None, QUEUED),  # how long a queue may last is the batch's business
        ("PENDING", 5, None, CLAIMED),
        ("PENDING", 101, None, GONE),  # its worker died between claiming and beginning it
        ("RUNNING", 5, None, CLAIMED),
        ("RUNNING", 101, None, GONE),
        ("CRASHED", 0, None, GONE),
        ("FAILED", 0, None, ENDED),  # the machine is not set up; the message says so
        ("COMPLETED", 0, None, ENDED),
        ("CANCELLED", 0, None, ENDED),
        ("RUNNING", 9999, WORKING, WORKS),
        ("CRASHED", 0, WORKING, WORKS),  # Prefect heard nothing of it, but our own signs of life come
        ("RUNNING", 0, DEAD, GONE),
        ("RUNNING", 0, DONE, ENDED),
        ("CRASHED", 0, DONE, ENDED),
        ("RUNNING", 0, FAILED, ENDED),
        ("RUNNING", 0, STOPPED, WORKS),  # cancelled or stopped: Prefect will know in a moment
        ("CRASHED", 0, STOPPED, GONE),
        ("CANCELLED", 0, STOPPED, ENDED),
        ("RUNNING", 101, STOPPED, GONE),  # and if it never does
        ("COMPLETED", 0, DUPLICATE, ENDED),
        ("COMPLETED", 0, HELD, BUSY),
    ],
)
def test_our_history_decides_and_prefect_where_there_is_none(state, seconds, row, fate):
    assert fate_of(Sight(state, seconds, row), START) is fate


@pytest.mark.parametrize(
    ("fates", "number", "lost"),
    [
        ([QUEUED], None, False),
        ([ENDED], 0, False),
        ([GONE], None, True),
        ([GONE, QUEUED], None, False),
        ([GONE, ENDED], 1, False),
        ([GONE, GONE], None, True),
        ([BUSY], 0, False),  # a run of somebody else has it
        ([WORKS, BUSY], None, False),  # taken for dead, yet it lives: it says how it ends
        ([ENDED, BUSY], 0, False),
        ([GONE, BUSY], None, True),  # it held the document and died
    ],
)
def test_the_run_that_had_the_document_says_how_it_ended(fates, number, lost):
    assert (decided(fates), is_lost(fates)) == (number, lost)
