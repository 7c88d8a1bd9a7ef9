"""The cursor of events: whoever goes on from the last one they saw misses nothing, however late a transaction is committed."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from db.asking.events import events_after
from db.engine import engine_for, transaction
from db.limited import Limited, Sight
from db.models.audit import AuditEntry
from db.models.program import Event
from db.reading.documents import quarantine, register_document
from db.record.audit import record
from db.schema import downgrade, upgrade


def numbers(url, after=0, limit=1000):
    return [(event.number, event.detail) for event in events_after(url, url, after, limit).events]


def test_deeds_are_told_in_pages_to_the_end(url, document):
    quarantine(url, document.id, "damaged-file", "It is cut off.")
    first = events_after(url, url, 0, 1)
    assert [(e.action, e.documents, e.file_name) for e in first.events] == [("ingest", (document.short_id,), "a.pdf")]
    assert first.more
    second = events_after(url, url, first.last, 1)
    assert [(e.action, e.detail) for e in second.events] == [("quarantine", "It is cut off.")]
    third = events_after(url, url, second.last, 1)
    assert (third.events, third.last, third.more) == ((), second.last, False)


def test_a_deed_that_is_committed_late_comes_behind_what_was_seen(migrated_url, database_kind):
    """Its row was written first; on SQLite nobody else can write meanwhile."""
    url = migrated_url
    with transaction(url) as session:
        record(session, "restore", None, "early, and committed late")
        session.flush()
        if database_kind == "postgresql":
            with transaction(url) as other:
                record(other, "restore", None, "late, and committed early")
        seen = numbers(url)
    with transaction(url) as session:
        record(session, "restore", None, "last")
    expected = [detail for _, detail in seen]
    last = seen[-1][0] if seen else 0
    assert [*expected, *(detail for _, detail in numbers(url, last))] == (
        ["late, and committed early"] if database_kind == "postgresql" else []
    ) + ["early, and committed late", "last"]


def test_readers_beside_many_writers_miss_nothing(migrated_url):
    """Writers that take their time between writing and committing, some of which give up, and a reader that goes on from what it saw."""
    url, wanted, over = migrated_url, set(), threading.Event()
    chance = random.Random(7)
    waits = {(w, n): (chance.random() * 0.02, chance.random() * 0.02, chance.random() < 0.2) for w in range(4) for n in range(12)}

    def write(writer):
        for number in range(12):
            before, behind, gives_up = waits[writer, number]
            try:
                with transaction(url) as session:
                    time.sleep(before)
                    record(session, "restore", None, f"{writer}-{number}")
                    session.flush()
                    time.sleep(behind)
                    if gives_up:
                        raise TimeoutError
            except TimeoutError:
                continue
            wanted.add(f"{writer}-{number}")

    def read():
        seen, last = [], 0
        while True:
            is_over = over.is_set()
            found = events_after(url, url, last, 3)
            seen += [event.detail for event in found.events]
            last = found.last
            if is_over and not found.more:
                return seen

    with ThreadPoolExecutor(5) as pool:
        reading = pool.submit(read)
        for done in [pool.submit(write, writer) for writer in range(4)]:
            done.result()
        over.set()
        seen = reading.result()
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted


def test_every_deed_has_one_number_and_those_of_before_are_counted(migrated_url):
    url = migrated_url
    for number in range(3):
        register_document(url, sha256=f"{number:02x}" * 32, byte_size=3, store_path="x", delivery=(f"/in/{number}", f"{number}.pdf"))
    before = numbers(url)
    downgrade(url, "0017")
    upgrade(url)
    assert [detail for _, detail in numbers(url)] == [detail for _, detail in before]
    register_document(url, sha256="ee" * 32, byte_size=3, store_path="x", delivery=("/in/e", "e.pdf"))
    with transaction(url, read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(Event)) == session.scalar(select(func.count()).select_from(AuditEntry)) == 4
    assert numbers(url)[-1][1] == "/in/e, new content"
    engine_for(url).dispose()


@pytest.mark.parametrize("limit", [1, 50])
def test_who_sees_some_documents_is_told_of_these_alone_and_gets_on(url, limit):
    for number, place in enumerate(("a", "b", "a", "b", "b")):
        register_document(
            url, sha256=f"{number:02x}" * 32, byte_size=3, store_path="x", delivery=(f"/in/{place}/{number}", f"{number}.pdf")
        )
    with transaction(url) as session:
        record(session, "restore", None, "of all")
    sight, seen, last, more = Limited(url, Sight(sources=("/in/a/",))), [], 0, True
    while more:
        found = events_after(url, sight, last, limit)
        seen += [event.file_name for event in found.events]
        last, more = found.last, found.more
    assert seen == ["0.pdf", "2.pdf"]
    assert last == events_after(url, url, 0, 50).last
