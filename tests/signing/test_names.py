import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.signature import Signature, SignatureSource
from tasks.signing.names import (
    Match,
    as_printed,
    bodies_of,
    contradict,
    is_body,
    is_person,
    is_publisher,
    match_bodies,
    match_people,
    names_a_body,
)

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("name", "person", "body"),
    [
        ("Nguyễn Văn An", True, False),
        ("LÊ THỊ BÌNH", True, False),
        ("Vũ Bình", True, False),
        ("Đoàn Thanh Hải", True, False),
        ("Bùi Công Thương", True, False),
        ("H'Lan Niê", True, False),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", False, True),
        ("Đoàn đại biểu Quốc hội tỉnh Tân Giang", False, True),
        ("Sở Công Thương", False, True),
        ("ỦY BAN NHÂN DÂN TỈNH TÂN GIANG", False, True),
        ("Uỷ ban nhân dân xã Hòa Bình", False, True),
        ("CỔNG THÔNG TIN ĐIỆN TỬ TÂN GIANG", False, True),
        ("Phạm Văn Hùng 0123456789", False, False),
        ("An", False, False),
    ],
)
def test_people_and_bodies_are_told_apart(name, person, body):
    assert (is_person(name, VOCABULARY), is_body(name, VOCABULARY)) == (person, body)


@pytest.mark.parametrize(
    ("who", "bodies"),
    [
        (("Sở Công Thương", "Tỉnh Tân Giang", None), ("Sở Công Thương",)),
        (("Ủy ban nhân dân tỉnh", "Tỉnh Tân Giang", None), ("Ủy ban nhân dân tỉnh Tân Giang",)),
        (("Uỷ ban nhân dân thị xã", "Thị xã Hòa Bình", None), ("Uỷ ban nhân dân thị xã Hòa Bình",)),
        (("Văn phòng", "UBND tỉnh Tân Giang", None), ("Văn phòng UBND tỉnh Tân Giang",)),
        (
            ("Lê An", "UBND TỈNH TÂN GIANG", "VĂN PHÒNG"),
            ("VĂN PHÒNG", "VĂN PHÒNG UBND TỈNH TÂN GIANG", "UBND TỈNH TÂN GIANG"),
        ),
        (("Lê An", "Tỉnh Tân Giang", None), ()),
        (("Trung tâm Công báo và Tin học", "UBND tỉnh Tân Giang", "Văn phòng"), ()),
        ((None, None, None), ()),
    ],
)
def test_bodies_that_a_signature_stands_for(who, bodies):
    assert bodies_of(Signature(SignatureSource.SIGNATURE, signer=who[0], organisation=who[1], unit=who[2]), VOCABULARY) == bodies


@pytest.mark.parametrize(
    ("printed", "named", "match"),
    [
        ("Ủy ban nhân dân tỉnh Tân Giang", "UỶ BAN NHÂN DÂN TỈNH TÂN GIANG", Match.SAME),
        ("UBND tỉnh Tân Giang", "Ủy ban nhân dân tỉnh Tân Giang", Match.SAME),
        ("UBND TP. Tân Giang", "Ủy ban nhân dân thành phố Tân Giang", Match.SAME),
        ("Sở Lao động – Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội", Match.SAME),
        ("Ủy ban nhân dân tỉnh Tân Giảng", "Ủy ban nhân dân tỉnh Tân Giang", Match.NEAR),
        ("Ủy ban nhân đân tỉnh Tân Giang", "Ủy ban nhân dân tỉnh Tân Giang", Match.NEAR),
        ("Ủy ban nhân dân tỉnh Tân Giang", "Ủy ban nhân dân tỉnh Tân Sơn", Match.NONE),
        ("Ủy ban nhân dân tỉnh Quảng Nam", "Ủy ban nhân dân tỉnh Quảng Ninh", Match.NONE),
        ("Sở Nội vụ", "Sở Ngoại vụ", Match.NONE),
        ("Ủy ban nhân dân huyện Tân Giang", "Ủy ban nhân dân tỉnh Tân Giang", Match.NONE),
    ],
)
def test_bodies_match(printed, named, match):
    assert match_bodies(printed, named) is match


@pytest.mark.parametrize(
    ("printed", "named", "match"),
    [
        ("Nguyễn Văn An", "NGUYỄN VĂN AN", Match.SAME),
        ("Hoàng Thuý", "Hoàng Thúy", Match.SAME),
        ("Nguyên Văn Ân", "Nguyễn Văn An", Match.NEAR),
        ("XS Văn Thắng", "Nguyễn Văn Thắng", Match.NEAR),
        ("Lê Văn An", "Nguyễn Văn An", Match.NEAR),
        ("Nguyễn Văn An", "Nguyễn Văn Bình", Match.NONE),
        ("Lê An", "Lý An", Match.NONE),
        ("Trần Thị An", "Nguyễn Văn An", Match.NONE),
        ("Nguyễn An", "Nguyễn Văn An", Match.NONE),
    ],
)
def test_people_match(printed, named, match):
    assert match_people(printed, named) is match


@pytest.mark.parametrize(
    ("printed", "named", "contradicts"),
    [
        ("Sở Tài chính", "Sở Công Thương", True),
        ("Ủy ban nhân dân tỉnh Tân Giang", "Sở Công Thương", True),
        ("Ban Chỉ đạo 389 tỉnh", "Ủy ban nhân dân tỉnh Tân Giang", False),
        ("Thủ tướng Chính phủ", "Văn phòng Chính phủ", False),
        ("Văn phòng UBND tỉnh Tân Giang", "Ủy ban nhân dân tỉnh Tân Giang", False),
        ("Bộ Chỉ huy Quân sự tỉnh", "Ủy ban nhân dân tỉnh Tân Giang", False),
    ],
)
def test_only_bodies_with_seals_of_their_own_contradict(printed, named, contradicts):
    assert contradict(printed, named) is contradicts


@pytest.mark.parametrize(
    ("printed", "is_one"),
    [("Sở Công Thương", True), ("Sở", False), ("Sở 453 /tb-ubnd", False), ("Số: 12/TB", False), ("tỉnh Tân Giang", False)],
)
def test_what_was_read_as_issuer_may_be_no_body(printed, is_one):
    assert names_a_body(printed, VOCABULARY) is is_one


def test_publishers():
    assert is_publisher("TRUNG TÂM TIN HỌC - CÔNG BÁO")
    assert is_publisher("Cổng Thông tin điện tử Tân Giang")
    assert not is_publisher("Trung tâm Y tế huyện Hòa Bình")


def test_names_in_capitals_get_the_case_of_running_text():
    assert as_printed("ỦY BAN NHÂN DÂN TỈNH  TÂN GIANG", VOCABULARY) == "Ủy ban nhân dân tỉnh Tân Giang"
    assert as_printed("Sở Công Thương", VOCABULARY) == "Sở Công Thương"
