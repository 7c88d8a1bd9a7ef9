from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.questions import due, under
from db.asking.selection import Selection, selected, tasks_of
from db.engine import transaction
from db.models.finding import Agency
from db.reading.agencies import Forerunner, agencies_meant, tell_ends
from db.reading.documents import register_document
from db.repository import write_reading
from db.review.corrections import Change, correct
from tasks.domain.finding import Agency as FoundAgency
from tasks.domain.finding import Heir
from tasks.domain.membership import Whose

END = date(2025, 6, 30)
DISTRICT = FoundAgency(
    "committee-district/huyen-hoa-binh/11-2025",
    "Ủy ban nhân dân huyện Hòa Bình",
    "agency",
    END,
    (Heir("committee-commune/xa-tan-an/111", "Ủy ban nhân dân xã Tân An"), Heir("committee-commune/xa-hoa-binh/112", "UBND xã Hòa Bình")),
    "Nghị quyết 203/2025/QH15",
)
OLD = FoundAgency(
    "committee-commune/xa-cu/9-2024", "Ủy ban nhân dân xã Cũ", "agency", date(2024, 12, 31), (Heir(DISTRICT.code, DISTRICT.label),)
)
STANDS = FoundAgency("committee-commune/xa-tan-an/111", "Ủy ban nhân dân xã Tân An", "agency")


def loaded_with(url, reading, key, *agencies):
    """A document for each agency, whose first task's leading party stands for it."""
    for number, agency in enumerate(agencies):
        found = reading(f"{number}/TB-UBND")
        printed = found.extraction.findings.directives[0].lead[0]
        made = replace(found, extraction=replace(found.extraction, agencies=((printed, agency),)))
        row, _ = register_document(url, sha256=f"{number:02}" * 32, byte_size=1, store_path=f"{number}/x", delivery=("/in/x.pdf", "x.pdf"))
        write_reading(url, key(row, f"f{number}"), made)


def told(url, code):
    with transaction(url, read_only=True) as session:
        row = session.scalars(select(Agency).where(Agency.code == code)).one()
        return row.label, row.ends_on, row.decree, [(heir.position, heir.code) for heir in row.heirs]


@pytest.fixture
def loaded(url, reading, key):
    """Tasks of a district that ended, of a commune that became a part of it, and of one of its heirs."""
    loaded_with(url, reading, key, DISTRICT, OLD, STANDS)
    return url


def test_a_question_about_an_heir_finds_what_its_forerunners_left(loaded):
    meant = agencies_meant(loaded, "UBND xã Tân An")
    assert set(meant.ids) == {STANDS.code, DISTRICT.code, OLD.code}
    assert meant.forerunners == (Forerunner(DISTRICT.label, END), Forerunner(OLD.label, date(2024, 12, 31)))
    theirs = set(tasks_of(loaded, Whose("ubnd xa tan an")))
    assert len(theirs) == 3
    assert set(tasks_of(loaded, Whose(STANDS.code))) == theirs
    assert len(tasks_of(loaded, Whose("UBND huyện Hoà Bình"))) == 2  # not what came behind it


def test_an_heir_that_no_document_names_finds_them_too(loaded):
    meant = agencies_meant(loaded, "xã Hòa Bình")
    assert [f.label for f in meant.forerunners] == [DISTRICT.label, OLD.label]
    assert len(tasks_of(loaded, Whose("committee-commune/xa-hoa-binh/112"))) == 2


def test_every_question_by_agency_says_and_counts_the_same(loaded):
    agency = "xã Tân An"
    theirs = set(tasks_of(loaded, Whose(agency)))
    assert {row.id for row in due(loaded, date(2027, 1, 1), 0, Whose(agency))} <= theirs
    assert len(under(loaded, "12/QĐ-UBND")) > len(under(loaded, "12/QĐ-UBND", Whose("xã Nào Đó"))) == 0
    page = board(loaded, BoardWanted(Whose(agency)), date(2026, 6, 1))
    assert {task.directive_id for task in page.tasks} == theirs
    assert page.forerunners == agencies_meant(loaded, agency).forerunners
    assert board(loaded, BoardWanted(), date(2026, 6, 1)).forerunners == ()
    assert len(list(selected(loaded, Selection(whose=Whose(agency))))) == 3


def test_a_whole_printed_name_means_its_agency(url, reading, key):
    ministry = FoundAgency("so-noi-vu", "Sở Nội vụ và mọi sự", "agency")
    loaded_with(url, reading, key, ministry)
    printed = reading().extraction.findings.directives[0].lead[0]
    assert set(agencies_meant(url, printed.upper()).ids) == {"so-noi-vu"}
    assert agencies_meant(url, "nobody") == agencies_meant(url, "nobody ")
    assert agencies_meant(url, "nobody").ids == {}


def test_a_row_learns_what_is_known_now(url, reading, key):
    loaded_with(url, reading, key, replace(DISTRICT, until=None, heirs=(), decree=""), DISTRICT)
    expected = (DISTRICT.label, END, DISTRICT.decree, [(1, DISTRICT.heirs[0].code), (2, DISTRICT.heirs[1].code)])
    assert told(url, DISTRICT.code) == expected
    loaded_with_again = replace(DISTRICT, heirs=DISTRICT.heirs[:1])
    found = reading("9/TB-UBND")
    row, _ = register_document(url, sha256="99" * 32, byte_size=1, store_path="9/x", delivery=("/in/9.pdf", "9.pdf"))
    printed = found.extraction.findings.directives[0].lead[0]
    write_reading(url, key(row, "f9"), replace(found, extraction=replace(found.extraction, agencies=((printed, loaded_with_again),))))
    assert told(url, DISTRICT.code)[3] == [(1, DISTRICT.heirs[0].code)]


def test_older_rows_are_told_once(url, reading, key):
    bare = replace(DISTRICT, code="committee-district/huyen-hoa-binh", until=None, heirs=(), decree="")
    loaded_with(url, reading, key, bare, STANDS)
    known = {DISTRICT.label: DISTRICT, STANDS.label: STANDS}
    assert tell_ends(url, known.get) == 1
    assert told(url, bare.code)[1] == END
    assert tell_ends(url, known.get) == 0
    assert [f.label for f in agencies_meant(url, "xã Tân An").forerunners] == [DISTRICT.label]


def test_a_party_that_a_person_types_is_resolved_in_its_document(url, document, reading, key):
    write_reading(url, key(document), reading())
    heads = []

    def resolve(printed, head):
        heads.append((printed, head.issuer, head.issued_on))
        return DISTRICT

    with transaction(url, read_only=True) as session:
        from db.models.finding import Directive

        directive = session.scalars(select(Directive.id)).first()
    correct(url, Change(document.id, "directive", "change", "an", directive, {"lead": ["UBND huyện Hòa Bình"]}), resolve)
    assert heads == [("UBND huyện Hòa Bình", "UBND tỉnh Tân Giang", date(2026, 6, 19))]
    assert told(url, DISTRICT.code)[1] == END
    assert len(tasks_of(url, Whose("xã Tân An"))) == 1
