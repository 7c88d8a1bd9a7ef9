"""What people say of copies: joined, parted, chosen, taken back; it holds through every reading."""

from dataclasses import replace
from datetime import date

import pytest
from papers import BEHIND, PAPER, arrive, load
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from db.asking.questions import doubts
from db.asking.selection import Selection, select_documents
from db.copies.shown import copies_of
from db.engine import engine_for, transaction
from db.models.copy import CopyDecision
from db.record.audit import list_entries
from db.review.joining import join, lead, part, take_back
from db.upkeep.purge import delete_document
from db.upkeep.verify import check_database
from tasks.domain.correction_errors import CorrectionError

pytestmark = pytest.mark.usefixtures("kept_right")

UNREAD = replace(PAPER, symbol=None, day=None, issuer=None)
CORRECTED = replace(PAPER, behind=(BEHIND[0].replace("250", "400").replace("15/7", "30/9"), BEHIND[1]))


@pytest.fixture
def url(migrated_url):
    return migrated_url


@pytest.fixture(autouse=True)
def nothing_is_left_unsettled(url):
    yield
    assert check_database(url).faults == ()


def counting(url):
    return set(select_documents(url, Selection()))


def codes(url, document_id):
    return [d.code for d in doubts(url, document_id) if d.code.startswith(("copy-", "same-number"))]


def test_a_copy_whose_number_was_not_read_is_joined_by_hand_and_stays_so(url):
    first, second = load(url, 1), load(url, 2, UNREAD)
    assert counting(url) == {first, second}
    join(url, second, first, "Lan")
    assert counting(url) == {first}
    assert codes(url, second) == []  # whoever said so knows
    load(url, 2, replace(UNREAD, doubts=1), "f2")
    load(url, 1, replace(PAPER, doubts=2), "f2")
    assert counting(url) == {second}
    load(url, 1, PAPER, "f3")
    assert counting(url) == {first}
    take_back(url, second, "Minh")
    assert counting(url) == {first, second}
    assert [(d.action, d.actor, d.in_force) for d in copies_of(url, first).said] == [("undo", "Minh", False), ("join", "Lan", False)]


def test_what_is_no_copy_is_parted_by_hand_and_stays_so(url):
    first, second, third = load(url, 1), load(url, 2), load(url, 3)
    part(url, second, "Lan")
    assert counting(url) == {first, second}
    assert codes(url, second) == []
    assert codes(url, third) == ["copy-loaded-already"]
    load(url, 2, PAPER, "f2")
    load(url, 1, PAPER, "f2")
    assert counting(url) == {first, second}
    assert {c.short_id for c in copies_of(url, first).copies} == {"03030303"}
    take_back(url, first, "Lan")
    assert counting(url) == {first}


def test_parting_the_one_that_counts_leaves_the_others_together(url):
    first, second, third = load(url, 1), load(url, 2), load(url, 3)
    part(url, first, "Lan")
    assert counting(url) == {first, second}
    assert copies_of(url, third).leading.short_id == "02020202"
    assert codes(url, third) == ["copy-loaded-already"]
    assert codes(url, first) == []


@pytest.mark.parametrize("copy", [CORRECTED, replace(PAPER, issuer=None)], ids=["other-text", "perhaps"])
def test_a_question_is_answered_either_way(url, copy):
    first, second = load(url, 1), load(url, 2, copy)
    assert codes(url, second)
    part(url, second, "Lan")
    assert (codes(url, second), counting(url)) == ([], {first, second})
    assert copies_of(url, second).related == ()
    join(url, first, second, "Lan")
    assert (codes(url, second), counting(url)) == ([], {first})
    assert [(d.action, d.in_force) for d in copies_of(url, first).said] == [("join", True), ("undo", False), ("part", False)]
    take_back(url, second, "Lan")
    assert codes(url, second)


def test_a_document_that_was_taken_out_comes_back_to_all_its_copies(url):
    first, second, third = load(url, 1), load(url, 2), load(url, 3)
    lead(url, third, "Lan")
    part(url, second, "Lan")
    join(url, second, first, "Lan")
    assert counting(url) == {third}
    part(url, second, "Lan")
    assert counting(url) == {second, third}


def test_the_copy_that_a_person_chose_leads_whatever_is_read(url):
    first, second = load(url, 1), load(url, 2)
    lead(url, second, "Lan")
    assert counting(url) == {second}
    load(url, 1, replace(PAPER, typed=True), "f2")
    load(url, 2, replace(PAPER, doubts=4), "f2")
    third = load(url, 3, replace(PAPER, typed=True))
    assert counting(url) == {second}
    lead(url, third, "Minh")
    assert counting(url) == {third}
    take_back(url, third, "Minh")
    assert counting(url) == {second}
    take_back(url, first, "Lan")
    assert counting(url) == {first}


def test_what_makes_no_sense_is_refused_and_writes_nothing(url):
    first, second, other = load(url, 1), load(url, 2), load(url, 3, replace(PAPER, symbol="2/TB-UBND"))
    waiting = arrive(url, 4)
    wrong = (
        lambda: join(url, first, first, "Lan"),
        lambda: join(url, first, second, "Lan"),
        lambda: join(url, first, waiting, "Lan"),
        lambda: join(url, other, first, " "),
        lambda: lead(url, first, "Lan"),
        lambda: lead(url, other, "Lan"),
        lambda: part(url, other, "Lan"),
        lambda: take_back(url, first, "Lan"),
        lambda: take_back(url, first, "Lan", 77),
    )
    for ask in wrong:
        with pytest.raises(CorrectionError):
            ask()
    assert copies_of(url, first).said == ()
    assert counting(url) == {first, other}


def test_every_decision_stands_in_the_audit_trail_with_its_person(url):
    load(url, 1)
    second = load(url, 2)
    part(url, second, "Lan")
    take_back(url, second, "Minh")
    told = [(e.action, e.actor, e.detail) for e in list_entries(url, "02020202")[:2]]
    assert told == [("undo", "Minh", "correction of copies 1"), ("correct", "Lan", "copies, part: 02020202, 01010101")]


def test_the_log_is_only_added_to_and_goes_with_a_document(url):
    first, second = load(url, 1), load(url, 2)
    part(url, second, "Lan")
    take_back(url, second, "Lan")
    for statement in (update(CopyDecision).values(actor="x"), delete(CopyDecision)):
        with pytest.raises(DBAPIError, match="only added to"), engine_for(url).begin() as connection:
            connection.execute(statement)
    delete_document(url, second, "test")
    with transaction(url) as session:
        assert session.query(CopyDecision).all() == []
    assert counting(url) == {first}


def test_a_document_joined_to_two_papers_makes_them_one(url):
    first, second = load(url, 1), load(url, 2, replace(PAPER, symbol="2/TB-UBND", day=date(2026, 6, 20)))
    third = load(url, 3, UNREAD)
    join(url, third, first, "Lan")
    join(url, third, second, "Lan")
    assert counting(url) == {first}
    part(url, second, "Lan", third)
    assert counting(url) == {first, second}
    assert copies_of(url, third).leading.short_id == "01010101"
