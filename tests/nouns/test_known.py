import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.extract import tagger_of
from tasks.nouns.known import holds_unknown, name_doubts
from tasks.nouns.levels import level_of
from tasks.nouns.parties import parse_of, read_parties
from tasks.reading.sentences import of_plain

TAGGER = tagger_of(load_vocabulary().words)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Sở Lao động - Thương binh và Xã hội tỉnh Tân Giang rà soát", False),
        ("các sở, ban, ngành tỉnh rà soát", False),
        ("Kho bạc Nhà nước khu vực XII đối chiếu", False),
        ("các doanh nghiệp do bà con xyz lập ra phải báo cáo", True),
        ("Ban Quản lý các khu công nghệ cao và khu công nghiệp tỉnh Tân Giang rà soát", False),
        ("Ban Quản lý cụm công nghiệp huyện An Sơn rà soát", False),
        ("Chủ tịch UBND các xã, phường từ Hòa Sơn đến Bình Hải rà soát", False),
        ("UBND các tỉnh từ Tân Giang tới Đông Hải rà soát", False),
        ("các cơ sở đào tạo trực thuộc Bộ (sau đây gọi là cơ sở đào tạo) rà soát", False),
        ("Sở Xây dựng (gọi tắt là Xyz xyz) và các doanh nghiệp do bà con xyz lập ra phải báo cáo", True),
    ],
)
def test_names_of_unknown_words(text, unknown):
    parse = parse_of(of_plain(text, TAGGER))
    parties = read_parties(parse, 0)
    assert parties is not None and holds_unknown(parse, parties) is unknown


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Trưởng, Phó các phòng rà soát", ("name-goes-on",)),
        ("Chủ tịch, Giám đốc Công ty Cấp nước rà soát", ("name-goes-on",)),
        ("Chánh Văn phòng, Giám đốc Sở Y tế rà soát", ()),
        ("Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ rà soát", ()),
    ],
)
def test_a_title_alone_in_front_of_one_with_its_body_may_be_of_that_body(text, codes):
    parse = parse_of(of_plain(text, TAGGER))
    parties = read_parties(parse, 0)
    assert parties is not None and name_doubts(parse, parties) == codes


@pytest.mark.parametrize(
    ("name", "printed", "level"),
    [
        ("Thanh Hóa", ["tỉnh", "thành phố"], "tỉnh"),
        ("Đà Nẵng", ["tỉnh", "thành phố"], "thành phố"),
        ("Vũng Lam", ["xã", "phường"], None),
    ],
)
def test_the_level_of_a_name(name, printed, level):
    assert level_of(name, printed) == level
