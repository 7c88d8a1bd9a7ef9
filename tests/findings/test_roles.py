import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import Head
from tasks.domain.words import WordLists
from tasks.findings.dating import Dated, RoleCues
from tasks.findings.frames import Frame
from tasks.findings.quantities import QuantityReader
from tasks.findings.report_time import ReportTime
from tasks.findings.roles import RoleReader, Standing
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import Tagger

VOCABULARY = load_vocabulary()
NOTHING_SAID = Frame()
READER = QuantityReader(VOCABULARY)
TAGGER = Tagger(WordLists(()))


def standing(text: str, document_type: str = "BC", frame: Frame = NOTHING_SAID, section: str = "preamble", subject: str = ""):
    (quantity,) = READER.read(of_plain(text, TAGGER))
    dated = Dated(text, (), RoleCues((), ()), quantity, None, None)
    return RoleReader(VOCABULARY, Head(type=document_type, subject=subject), ReportTime(year=2025)).read(dated, None, None, frame, section)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toàn huyện có 12 xã đạt chuẩn", Standing.RESULT),
        ("mỗi điểm thi bố trí 02 phòng", Standing.NORM),
        ("mỗi năm giảm 2%", Standing.RESULT),
        ("áp dụng khi có từ 02 hồ sơ trở lên", Standing.NORM),
        ("đạt trên 30%", Standing.RESULT),
        ("diện tích không vượt quá 100 ha", Standing.TARGET),
        ("Giấy phép số 5 với các thông số sau: khối lượng 92 kg", Standing.PERMIT),
        ("Dự toán năm 2025 giao 12 tỷ đồng", Standing.TARGET),
    ],
)
def test_what_a_figure_is(text, expected):
    assert standing(text).standing is expected


def test_the_type_of_document_is_only_an_assumption():
    assert (standing("có 12 xã", "KH").standing, standing("có 12 xã", "KH").assumed) == (Standing.TARGET, True)
    assert standing("có 12 xã", "QĐ").standing is Standing.RESULT
    assert standing("có 12 xã", "QĐ", section="Điều 1").standing is Standing.TARGET
    said = standing("có 12 xã", "KH", Frame(target=False))
    assert (said.standing, said.assumed) == (Standing.RESULT, False)


@pytest.mark.parametrize(
    ("document_type", "subject", "section", "expected"),
    [
        ("TT", "Hướng dẫn khám sức khỏe", "Điều 3/1", Standing.NORM),
        ("QĐ", "Ban hành Quy chế quản lý nhà chung cư", "Chương I/Điều 3", Standing.NORM),
        ("QĐ", "Ban hành Kế hoạch thực hiện quy định về nhà ở", "I/1", Standing.TARGET),
        ("QĐ", "Công bố Danh mục thủ tục hành chính", "Điều 1", Standing.RESULT),
        ("QĐ", "Công bố Danh mục thủ tục hành chính", "Phụ lục/1", Standing.TARGET),
        ("QĐ", "Công bố Danh mục thủ tục hành chính", "preamble", Standing.RESULT),
    ],
)
def test_what_a_document_fixes_or_announces(document_type, subject, section, expected):
    assert standing("có 12 xã", document_type, section=section, subject=subject).standing is expected
