from functools import partial

import pytest

from db.reading.provenance import step_output
from db.record.history import Ending, end_attempt, start_attempt, start_run
from tasks.domain.outcome import Outcome


@pytest.fixture
def attempt(url, document):
    """Records an attempt at a step of a run of its own."""

    def run():
        run_id = start_run(url, "ingest", "a.pdf", parameters={})
        return partial(record, url, run_id)

    return run


def record(url, run_id, step, artifact, outcome=Outcome.SUCCEEDED):
    end_attempt(url, start_attempt(url, run_id, step, parameters={}, tools={}), Ending(outcome), artifact=artifact)


def test_the_output_of_a_step_is_that_of_the_run_that_loaded_the_revision(url, attempt):
    sha256 = "ab" * 32
    first, second = attempt(), attempt()
    first("clean", "abababababab/clean-1")
    first("load", "abababababab/load-f1")
    second("clean", None, Outcome.FAILED)
    second("clean", "abababababab/clean-2", Outcome.REUSED)
    second("load", "abababababab/load-f2")
    assert step_output(url, sha256, "f1", "clean") == "abababababab/clean-1"
    assert step_output(url, sha256, "f2", "clean") == "abababababab/clean-2"
    assert step_output(url, sha256, "f3", "clean") is None
    assert step_output(url, sha256, "f1", "extract") is None
