"""Two runs, or hundreds of files, meet over one document: the outcome is defined, on both kinds of database."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from arena import Arena
from hostile import scan
from sqlalchemy import func, select

from config.settings import load_settings
from db.asking.details import list_documents
from db.engine import transaction
from db.models.document import Delivery, Document, Revision
from db.models.run import Lease, Run
from db.reading.documents import register_document
from db.record.history import take_lease
from flows.batch import ingest_batch
from flows.document import reprocess_document
from flows.serving.offered import nightly
from flows.upkeep.verifying import verify
from tasks.archive.originals import store_original
from tasks.domain.errors import BusyDocumentError, ConflictError
from tasks.domain.outcome import Outcome
from tasks.step import map_pages

# Whoever comes second finds the content loaded, being read, or its every step done; the rows say whether anything was read twice.
ENDED_WELL = {Outcome.SUCCEEDED, Outcome.REUSED, Outcome.DUPLICATE}
FILES = 200
pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def url(home, migrated_url, monkeypatch):
    """A database of each kind as the one that the settings name."""
    monkeypatch.setenv("THONGBAO_DATABASE_URL", migrated_url)
    monkeypatch.setenv("THONGBAO_INBOX_SETTLE_SECONDS", "0")
    return migrated_url


def counted(url, *tables):
    with transaction(url, read_only=True) as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def nothing_is_left_over(url):
    """No lease, no run that is under way, no fault."""
    with transaction(url, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(Lease)) == 0
        assert session.scalars(select(Run.id).where(Run.outcome == "running")).all() == []
    assert verify(load_settings()).faults == ()


def test_the_same_file_hundreds_of_times_at_once_is_stored_and_registered_once(url, tmp_path):
    data, settings = scan("hundreds"), load_settings()

    def arrive(number):
        source = tmp_path / "in" / f"{number}.pdf"
        source.write_bytes(data)
        kept = store_original(source, settings.store_folder, len(data))
        told = {"sha256": kept.sha256, "byte_size": kept.byte_size, "store_path": kept.store_path, "delivery": (str(source), source.name)}
        try:
            return register_document(url, **told)
        except ConflictError as error:  # another was the first one in the same moment; the step is tried again
            assert error.retryable
            return register_document(url, **told)

    (tmp_path / "in").mkdir()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(arrive, range(FILES)))
    assert len({document.id for document, _ in found}) == 1
    assert [known for _, known in found].count(False) == 1
    assert counted(url, Document, Delivery) == [1, FILES]
    [original] = [p for p in settings.store_folder.rglob("*") if p.is_file()]
    assert hashlib.sha256(original.read_bytes()).hexdigest() == original.name


async def test_the_same_file_many_times_in_two_runs_at_once_is_one_document(url, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.pdf").write_bytes(scan("many"))
    batches = await asyncio.gather(*(ingest_batch([str(folder)]) for _ in range(2)))
    outcomes = [o.outcome for batch in batches for o in batch]
    assert set(outcomes) <= ENDED_WELL, batches
    assert counted(url, Document, Revision) == [1, 1]
    nothing_is_left_over(url)


@pytest.mark.soak  # two processes that empty one inbox meet over each file as these do
async def test_two_ingests_of_one_folder_read_each_file_once(url, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.pdf").write_bytes(scan(f"folder {number}"))
    batches = await asyncio.gather(*(ingest_batch([str(folder)]) for _ in range(2)))
    outcomes = [o.outcome for batch in batches for o in batch]
    assert set(outcomes) <= ENDED_WELL, batches
    assert counted(url, Document, Revision) == [3, 3]
    nothing_is_left_over(url)


async def test_two_processes_that_empty_one_inbox_lose_and_double_nothing(url, tmp_path, monkeypatch):
    from prefect.settings import PREFECT_API_URL

    monkeypatch.setenv("PREFECT_API_URL", PREFECT_API_URL.value())
    arena = Arena(tmp_path / "arena", url)
    for number in range(3):
        arena.give(scan(f"inbox {number}"))
    codes = await asyncio.gather(*(asyncio.to_thread(arena.run, log=arena.home / f"log{n}") for n in range(2)))
    assert [code for code, _ in codes] == [0, 0]
    arena.complete()
    assert arena.losses == []
    assert counted(url, Document, Revision) == [3, 3]


async def test_a_night_and_a_reprocess_of_one_document_make_one_revision_each_or_say_who_is_busy(url, tmp_path):
    inbox = load_settings().inbox_folder
    inbox.mkdir(parents=True)
    (inbox / "a.pdf").write_bytes(scan("both"))
    await nightly(return_state=True)
    (inbox / "b.pdf").write_bytes(scan("both"))  # the same content once more
    (inbox / "c.pdf").write_bytes(scan("another"))
    night, again = await asyncio.gather(nightly(return_state=True), reprocess_document("a.pdf"))
    assert night.is_completed()
    assert (again.outcome, again.revision) == (Outcome.SUCCEEDED, 2)
    assert counted(url, Document, Revision) == [2, 3]
    with transaction(url, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(Revision).where(Revision.is_current)) == 2
    nothing_is_left_over(url)


async def test_a_reprocess_during_a_reading_is_told_that_the_document_is_busy(url, tmp_path, monkeypatch):
    source = tmp_path / "a.pdf"
    source.write_bytes(scan("busy"))
    told = []

    def slow(*arguments, **more):
        if not told:
            told.append(None)
            told[0] = asyncio.run_coroutine_threadsafe(reprocess_document("a.pdf"), loop).result(60)
        return map_pages(*arguments, **more)

    loop = asyncio.get_running_loop()
    monkeypatch.setattr("tasks.recognize.map_pages", slow)
    [outcome] = await ingest_batch([str(source)])
    assert outcome.outcome is Outcome.SUCCEEDED
    assert (told[0].outcome, told[0].error_code) == (Outcome.FAILED, BusyDocumentError.code)
    assert [(row.state, row.revision) for row in list_documents(url)] == [("loaded", 1)]
    nothing_is_left_over(url)


async def test_a_document_whose_lease_ran_out_is_taken_over(url, tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(scan("lease"))
    take_lease(url, hashlib.sha256(source.read_bytes()).hexdigest(), "a-run-that-died", -1)
    [outcome] = await ingest_batch([str(source)])
    assert outcome.outcome is Outcome.SUCCEEDED
    nothing_is_left_over(url)


async def test_a_reader_during_loads_sees_each_document_whole_or_not_at_all(url, tmp_path):
    arena = Arena(tmp_path / "arena", url)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.pdf").write_bytes(scan(f"read {number}"))
    with arena.reader():
        await ingest_batch([str(folder)])
    arena.look()
    assert len(arena.seen) == 4
    assert {len(found) for found in arena.seen.values()} == {1}
