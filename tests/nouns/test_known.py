import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.extract import tagger_of
from tasks.nouns.known import holds_unknown
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
    ],
)
def test_names_of_unknown_words(text, unknown):
    parse = parse_of(of_plain(text, TAGGER))
    parties = read_parties(parse, 0)
    assert parties is not None and holds_unknown(parse, parties) is unknown


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
