import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import update

from db.asking.details import list_runs
from db.engine import transaction
from db.models.run import Lease, Run, StepAttempt
from db.reading.documents import register_document
from db.record.history import (
    Ending,
    end_attempt,
    end_run,
    ended_prefect_runs,
    give_sign_of_life,
    now,
    release_lease,
    start_attempt,
    start_run,
    sweep_abandoned,
    take_lease,
)
from tasks.domain.errors import BusyDocumentError
from tasks.domain.outcome import Outcome

SHA = "ab" * 32


def run(url, **more):
    return start_run(url, "ingest", "x.pdf", parameters={"dpi": 200}, **more)


def test_attempts_of_a_step_count_from_one(url):
    run_id = run(url)
    for wanted in (1, 2, 3):
        row = start_attempt(url, run_id, "recognize", parameters={}, tools={"tesseract": "5.3"})
        end_attempt(url, row, Ending(Outcome.FAILED, "ocr-timeout", "It took too long."))
        assert [a.attempt for a in list_runs(url)[0].attempts] == list(range(1, wanted + 1))
    start_attempt(url, run_id, "clean", parameters={}, tools={})
    assert list_runs(url)[0].attempts[-1].attempt == 1


def test_an_attempt_keeps_the_text_of_its_error(url):
    run_id = run(url)
    row = start_attempt(url, run_id, "load", parameters={"a": 1}, tools={})
    end_attempt(url, row, Ending(Outcome.FAILED, "database-unavailable", "It did not answer."))
    end_run(url, run_id, Ending(Outcome.FAILED, "database-unavailable", "It did not answer."))
    found = list_runs(url)[0]
    assert (found.outcome, found.error_code) == ("failed", "database-unavailable")
    assert found.attempts[0].error_text == "It did not answer."
    assert found.attempts[0].ended_at >= found.attempts[0].started_at


def test_only_one_run_holds_a_document(url):
    first, second = run(url), run(url)
    take_lease(url, SHA, first, 60)
    with pytest.raises(BusyDocumentError, match=first[:8]):
        take_lease(url, SHA, second, 60)
    take_lease(url, SHA, first, 60)
    release_lease(url, first)
    take_lease(url, SHA, second, 60)


def test_who_takes_a_document_in_the_same_instant_is_told_that_it_is_busy(url):
    first, second = run(url), run(url)
    with ThreadPoolExecutor(1) as pool:
        with transaction(url) as session:
            session.add(Lease(sha256=SHA, run_id=first, expires_at=now() + timedelta(minutes=1)))
            session.flush()
            second_take = pool.submit(take_lease, url, SHA, second, 60)
            wait([second_take], timeout=1)  # it has found nobody by then, and waits for the row
        with pytest.raises(BusyDocumentError, match=first[:8]):
            second_take.result()


def test_a_lease_past_its_time_can_be_taken_and_a_sign_of_life_renews_it(url):
    first, second = run(url), run(url)
    take_lease(url, SHA, first, -1)
    give_sign_of_life(url, first, 60)
    with pytest.raises(BusyDocumentError):
        take_lease(url, SHA, second, 60)
    give_sign_of_life(url, first, -1)
    take_lease(url, SHA, second, 60)


def test_the_sweep_ends_runs_of_dead_processes_and_frees_what_they_held(url):
    child = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    dead, alive = run(url), run(url)
    start_attempt(url, dead, "recognize", parameters={}, tools={})
    take_lease(url, SHA, dead, 600)
    with transaction(url) as session:
        session.execute(update(Run).where(Run.id == dead).values(process_id=int(child.stdout)))
    assert sweep_abandoned(url, 60) == 1
    found = {r.id: r for r in list_runs(url)}
    assert found[dead].outcome == found[dead].attempts[0].outcome == "abandoned"
    assert found[alive].outcome == "running"
    take_lease(url, SHA, alive, 60)


def test_the_sweep_ends_silent_runs_of_other_machines(url):
    silent, speaking = run(url), run(url)
    with transaction(url) as session:
        session.execute(update(Run).values(host="elsewhere"))
        session.execute(update(Run).where(Run.id == silent).values(heartbeat_at=now() - timedelta(seconds=100)))
    assert sweep_abandoned(url, 60) == 1
    assert {r.id: r.outcome for r in list_runs(url)} == {silent: "abandoned", speaking: "running"}
    assert os.getpid() in {r.process_id for r in list_runs(url)}


def test_history_survives_the_rollback_of_what_it_describes(url):
    run_id = run(url)
    row = start_attempt(url, run_id, "load", parameters={}, tools={})
    with pytest.raises(RuntimeError), transaction(url) as session:
        session.execute(update(StepAttempt).where(StepAttempt.id == row).values(outcome="succeeded"))
        raise RuntimeError("load broke")
    end_attempt(url, row, Ending(Outcome.FAILED, "load", "broke"))
    assert list_runs(url)[0].attempts[0].outcome == "failed"


def test_registering_the_same_content_twice_makes_one_document(url):
    first, again = (
        register_document(url, sha256=SHA, byte_size=3, store_path="ab/x", delivery=(f"/in/{name}", name)) for name in ("a.pdf", "b.pdf")
    )
    assert first[0].id == again[0].id
    assert (first[1], again[1]) == (False, True)
    same = register_document(url, sha256=SHA, byte_size=3, store_path="ab/x", delivery=("/in/a.pdf", "a.pdf"))
    assert same[1] is False


def test_prefect_runs_are_told_apart_by_what_became_of_ours(url):
    names = ("dead", "alive", "just ended", "ended")
    ours = {name: run(url, prefect_id=name) for name in names}
    with transaction(url) as session:
        session.execute(update(Run).where(Run.id == ours["dead"]).values(heartbeat_at=now() - timedelta(seconds=100)))
    sweep_abandoned(url, 60)
    for name in ("just ended", "ended"):
        end_run(url, ours[name], Ending(Outcome.SUCCEEDED))
    with transaction(url) as session:
        session.execute(update(Run).where(Run.id == ours["ended"]).values(ended_at=now() - timedelta(seconds=31)))
    ended, unknown = ended_prefect_runs(url, [*names, "nobody's"], 30)
    assert (sorted(ended), unknown) == (["dead", "ended"], ["nobody's"])
    assert ended_prefect_runs(url, [], 30) == ([], [])
    assert {r.id: r.outcome for r in list_runs(url)}[ours["alive"]] == "running"
