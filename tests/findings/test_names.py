import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.figure_clauses import subject_floor
from tasks.findings.names import Namer
from tasks.findings.quantities import QuantityReader
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import tagger_of

VOCABULARY = load_vocabulary()
READER, NAMER, TAGGER = QuantityReader(VOCABULARY), Namer(VOCABULARY), tagger_of(VOCABULARY.words)


def names(text):
    sentence = of_plain(text, TAGGER)
    found, before, previous = [], None, ""
    quantities = READER.read(sentence)
    for quantity in quantities:
        previous, start = NAMER.name(sentence, quantity, subject_floor(text, quantity, before), previous, among=quantities)
        assert 0 <= start <= quantity.start
        found, before = [*found, previous], quantity
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Toàn tỉnh có 45 bệnh viện hạng 2 và 12 trạm y tế.", ["bệnh viện hạng 2", "trạm y tế"]),
        ("Tỷ lệ hộ nghèo năm 2024 giảm còn 3,5%.", ["Tỷ lệ hộ nghèo"]),
        ("Thu ngân sách 9 tháng đạt 1.200 tỷ đồng, tăng 12% so với cùng kỳ năm 2023.", ["Thu ngân sách", "Thu ngân sách"]),
        ("Gạo thơm Hoa Mai có giá 25.000 đồng/kg.", ["Gạo thơm Hoa Mai"]),
        ("Bệnh viện đa khoa tỉnh xếp thứ 3/12 đơn vị.", ["Bệnh viện đa khoa tỉnh"]),
        ("Có 99 xã đạt chuẩn quốc gia về y tế năm 2024.", ["xã đạt chuẩn quốc gia về y tế"]),
        ("100% hồ sơ được giải quyết đúng hạn.", ["hồ sơ được giải quyết đúng hạn"]),
    ],
)
def test_a_figure_is_named(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("heading", "name"), [("Kết quả thu ngân sách năm 2024", "Kết quả thu ngân sách"), ("Đất đai, môi trường", "Đất đai"), ("", "")]
)
def test_a_heading_is_cut_as_a_name(heading, name):
    assert NAMER.cut(heading) == name
