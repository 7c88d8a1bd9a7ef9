"""What was said of a task of a copy is shown at the same task of the copy that counts, and never lost."""

from dataclasses import replace

import pytest
from notice import PLAIN, misread
from papers import PAPER, load
from settled import TODAY

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.details import revision_detail
from db.asking.questions import doubts, due
from db.copies.shown import copies_of
from db.review.followup import set_task
from db.review.joining import join, lead, part, take_back
from db.upkeep.purge import delete_document
from db.upkeep.verify import check_database

pytestmark = pytest.mark.usefixtures("kept_right")

SIGNED = replace(PAPER, typed=True, variant=replace(misread(PLAIN, "sach", "sách"), dpi=300))


@pytest.fixture
def url(migrated_url):
    return migrated_url


@pytest.fixture(autouse=True)
def nothing_is_left_unsettled(url):
    yield
    assert [f for f in check_database(url).faults if f.code != "task-unplaced"] == []


def say(url, document_id, number=0, **fields):
    task = revision_detail(url, document_id).tasks[number]
    return set_task(url, task.first.id, "Lan", source="page", **fields)


def states(url, document_id):
    return [task.state for task in revision_detail(url, document_id).tasks]


def told_apart(url, document_id):
    return [d.message for d in doubts(url, document_id) if d.code == "copy-followed-apart"]


def test_what_was_done_stays_done_when_a_signed_copy_takes_the_lead(url):
    first = load(url, 1)
    key = say(url, first, state="done", completed_on="20/6/2026", completion_symbol="5/BC-SNV", note="đã gửi")
    second = load(url, 2, SIGNED)
    assert not copies_of(url, first).counts
    assert states(url, second) == ["done", "not_started", "not_started", "not_started"]
    assert due(url, TODAY, 60) == []
    [shown] = [t for t in board(url, BoardWanted(), TODAY).tasks if t.state == "done"]
    assert (shown.document, shown.completion_symbol, shown.note) == ("02020202", "5/BC-SNV", "đã gửi")
    assert revision_detail(url, second).tasks[0].key == key  # a sheet that is on its way still finds the task
    assert told_apart(url, second) == []


def test_it_is_one_entry_whichever_copy_it_is_said_of(url):
    first, second = load(url, 1), load(url, 2, SIGNED)
    say(url, first, 1, state="in_progress", owner="Minh")
    assert states(url, second)[1] == "in_progress"
    say(url, second, 1, state="done", completed_on="20/6/2026")
    assert (states(url, first)[1], states(url, second)[1]) == ("done", "done")


def test_it_survives_readings_and_changes_of_the_lead(url):
    first = load(url, 1)
    say(url, first, state="done", completed_on="20/6/2026")
    second = load(url, 2, SIGNED)
    load(url, 2, replace(SIGNED, doubts=1), "f2")
    load(url, 1, replace(PAPER, doubts=1), "f2")
    assert (states(url, first)[0], states(url, second)[0]) == ("done", "done")
    third = load(url, 3, replace(SIGNED, doubts=0))
    assert states(url, third)[0] == "done"
    lead(url, first, "Lan")
    assert states(url, first)[0] == "done"


def test_copies_that_are_parted_keep_what_was_said_of_each(url):
    first = load(url, 1)
    say(url, first, state="done", completed_on="20/6/2026")
    second = load(url, 2, SIGNED)
    say(url, second, 1, state="in_progress")
    part(url, second, "Lan")
    assert states(url, first) == ["done", "not_started", "not_started", "not_started"]
    assert states(url, second) == ["not_started", "in_progress", "not_started", "not_started"]
    take_back(url, second, "Lan")
    assert states(url, second)[:2] == ["done", "in_progress"]


def test_what_two_copies_say_differently_is_told(url):
    unread = replace(SIGNED, symbol=None)
    first, second = load(url, 1), load(url, 2, unread)
    say(url, first, state="done", completed_on="20/6/2026")
    say(url, second, state="in_progress")
    say(url, first, 1, state="done", completed_on="20/6/2026")
    say(url, second, 1, state="done", completed_on="20/6/2026")
    join(url, first, second, "Lan")
    assert states(url, second)[:2] == ["in_progress", "done"]
    [message] = told_apart(url, second)
    assert "01010101 says done of “Sở Nội vụ rà soát" in message
    say(url, second, state="done", completed_on="20/6/2026")
    assert told_apart(url, second) == []


def test_a_task_that_the_leading_copy_lacks_is_told(url):
    shorter = replace(PAPER, typed=True, variant=replace(PLAIN, tasks=PLAIN.tasks[:3]))
    first, second = load(url, 1), load(url, 2, shorter)
    say(url, first, 3, state="done", completed_on="20/6/2026")
    [message] = told_apart(url, second)
    assert "01010101 says done of “a) Ủy ban nhân dân các xã" in message


def test_what_a_copy_shows_outlives_the_document_it_was_said_of(url):
    first = load(url, 1)
    say(url, first, state="done", completed_on="20/6/2026")
    second = load(url, 2, SIGNED)
    delete_document(url, first, "test")
    assert states(url, second)[0] == "done"
    load(url, 2, replace(SIGNED, doubts=1), "f2")
    assert states(url, second)[0] == "done"
