import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.products import ProductGrammar

GRAMMAR = ProductGrammar(load_vocabulary().cues)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("tham mưu UBND tỉnh xây dựng Đề án sắp xếp trường học", "đề án"),
        ("ban hành Kế hoạch thực hiện", "kế hoạch"),
        ("lập hồ sơ thành lập cụm công nghiệp", "hồ sơ"),
        ("rà soát, báo cáo UBND tỉnh", "báo cáo"),
        ("kiểm tra hiện trường", None),
    ],
)
def test_the_expected_document(text, product):
    assert GRAMMAR.find(text) == product
