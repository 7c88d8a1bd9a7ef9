"""What files hold inside, as the database keeps it."""

import pytest
from sqlalchemy import select

from db.asking.sight import Rule, seen_through
from db.engine import transaction
from db.models.document import Delivery
from db.reading.documents import find_document, quarantine, register_document
from db.reading.members import containers_of, depth_of, members_of, waiting_members
from db.reading.unpacked import Kept, record_members
from db.repository import write_reading
from db.upkeep.purge import delete_document
from db.upkeep.verify import check_database
from tasks.domain.member import Member

pytestmark = pytest.mark.usefixtures("kept_right")

ASIDE = Kept(Member("c.docx", code="unsupported-file", reason="a document of an office program"))


def arrive(url, mark, source):
    return register_document(
        url, sha256=mark * 32, byte_size=3, store_path=f"{mark}/{mark * 32}", delivery=(source, source.rpartition("/")[2])
    )[0]


def kept(mark, path):
    return Kept(Member(path, file="1"), mark * 32, 5, f"{mark}/{mark * 32}")


def sources(url, short_id):
    document = find_document(url, short_id)
    with transaction(url, read_only=True) as session:
        return list(session.scalars(select(Delivery.source).where(Delivery.document_id == document.id).order_by(Delivery.id)))


@pytest.fixture
def parcel(url):
    """An archive of two files, and one that is set aside."""
    found = arrive(url, "aa", "/in/hồ sơ.zip")
    record_members(url, found.id, [kept("bb", "01 tb.pdf"), kept("cc", "phụ lục/02.pdf"), ASIDE], is_parcel=True)
    return found


def test_an_archive_ends_as_unpacked_and_its_files_wait(url, parcel):
    found = find_document(url, "hồ sơ.zip")
    assert (found.state, found.reason_code) == ("unpacked", None)
    assert found.reason == ("Taken apart: 2 files are documents of their own; 1 set aside: c.docx (a document of an office program).")
    assert [(m.path, m.state, m.reason) for m in members_of(url, parcel.id)] == [
        ("01 tb.pdf", "waiting", ""),
        ("phụ lục/02.pdf", "waiting", ""),
        ("c.docx", "", "a document of an office program"),
    ]
    member = find_document(url, "02.pdf")
    assert (member.file_name, sources(url, member.short_id)) == ("hồ sơ.zip / phụ lục/02.pdf", ["/in/hồ sơ.zip / phụ lục/02.pdf"])
    assert [d.short_id for d in waiting_members(url, parcel.short_id)] == ["bb" * 4, "cc" * 4]
    assert [d.file_name for d in containers_of(url, member.id)] == ["hồ sơ.zip"]
    assert check_database(url).faults == ()


def test_taking_it_apart_again_changes_nothing(url, parcel):
    before = members_of(url, parcel.id)
    record_members(url, parcel.id, [kept("bb", "01 tb.pdf"), kept("cc", "phụ lục/02.pdf"), ASIDE], is_parcel=True)
    assert members_of(url, parcel.id) == before
    assert sources(url, "bb" * 4) == ["/in/hồ sơ.zip / 01 tb.pdf"]


def test_a_known_content_is_no_second_document(url, document):
    outer = arrive(url, "aa", "/in/x.zip")
    record_members(url, outer.id, [kept("ab", "b.pdf")], is_parcel=True)
    assert [m.short_id for m in members_of(url, outer.id)] == [document.short_id]
    assert sources(url, document.short_id) == ["/in/a.pdf", "/in/x.zip / b.pdf"]
    assert find_document(url, document.short_id).file_name == "a.pdf"


def test_an_archive_that_comes_from_another_place_brings_its_files_from_there(url, parcel):
    inner = find_document(url, "bb" * 4)
    record_members(url, inner.id, [kept("dd", "x.pdf")], is_parcel=True)
    assert register_document(url, sha256="aa" * 32, byte_size=3, store_path="x", delivery=("/b/y.zip", "y.zip"))[1]
    assert sources(url, "cc" * 4)[1:] == ["/b/y.zip / phụ lục/02.pdf"]
    assert sources(url, "dd" * 4) == ["/in/hồ sơ.zip / 01 tb.pdf / x.pdf", "/b/y.zip / 01 tb.pdf / x.pdf"]


def test_a_file_that_holds_itself_is_named(url):
    found = arrive(url, "aa", "/in/a.zip")
    record_members(url, found.id, [kept("aa", "a.zip"), kept("bb", "b.pdf")], is_parcel=True)
    first, second = members_of(url, found.id)
    assert (first.short_id, second.short_id) == ("", "bb" * 4) and "same as the file" in first.reason
    assert find_document(url, found.short_id).state == "unpacked"


def test_depth_is_counted_and_a_circle_ends(url, parcel):
    inner = find_document(url, "bb" * 4)
    record_members(url, inner.id, [kept("dd", "x.zip")], is_parcel=True)
    innermost = find_document(url, "dd" * 4)
    assert [depth_of(url, d.id) for d in (parcel, inner, innermost)] == [0, 1, 2]
    record_members(url, innermost.id, [kept("aa", "back.zip")], is_parcel=True)
    assert depth_of(url, parcel.id) == 2


def test_a_notice_with_attachments_stays_what_it_is(url, document):
    record_members(url, document.id, [kept("bb", "phụ lục.pdf")], is_parcel=False)
    assert find_document(url, document.short_id).state == "waiting"
    assert [m.path for m in members_of(url, document.id)] == ["phụ lục.pdf"]


def test_what_was_read_out_of_an_archive_is_shown_no_more(url, document, key, reading):
    write_reading(url, key(document), reading())
    record_members(url, document.id, [kept("bb", "b.pdf")], is_parcel=True)
    assert check_database(url).faults == ()
    quarantine(url, document.id, "damaged-file", "Later trouble.")
    assert find_document(url, document.short_id).state == "unpacked"


def test_a_purged_file_leaves_its_name_in_the_archive(url, parcel):
    delete_document(url, find_document(url, "bb" * 4).id, "by test")
    assert [(m.path, m.short_id) for m in members_of(url, parcel.id)][:1] == [("01 tb.pdf", "")]
    delete_document(url, parcel.id, "by test")
    assert find_document(url, "cc" * 4).state == "waiting"
    assert check_database(url).faults == ()


def test_who_may_see_a_folder_sees_what_lay_in_its_archives(url, parcel):
    seen = seen_through(url, Rule(sources=("/in/",)), lambda _: None)
    assert [m.short_id for m in members_of(seen, parcel.id)] == ["bb" * 4, "cc" * 4, ""]
    hidden = seen_through(url, Rule(sources=("/elsewhere/",)), lambda _: None)
    assert members_of(hidden, parcel.id) == []
