from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.finding import Heir
from tasks.domain.notice import Head
from tasks.findings.agencies import Agencies, issued_by
from tasks.vietnamese.places import COMMUNE, DISTRICT, PROVINCE, Place, Places

END, BEGIN = date(2025, 6, 30), date(2025, 7, 1)
# Two invented provinces, merged since; each had a district of one name, and the first a city.
PLACES = Places(
    (
        Place("1", PROVINCE, "tỉnh", "Tân Giang", (), None, None, ()),
        Place("2-2025", PROVINCE, "tỉnh", "Sơn Hà Đông", (), None, END, ("1",)),
        Place("3", PROVINCE, "thành phố", "Nam Phố", (), None, None, ()),
        Place("11-2025", DISTRICT, "huyện", "Hòa Bình", ("1",), None, END, ("111", "112")),
        Place("21-2025", DISTRICT, "huyện", "Hòa Bình", ("2-2025",), None, END, ("112",)),
        Place("12-2025", DISTRICT, "thành phố", "Bắc Phố", ("1",), None, END, ("113",)),
        Place("31-2025", DISTRICT, "quận", "1", ("3",), None, END, ("301",)),
        Place("111", COMMUNE, "xã", "Tân An", ("1", "11-2025"), None, None, ()),
        Place("112", COMMUNE, "xã", "Hòa Bình", ("1",), BEGIN, None, ()),
        Place("112-2025", COMMUNE, "thị trấn", "Hòa Bình", ("11-2025",), None, END, ("112",)),
        Place("113", COMMUNE, "phường", "Xuân Hà - Bắc Phố", ("1",), BEGIN, None, ()),
        Place("114", COMMUNE, "xã", "Sơn Tây 2", ("1",), BEGIN, None, ()),
        Place("301", COMMUNE, "phường", "An Lộc", ("3",), BEGIN, None, ()),
    )
)
AGENCIES = Agencies(load_vocabulary().agencies, PLACES)
HERE = Head(issuer="Ủy ban nhân dân tỉnh Tân Giang", issued_on=date(2024, 5, 6))
THERE = Head(issuer="Sở Nội vụ", place="Sơn Hà Đông", issued_on=date(2024, 5, 6))
CITY = Head(issuer="Văn phòng UBND TP. Nam Phố", issued_on=date(2024, 5, 6))


@pytest.mark.parametrize(
    ("printed", "code", "kind"),
    [
        ("Sở NN&PTNT", "department-agriculture", "agency"),
        ("Giám đốc Sở Nội vụ", "department-home-affairs", "agency"),
        ("Sở Nông nghiệp và Môi trường", "department-agriculture-environment", "agency"),
        ("UBND tỉnh", "committee-provincial", "agency"),
        ("Uỷ ban nhân dân tỉnh Tây Sơn Hạ", "committee-provincial/tinh-tay-son-ha", "agency"),
        ("Công an thành phố Nam Phố", "police", "agency"),
        ("Đảng ủy Công an tỉnh", "party-grassroots", "agency"),
        ("Chánh Văn phòng UBND tỉnh", "office-committee", "agency"),
        ("VPCP", "vpcp", "agency"),
        ("Chủ tịch UBND các huyện, thị xã, thành phố", "group-district-committees", "group"),
        ("UBND các xã, phường", "group-commune-committees", "group"),
        ("Thủ trưởng các sở, ban, ngành tỉnh", "group-departments", "group"),
        ("các cơ quan, đơn vị liên quan", "group-units", "group"),
        ("Các huyện ủy, thành ủy", "group-party-committees", "group"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "party-propaganda", "agency"),
        ("Thuế tỉnh Tân Giang", "tax", "agency"),
        ("Chánh án Tòa án nhân dân tỉnh", "court", "agency"),
        ("BHXH tỉnh", "social-insurance", "agency"),
        ("Bộ Công an", "ministry-public-security", "agency"),
        ("Công an tỉnh", "police", "agency"),
    ],
)
def test_printed_names_reach_one_agency(printed, code, kind):
    match = AGENCIES.resolve(printed)
    assert (match.code, match.kind) == (code, kind)


@pytest.mark.parametrize("printed", ["Công ty cổ phần Hoa Sen Tân Giang", "Người dân", ""])
def test_an_unknown_name_stays_unresolved(printed):
    assert AGENCIES.resolve(printed) is None


@pytest.mark.parametrize(
    ("printed", "code", "label"),
    [
        ("UBND xã Hòa Phúc", "committee-commune/xa-hoa-phuc", "Ủy ban nhân dân xã Hòa Phúc"),
        ("UBND xã được giao nhiệm vụ", "committee-commune", "UBND cấp xã"),
        ("Chủ tịch UBND phường An Phú Đông", "committee-commune/phuong-an-phu-dong", "Ủy ban nhân dân phường An Phú Đông"),
        ("Ủy ban nhân dân phường 5", "committee-commune/phuong-5", "Ủy ban nhân dân phường 5"),
        ("UBND đặc khu Hòn Ngọc", "committee-commune/dac-khu-hon-ngoc", "Ủy ban nhân dân đặc khu Hòn Ngọc"),
        ("Uỷ ban nhân dân huyện Tân An", "committee-district/huyen-tan-an", "Ủy ban nhân dân huyện Tân An"),
        ("Huyện ủy Tân An", "party-district/huyen-tan-an", "Huyện ủy Tân An"),
        ("Bí thư Đảng ủy xã Hòa Phúc", "party-grassroots/xa-hoa-phuc", "Đảng ủy xã Hòa Phúc"),
        ("HĐND phường An Phú", "council-local/phuong-an-phu", "Hội đồng nhân dân phường An Phú"),
        ("UBND xã", "committee-commune", "UBND cấp xã"),
        ("UBND các xã, phường", "group-commune-committees", "UBND các xã, phường, đặc khu"),
    ],
)
def test_bodies_of_districts_and_communes_are_told_apart_by_their_place(printed, code, label):
    match = AGENCIES.resolve(printed)
    assert (match.code, match.label) == (code, label)


@pytest.mark.parametrize(
    ("printed", "head", "code", "label"),
    [
        ("UBND huyện Hòa Bình", HERE, "committee-district/huyen-hoa-binh/11-2025", "Ủy ban nhân dân huyện Hòa Bình, tỉnh Tân Giang"),
        ("UBND huyện Hoà Bình", THERE, "committee-district/huyen-hoa-binh/21-2025", "Ủy ban nhân dân huyện Hòa Bình, tỉnh Sơn Hà Đông"),
        ("UBND huyện Hòa Bình", None, "committee-district/huyen-hoa-binh", "Ủy ban nhân dân huyện Hòa Bình"),
        ("UBND huyện Hòa Bình, tỉnh Tân Giang", THERE, "committee-district/huyen-hoa-binh/11-2025", None),
        ("UBND xã Tân An, huyện Hòa Bình", None, "committee-commune/xa-tan-an/111", None),
        ("UBND huyện Tân Lập", HERE, "committee-district/huyen-tan-lap/1", "Ủy ban nhân dân huyện Tân Lập"),
        ("Chủ tịch UBND TP. Bắc Phố", HERE, "committee-district/thanh-pho-bac-pho/12-2025", "Ủy ban nhân dân thành phố Bắc Phố"),
        ("UBND thành phố Đông Phố", HERE, "committee-district/thanh-pho-dong-pho/1", "Ủy ban nhân dân thành phố Đông Phố"),
        ("UBND thành phố Nam Phố", HERE, "committee-provincial/thanh-pho-nam-pho/3", "Ủy ban nhân dân thành phố Nam Phố"),
        ("UBND Thành phố", CITY, "committee-provincial/thanh-pho-nam-pho/3", "Ủy ban nhân dân thành phố Nam Phố"),
        ("UBND Q.1", CITY, "committee-district/quan-1/31-2025", "Ủy ban nhân dân quận 1"),
        ("UBND tỉnh", HERE, "committee-provincial/tinh-tan-giang/1", "Ủy ban nhân dân tỉnh Tân Giang"),
        ("UBND tỉnh", CITY, "committee-provincial", "UBND cấp tỉnh"),
        ("Tỉnh uỷ", THERE, "party-provincial/tinh-son-ha-dong/2-2025", "Tỉnh ủy Sơn Hà Đông"),
        ("Huyện Uỷ Hòa Bình", HERE, "party-district/huyen-hoa-binh/11-2025", "Huyện ủy Hòa Bình, tỉnh Tân Giang"),
        ("UBND phường Xuân Hà - Bắc Phố", None, "committee-commune/phuong-xuan-ha-bac-pho/113", None),
        ("UBND xã Sơn Tây 2", None, "committee-commune/xa-son-tay-2/114", "Ủy ban nhân dân xã Sơn Tây 2"),
        ("UBND xã Sơn Đông 2 lần", None, "committee-commune/xa-son-dong", "Ủy ban nhân dân xã Sơn Đông"),
        ("Công an thành phố Bắc Phố", HERE, "police-district/thanh-pho-bac-pho/12-2025", "Công an thành phố Bắc Phố"),
        ("TAND huyện Hòa Bình", HERE, "court-district/huyen-hoa-binh/11-2025", "Tòa án nhân dân huyện Hòa Bình, tỉnh Tân Giang"),
    ],
)
def test_the_document_says_which_of_some_namesakes_is_meant(printed, head, code, label):
    match = AGENCIES.resolve(printed, head)
    assert match.code == code
    assert label is None or match.label == label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở Kế hoạch Đầu tư", "Giám đốc Sở KHĐT"),
        ("SYT", "Sở Y tế"),
        ("Sở Lao động thương binh và xã hội", "Sở LĐ-TB&XH"),
        ("Uỷ ban nhân dân huyện Hoà Bình", "UBND Huyện Hòa Bình"),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở VH, TT&DL"),
        ("UBND thị trấn Hòa Bình", "UBND TT. Hoà Bình"),
    ],
)
def test_two_spellings_of_one_body_are_one_agency(one, other):
    assert AGENCIES.resolve(one, HERE) == AGENCIES.resolve(other, HERE) is not None


def test_a_department_that_was_merged_says_into_what_and_by_what():
    agency = AGENCIES.resolve("Sở Kế hoạch và Đầu tư", HERE)
    assert (agency.until, agency.heirs) == (date(2025, 2, 28), (Heir("department-finance", "Sở Tài chính"),))
    assert agency.decree == "Nghị định 45/2025/NĐ-CP"
    assert AGENCIES.resolve("Sở Tài chính", HERE).until is None


def test_a_committee_leaves_its_tasks_to_those_of_what_its_place_became():
    district = AGENCIES.resolve("UBND huyện Hòa Bình", HERE)
    assert district.until == END
    assert district.heirs == (
        Heir("committee-commune/xa-tan-an/111", "Ủy ban nhân dân xã Tân An"),
        Heir("committee-commune/xa-hoa-binh/112", "Ủy ban nhân dân xã Hòa Bình"),
    )
    province = AGENCIES.resolve("UBND tỉnh", THERE)
    assert province.heirs == (Heir("committee-provincial/tinh-tan-giang/1", "Ủy ban nhân dân tỉnh Tân Giang"),)
    assert province.decree == "Nghị quyết 202/2025/QH15"
    assert AGENCIES.resolve("Huyện ủy Hòa Bình", HERE).heirs[0] == Heir("party-grassroots/xa-tan-an/111", "Đảng ủy xã Tân An")
    assert AGENCIES.resolve("UBND xã Tân An", HERE).until is None


def test_an_heir_is_what_its_own_name_resolves_to():
    for printed in ("UBND huyện Hòa Bình", "Huyện ủy Hòa Bình", "Công an huyện Hòa Bình", "UBND thành phố Bắc Phố"):
        for heir in AGENCIES.resolve(printed, HERE).heirs:
            again = AGENCIES.resolve(heir.label, replace_day(HERE))
            assert (again.code, again.label) == (heir.code, heir.label)


def replace_day(head):
    return Head(issuer=head.issuer, issued_on=date(2026, 1, 1))


def test_every_body_that_ended_names_heirs_that_there_are_and_what_ended_it():
    codes = {entry.code for entry in AGENCIES.lexicon.entries}
    for entry in AGENCIES.lexicon.entries:
        assert ("until" in entry.values) == ("decree" in entry.values), entry.code
        assert set(entry.values.get("successors", "").split()) <= codes
        if "until" in entry.values:
            assert date.fromisoformat(entry.values["until"]) and entry.values["successors"], entry.code


def test_where_a_document_is_from():
    assert issued_by(HERE, PLACES).province.code == "1"
    assert issued_by(THERE, PLACES).province.code == "2-2025"
    assert issued_by(Head(issuer="UBND huyện Hòa Bình"), PLACES).province is None
    assert issued_by(Head(), PLACES).province is None
    assert issued_by(Head(issuer="Bảo hiểm xã hội Việt Nam", place="Nam Phố"), PLACES).province is None
    assert issued_by(Head(issuer="Bộ Nội vụ", place="Nam Phố"), PLACES).province is None
    assert issued_by(Head(issuer="Văn phòng UBND tỉnh", place="Tân Giang"), PLACES).province.code == "1"


@given(st.text(max_size=40))
def test_any_text_may_be_a_party(text):
    AGENCIES.resolve(text, HERE)
    AGENCIES.resolve(f"UBND huyện {text}", Head(issuer=text, place=text))
