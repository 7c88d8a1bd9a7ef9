import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.agencies import resolve_agency, spelled_out

AGENCIES = load_vocabulary().agencies


@pytest.mark.parametrize(
    ("printed", "code", "kind"),
    [
        ("Sở NN&PTNT", "department-agriculture", "agency"),
        ("Giám đốc Sở Nội vụ", "department-home-affairs", "agency"),
        ("Sở Nông nghiệp và Môi trường", "department-agriculture-environment", "agency"),
        ("UBND tỉnh", "committee-provincial", "agency"),
        ("Uỷ ban nhân dân tỉnh Tân Giang", "committee-provincial", "agency"),
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
    match = resolve_agency(printed, AGENCIES)
    assert (match.code, match.kind) == (code, kind)


@pytest.mark.parametrize("printed", ["Công ty cổ phần Hoa Sen Tân Giang", "Người dân", ""])
def test_an_unknown_name_stays_unresolved(printed):
    assert resolve_agency(printed, AGENCIES) is None


def test_a_title_alone_is_kept():
    assert spelled_out("Giám đốc Sở Y tế") == "Sở Y tế"
    assert spelled_out("Chủ tịch UBND xã") == "Ủy ban nhân dân xã"


@pytest.mark.parametrize(
    ("printed", "code", "label"),
    [
        ("UBND xã Hòa Bình", "committee-commune/xa-hoa-binh", "Ủy ban nhân dân xã Hòa Bình"),
        ("Chủ tịch UBND phường An Phú Đông", "committee-commune/phuong-an-phu-dong", "Ủy ban nhân dân phường An Phú Đông"),
        ("Ủy ban nhân dân phường 5", "committee-commune/phuong-5", "Ủy ban nhân dân phường 5"),
        ("UBND đặc khu Hòn Ngọc", "committee-commune/dac-khu-hon-ngoc", "Ủy ban nhân dân đặc khu Hòn Ngọc"),
        ("Uỷ ban nhân dân huyện Tân An", "committee-district/huyen-tan-an", "Ủy ban nhân dân huyện Tân An"),
        ("Huyện ủy Tân An", "party-district/huyen-tan-an", "Huyện ủy Tân An"),
        ("Bí thư Đảng ủy xã Hòa Bình", "party-grassroots/xa-hoa-binh", "Đảng ủy xã Hòa Bình"),
        ("HĐND phường An Phú", "council-local/phuong-an-phu", "Hội đồng nhân dân phường An Phú"),
        ("UBND xã", "committee-commune", "UBND cấp xã"),
        ("UBND các xã, phường", "group-commune-committees", "UBND các xã, phường, đặc khu"),
    ],
)
def test_bodies_of_districts_and_communes_are_told_apart_by_their_place(printed, code, label):
    match = resolve_agency(printed, AGENCIES)
    assert (match.code, match.label) == (code, label)
