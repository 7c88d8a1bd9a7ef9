"""What a batch learns of runs on other machines."""

import pytest

from db.reading.documents import quarantine
from db.record.history import Ending, attach_document, end_run, start_attempt, start_run
from db.record.remote_runs import loaded_by, newest_original, recorded_runs, running_ones
from db.repository import write_reading
from tasks.domain.outcome import Outcome


@pytest.fixture
def batch(url):
    return start_run(url, "batch", "inbox", parameters={})


def child(url, batch, prefect_id, document=None):
    run = start_run(url, "ingest", "inbox:a.pdf", parameters={}, parent_id=batch, prefect_id=prefect_id)
    if document is not None:
        attach_document(url, run, document.id)
    return run


def test_runs_are_told_by_their_id_at_prefect_and_only_those_of_the_batch(url, batch, document):
    first = child(url, batch, "p1", document)
    child(url, batch, "p2")
    child(url, start_run(url, "batch", "inbox", parameters={}), "p3")
    end_run(url, first, Ending(Outcome.QUARANTINED, "damaged-file", "cut off"))
    found = recorded_runs(url, batch, ["p1", "p2", "p3", "p4"])
    assert set(found) == {"p1", "p2"}
    assert (found["p1"].outcome, found["p1"].error_code, found["p1"].text) == (Outcome.QUARANTINED, "damaged-file", "cut off")
    assert found["p1"].document_id == document.id
    assert found["p1"].seconds >= 0
    assert (found["p2"].outcome, found["p2"].text, found["p2"].document_id) == (Outcome.RUNNING, "", None)


def test_of_a_run_that_was_started_twice_the_last_start_counts(url, batch):
    end_run(url, child(url, batch, "p1"), Ending(Outcome.FAILED, "cancelled"))
    last = child(url, batch, "p1")
    assert recorded_runs(url, batch, ["p1"])["p1"].id == last


def test_the_newest_original(url, document, reading, key):
    write_reading(url, key(document), reading())
    assert newest_original(url) == document.store_path


def test_only_a_run_that_came_to_load_has_loaded(url, batch, document, reading, key):
    dead = child(url, batch, "p1", document)
    assert loaded_by(url, [dead]) is False
    start_attempt(url, dead, "load", parameters={}, tools={})
    assert loaded_by(url, [dead]) is False  # it began, and nothing stands
    write_reading(url, key(document), reading())
    assert loaded_by(url, [dead]) is True
    assert loaded_by(url, [child(url, batch, "p2", document)]) is False
    assert loaded_by(url, []) is False


def test_a_batch_runs_until_it_has_ended(url, batch, document):
    assert running_ones(url, [batch, "nobody"]) == {batch}
    end_run(url, batch, Ending(Outcome.SUCCEEDED))
    assert running_ones(url, [batch]) == set()
    quarantine(url, document.id, "x", "y")
    assert newest_original(url) == document.store_path
