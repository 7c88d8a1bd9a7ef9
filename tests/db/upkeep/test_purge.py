from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, text

from db.engine import engine_for, transaction
from db.models.document import Document, Revision
from db.models.run import Run
from db.reading.documents import quarantine, register_document
from db.record.audit import list_entries, purged_hashes
from db.record.history import Ending, attach_document, end_run, now, start_attempt, start_run, take_lease
from db.repository import write_reading
from db.upkeep import purge
from db.upkeep.verify import check_database
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("kept_right")

LATER = timedelta(days=1)


@pytest.fixture
def twice(url, document, reading, key):
    """A document with a superseded and a current revision."""
    write_reading(url, key(document, "f1"), reading())
    write_reading(url, key(document, "f2"), reading())
    return url


def rows(url):
    with engine_for(url).connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version", "audit_entry", "event"}
        return {n: connection.scalar(text(f'SELECT count(*) FROM "{n}"')) for n in names if not n.startswith("search_index_")}


def test_only_superseded_revisions_that_are_old_enough_go_and_nothing_of_them_stays(twice, document, reading, key, url):
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/c.pdf", "c.pdf"))[0]
    once = rows(url)
    write_reading(url, key(other, "f3"), reading("2/TB-UBND"))
    per_revision = {n: rows(url)[n] - once[n] for n in once}
    before = rows(url)
    assert purge.superseded_revisions(url, now() - LATER) == []
    [old] = purge.superseded_revisions(url, now() + LATER)
    assert (old.short_id, old.number) == ("abababab", 1)
    purge.delete_revisions(url, old.document_id, [old])
    after = rows(url)
    kept = {"list_entry", "list_count", "board_entry", "board_party", "board_count", "lead_count"}  # of current readings alone
    assert {n: before[n] - after[n] for n in before.keys() - kept} == {n: per_revision[n] for n in before.keys() - kept}
    assert check_database(url).faults == ()
    assert next((e.action, e.detail) for e in list_entries(url)) == ("purge", "revisions 1")


def test_a_current_revision_is_never_removed_whatever_is_asked(twice, document):
    with transaction(twice, read_only=True) as session:
        current = session.scalars(select(Revision).where(Revision.is_current)).one()
    before = rows(twice)
    purge.delete_revisions(twice, document.id, [purge.OldRevision(current.id, document.id, "abababab", document.sha256, 2)])
    assert rows(twice) == before


def test_a_whole_document_goes_with_all_its_rows_and_its_trail_stays(twice, document):
    run = start_run(twice, "ingest", "/in/a.pdf", parameters={})
    attach_document(twice, run, document.id)
    start_attempt(twice, run, "load", parameters={}, tools={})
    assert purged_hashes(twice) == set()
    purge.delete_document(twice, document.id, "asked for")
    assert {n: c for n, c in rows(twice).items() if c} == {"agency": 1}
    assert [e.action for e in list_entries(twice, "abab")] == ["purge", "load", "load", "ingest"]
    assert purged_hashes(twice) == {"ab" * 32}
    register_document(twice, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/a.pdf", "a.pdf"))
    assert purged_hashes(twice) == set()


def test_quarantined_documents_are_offered_and_loaded_ones_never(twice, url):
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/c.pdf", "c.pdf"))[0]
    assert purge.quarantined_documents(url, now() + LATER) == []
    quarantine(url, other.id, "damaged-file", "It is cut off.")
    assert [d.sha256 for d in purge.quarantined_documents(url, now() + LATER)] == ["cd" * 32]
    assert purge.quarantined_documents(url, now() - LATER) == []


def test_old_runs_go_children_first_and_those_of_waiting_documents_are_kept(url, document):
    batch = start_run(url, "batch", "inbox", parameters={})
    plain = start_run(url, "ingest", "/in/b.pdf", parameters={}, parent_id=batch)
    counted_batch = start_run(url, "batch", "inbox", parameters={})
    counted = start_run(url, "ingest", "/in/a.pdf", parameters={}, parent_id=counted_batch)
    attach_document(url, counted, document.id)
    running = start_run(url, "batch", "inbox", parameters={})
    start_attempt(url, plain, "register", parameters={}, tools={})
    for run in (batch, plain, counted, counted_batch):
        end_run(url, run, Ending(Outcome.FAILED))
    assert purge.old_runs(url, now() - LATER) == []
    old = purge.old_runs(url, now() + LATER)
    assert old == [plain, batch]
    purge.delete_runs(url, old)
    with transaction(url, read_only=True) as session:
        assert set(session.scalars(select(Run.id))) == {counted, counted_batch, running}
    assert check_database(url).faults == ()


def test_what_waits_or_is_worked_on_is_told(url, document, reading, key):
    assert purge.busy_or_waiting(url) == {"ab" * 32}
    write_reading(url, key(document), reading())
    assert purge.busy_or_waiting(url) == set()
    take_lease(url, document.sha256, "r", 60)
    assert purge.busy_or_waiting(url) == {"ab" * 32}


def test_folders_with_pictures_are_in_use(twice):
    assert purge.artifacts_in_use(twice) == {"f"}
    with transaction(twice, read_only=True) as session:
        ids = list(session.scalars(select(Revision.id)))
        assert session.scalars(select(Document)).one()
    assert purge.artifacts_in_use(twice, ids) == set()
