"""Which of several copies counts stays right through corrections, further readings, deletion and upgrades."""

from dataclasses import replace

import pytest
from papers import PAPER, load
from settled import CORRECTED, SIGNED, counting, raised
from sqlalchemy import delete, update

from db.asking.questions import doubts
from db.copies.shown import copies_of
from db.engine import transaction
from db.models.copy import CopyLikeness, DocumentCopy
from db.models.document import Revision
from db.models.run import Issue
from db.review.corrections import Change, correct, list_corrections, undo
from db.schema import upgrade
from db.upkeep.purge import delete_document
from db.upkeep.verify import check_database

pytestmark = pytest.mark.usefixtures("kept_right")


@pytest.fixture
def url(migrated_url):
    return migrated_url


@pytest.fixture(autouse=True)
def nothing_is_left_unsettled(request, url):
    yield
    if "verify" not in request.node.name:
        assert check_database(url).faults == ()


def test_settling_doubts_of_a_copy_does_not_make_it_lead(url):
    first, second = load(url, 1, replace(PAPER, doubts=1)), load(url, 2, replace(PAPER, doubts=1))
    for document_id in (second, first):
        [doubt] = [d for d in doubts(url, document_id) if d.code == "number-unreadable"]
        correct(url, Change(document_id, "doubt", "confirm", "Lan", doubt.id))
        assert counting(url) == {first}


def test_an_issuer_that_a_person_confirms_answers_the_question(url):
    first, second = load(url, 1), load(url, 2, replace(PAPER, unsure=True))
    correct(url, Change(second, "head", "confirm", "Lan", values={"issuer": "UBND tỉnh Tân Giang"}))
    assert counting(url) == {first}
    assert [code for code, _ in raised(url, second)] == ["copy-loaded-already"]
    undo(url, second, "Lan")
    assert counting(url) == {first, second}


def test_a_symbol_that_is_corrected_parts_and_joins(url):
    first, second = load(url, 1), load(url, 2)
    correct(url, Change(first, "head", "change", "Lan", values={"symbol": "11/TB-UBND"}))
    assert counting(url) == {first, second}
    assert raised(url, second) == []
    third = load(url, 3, replace(PAPER, symbol="11/TB-UBND"))
    assert counting(url) == {first, second}
    assert copies_of(url, third).leading.short_id == "01010101"
    load(url, 1, fingerprint="f2")  # the correction outlives the reading, and so does what follows from it
    assert copies_of(url, third).leading.short_id == "01010101"
    undo(url, first, "Lan")
    assert counting(url) == {first, third}
    assert copies_of(url, second).leading.short_id == "01010101"


def test_a_leading_copy_that_is_read_worse_gives_way_and_one_that_is_read_better_leads(url):
    first, second = load(url, 1), load(url, 2)
    load(url, 1, replace(PAPER, doubts=3), "f2")
    assert counting(url) == {second}
    load(url, 1, fingerprint="f3")
    assert counting(url) == {first}
    load(url, 1, replace(PAPER, symbol="7/TB-UBND"), "f4")
    assert counting(url) == {first, second}
    load(url, 1, CORRECTED, "f5")
    assert [code for code, _ in raised(url, second)] == ["same-number-other-text"]


def test_a_reading_that_is_there_already_changes_nothing(url):
    first, second = load(url, 1), load(url, 2)
    before = doubts(url, second)
    load(url, 2)
    load(url, 1)
    assert doubts(url, second) == before
    assert counting(url) == {first}


def test_a_doubt_that_somebody_settled_stays_settled_for_that_copy_alone(url):
    load(url, 1)
    second = load(url, 2)
    [doubt] = [d for d in doubts(url, second) if d.code == "copy-loaded-already"]
    correct(url, Change(second, "doubt", "confirm", "Lan", doubt.id))
    assert raised(url, second) == []
    load(url, 2, fingerprint="f2")
    assert raised(url, second) == []
    assert [c.state for c in list_corrections(url, second)] == ["applied"]
    load(url, 1, replace(PAPER, symbol="7/TB-UBND"), "f2")  # the question it answered is gone
    assert [c.detail for c in list_corrections(url, second)] == ["This reading has no such doubt."]
    load(url, 1, fingerprint="f3")
    assert raised(url, second) == []
    third = load(url, 3)
    assert [code for code, _ in raised(url, third)] == ["copy-loaded-already"]


def test_when_the_leading_copy_is_purged_another_counts(url):
    first, second, third = load(url, 1, SIGNED), load(url, 2), load(url, 3)
    delete_document(url, first, "test")
    assert counting(url) == {second}
    assert raised(url, second) == []
    assert raised(url, third) == [("copy-loaded-already", "This notice is loaded already: 1/TB-UBND as 02020202.")]


def test_documents_of_an_older_database_are_compared_after_the_upgrade(url):
    first, second = load(url, 1), load(url, 2)
    with transaction(url) as session:
        session.execute(delete(DocumentCopy))
        session.execute(delete(CopyLikeness))
        session.execute(delete(Issue).where(Issue.code == "copy-loaded-already"))
        session.execute(update(Revision).values(compared=None))
    assert counting(url) == {first, second}
    assert {fault.code for fault in check_database(url).faults} == {"not-compared", "numbers-wrong"}
    assert upgrade(url) is False
    assert counting(url) == {first}
    assert [code for code, _ in raised(url, second)] == ["copy-loaded-already"]


def test_verify_finds_what_is_not_settled(url):
    first, second = load(url, 1), load(url, 2)
    with transaction(url) as session:
        session.execute(delete(DocumentCopy))
    assert {(f.code, f.subject) for f in check_database(url).faults} == {
        ("copies-not-settled", "02020202"),
        ("numbers-wrong", "02020202"),
    }
    load(url, 1, fingerprint="f2")
    assert counting(url) == {first} != {second}
