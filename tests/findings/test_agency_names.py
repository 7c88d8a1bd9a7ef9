import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.agency_names import AgencyNames, spelled_out

NAMES = AgencyNames(load_vocabulary().agencies)


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("Giám đốc Sở Y tế", "Sở Y tế"),
        ("Chủ tịch UBND xã", "Ủy ban nhân dân xã"),
        ("Uỷ ban  nhân dân Tỉnh", "Ủy ban nhân dân tỉnh"),
        ("HĐND TP. Nam Phố", "Hội đồng nhân dân thành phố Nam Phố"),
        ("UBND TPHCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("UBND TP.HCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("UBND TX. Kỳ Sơn", "Ủy ban nhân dân thị xã Kỳ Sơn"),
        ("UBND P. Đông Hà", "Ủy ban nhân dân phường Đông Hà"),
        ("UBND Q.1", "Ủy ban nhân dân quận 1"),
        ("Đảng Uỷ xã Tân An", "Đảng ủy xã Tân An"),
        ("Sở TN & MT tỉnh", "Sở Tài nguyên và Môi trường tỉnh"),
        ("Sở KH và ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở Giáo dục Đào tạo", "Sở Giáo dục và Đào tạo"),
        ("ngành GTVT", "ngành Giao thông vận tải"),
        ("Sở Nông nghiệp", "Sở Nông nghiệp"),
        ("Công ty TNHH MTV Tân An", "Công ty TNHH MTV Tân An"),
        ("Thủ trưởng", "Thủ trưởng"),
        ("", ""),
    ],
)
def test_the_normal_form(printed, normal):
    assert NAMES.normal(printed) == normal


def test_a_title_alone_is_kept():
    assert spelled_out("Giám đốc") == "Giám đốc"


@given(st.text(alphabet="UBNDTPHXQ.& đĐaàoòoàhuyện1Sở", max_size=30))
def test_the_normal_form_is_one(text):
    assert NAMES.normal(NAMES.normal(text)) == NAMES.normal(NAMES.normal(NAMES.normal(text)))
