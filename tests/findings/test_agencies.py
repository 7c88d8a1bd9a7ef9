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
