"""Copies of one paper that are loaded, read again, corrected or joined at the same time: one of them counts in the end."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from papers import PAPER, arrive, load
from settled import counting

from db import repository
from db.asking.details import revision_detail
from db.copies import settle as copies
from db.engine import transaction
from db.record.turn import take_turn
from db.review.corrections import Change, correct
from db.review.followup import set_task
from db.review.joining import join, lead, part
from db.upkeep.verify import check_database


def at_once(*deeds):
    start = Barrier(len(deeds))

    def do(deed):
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(do, deed) for deed in deeds]]


@pytest.mark.parametrize("number", [2, 5])
def test_copies_that_are_loaded_at_once_have_one_that_counts(migrated_url, monkeypatch, number):
    settled = copies.settle

    def slowly(session, documents):  # so that the others are all under way
        time.sleep(0.05)
        settled(session, documents)
        time.sleep(0.05)

    monkeypatch.setattr(repository, "settle", slowly)
    for n in range(1, number + 1):
        arrive(migrated_url, n)
    at_once(*(lambda n=n: load(migrated_url, n) for n in range(1, number + 1)))
    assert counting(migrated_url) == {min(counting(migrated_url))}
    assert check_database(migrated_url).faults == ()


def test_all_that_can_be_done_to_copies_can_be_done_at_once(migrated_url):
    documents = [load(migrated_url, n) for n in (1, 2, 3)]
    tasks = [revision_detail(migrated_url, d).tasks[0].first.id for d in documents]
    url = migrated_url
    at_once(
        lambda: load(url, 1, PAPER, "f2"),
        lambda: load(url, 2, PAPER, "f2"),
        lambda: load(url, 4),
        lambda: correct(url, Change(documents[2], "head", "change", "Lan", values={"place": "Tân Giang"})),
        lambda: set_task(url, tasks[2], "Lan", source="page", state="done", completed_on="20/6/2026"),
        lambda: lead(url, documents[2], "Lan"),
        lambda: part(url, documents[1], "Minh"),
    )
    assert counting(url) == {documents[1], documents[2]}
    assert check_database(url).faults == ()
    join(url, documents[1], documents[0], "Lan")
    assert counting(url) == {documents[2]}


def test_nobody_settles_before_the_turn_of_the_one_before_ends(postgres_url):
    from db.schema import upgrade

    upgrade(postgres_url)
    arrive(postgres_url, 1)
    with ThreadPoolExecutor(1) as pool:
        with transaction(postgres_url) as session:
            take_turn(session)
            loading = pool.submit(load, postgres_url, 1)
            time.sleep(0.3)
            assert not loading.done()
        assert loading.result() == 1
