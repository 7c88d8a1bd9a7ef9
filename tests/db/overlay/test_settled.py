"""Doubts about no row: settled by a person, open again by an undo, found again in every later reading, on a real database of each kind."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.asking.details import list_documents, revision_detail
from db.asking.questions import doubts
from db.engine import engine_for
from db.repository import write_reading
from db.review.corrections import Change, correct, list_corrections, undo
from db.upkeep.verify import check_database
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.geometry import BBox, Region
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span

GARBLED = Issue("number-unreadable", Severity.WARNING, "'l,5' may be a figure.", 1, Span(50, 53), (Region(1, BBox(10, 20, 30, 40)),))
TURNED = Issue("orientation-unsure", Severity.WARNING, "Page 1 may lie sideways.", 1)
ALSO_TURNED = Issue("orientation-unsure", Severity.WARNING, "Page 2 may lie sideways.", 2)


@pytest.fixture
def load(url, document, reading, key):
    """Loads the notice with these doubts as a revision of its own."""
    count = iter(range(1, 100))

    def write(*issues, symbol="1/TB-UBND"):
        return write_reading(url, key(document, f"f{next(count)}"), replace(reading(symbol), issues=issues))[0]

    return write


@pytest.fixture
def settle(url, document):
    """Settles the open doubt whose message begins so."""

    def say(begin, who="Lan"):
        [found] = [d for d in doubts(url, settled=True) if d.message.startswith(begin)]
        return correct(url, Change(document.id, "doubt", "confirm", who, found.id))

    return say


def open_messages(url):
    return sorted(d.message for d in doubts(url) if d.code != "low-confidence")


def sound(url):
    return [fault for fault in check_database(url).faults if fault.severity is not Severity.INFO] == []


def test_a_doubt_is_settled_listed_in_the_log_and_opened_again(url, document, load, settle):
    load(GARBLED, TURNED)
    before = list_documents(url)[0].issues
    settle("'l,5'")
    assert open_messages(url) == [TURNED.message]
    assert list_documents(url)[0].issues == before - 1
    assert len(revision_detail(url, document.id).settled) == 1
    [said] = list_corrections(url, document.id)
    assert (said.kind, said.action, said.state, said.actor, said.words) == (
        "doubt",
        "confirm",
        "applied",
        "Lan",
        f"{GARBLED.code}: {GARBLED.message}",
    )
    assert said.quote == revision_detail(url, document.id).revision.clean_text[50:53] and said.places
    assert sound(url)
    undo(url, document.id, "Lan")
    assert open_messages(url) == sorted([GARBLED.message, TURNED.message])
    assert sound(url)


def test_it_stays_settled_in_every_later_reading_that_has_it(url, load, settle):
    load(GARBLED, TURNED)
    settle("'l,5'")
    settle("Page 1")
    load(TURNED, GARBLED)
    assert open_messages(url) == []
    load(replace(GARBLED, message="'1,S' may be a figure."), TURNED)
    assert open_messages(url) == []
    assert sound(url)


@pytest.mark.parametrize(
    "another",
    [
        ALSO_TURNED,
        replace(TURNED, code="restored-text"),
        Issue("figure-and-words-differ", Severity.WARNING, "5 is said to be three.", 1, Span(0, 12)),
    ],
)
def test_another_doubt_is_not_taken_for_it(url, document, load, settle, another):
    load(TURNED)
    settle("Page 1")
    load(another)
    assert open_messages(url) == [another.message]
    [said] = list_corrections(url, document.id)
    assert (said.state, said.row_id, said.detail) == ("applied", None, "This reading has no such doubt.")
    load(another, TURNED)  # it is back
    assert open_messages(url) == [another.message]
    assert sound(url)


def test_of_two_that_say_the_same_each_is_settled_once(url, load, document):
    load(GARBLED, GARBLED)
    first, second = (d.id for d in doubts(url) if d.code == GARBLED.code)
    correct(url, Change(document.id, "doubt", "confirm", "Lan", first))
    assert open_messages(url) == [GARBLED.message]
    correct(url, Change(document.id, "doubt", "confirm", "Lan", second))
    assert open_messages(url) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"action": "change"}, "only be confirmed"),
        ({"action": "reject"}, "only be confirmed"),
        ({"action": "add"}, "only be confirmed"),
        ({"values": {"message": "x"}}, "only be confirmed"),
        ({"row_id": 0}, "no doubt"),
        ({"row_id": None}, "no doubt"),
    ],
)
def test_what_cannot_be_said_of_a_doubt_is_refused(url, document, load, change, said):
    load(TURNED)
    [found] = [d.id for d in doubts(url) if d.code == TURNED.code]
    asked = {"action": "confirm", "row_id": found, "values": {}} | change
    with pytest.raises(CorrectionError, match=said):
        correct(url, Change(document.id, "doubt", asked["action"], "Lan", asked["row_id"], asked["values"]))
    assert list_corrections(url, document.id) == []


def test_a_doubt_about_a_row_is_settled_by_its_row(url, document, load):
    load(Issue("head-field-missing", Severity.WARNING, "The head has no subject.", kind="head"))
    for found in doubts(url):
        with pytest.raises(CorrectionError, match=r"is about (head|metric)"):
            correct(url, Change(document.id, "doubt", "confirm", "Lan", found.id))


def test_it_is_settled_once_and_only_in_the_current_reading(url, document, load, settle):
    load(TURNED)
    [old] = [d.id for d in doubts(url) if d.code == TURNED.code]
    settle("Page 1")
    with pytest.raises(CorrectionError, match="settled already"):
        settle("Page 1", "Minh")
    load(TURNED, symbol="2/TB-UBND")
    with pytest.raises(CorrectionError, match="no doubt"):
        correct(url, Change(document.id, "doubt", "confirm", "Minh", old))


def test_the_database_knows_no_other_word_for_it(url, load):
    load(TURNED)
    with engine_for(url).begin() as connection, pytest.raises(DBAPIError), connection.begin_nested():
        connection.execute(text("UPDATE issue SET review = 'rejected'"))


def test_verify_sees_a_doubt_that_was_opened_behind_its_back(url, load, settle):
    load(TURNED)
    settle("Page 1")
    with engine_for(url).begin() as connection:
        connection.execute(text("UPDATE issue SET review = NULL"))
    assert [f.code for f in check_database(url).faults if f.severity is Severity.ERROR] == [
        "numbers-wrong",
        "correction-not-followed",
    ]


@pytest.mark.parametrize("doubt", [GARBLED, TURNED])
def test_a_doubt_is_found_again_however_it_is_worded(url, load, settle, doubt):
    load(doubt)
    settle(doubt.message[:6])
    load(replace(doubt, message="Said quite otherwise by a later version."), symbol="2/TB-UBND")
    assert open_messages(url) == []
    assert sound(url)


def test_the_same_words_about_another_place_stay_open(url, load, settle):
    load(GARBLED)
    settle("'l,5'")
    elsewhere = replace(GARBLED, span=Span(13, 25), regions=(Region(1, BBox(60, 150, 90, 170)),))
    load(elsewhere, symbol="2/TB-UBND")
    assert open_messages(url) == [elsewhere.message]
