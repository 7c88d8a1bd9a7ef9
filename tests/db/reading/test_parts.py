"""The notices of one file as documents of their own: written together, found by name, gone and back without a loss."""

from dataclasses import replace

import pytest
from hand_made import make_reading, register
from sqlalchemy import text

from db.asking.details import count_states, list_documents, revision_detail
from db.asking.questions import doubts
from db.asking.search import search
from db.asking.selection import Selection, select_documents
from db.engine import engine_for
from db.reading.documents import find_document, find_file, means_a_file, register_document
from db.reading.parts import JOIN, PART, UNDO, decide, decisions_about, notices_of
from db.reading.standing import standing
from db.repository import RevisionKey, write_readings
from db.review.corrections import Change, correct, list_corrections
from db.review.followup import set_task
from db.schema import downgrade
from db.upkeep import purge
from db.upkeep.snapshot import take_snapshot
from db.upkeep.verify import check_database, originals
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import InvariantError, LoadError, UnknownDocumentError

SHA = "ab" * 32


def on_pages(reading, *numbers):
    pages = tuple(replace(reading.pages[0], number=number, sheet=number) for number in numbers)
    return replace(reading, pages=pages)


def notice(symbol, *pages):
    return on_pages(make_reading(symbol), *pages)


ONE, TWO, THREE = notice("1/TB-UBND", 1, 2), notice("2/TB-UBND", 3), notice("3/TB-UBND", 4, 5)


def fill(url):
    document = register(url)
    write_readings(url, RevisionKey(document.id, "f1", {"dpi": None}, {"tesseract": "5.3"}), [ONE, TWO, THREE])
    return document


@pytest.fixture
def registered(request, copied):
    """A file of three notices where a test is about one, else a file that waits."""
    return copied(fill if "stack" in request.fixturenames else register)


@pytest.fixture
def stack(url, document):
    return url


def listed(url):
    return [(n.short_id, n.state, n.symbol, n.pages) for n in notices_of(url, SHA)]


def codes(url, name):
    return [d.code for d in doubts(url, find_document(url, name).id, notes=True)]


def test_each_notice_is_a_document_and_the_file_is_one_original(stack):
    assert listed(stack) == [
        ("abababab", "loaded", "1/TB-UBND", (1, 2)),
        ("abababab.2", "loaded", "2/TB-UBND", (3,)),
        ("abababab.3", "loaded", "3/TB-UBND", (4, 5)),
    ]
    assert [(r.short_id, r.part, r.first_page, r.last_page) for r in list_documents(stack)] == [
        ("abababab", 1, 1, 2),
        ("abababab.2", 2, 3, 3),
        ("abababab.3", 3, 4, 5),
    ]
    assert len(originals(stack)) == 1
    assert check_database(stack).faults == ()
    stands = standing(stack, find_file(stack, "a.pdf").id)
    assert (stands.symbol, stands.pages, stands.notices) == ("1/TB-UBND; 2/TB-UBND; 3/TB-UBND", 5, 3)


@pytest.mark.parametrize(
    ("name", "found"),
    [("abababab", 1), ("abababab.1", 1), ("abababab.3", 3), ("ababab.2", 2), ("ABABABAB.2", 2), ("2/TB-UBND", 2), ("3/tb-ubnd", 3)],
)
def test_a_notice_is_found_by_id_and_symbol(stack, name, found):
    assert find_document(stack, name).part == found
    assert find_file(stack, name).part == 1


def test_a_file_name_means_the_file(stack):
    with pytest.raises(UnknownDocumentError, match="3 documents go by"):
        find_document(stack, "a.pdf")
    assert find_file(stack, "a.pdf").part == 1
    assert [name for name in ("a.pdf", "abababab", "abab", "abababab.1", "2/TB-UBND") if means_a_file(stack, name)] == [
        "a.pdf",
        "abababab",
        "abab",
    ]
    for name in ("abababab.7", "nothing.pdf"):
        with pytest.raises(UnknownDocumentError):
            find_file(stack, name)


@pytest.mark.parametrize(
    ("names", "parts"),
    [(("a.pdf",), [1, 2, 3]), (("abababab",), [1, 2, 3]), (("abababab.1",), [1]), (("3/TB-UBND",), [3]), ((), [1, 2, 3])],
)
def test_taking_away_by_the_name_of_a_file_takes_all_its_notices(stack, names, parts):
    ids = {row.id: row.part for row in (find_document(stack, f"abababab.{n}") for n in (1, 2, 3))}
    assert [ids[i] for i in select_documents(stack, Selection(documents=names))] == parts


def test_all_notices_or_none(url, document, key):
    broken = replace(TWO, clean=replace(TWO.clean, text=TWO.clean.text.upper()))
    with pytest.raises(InvariantError):
        write_readings(url, key(document), [ONE, broken])
    assert listed(url) == [("abababab", "waiting", None, ())]
    assert check_database(url).faults == ()


def test_the_same_reading_changes_nothing(stack, document, key):
    again = write_readings(stack, key(document), [ONE, TWO, THREE])
    assert [(w.short_id, w.revision, w.is_new) for w in again] == [
        ("abababab", 1, False),
        ("abababab.2", 1, False),
        ("abababab.3", 1, False),
    ]


def test_a_notice_that_is_found_no_more_is_named_and_shows_no_rows(stack, document, key):
    correct(stack, Change(find_document(stack, "abababab.2").id, "head", "change", "Lan", None, {"place": "Tân Giang"}))
    write_readings(stack, key(document, "f2"), [on_pages(ONE, 1, 2, 3), THREE])
    assert listed(stack) == [
        ("abababab", "loaded", "1/TB-UBND", (1, 2, 3)),
        ("abababab.2", "vanished", "2/TB-UBND", ()),
        ("abababab.3", "loaded", "3/TB-UBND", (4, 5)),
    ]
    assert codes(stack, "abababab").count("part-vanished") == 1
    [row] = [d for d in doubts(stack, find_document(stack, "abababab").id) if d.code == "part-vanished"]
    assert (row.severity, row.page) == ("error", 3)
    assert "abababab.2 (2/TB-UBND), of which people had said something" in row.message
    assert "part-vanished" not in codes(stack, "abababab.3")
    assert count_states(stack)["vanished"] == 1
    with pytest.raises(UnknownDocumentError):
        find_document(stack, "2/TB-UBND")
    with pytest.raises(UnknownDocumentError, match="vanished: A later reading made its pages part of abababab"):
        revision_detail(stack, find_document(stack, "abababab.2").id)
    [said] = list_corrections(stack, find_document(stack, "abababab.2").id)
    assert (said.state, said.detail) == ("unplaced", "The notice is part of abababab now.")
    assert [f.code for f in check_database(stack).faults] == ["correction-unplaced"]


def test_a_notice_that_is_found_again_is_back_with_what_people_said(stack, document, key):
    second = find_document(stack, "abababab.2").id
    correct(stack, Change(second, "head", "change", "Lan", None, {"place": "Tân Giang"}))
    directive = revision_detail(stack, second).directives[0].id
    set_task(stack, directive, "Lan", source="cli", state="done", completed_on="20/6/2026")
    write_readings(stack, key(document, "f2"), [on_pages(ONE, 1, 2, 3), THREE])
    write_readings(stack, key(document, "f3"), [ONE, TWO, THREE])
    detail = revision_detail(stack, second)
    assert (detail.document.state, detail.revision.place, detail.tasks[0].state) == ("loaded", "Tân Giang", "done")
    assert codes(stack, "abababab").count("part-vanished") == 0
    assert check_database(stack).faults == ()


def test_an_earlier_reading_that_comes_back_shows_a_vanished_notice_again(stack, document, key):
    write_readings(stack, key(document, "f2"), [on_pages(ONE, 1, 2, 3), THREE])
    write_readings(stack, key(document), [ONE, TWO, THREE])
    assert [state for _, state, *_ in listed(stack)] == ["loaded"] * 3


def test_a_notice_keeps_its_document_whatever_is_cut_around_it(stack, document, key):
    write_readings(stack, key(document, "f2"), [on_pages(ONE, 1, 2, 3), THREE])
    write_readings(stack, key(document, "f3"), [on_pages(ONE, 1), notice("9/TB-UBND", 2), TWO, THREE])
    assert [(i, s, p) for i, _, s, p in listed(stack)] == [
        ("abababab", "1/TB-UBND", (1,)),
        ("abababab.4", "9/TB-UBND", (2,)),
        ("abababab.2", "2/TB-UBND", (3,)),
        ("abababab.3", "3/TB-UBND", (4, 5)),
    ]
    # A blank back now belongs to another notice: the symbol says which one it is.
    write_readings(stack, key(document, "f4"), [on_pages(ONE, 1), notice("9/TB-UBND", 2), on_pages(TWO, 3, 4), on_pages(THREE, 5)])
    assert ("abababab.3", "loaded", "3/TB-UBND", (5,)) in listed(stack)
    assert check_database(stack).faults == ()


def test_what_a_person_says_of_a_page_is_kept_and_the_newest_counts(stack, document, key):
    decide(stack, SHA, 3, JOIN, "Lan")
    decide(stack, SHA, 2, PART, "Bình")
    assert decisions_about(stack, SHA) == {2: True, 3: False}
    decide(stack, SHA, 2, UNDO, "Lan")
    assert decisions_about(stack, SHA) == {3: False}
    write_readings(stack, key(document, "f2"), [on_pages(ONE, 1, 2, 3), THREE])
    assert [n.reason for n in notices_of(stack, SHA)] == [None, "Lan made its pages part of abababab.", None]
    assert "part-joined" in codes(stack, "abababab")
    assert "part-vanished" not in codes(stack, "abababab")


@pytest.mark.parametrize(("page", "action"), [(9, JOIN), (1, PART), (0, PART)])
def test_of_some_pages_nothing_can_be_said(stack, page, action):
    with pytest.raises(CorrectionError):
        decide(stack, SHA, page, action, "Lan")
    assert decisions_about(stack, SHA) == {}


def test_what_was_said_of_a_page_is_never_changed(stack):
    decide(stack, SHA, 3, JOIN, "Lan")
    for statement in ("UPDATE page_decision SET page = 4", "DELETE FROM page_decision"):
        with pytest.raises(Exception, match="only added to"), engine_for(stack).begin() as connection:
            connection.execute(text(statement))


def test_a_purge_takes_the_whole_file(stack):
    decide(stack, SHA, 3, JOIN, "Lan")
    other, _ = register_document(stack, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=("/in/c.pdf", "c.pdf"))
    purge.delete_document(stack, find_file(stack, "abababab.3").id, "a test")
    assert [row.short_id for row in list_documents(stack)] == [other.short_id]
    with engine_for(stack).connect() as connection:
        for table in ("revision", "page", "directive", "evidence", "page_decision"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    assert check_database(stack).faults == ()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE document SET part = 7 WHERE part = 1", "first-part-missing"),
        ("UPDATE document SET store_path = 'elsewhere' WHERE part = 2", "part-elsewhere"),
        ("UPDATE document SET first_page = NULL WHERE part = 2", "part-unfinished"),
        ("UPDATE page SET number = 4 WHERE number = 3", "page-twice"),
        ("UPDATE page SET number = 6 WHERE number = 3", "page-in-no-part"),
    ],
)
def test_each_damage_to_parts_is_found(stack, statement, code):
    with engine_for(stack).begin() as connection:
        connection.execute(text(statement))
    assert code in {f.code for f in check_database(stack).faults}


def test_a_backup_has_the_original_once(stack, tmp_path):
    snapshot = take_snapshot(stack, tmp_path / "copy")
    assert [(one.sha256, one.name) for one in snapshot.originals] == [(SHA, "abababab (a.pdf)")]
    assert snapshot.counts["document"] == 3


def test_the_downgrade_refuses_to_lose_a_notice(stack):
    with pytest.raises(LoadError, match="2 documents are further notices"):
        downgrade(stack, "0009")
    assert check_database(stack).faults == ()


def test_search_tells_the_notices_of_a_file_apart(stack):
    found = search(stack, "biên chế")
    assert {hit.symbol for hit in found.hits} == {"1/TB-UBND", "2/TB-UBND", "3/TB-UBND"}
