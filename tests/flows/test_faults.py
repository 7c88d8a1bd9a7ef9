"""Programs that crash, hang and print rubbish; a database that goes away: what is tried again, and what is left behind."""

import hashlib
import logging
import time
from pathlib import Path

import pytest
from sqlalchemy import event

from config.settings import load_settings
from db.asking.details import list_documents, list_runs
from db.engine import engine_for
from db.reading.documents import find_document, register_document
from db.record.history import Ending, attach_document, end_run, start_run
from flows.batch import ingest_batch
from tasks.archive.originals import store_path_of
from tasks.domain.errors import BatchStoppedError
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")
CODES = {"crash": "ocr-crash", "refuse": "ocr-crash", "rubbish": "ocr-output"}


def attempts(step):
    run = next(r for r in list_runs(load_settings().database) if r.kind == "ingest")
    return [(a.attempt, a.outcome, a.error_code) for a in run.attempts if a.step == step]


@pytest.mark.parametrize("fault", CODES)
async def test_a_passing_fault_of_tesseract_is_tried_again(ready, scan, tmp_path, faulty_tesseract, fault):
    # The process that stays, and the run of its own that tells what is wrong.
    faulty_tesseract(fault, 2)
    [outcome] = await ingest_batch([str(scan(tmp_path / "a.pdf"))])
    assert outcome.outcome is Outcome.SUCCEEDED
    assert attempts("recognize") == [(1, "failed", CODES[fault]), (2, "succeeded", None)]
    assert attempts("rasterize") == [(1, "succeeded", None)]


async def test_a_lasting_fault_leaves_the_document_waiting_and_the_next_run_starts_where_it_stopped(
    ready, scan, tmp_path, faulty_tesseract, monkeypatch
):
    faulty_tesseract("crash", 1000)
    source = scan(tmp_path / "a.pdf")
    [outcome] = await ingest_batch([str(source)])
    assert (outcome.outcome, outcome.error_code, outcome.exit_code) == (Outcome.FAILED, "ocr-crash", 7)
    assert attempts("recognize") == [(n, "failed", "ocr-crash") for n in (1, 2, 3)]
    assert find_document(load_settings().database, "a.pdf").state == "waiting"
    monkeypatch.delenv("THONGBAO_TESSERACT")
    [outcome] = await ingest_batch([])
    assert outcome.outcome is Outcome.SUCCEEDED
    assert attempts("rasterize") == [(1, "reused", None)]
    [row] = list_documents(load_settings().database)
    assert (row.state, row.file_name) == ("loaded", "a.pdf")


async def test_a_hanging_tesseract_is_ended_with_its_children(ready, scan, tmp_path, faulty_tesseract, monkeypatch):
    counter = faulty_tesseract("hang", 1)
    monkeypatch.setenv("THONGBAO_OCR_SECONDS", "3")
    [outcome] = await ingest_batch([str(scan(tmp_path / "a.pdf"))])
    assert outcome.outcome is Outcome.SUCCEEDED
    assert attempts("recognize")[0] == (1, "failed", "ocr-timeout")
    child = int(Path(f"{counter}.child").read_text())
    for _ in range(50):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child of the hanging program lives on")


async def test_a_document_that_fails_every_night_is_set_aside(ready, scan, tmp_path, faulty_tesseract):
    faulty_tesseract("crash", 1000)
    source = scan(tmp_path / "a.pdf")
    outcomes = [(await ingest_batch([str(source)]))[0].outcome for _ in range(3)]
    assert outcomes == [Outcome.FAILED, Outcome.FAILED, Outcome.QUARANTINED]
    document = find_document(load_settings().database, "a.pdf")
    assert "3 times" in document.reason


async def test_too_many_failures_of_one_kind_stop_the_batch(ready, scan, tmp_path, faulty_tesseract, monkeypatch):
    faulty_tesseract("refuse", 1000)
    monkeypatch.setenv("THONGBAO_STOP_AFTER_SAME_FAILURES", "2")
    monkeypatch.setenv("THONGBAO_DOCUMENTS_AT_ONCE", "1")
    for name in "abcd":
        scan(tmp_path / "in" / f"{name}.pdf", mark=name)
    with pytest.raises(BatchStoppedError, match="2 documents in a row failed with 'ocr-crash'"):
        await ingest_batch([str(tmp_path / "in")])
    assert len(list_documents(load_settings().database)) == 2


async def test_a_database_that_goes_away_while_loading_is_tried_again(ready, scan, tmp_path):
    engine = engine_for(load_settings().database)
    failures = [0]

    def refuse(_cursor, statement, *_rest):  # where the driver itself would raise
        if statement.startswith("INSERT INTO directive ") and failures[0] < 2:
            failures[0] += 1
            import sqlite3

            raise sqlite3.OperationalError("database is locked")

    event.listen(engine, "do_execute", refuse)
    try:
        [outcome] = await ingest_batch([str(scan(tmp_path / "a.pdf"))])
    finally:
        event.remove(engine, "do_execute", refuse)
    assert outcome.outcome is Outcome.SUCCEEDED
    assert attempts("load") == [(1, "failed", "database-unavailable"), (2, "failed", "database-unavailable"), (3, "succeeded", None)]
    [row] = list_documents(load_settings().database)
    assert row.revision == 1


async def test_a_document_that_takes_the_program_down_every_night_is_set_aside(ready, scan, tmp_path):
    database = load_settings().database
    source = scan(tmp_path / "a.pdf")
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    row, _ = register_document(database, sha256=sha256, byte_size=1, store_path=store_path_of(sha256), delivery=(str(source), "a.pdf"))
    for _ in range(3):
        run = start_run(database, "ingest", str(source), parameters={})
        attach_document(database, run, row.id)
        end_run(database, run, Ending(Outcome.ABANDONED, "abandoned", "The process ended before the run did."))
    [outcome] = await ingest_batch([str(source)])
    assert (outcome.outcome, outcome.error_code) == (Outcome.QUARANTINED, "lethal-file")
    assert "died 3 times while it read a.pdf" in outcome.message
    # Asked for once more by name, it gets its chance.
    [outcome] = await ingest_batch([str(source)])
    assert outcome.outcome is Outcome.SUCCEEDED


async def test_logs_hold_no_words_of_the_document(ready, scan, tmp_path, caplog):
    with caplog.at_level(logging.INFO):
        [outcome] = await ingest_batch([str(scan(tmp_path / "a.pdf"))])
    assert outcome.symbol == "12/TB-UBND"
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("tasks", "flows", "prefect"))]
    assert any("recognize" in line for line in ours)
    for word in ("12/TB-UBND", "Sở Nội vụ", "rà soát", "45/QĐ-UBND"):
        assert not [line for line in ours if word in line]
